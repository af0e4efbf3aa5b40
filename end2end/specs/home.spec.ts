// The pattern of a spec: facts as names, people's words as selectors, one call for what holds everywhere. That the home page itself
// is sound is a line of every-page.spec.ts.
import { expectNoAxeViolations } from "../support/accessibility";
import { signUp } from "../support/people";
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

test("a resident finds services and projects from the home page, in whatever case the words stand @phone", async ({ page }) => {
  await page.goto("/");
  const search = page.getByRole("search");
  await search.getByRole("searchbox").fill("соціальної картки");
  await search.getByRole("button").click();
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.getByRole("heading", { name: "Послуги" })).toBeVisible();
  await expect(page.locator("main a[href='/cabinet/services/S12']")).toBeVisible();

  await page.getByRole("searchbox").fill("дорозі");
  await page.getByRole("search").getByRole("button").click();
  await expect(page.getByRole("heading", { name: "Проєкти" })).toBeVisible();
  await expect(page.locator("main a[href*='/infrastructure/projects/']").first()).toBeVisible();
  await page.getByRole("link", { name: /^Показати (всі )?\d+ проєкт/ }).click();
  await expect(page).toHaveURL(/\/infrastructure\?q=/);
});

test("a search that finds nothing says so and leads on, in either language", async ({ page }) => {
  await page.goto("/search?q=%D1%8E%D1%8E%D1%8E%D1%8E");
  await expect(page.getByText("За запитом «юююю» нічого не знайдено")).toBeVisible();
  await expectSoundPage(page);
  await page.locator("header a[hreflang=en]").click();
  await expect(page).toHaveURL(/\/en\/search\?q=/);
  await expect(page.getByText("Nothing was found for “юююю”")).toBeVisible();
});

test("markup in a search is text", async ({ page }) => {
  await page.goto(`/search?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`);
  await expect(page.getByRole("searchbox")).toHaveValue('"><img src=x onerror=alert(1)>');
  await expect(page.locator("main img")).toHaveCount(0);
});

test("staff see on the home page what waits for them, and strangers do not", async ({ page, signInAs }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Ваша робота" })).toHaveCount(0);
  await signInAs("officer");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Ваша робота" })).toBeVisible();
  await page.getByRole("link", { name: "Черга заяв" }).click();
  await expect(page).toHaveURL(/\/cabinet\/queue/);
});

test("a draft waits on the home page for its author", async ({ page }) => {
  await signUp(page);
  await page.goto("/cabinet/services/S16");
  await page.locator("main form button").first().click();
  await expect(page).toHaveURL(/\/cabinet\/drafts\//);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Чекає на вас" })).toBeVisible();
  await page.getByRole("link", { name: "Запит на публічну інформацію" }).click();
  await expect(page).toHaveURL(/\/cabinet\/drafts\//);
});
