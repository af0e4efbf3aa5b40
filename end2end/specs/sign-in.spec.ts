import { nameOf } from "../support/people";
import { expect, test } from "../support/test";

test("a resident signs in through the form", async ({ page, signInAs }) => {
  await signInAs("resident");
  await page.goto("/people/account");
  await expect(page.locator("h1")).toHaveCount(1);
  expect(await page.content()).toContain(nameOf("resident"));
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
