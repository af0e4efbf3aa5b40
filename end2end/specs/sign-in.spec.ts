import { emailOf, nameOf, signInThroughForm, typePassword } from "../support/people";
import { expect, test } from "../support/test";

test("a resident signs in through the form and signs out @phone", async ({ page }) => {
  await signInThroughForm(page, "resident");
  await page.goto("/people/account");
  await expect(page.locator("h1")).toHaveCount(1);
  expect(await page.content()).toContain(nameOf("resident"));
  await page.getByRole("button", { name: "Вийти", exact: true }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/people/account");
  await expect(page.locator("input[name=password]")).toBeVisible();
});

test("staff pass the second step with the code of the moment", async ({ page }) => {
  await signInThroughForm(page, "moderator");
  await page.goto("/people/account");
  await expect(page.locator("h1")).toHaveText(nameOf("moderator"));
});

test("an unknown address and a wrong password are answered with the same words", async ({ page }) => {
  const words = [];
  for (const email of [emailOf("resident"), "nobody-at-all@demo.hromada"]) {
    await typePassword(page, email, "це-не-той-пароль");
    await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
    words.push((await page.locator("main").innerText()).replaceAll(email, ""));
  }
  expect(words[0]).toBe(words[1]);
});

test("an address of another site is no place to go after signing in", async ({ page, baseURL }) => {
  await page.goto("/people/sign-in?next=https://evil.example/");
  await page.locator("input[name=email]").fill(emailOf("newcomer"));
  await page.locator("input[name=password]").fill("Тернопіль-над-ставом-2026");
  await page.locator("form:has(input[name=password]) button").first().click();
  await expect(page).toHaveURL(new URL("/people/account", baseURL).href);
});

test("a wrong password is refused without saying which part was wrong", async ({ page }) => {
  await page.goto("/people/sign-in");
  await page.locator("input[name=email]").fill("olena@demo.hromada");
  await page.locator("input[name=password]").fill("це-не-той-пароль");
  await page.locator("input[name=password]").press("Enter");
  await expect(page).toHaveURL(/\/people\/sign-in/);
  await expect(page.locator("input[name=email]")).toHaveValue("olena@demo.hromada");
  await expect(page.locator("input[name=password]")).toHaveValue("");
});
