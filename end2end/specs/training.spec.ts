// The training copy of the cabinet: the real form on made-up data, without an account.
import type { Page } from "@playwright/test";
import { expect, expectSoundPage, test } from "../support/test";

const next = (page: Page) => page.getByRole("button", { name: "Далі" }).click();

test("a learner without an account sends a request on the training copy, corrects it and earns the exercise @phone", async ({ page }) => {
  test.slow();
  await page.goto("/learning/courses/digital-abc/m9/request/practice");
  await page.getByRole("link", { name: "Відкрити навчальну копію" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Запит і одне виправлення" })).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Почати" }).click();

  await expect(page.getByText("НАВЧАННЯ", { exact: true })).toBeVisible();
  await expect(page).toHaveURL("/cabinet/training/request/steps/1");
  await expect(page.locator("[name=requester_name]")).toHaveValue("Богдан Приклад");
  await next(page);
  await expect(page.locator("#answer_channel-error")).toBeVisible();
  await expectSoundPage(page);
  await page.locator("label", { hasText: "Електронною поштою" }).click();
  await next(page);
  // Where the form cannot show a new question by itself, it comes with the next page, filled in from the account.
  await expect(page.getByRole("heading", { level: 1, name: "Що вам потрібно" })).toBeVisible();
  await page.locator("[name=description]").fill("Копія договору на ремонт дитячого майданчика");
  await page.locator("label", { hasText: "Електронна копія" }).click();
  await page.locator("label", { hasText: /^Ні$/ }).click();
  await expectSoundPage(page);
  await next(page);
  await expect(page.getByRole("heading", { level: 1, name: "Згода" })).toBeVisible();
  await page.locator("label[for=consent_personal_data]").click();
  await next(page);
  await expect(page.getByRole("heading", { level: 1, name: "Перевірте відповіді" })).toBeVisible();
  await expectSoundPage(page);
  await expect(page).toHaveURL("/cabinet/training/request/check");
  await page.getByRole("button", { name: "Надіслати навчальну заяву" }).click();

  await expect(page.getByText("Надіслано без помилок")).toBeVisible();
  await expect(page).toHaveURL("/cabinet/training/request/application");
  await expect(page.getByText("Ірина Навчальна, працівниця просить виправити")).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Виправте заяву" }).click();
  await expect(page).toHaveURL("/cabinet/training/request/correction");
  await page.locator("[name=description]").fill("Копія договору на ремонт дитячого майданчика");
  await page.getByRole("button", { name: "Надіслати навчальне виправлення" }).click();
  await expect(page.getByText("Виправлення ще не те")).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Виправте заяву" }).click();
  await page.locator("[name=description]").fill("Копія договору на ремонт дитячого майданчика на вулиці Прикладній, 2025 рік");
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Надіслати навчальне виправлення" }).click();
  await expect(page.getByText("Вийшло!")).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Далі в уроці" }).click();
  await expect(page.getByText("Запит надіслано, зауваження враховано")).toBeVisible();
});

test("a real form leads to its lesson and back to the same step with what was typed", async ({ page, signInAs, javaScriptEnabled }) => {
  // Two people, so that both ways of running this do not write into one draft.
  await signInAs(javaScriptEnabled ? "resident" : "newcomer");
  await page.goto("/cabinet/services/S15");
  await page.getByRole("button", { name: "Заповнити заяву" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Про вас" })).toBeVisible();
  const step = new URL(page.url()).pathname;
  const home = `вулиця Руська, ${Date.now() % 1000}`;
  await page.locator("[name=author_address]").fill(home);
  await page.getByRole("button", { name: "Навчіть мене цього" }).click();
  await expect(page.getByRole("link", { name: "Відкрити навчальну копію" })).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Відкрити навчальну копію" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Темний двір: подати звернення" })).toBeVisible();
  await page.getByRole("link", { name: "Повернутися до вашої заяви" }).click();
  await expect(page.locator("[name=author_address]")).toHaveValue(home);
  expect(new URL(page.url()).pathname).toBe(step);
});
