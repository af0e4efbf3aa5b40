// The application on a phone: it can be installed, and without a connection it says so instead of the browser's error.
import type { BrowserContext, Page } from "@playwright/test";
import { expect, expectSoundPage, test } from "../support/test";

type Manifest = {
  name: string;
  short_name: string;
  lang: string;
  start_url: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose: string }[];
};

test("the manifest makes the cabinet installable in both languages @javascript", async ({ page, request }) => {
  for (const [home, language] of [["/", "uk"], ["/en", "en"]] as const) {
    await page.goto(home);
    const address = await page.locator("link[rel=manifest]").getAttribute("href");
    const answer = await request.get(address ?? "");
    expect(answer.headers()["content-type"]).toContain("application/manifest+json");
    const manifest = (await answer.json()) as Manifest;
    expect(manifest).toMatchObject({ lang: language, start_url: home, display: "standalone" });
    expect(manifest.name).toMatch(/\S/);
    expect(manifest.short_name.length).toBeLessThanOrEqual(12);
    const made = manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`);
    expect(made).toEqual(expect.arrayContaining(["192x192 any", "512x512 any", "192x192 maskable", "512x512 maskable"]));
    for (const { src, sizes, type } of manifest.icons.filter((icon) => icon.type === "image/png")) {
      const icon = await request.get(src);
      expect([icon.status(), icon.headers()["content-type"]]).toEqual([200, type]);
      // The width and height of a PNG are at fixed places.
      const bytes = await icon.body();
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    }
  }
});

test("the page for readers without a connection is sound", async ({ page }) => {
  expect((await page.goto("/offline"))?.status()).toBe(200);
  await expectSoundPage(page);
  await page.goto("/en/offline");
  await expect(page.locator("h1")).toHaveText("You are offline");
});

/** Waits until the service worker stands between the page and the network. */
const controlled = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  });

test("without a connection pages that were read open, others say that there is none @javascript", async ({ page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|net::/);
  await page.goto("/");
  await controlled(page);
  // The worker controls the page now: what is read from here on is kept.
  await page.goto("/accessibility");
  await expect.poll(() => page.evaluate(() => caches.match("/accessibility", { ignoreVary: true }).then(Boolean))).toBe(true);

  // The browser's own switch leaves workers connected; this takes every request away, also those of the worker.
  await context.route("**", (route) => route.abort("internetdisconnected"));
  await page.goto("/accessibility");
  await expect(page.locator("h1")).toHaveText("Доступність");
  await page.goto("/en/cabinet");
  await expect(page.locator("h1")).toHaveText("You are offline");
  await page.goto("/cabinet/services/S12");
  await expect(page.locator("h1")).toHaveText("Немає зв’язку");
  await expect(page).toHaveURL("/cabinet/services/S12");

  await context.unroute("**");
  await page.locator("main a").first().click();
  await expect(page.locator("h1")).not.toHaveText("Немає зв’язку");
});

test("no page of somebody who is signed in is kept on the device @javascript", async ({ page, signInAs }) => {
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await signInAs("resident");
  for (const address of ["/people/account", "/cabinet", "/"]) await page.goto(address);
  const kept = await page.evaluate(async () => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        if (answer?.headers.get("content-type")?.startsWith("text/html")) texts.push(`${new URL(request.url).pathname} ${await answer.text()}`);
      }
    }
    return texts;
  });
  expect(kept.length).toBeGreaterThan(0);
  for (const text of kept) expect(text).not.toContain("/people/sign-out");
  expect(kept.filter((text) => text.startsWith("/people/account"))).toEqual([]);
});

/** Without the module of the islands: what the loader and the browser do alone. */
const withoutIslands = (context: BrowserContext) => context.route(/\/assets\/frontend/, (route) => route.abort());

const EXERCISE = "/learning/courses/digital-abc/m1/power/check-volume";

test("a form without a connection keeps what was typed, and goes by itself when there is one @javascript @phone", async ({ page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|422/);
  await withoutIslands(context);
  await page.goto(EXERCISE);
  await page.locator("label", { hasText: "Купити навушники" }).click();
  await context.setOffline(true);
  await page.getByRole("button", { name: /^Перевірити/ }).click();
  const told = page.getByRole("alert").filter({ hasText: "Немає зв’язку. Заповнене лишилося на місці" });
  await expect(told).toBeVisible();
  await expect(page.getByRole("button", { name: "Надіслати ще раз" })).toBeFocused();
  await expect(page.getByLabel("Купити навушники")).toBeChecked();
  await expectSoundPage(page);
  // Pressed once more too early, it says so again and not twice.
  await page.getByRole("button", { name: "Надіслати ще раз" }).click();
  await expect(told).toHaveCount(1);
  await context.setOffline(false);
  await expect(page.getByText("Навушники не змінять гучності дзвінка")).toBeVisible();
});

test("a form that meets a dead network comes back on a page that sends it again @javascript", async ({ page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|net::/);
  await withoutIslands(context);
  await page.goto("/");
  await controlled(page);
  await page.goto(EXERCISE);
  await page.locator("label", { hasText: "Купити навушники" }).click();
  await context.route("**", (route) => route.abort("internetdisconnected"));
  await page.getByRole("button", { name: /^Перевірити/ }).click();
  await expect(page.getByText("ще не дійшло, але не втрачено")).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Надіслати ще раз" }).click();
  await expect(page.getByText("ще не дійшло, але не втрачено"), "still no connection: nothing is lost").toBeVisible();
  await context.unroute("**");
  await page.getByRole("button", { name: "Надіслати ще раз" }).click();
  await expect(page.getByText("Навушники не змінять гучності дзвінка")).toBeVisible();
});

test("a password that meets a dead network is kept nowhere @javascript", async ({ page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|net::/);
  await page.goto("/");
  await controlled(page);
  await page.goto("/people/sign-in");
  await page.locator("input[name=email]").fill("olena@demo.hromada");
  await page.locator("input[name=password]").fill("таємне слово лелеки");
  await context.route("**", (route) => route.abort("internetdisconnected"));
  await page.locator("main form button").first().click();
  await expect(page.locator("h1")).toHaveText("Немає зв’язку");
  expect(await page.content()).not.toContain("таємне слово");
});
