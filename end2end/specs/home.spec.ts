import { expectNoAxeViolations } from "../support/accessibility";
// The pattern of a spec: facts as names, people's words as selectors, one call for what holds everywhere. That the home page itself
// is sound is a line of every-page.spec.ts.
import { expect, expectSoundPage, test } from "../support/test";

test("the home page speaks Ukrainian first and English on request", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await page.goto("/en");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("an unknown address answers 404 with a page that leads back", async ({ page }) => {
  const answer = await page.goto("/nothing-lies-here");
  expect(answer?.status()).toBe(404);
  await expectSoundPage(page);
  await expect(page.locator("main a[href='/']").first()).toBeVisible();
});

// Its examples hold main headings of their own, so it is not judged as one page.
test("the gallery shows every component without a violation @javascript", async ({ page }) => {
  for (const address of ["/gallery", "/en/gallery"]) {
    await page.goto(address);
    await expectNoAxeViolations(page);
  }
});
