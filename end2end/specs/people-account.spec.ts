// A person's way through an account of their own: from the first form to signing out everywhere. Each spec opens its own account.
import { linkOfMail, mailsTo } from "../support/mail";
import { PASSWORD, signUp, typePassword } from "../support/people";
import { expect, expectSoundPage, test } from "../support/test";
import { totp } from "../support/totp";

const OTHER_PASSWORD = "Файне-місто-зустрічає-гостей-47";

test("a newcomer signs up, confirms the address by mail and is signed in @phone", async ({ page }) => {
  const { name, email } = await signUp(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByText(email)).toBeVisible();
  await expect(page.getByText("Підтверджено лише пошту")).toBeVisible();
  await expectSoundPage(page);
});

test("the link of a sign-up works once", async ({ page, watch }) => {
  watch.allow(/410/);
  const { email } = await signUp(page);
  const link = await linkOfMail(email, "/people/confirm");
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Посилання вже не діє");
  await expect(page.getByLabel("Пароль"), "said before a password is typed").toHaveCount(0);
  await expect(page.getByRole("link", { name: "Зареєструватися ще раз" })).toBeVisible();
});

test("a second sign-up with the same address looks the same and only the mail tells", async ({ page }) => {
  const { email } = await signUp(page);
  await page.context().clearCookies();
  await page.goto("/people/sign-up");
  await page.getByLabel("Ім’я та прізвище").fill("Хтось Інший");
  await page.getByLabel("Електронна пошта").fill(email.toUpperCase());
  await page.locator("input[name=password]").fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Зареєструватися" }).click();
  await expect(page).toHaveURL(/\/people\/sign-up\/sent/);
  await linkOfMail(email, "/people/reset");
  await expect.poll(() => mailsTo(email).length).toBe(2);
});

test("a forgotten password is replaced by mail, and every session ends", async ({ page, browser, baseURL }) => {
  const { email } = await signUp(page);
  const other = await browser.newContext({ baseURL, locale: "uk-UA" });
  const forgetful = await other.newPage();
  await forgetful.goto("/people/sign-in");
  await forgetful.getByRole("link", { name: "Забули пароль?" }).click();
  await expect(forgetful, "the field of the page before has the same name").toHaveURL(/\/people\/reset$/);
  await expect(forgetful.getByRole("button", { name: "Надіслати посилання" })).toBeVisible();
  await forgetful.getByLabel("Електронна пошта").fill(email);
  await forgetful.getByRole("button", { name: "Надіслати посилання" }).click();
  await expect(forgetful).toHaveURL(/\/people\/reset\/sent/);
  await forgetful.goto(await linkOfMail(email, "/people/new-password"));
  await forgetful.locator("input[name=password]").fill(OTHER_PASSWORD);
  await forgetful.getByRole("button", { name: "Зберегти" }).click();
  await typePassword(forgetful, email, OTHER_PASSWORD);
  await expect(forgetful).toHaveURL(/\/people\/account/);
  await other.close();

  await page.goto("/people/account");
  await expect(page.locator("input[name=password]"), "the session from before has ended").toBeVisible();
  await typePassword(page, email, PASSWORD);
  await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
});

test("a changed password ends the other session and keeps this one", async ({ page, browser, baseURL }) => {
  const { email } = await signUp(page);
  const other = await browser.newContext({ baseURL, locale: "uk-UA" });
  const elsewhere = await other.newPage();
  await typePassword(elsewhere, email, PASSWORD);
  await expect(elsewhere).toHaveURL(/\/people\/account/);

  await page.goto("/people/account/password");
  await page.locator("input[name=old]").fill("не-той-пароль-зовсім");
  await page.locator("input[name=new]").fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Зберегти" }).click();
  await expect(page.locator("input[name=old]")).toHaveAttribute("aria-invalid", "true");
  await page.locator("input[name=old]").fill(PASSWORD);
  await page.locator("input[name=new]").fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Зберегти" }).click();
  await expect(page).toHaveURL(/\/people\/account\/sessions/);
  await expect(page.getByText("Цей сеанс")).toBeVisible();

  await elsewhere.goto("/people/account");
  await expect(elsewhere.locator("input[name=password]")).toBeVisible();
  await other.close();
});

test("one session is ended from the list, then all of them", async ({ page, browser, baseURL }) => {
  const { email } = await signUp(page);
  const other = await browser.newContext({ baseURL, locale: "uk-UA" });
  const elsewhere = await other.newPage();
  await typePassword(elsewhere, email, PASSWORD);
  await expect(elsewhere).toHaveURL(/\/people\/account/);

  await page.goto("/people/account/sessions");
  await page.getByRole("button", { name: "Завершити" }).click();
  await expect(page.getByRole("button", { name: "Завершити" })).toHaveCount(0);
  await elsewhere.goto("/people/account");
  await expect(elsewhere.locator("input[name=password]")).toBeVisible();
  await other.close();

  await page.getByRole("button", { name: "Вийти на всіх пристроях" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вийти на всіх пристроях?");
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Вийти на всіх пристроях" }).click();
  await expect(page).toHaveURL(/\/people\/sign-in/);
  await page.goto("/people/account");
  await expect(page.locator("input[name=password]")).toBeVisible();
});

test("a resident turns the second step on, and a recovery code opens the account once", async ({ page, watch }) => {
  watch.allow(/422/);
  const { email } = await signUp(page);
  await page.goto("/people/account/second-factor");
  await page.getByRole("button", { name: "Налаштувати" }).click();
  const secret = (await page.locator("[data-totp-secret]").textContent()) ?? "";
  await page.getByLabel("Код").fill("000000");
  await page.getByRole("button", { name: "Підтвердити" }).click();
  await expect(page.getByLabel("Код")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Код").fill(totp(secret));
  await page.getByRole("button", { name: "Підтвердити" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Резервні коди");
  const [recovery] = await page.locator("main li code").allTextContents();
  await expectSoundPage(page);

  await page.context().clearCookies();
  await typePassword(page, email, PASSWORD);
  await expect(page).toHaveURL(/\/people\/second-factor/);
  await page.getByLabel("Код").fill(recovery ?? "");
  await page.locator("form:has(input[name=code]) button").first().click();
  await expect(page).toHaveURL(/\/people\/account/);

  await page.context().clearCookies();
  await typePassword(page, email, PASSWORD);
  await page.getByLabel("Код").fill(recovery ?? "");
  await page.locator("form:has(input[name=code]) button").first().click();
  await expect(page.getByLabel("Код")).toHaveAttribute("aria-invalid", "true");
});

test("a form that outlived its session is sent after signing in, with all that was typed", async ({ page }) => {
  const { email } = await signUp(page);
  await page.goto("/people/account");
  await page.getByLabel("Ім’я та прізвище").fill("Ганна Нова");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Зберегти" }).click();
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("form:has(input[name=password]) button").first().click();
  const onward = page.getByRole("button", { name: "Продовжити" });
  await onward.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ганна Нова");
});

test("pages of the account hold in English @javascript", async ({ page }) => {
  await signUp(page);
  for (const address of ["", "/password", "/second-factor", "/sessions", "/passkeys", "/access-log", "/data", "/identity"]) {
    await page.goto(`/en/people/account${address}`);
    await expectSoundPage(page);
    const text = await page.locator("main").innerText();
    expect(text.replace("Ганна Ґудзь-Ярош", ""), address).not.toMatch(/[А-Яа-яІіЇїЄєҐґ]/);
  }
});
