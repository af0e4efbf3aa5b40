import { expect, type BrowserContext, type Page } from "@playwright/test";
import fs from "node:fs";
import { linkOfMail } from "./mail";

/** The demo's made-up people; the server prints the same list when it starts. */
const PEOPLE = {
  resident: { email: "olena@demo.hromada", name: "Олена Коваль" },
  newcomer: { email: "andrii@demo.hromada", name: "Андрій Мельник" },
  officer: { email: "officer@demo.hromada", name: "Ірина Савчук" },
  head: { email: "head@demo.hromada", name: "Богдан Левицький" },
  lawyer: { email: "lawyer@demo.hromada", name: "Юлія Дорош" },
  centre: { email: "centre@demo.hromada", name: "Наталія Гринчук" },
  moderator: { email: "moderator@demo.hromada", name: "Марко Довгань" },
  editor: { email: "editor@demo.hromada", name: "Соломія Яремчук" },
  teacher: { email: "teacher@demo.hromada", name: "Тарас Вовк" },
  administrator: { email: "admin@demo.hromada", name: "Оксана Пилипів" },
} as const;

/** The password of everybody in the demo, and of whoever signs up in a spec. */
export const PASSWORD = "Тернопіль-над-ставом-2026";

/** Who a spec signs in: `resident` is verified, `newcomer` has only an e-mail address. */
export type Person = keyof typeof PEOPLE;

export const EVERYBODY = Object.keys(PEOPLE) as Person[];

/** The name that the pages show for a person. */
export const nameOf = (person: Person): string => PEOPLE[person].name;

/** The address that a person signs in with. */
export const emailOf = (person: Person): string => PEOPLE[person].email;

/** Signs in one of the demo's people with the session that the set-up kept, and opens their account. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await haveSession(page.context(), person);
  await page.goto("/people/account");
  await expect(page.locator("h1"), `${person} is signed in`).toHaveText(PEOPLE[person].name);
}

/** Takes the session that the set-up kept. */
export async function haveSession(context: BrowserContext, person: Person): Promise<void> {
  const { cookies } = JSON.parse(fs.readFileSync(sessionFile(person), "utf8"));
  await context.addCookies(cookies);
}

/** Keeps the session of a page for the other specs of this run. */
export async function keepSession(page: Page, person: Person): Promise<void> {
  await page.context().storageState({ path: sessionFile(person) });
}

const sessionFile = (person: Person): string => `../target/browser-sessions/${person}.json`;

/** Opens a session of its own through the form, as a person would; works with and without JavaScript. */
export async function signInThroughForm(page: Page, person: Person): Promise<void> {
  await typePassword(page, PEOPLE[person].email, PASSWORD);
  await expect(page, `${person} is signed in`).not.toHaveURL(/\/people\/sign-in/);
  if (new URL(page.url()).pathname.endsWith("/people/second-factor")) await passSecondFactor(page);
}

/** Fills in the sign-in form and sends it; what comes of it is for the spec to say. */
export async function typePassword(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/people/sign-in");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("form:has(input[name=password]) button[type=submit], form:has(input[name=password]) button:not([type])").first().click();
}

/** Staff type the code that the demonstration shows. */
async function passSecondFactor(page: Page): Promise<void> {
  await expect(async () => {
    const code = await page.locator("[data-demo-code]").textContent();
    await page.locator("input[name=code]").fill(code ?? "");
    await page.locator("form:has(input[name=code]) button").first().click();
    await expect(page).not.toHaveURL(/second-factor/, { timeout: 3_000 });
  }).toPass({ timeout: 40_000, intervals: [1_000] });
}

/** Somebody who is in no other spec: they may change their password, end their sessions, lose their account. */
export type Newcomer = { name: string; email: string };

/** Opens an account through the forms and the mail, and leaves the page signed in. */
export async function signUp(page: Page, name = "Ганна Ґудзь-Ярош"): Promise<Newcomer> {
  const email = `spec-${crypto.randomUUID().slice(0, 13)}@demo.hromada`;
  await page.goto("/people/sign-up");
  await page.locator("input[name=name]").fill(name);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("main form:has(input[name=password]) button").last().click();
  await expect(page).toHaveURL(/\/people\/sign-up\/sent/);
  await page.goto(await linkOfMail(email, "/people/confirm"));
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("main form:has(input[name=password]) button").last().click();
  await expect(page).toHaveURL(/\/people\/account/);
  return { name, email };
}
