// Accounts: what a person and the staff do with them.
import { expectNoSideScrollAt320 } from "../support/layout";
import { expect, expectSoundPage, test } from "../support/test";

test("a sign-up with an empty form says what is missing at each field", async ({ page }) => {
  await page.goto("/people/sign-up");
  await page.locator("main form button").last().click();
  await expect(page.locator("[aria-invalid=true]")).not.toHaveCount(0);
  await expectSoundPage(page);
});

test("a sign-up keeps what was typed when a field is refused", async ({ page }) => {
  await page.goto("/people/sign-up");
  await page.locator("input[name=name]").fill("Ганна Ґудзь");
  await page.locator("input[name=email]").fill("not an address");
  await page.locator("main form button").last().click();
  await expect(page.locator("input[name=name]")).toHaveValue("Ганна Ґудзь");
  await expect(page.locator("input[name=email]")).toHaveValue("not an address");
});

test("links of a mail that do not hold lead to a page that says so", async ({ page, watch }) => {
  watch.allow(/404|410|422/);
  for (const address of ["/people/confirm?token=unknown", "/people/new-password?token=unknown", "/people/identity/return?state=unknown"]) {
    await page.goto(address);
    await expectSoundPage(page);
    const passwords = page.locator("main form[action*='confirm'], main form[action*='new-password']");
    await expect(passwords, "said before a password is typed").toHaveCount(0);
  }
});

test("an administrator finds a person and opens the page of roles @javascript", async ({ page, signInAs }) => {
  await signInAs("administrator");
  await page.goto("/people/manage");
  await expectSoundPage(page);
  const link = page.locator("main a[href*='/people/manage/']").first();
  const person = (await link.getAttribute("href"))?.split("/").pop() ?? "";
  await page.goto(`/people/manage/${person}`);
  await expectSoundPage(page);
  await expectNoSideScrollAt320(page);
});

test("an officer of the service centre is shown the form of verification @javascript", async ({ page, signInAs }) => {
  await signInAs("centre");
  await page.goto("/people/verify");
  await expectSoundPage(page);
});

test("staff are asked for the second factor, and nobody else is let to their pages", async ({ page, signInAs, watch }) => {
  watch.allow(/403/);
  await page.goto("/people/second-factor");
  await expect(page.locator("h1")).toHaveCount(1);
  await signInAs("resident");
  expect((await page.goto("/people/manage"))?.status()).toBe(403);
});
