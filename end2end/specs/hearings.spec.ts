// Public hearings: an editor announces one, a resident registers and proposes, a moderator publishes; past ones show what came of them.
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundPage, test } from "../support/test";

test("a hearing is announced, joined, proposed to and published", async ({ page, signInAs }, { project }) => {
  // Two members of staff sign in, and a code of theirs works once in half a minute.
  test.setTimeout(180_000);
  const title = `Приклад слухань ${project.name} ${Date.now()}`;
  const proposal = `Посадіть липи замість тополь. ${project.name} ${Date.now()}`;
  const day = new Date(Date.now() + 20 * 24 * 3600 * 1000).toISOString().slice(0, 10);

  await signInAs("editor");
  await page.goto("/infrastructure/projects/oc4ids-tern00-demo-3");
  await page.locator("main a[href*='/infrastructure/hearings/new']").click();
  await expect(page.locator("textarea[name=projects]")).toHaveValue("oc4ids-tern00-demo-3");
  const send = page.locator("form:has(input[name=title]) button").last();
  await send.click();
  await expect(page.locator("main")).toContainText("Заповніть це поле");
  await expectSoundPage(page);
  await page.locator("input[name=title]").fill(title);
  await page.locator("textarea[name=about]").fill("Вигадані слухання для перевірки.");
  await page.locator("input[name=place]").fill("Приклад: зала");
  await page.locator("input[name=date]").fill(day);
  await page.locator("input[name=starts]").fill("17:00");
  await page.locator("input[name=ends]").fill("19:00");
  await send.click();
  await expect(page.locator("main")).toContainText("Слухання оголошено");
  await expect(page.locator("main")).toContainText("не встановлено");
  const id = new URL(page.url()).pathname.split("/").pop() ?? "";
  const address = `/infrastructure/hearings/${id}`;
  await expectSoundPage(page);
  await page.locator("main a[href$='/desk']").click();
  await expect(page.locator("h1")).toContainText("Вести слухання");
  await expectSoundPage(page);

  await page.context().clearCookies();
  await signInAs("newcomer");
  await page.goto(address);
  await page.locator("button[value=register]").click();
  await expect(page.locator("main")).toContainText("Вас зареєстровано");
  await expect(page.locator("main")).toContainText("1 людина");
  await page.locator("textarea[name=text]").fill(proposal);
  await page.locator("button[value=propose]").click();
  await expect(page.locator(".comment", { hasText: proposal })).toContainText("Очікує на модератора");
  await expectSoundPage(page);

  await page.context().clearCookies();
  await signInAs("moderator");
  await page.goto("/infrastructure/moderation");
  await page.locator(".card", { hasText: proposal }).locator("button[value=publish]").click();
  await expect(page.locator("main")).toContainText("Рішення записано");

  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.locator(".comment", { hasText: proposal })).toContainText("Рішення ще немає");
  await expectSoundPage(page);
  await keepScreenshot(page, `hearing-${project.name}`);
  const file = await page.request.get(`/infrastructure/hearings/${id}/hearing.ics`);
  expect(await file.text()).toContain("BEGIN:VEVENT");
});

test("a hearing that is over tells what it has changed, in both languages @phone", async ({ page }, { project }) => {
  await page.goto("/infrastructure/hearings");
  await page.locator("main a", { hasText: "навчальний майданчик біля школи" }).click();
  await expect(page).toHaveURL(/\/infrastructure\/hearings\/[0-9a-f-]+$/);
  const address = new URL(page.url()).pathname;
  await expect(page.locator("#minutes")).toBeVisible();
  await expect(page.locator("main")).toContainText("Прийнято частково");
  await expectSoundPage(page);
  await keepScreenshot(page, `hearing-over-${project.name}`);
  await page.goto(`/en${address}`);
  await expect(page.locator("main")).toContainText("Accepted in part");
  await expectSoundPage(page);
  const raw = await page.request.get("/opendata/oc4ids/projects/oc4ids-tern00-demo-1.json");
  const [told] = (await raw.json()).projects;
  expect(told.social.consultationMeetings).toHaveLength(1);
});
