// Following: a button on the project and on the list, one page of news, letters that one press stops, feeds without an account.
import { choose } from "../pages/request";
import { expect, expectSoundPage, test } from "../support/test";

const EXAMPLE = "/infrastructure/projects/oc4ids-tern00-demo-3";
const ANOTHER = "/infrastructure/projects/oc4ids-tern00-demo-1";

test("a resident follows a project and stops following it", async ({ page, signInAs }, { project }) => {
  await signInAs("newcomer");
  // Both runs are the same person, so each has a project of its own.
  const [address, title] = project.name === "with-javascript" ? [EXAMPLE, "утеплення дитячого садка"] : [ANOTHER, "навчальний майданчик"];
  await page.goto(address);
  const begin = page.getByRole("button", { name: "Стежити за проєктом" });
  const end = page.getByRole("button", { name: "Більше не стежити" });
  // A run that broke off may have left it followed.
  if (await end.isVisible()) await end.click();
  await begin.click();
  await expect(page.locator("main")).toContainText("Тепер ви стежите за цим");
  await expectSoundPage(page);
  await page.goto("/infrastructure/following");
  await expect(page.locator("[data-followed]", { hasText: title })).toBeVisible();
  await expectSoundPage(page);
  await choose(page.getByRole("group", { name: "Як часто надсилати" }), "Щотижня");
  await page.locator("form:has(input[name=pace]) button").click();
  await expect(page.locator("main")).toContainText("Вибір збережено");
  await page.locator("[data-followed]", { hasText: title }).getByRole("button").click();
  await expect(page.locator("main")).toContainText("Ви більше за цим не стежите");
});

test("who is not signed in follows a list after signing in @javascript", async ({ page, watch }) => {
  watch.allow(/401/);
  await page.goto("/infrastructure?sector=health");
  await page.locator("main summary", { hasText: "Стежити за новинами" }).click();
  await page.getByRole("button", { name: "Стежити за цим переліком" }).click();
  await expect(page.locator("input[name=password]")).toBeVisible();
  await expectSoundPage(page);
});

test("feeds and calendars are for everybody @javascript", async ({ request }) => {
  for (const [address, type] of [
    ["/infrastructure/news.atom", "application/atom+xml"],
    ["/infrastructure/dates.ics?sector=education", "text/calendar"],
    [`${EXAMPLE}/news.atom`, "application/atom+xml"],
    [`${EXAMPLE}/dates.ics`, "text/calendar"],
  ] as const) {
    const answer = await request.get(address);
    expect(answer.status(), address).toBe(200);
    expect(answer.headers()["content-type"], address).toContain(type);
  }
  const calendar = await (await request.get("/infrastructure/projects/oc4ids-tern00-demo-3/dates.ics")).text();
  expect(calendar).toContain("DTSTART;VALUE=DATE:20180503");
  expect((await request.get("/infrastructure/projects/oc4ids-tern00-demo-3/news.atom")).status()).toBe(200);
  expect((await request.get("/infrastructure/dates.ics")).status()).toBe(200);
});

test("a key that no letter has stops nothing @javascript", async ({ page, watch }) => {
  watch.allow(/404/);
  expect((await page.goto("/infrastructure/following/stop?key=abc"))?.status()).toBe(404);
  await expectSoundPage(page);
});
