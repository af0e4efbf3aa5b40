// The adaptive test: a stranger thinks about themselves, answers, says «I do not know», ends early and reads the result.
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundPage, test } from "../support/test";

test("a stranger takes the test and reads the level with its margin @phone", async ({ page }, { project }) => {
  test.setTimeout(120_000);
  await page.goto("/learning/test");
  await page.getByRole("link", { name: "Почати тест" }).click();
  await expect(page).toHaveURL(/\/learning\/test\/start$/);
  await page.getByRole("button", { name: "До першого питання" }).click();
  await expect(page.locator("[id$='-error']").first(), "what is missing is told at its field").toBeVisible();
  await expectSoundPage(page);
  for (const group of await page.getByRole("group").all()) await group.locator("label").first().click();
  await page.getByRole("button", { name: "До першого питання" }).click();
  await expect(page).toHaveURL(/\/learning\/test\/question$/);
  await expectSoundPage(page);
  await keepScreenshot(page, `test-question-${project.name}`);
  for (const number of [1, 2, 3]) {
    await expect(page.locator("h1")).toHaveText(`Питання ${number}`);
    await page.getByRole("button", { name: "Не знаю" }).click();
  }
  await expect(page.locator("h1")).toHaveText("Питання 4");
  await page.goto("/learning/test/question");
  await expect(page.locator("h1"), "the question waits").toHaveText("Питання 4");
  await page.getByText("Перервати чи закінчити тест").click();
  await page.getByRole("button", { name: "Закінчити й побачити результат" }).click();
  await expect(page).toHaveURL(/\/learning\/test\/results\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText("±");
  await expectSoundPage(page);
  await keepScreenshot(page, `test-result-${project.name}`);
  const result = new URL(page.url()).pathname.split("/").pop();
  await page.goto(`/learning/test/results/${result}/answers`);
  await expect(page.locator("main")).toContainText(/Правильно:|Варто було вибрати:/);
  await expectSoundPage(page);
  await page.goto(`/en/learning/test/results/${result}`);
  await expectSoundPage(page);
});

test("the demo's resident goes on with the test that waits, and finds the finished one", async ({ page, signInAs }) => {
  await signInAs("resident");
  await page.goto("/learning/test");
  await expect(page.getByRole("link", { name: "Продовжити тест" })).toBeVisible();
  await page.locator('main a[href*="/learning/test/results/"]').first().click();
  await expect(page.locator("main")).toContainText("±");
  await expectSoundPage(page);
});
