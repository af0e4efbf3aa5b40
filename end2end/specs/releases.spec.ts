// Releases of the open data: an official publishes one, everybody reads it and what has changed since the one before.
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundPage, test } from "../support/test";

test("a reader goes from the list of releases to a release and to what has changed @phone", async ({ page }, { project }) => {
  await page.goto("/opendata/releases");
  await expectSoundPage(page);
  await keepScreenshot(page, `releases-${project.name}`);
  // The releases of the demonstration are the oldest: others publish more while this runs.
  const names = await page.locator("main table a[href*='/opendata/releases/']").allTextContents();
  const second = names.at(-2) ?? "";
  expect((await page.goto(`/opendata/releases/${second}`))?.status()).toBe(200);
  await expect(page.locator("main")).toContainText("Помилок немає");
  await expectSoundPage(page);
  await keepScreenshot(page, `release-${project.name}`);

  await page.getByRole("link", { name: /Що змінилося після випуску/ }).click();
  await expect(page).toHaveURL(/\/changes$/);
  await expect(page.locator("main")).toContainText("Вартість зросла на 12 %");
  await expect(page.locator("main")).toContainText("Причину не названо.");
  await expectSoundPage(page);
  await keepScreenshot(page, `release-changes-${project.name}`);

  await page.goto(`/en/opendata/releases/${second}/changes?kind=cost`);
  await expect(page.locator("main h2[data-count]")).toHaveAttribute("data-count", "2");
  await expect(page.locator("main")).toContainText("The cost rose by 12 %");
  await expectSoundPage(page);
});

test("changes are filtered by their kind", async ({ page }) => {
  await page.goto("/opendata/releases");
  const names = await page.locator("main table a[href*='/opendata/releases/']").allTextContents();
  await page.goto(`/opendata/releases/${names.at(-2)}/changes`);
  await page.locator(".filter-bar__summary").click();
  await page.locator("label[for=without_reason]").click();
  await page.locator(".filter-bar__form button").first().click();
  await expect(page).toHaveURL(/without_reason=1/);
  await expect(page.locator("input[name=without_reason]")).toBeChecked();
  await expect(page.locator("main h2[data-count]")).toHaveAttribute("data-count", "2");
  await expectSoundPage(page);
});

test("the feed tells the changes to programs", async ({ page }) => {
  const feed = await page.request.get("/opendata/releases/changes.atom");
  expect(feed.status()).toBe(200);
  expect(feed.headers()["content-type"]).toContain("application/atom+xml");
  expect(await feed.text()).toContain("Вартість зросла на 12 %");
});

test("an editor publishes a release, and the same data are not published twice", async ({ page, signInAs }, { project }) => {
  test.setTimeout(120_000);
  await signInAs("editor");
  await page.goto("/opendata/releases/new");
  await expectSoundPage(page);
  const send = page.locator("form:has(textarea[name=note]) button");
  await send.click();
  if (project.use.javaScriptEnabled === false) await expect(page.locator("main")).toContainText("Заповніть це поле");
  const note = `Перевірка ${project.name} ${Date.now()}`;
  await page.locator("textarea[name=note]").fill(note);
  await send.click();
  await expect(page.locator("main")).toContainText(/Випуск опубліковано|жоден проєкт не змінився/);
  await expectSoundPage(page);

  await page.goto("/opendata/releases/new");
  await page.locator("textarea[name=note]").fill(note);
  await send.click();
  await expect(page.locator("main")).toContainText("жоден проєкт не змінився");
  await expect(page.locator("textarea[name=note]")).toHaveValue(note);
  await expectSoundPage(page);
});
