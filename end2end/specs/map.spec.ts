// The map beside its list: drawn from the list's own filter, kept alive when the filter changes, walked without a mouse; and
// what is there where it cannot be drawn.
import type { Page } from "@playwright/test";
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundPage, test } from "../support/test";

const map = (page: Page) => page.locator("main .map");

/** How far the page has moved by itself since it was opened. */
const shift = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((told) => {
        new PerformanceObserver((list) => told(list.getEntries().reduce((sum, one) => sum + (one as unknown as { value: number }).value, 0))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => told(0), 500);
      }),
  );

async function open(page: Page, address = "/infrastructure/map"): Promise<void> {
  expect((await page.goto(address))?.status()).toBe(200);
  await expect(map(page)).toHaveAttribute("data-state", "ready", { timeout: 30_000 });
}

test("the map draws as many works as its list finds @javascript", async ({ page }, { project }) => {
  await open(page);
  await expect(map(page)).toHaveAttribute("data-count", "709");
  await expect(page.locator("main h2[data-count]")).toHaveAttribute("data-count", "709");
  await expectSoundPage(page);
  await keepScreenshot(page, `infrastructure-map-${project.name}`);
});

test("the map is sound on a phone, in the dark and in English @phone", async ({ page }, { project }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  expect((await page.goto("/en/infrastructure/map?sector=energy"))?.status()).toBe(200);
  if (project.use.javaScriptEnabled ?? true) await expect(map(page)).toHaveAttribute("data-state", "ready", { timeout: 30_000 });
  await expectSoundPage(page);
  await keepScreenshot(page, `infrastructure-map-dark-${project.name}`);
});

test("the list does not move when the map comes @javascript @phone", async ({ page }) => {
  await open(page);
  expect(await shift(page)).toBeLessThanOrEqual(0.02);
});

test("a filter changes list and map without drawing the map anew @javascript", async ({ page }) => {
  await open(page);
  await page.locator("main .map canvas").evaluate((canvas) => canvas.setAttribute("data-first", ""));
  await page.locator(".filter-bar__summary").click();
  await page.locator("select[name=sector]").selectOption("energy");
  await page.locator(".filter-bar__form button").first().click();
  await expect(page.locator("main h2[data-count]")).toHaveAttribute("data-count", "59");
  await expect(map(page)).toHaveAttribute("data-count", "59");
  await expect(page.locator("main .map canvas[data-first]")).toHaveCount(1);
  await expect(page).toHaveURL(/sector=energy/);
});

test("the view is part of the address @javascript", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Наблизити" }).first().click();
  await expect(page).toHaveURL(/#map=[\d.]+\/49\.\d+\/25\.\d+/);
  const address = page.url();
  await page.goto("/infrastructure");
  await open(page, address);
  expect(page.url()).toBe(address);
});

test("marks are walked with the keyboard, and lead to their projects @javascript", async ({ page }) => {
  await open(page, "/infrastructure/map?supplier=supplier-fdcfef4867");
  const next = page.getByRole("button", { name: "Наступна" });
  await next.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".map__told")).toHaveText(/^1 з \d/);
  const link = page.locator(".map__panel a").first();
  await expect(link).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".map__panel")).toBeHidden();
  await expect(page.getByRole("button", { name: "Попередня" })).toBeFocused();
  await next.click();
  await link.click();
  await expect(page).toHaveURL(/\/infrastructure\/projects\//);
  await expect(page.locator("h1")).toHaveCount(1);
});

test("a browser that cannot draw says so kindly and keeps the list @javascript @phone", async ({ page }) => {
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith("webgl") ? null : (original as (...all: unknown[]) => unknown).call(this, kind, ...rest);
    } as typeof original;
  });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/infrastructure/map");
  await expect(page.locator(".map__told")).toContainText("не може намалювати мапу");
  await expect(page.getByRole("img", { name: /Картинка мапи: 709 проєктів/ })).toHaveJSProperty("naturalWidth", 800);
  expect(await shift(page), "what is below stays where it is").toBeLessThanOrEqual(0.02);
  await expect(page.locator(".map-list a").first()).toBeVisible();
  expect(asked.filter((address) => address.includes("maplibre")), "nothing is downloaded in vain").toEqual([]);
  await expectSoundPage(page);
});

test("without a script the list stands in for the map @without", async ({ page }, { project }) => {
  await page.goto("/infrastructure/map?sector=energy");
  await expect(page.locator(".map__note")).toBeVisible();
  await expect(page.getByRole("img", { name: /Картинка мапи/ })).toHaveJSProperty("naturalWidth", 800);
  const picture = await page.request.get("/infrastructure/map/sketch.svg?sector=energy");
  expect(picture.headers()["content-type"]).toBe("image/svg+xml");
  await expect(page.locator(".map-list__item")).toHaveCount(50);
  await expectSoundPage(page);
  await keepScreenshot(page, `infrastructure-map-${project.name}`);
});
