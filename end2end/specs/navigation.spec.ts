// What the browser client adds to links and forms, and what it must not take away.
import { expect, test } from "../support/test";
import fs from "node:fs";
import type { Page } from "@playwright/test";

/** Marks this very document: a reload loses the mark. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { mark: "kept" }));
const isMarked = (page: Page) => page.evaluate(() => (window as unknown as { mark?: string }).mark === "kept");
const ready = (page: Page) => page.waitForFunction(() => history.state?.entry);

test("a link is followed without a reload, with title, language and focus of the next page @javascript", async ({ page }) => {
  await page.goto("/");
  await ready(page);
  await mark(page);
  await page.locator("footer a[href='/accessibility']").click();
  await expect(page).toHaveURL("/accessibility");
  await expect(page.locator("h1")).toHaveText("Доступність");
  await expect(page).toHaveTitle(/Доступність/);
  await expect(page.locator("main")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.locator("header a[hreflang=en], header a[lang=en]").first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(await isMarked(page)).toBe(true);
});

test("back and forward bring back the place, the focus and what was typed @javascript", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await page.goto("/infrastructure");
  await ready(page);
  await mark(page);
  const link = page.locator("main a[href*='/infrastructure/projects/']").nth(8);
  await page.locator("main details.filter-bar summary").click();
  const typed = page.locator("main input[name=q]");
  await typed.fill("руська");
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(100);
  const address = await link.getAttribute("href");
  await link.click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(typed, "the page of the project is there").toHaveCount(0);
  await page.evaluate(() => scrollTo(0, 120));
  await page.goBack();
  await expect(page).toHaveURL("/infrastructure");
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
  await expect(link).toBeFocused();
  await expect(typed).toHaveValue("руська");
  await page.goForward();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(120);
  expect(await isMarked(page)).toBe(true);
});

test("an anchor of the same page is left to the browser @javascript", async ({ page }) => {
  await page.goto("/accessibility");
  await ready(page);
  await mark(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#main$/);
  await page.goBack();
  await expect(page).toHaveURL("/accessibility");
  await expect(page.locator("h1")).toHaveText("Доступність");
  expect(await isMarked(page)).toBe(true);
});

test("a refused form comes back with its errors, and is still there after a look elsewhere", async ({ page, javaScriptEnabled }) => {
  await page.goto("/people/sign-up");
  await page.locator("input[name=name]").fill("Ганна Ґудзь");
  await page.locator("input[name=email]").fill("не адреса");
  await page.locator("main form button").last().click();
  await expect(page.locator("input[name=email]")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("input[name=name]")).toHaveValue("Ганна Ґудзь");
  if (!javaScriptEnabled) return;
  await ready(page);
  await page.locator("footer a[href='/accessibility']").click();
  await expect(page.locator("h1")).toHaveText("Доступність");
  await page.goBack();
  await expect(page.locator("input[name=name]")).toHaveValue("Ганна Ґудзь");
  await expect(page.locator("input[name=email]")).toHaveAttribute("aria-invalid", "true");
});

/** Addresses of wasm modules that the page has fetched, with the moment of each and of the first paint. */
const wasmOf = (page: Page) =>
  page.evaluate(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity;
    const modules = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm"));
    return { paint, starts: modules.map(({ startTime }) => startTime) };
  });

test("a page without islands fetches no wasm @javascript", async ({ page }) => {
  for (const address of ["/accessibility", "/opendata", "/people/sign-in"]) {
    await page.goto(address);
    await expect(page.locator("leptos-island")).toHaveCount(0);
    await page.waitForLoadState("networkidle");
    expect((await wasmOf(page)).starts, address).toEqual([]);
  }
});

/** Opens the first step of a form, which has an island. */
async function openForm(page: Page): Promise<void> {
  await page.goto("/cabinet/services/S16");
  await page.locator("main form[action*='/cabinet/services/S16'] button").first().click();
  await expect(page).toHaveURL(/\/steps\/1$/);
  await expect(page.locator("leptos-island")).not.toHaveCount(0);
}

test("wasm is fetched after the first paint @javascript", async ({ page, signInAs }) => {
  await signInAs("resident");
  await openForm(page);
  await expect.poll(async () => (await wasmOf(page)).starts.length).toBe(1);
  const { paint, starts } = await wasmOf(page);
  expect(starts[0]).toBeGreaterThanOrEqual(paint);
});

test("to save data, wasm waits until somebody acts @javascript", async ({ page, signInAs }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await signInAs("resident");
  await openForm(page);
  await page.waitForLoadState("networkidle");
  expect((await wasmOf(page)).starts).toEqual([]);
  await page.locator("main input:visible").first().click();
  await expect.poll(async () => (await wasmOf(page)).starts.length).toBe(1);
});

const { layoutShift, visited } = JSON.parse(fs.readFileSync(new URL("../budgets.json", import.meta.url), "utf8")).pages;

for (const [name, address] of visited as [string, string][]) {
  test(`${name} does not shift while it loads @javascript @phone`, async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(window, { shifts: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
          if (!entry.hadRecentInput) (window as unknown as { shifts: number }).shifts += entry.value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => (window as unknown as { shifts: number }).shifts)).toBeLessThanOrEqual(layoutShift);
  });
}
