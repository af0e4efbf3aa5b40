import { expect, type Page } from "@playwright/test";

/** The demo's made-up people; the server prints the same list when it starts. */
const PEOPLE = {
  resident: { email: "olena@demo.hromada", name: "Олена Коваль" },
  newcomer: { email: "andrii@demo.hromada", name: "Андрій Мельник" },
  officer: { email: "officer@demo.hromada", name: "Ірина Савчук" },
  head: { email: "head@demo.hromada", name: "Богдан Левицький" },
  centre: { email: "centre@demo.hromada", name: "Наталія Гринчук" },
  moderator: { email: "moderator@demo.hromada", name: "Марко Довгань" },
  editor: { email: "editor@demo.hromada", name: "Соломія Яремчук" },
  teacher: { email: "teacher@demo.hromada", name: "Тарас Вовк" },
  administrator: { email: "admin@demo.hromada", name: "Оксана Пилипів" },
} as const;

const PASSWORD = "Тернопіль-над-ставом-2026";

/** Who a spec signs in: `resident` is verified, `newcomer` has only an e-mail address. */
export type Person = keyof typeof PEOPLE;

/** The name that the pages show for a person. */
export const nameOf = (person: Person): string => PEOPLE[person].name;

/** Signs in through the form, as a person would; works with and without JavaScript. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto("/people/sign-in");
  await page.locator("input[name=email]").fill(PEOPLE[person].email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("form:has(input[name=password]) button[type=submit], form:has(input[name=password]) button:not([type])").first().click();
  await expect(page, `${person} is signed in`).not.toHaveURL(/\/people\/sign-in/);
  if (new URL(page.url()).pathname.endsWith("/people/second-factor")) await passSecondFactor(page);
}

/** Staff type the code that the demonstration shows. A code works once, so a second sign-in waits for the next one. */
async function passSecondFactor(page: Page): Promise<void> {
  await expect(async () => {
    const code = await page.locator("[data-demo-code]").textContent();
    await page.locator("input[name=code]").fill(code ?? "");
    await page.locator("form:has(input[name=code]) button").first().click();
    await expect(page).not.toHaveURL(/second-factor/, { timeout: 3_000 });
  }).toPass({ timeout: 70_000, intervals: [5_000] });
}
