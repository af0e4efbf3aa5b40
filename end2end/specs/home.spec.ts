// The home page, and the pattern of a spec: facts as names, people's words as selectors, one call for what holds everywhere.
import { expectNoSideScrollAt320 } from "../support/layout";
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundPage, test } from "../support/test";

test("the home page is sound @phone", async ({ page }, { project }) => {
  const answer = await page.goto("/");
  expect(answer?.status()).toBe(200);
  await expectSoundPage(page);
  await keepScreenshot(page, `home-${project.name}`);
});

test("the home page speaks Ukrainian first and English on request", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await page.goto("/en");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("the home page fits the narrowest phone @javascript", async ({ page }) => {
  await page.goto("/");
  await expectNoSideScrollAt320(page);
});

test("the home page is sound in the dark @javascript", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/");
  await expectSoundPage(page);
});

test("an unknown address answers 404 with a page that leads back", async ({ page }) => {
  const answer = await page.goto("/nothing-lies-here");
  expect(answer?.status()).toBe(404);
  await expectSoundPage(page);
  await expect(page.locator("main a[href='/']").first()).toBeVisible();
});
