// Passkeys, with an authenticator that Chromium pretends to have. A browser gives passkeys to a name only, never to an address of
// numbers, so these specs reach the same server as `localhost`.
import type { Page } from "@playwright/test";
import { signUp } from "../support/people";
import { expect, expectSoundPage, test } from "../support/test";

const address = new URL(process.env.HROMADA_TEST_BASE_URL ?? "http://127.0.0.1:8080");
test.use({ baseURL: `http://localhost:${address.port}` });

/** A phone that recognises its owner. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
}

test("a passkey is added, renamed, opens the account and is removed @javascript @phone", async ({ page, watch }) => {
  // The key that was removed is refused.
  watch.allow(/passkey-sign-in\/finish/);
  await giveAuthenticator(page);
  const { name } = await signUp(page);
  await page.goto("/people/account/passkeys");
  await page.locator("input[name=new-name]").fill("Телефон");
  await page.getByRole("button", { name: "Додати ключ доступу" }).click();
  await expect(page.getByRole("heading", { name: "Телефон" })).toBeVisible();
  await expectSoundPage(page);

  const card = page.locator("form:has(input[name=passkey])");
  await card.locator("input[name=name]").fill("Мій телефон");
  await card.getByRole("button", { name: "Перейменувати" }).click();
  await expect(page.getByRole("heading", { name: "Мій телефон" })).toBeVisible();

  await page.context().clearCookies();
  await page.goto("/people/sign-in?next=/people/account/passkeys");
  await page.getByRole("button", { name: "Увійти з ключем доступу" }).click();
  await expect(page).toHaveURL(/\/people\/account\/passkeys/);
  await expect(page.getByText("Востаннє використано")).toBeVisible();
  await page.getByRole("button", { name: "Видалити" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Видалити ключ доступу «Мій телефон»?");
  await page.getByRole("button", { name: "Видалити" }).click();
  await expect(page.getByText("Ключів доступу ще немає")).toBeVisible();

  await page.context().clearCookies();
  await page.goto("/people/sign-in");
  await page.getByRole("button", { name: "Увійти з ключем доступу" }).click();
  await expect(page.getByText("Не вийшло. Спробуйте ще раз або скористайтеся паролем.")).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
});

test("the password stays where there are no passkeys @without", async ({ page }) => {
  await signUp(page);
  await page.goto("/people/account/passkeys");
  await expect(page.getByRole("button", { name: "Додати ключ доступу" })).toBeHidden();
  expect(await page.content()).toContain("Щоб додати ключ доступу, потрібен JavaScript.");
});

test.describe("under an address of numbers", () => {
  test.use({ baseURL: address.origin });

  test("passkeys are not offered, and the page says why @javascript", async ({ page }) => {
    await page.goto("/people/sign-in");
    await expect(page.getByRole("button", { name: "Увійти з ключем доступу" })).toBeHidden();
    await signUp(page);
    await page.goto("/people/account/passkeys");
    await expect(page.getByText("Ключі доступу не працюють у цьому браузері або за адресою з самих цифр.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Додати ключ доступу" })).toBeHidden();
    await expectSoundPage(page);
  });
});
