// The `test` of every spec. It watches each page for what must never happen, whatever the spec is about: a request to another
// host, an error on the console, a breach of the content security policy.
//
//   import { expect, expectSoundPage, test } from "../support/test";
//
//   test("a resident finds the public information request @phone", async ({ page, signInAs }) => {
//     await signInAs("resident");
//     await page.goto("/cabinet");
//     await page.getByRole("link", { name: "Запит на публічну інформацію" }).click();
//     await expectSoundPage(page);
//   });
//
// Find things as a person does: by role, label and text. No sleeps: `expect` waits. What several specs do on one page belongs
// into a page object in `pages/`.
import { test as base, expect, type Page } from "@playwright/test";
import { expectNoAxeViolations } from "./accessibility";
import { expectNoSideScroll } from "./layout";
import { haveSession, signIn, type Person } from "./people";
import { Watch } from "./watch";

type Fixtures = {
  /** Collects what must never happen; `allow` names a message that this spec provokes. */
  watch: Watch;
  /** Signs in one of the demo's people, with the session that the set-up kept, and opens their account. */
  signInAs: (person: Person) => Promise<void>;
  /** The same without opening a page. */
  haveSessionOf: (person: Person) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  // The server trusts the test's machine as it trusts a proxy, so that limits count each spec by itself. (198.18.0.0/15: RFC 2544.)
  extraHTTPHeaders: async ({}, use) => {
    const [a, b] = crypto.getRandomValues(new Uint8Array(2));
    await use({ "x-forwarded-for": `198.18.${a}.${b}` });
  },
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(context, baseURL ?? "");
      await use(watch);
      expect(watch.faults, "requests to other hosts, console errors and policy breaches").toEqual([]);
    },
    { auto: true },
  ],
  signInAs: async ({ page }, use) => {
    await use((person) => signIn(page, person));
  },
  haveSessionOf: async ({ context }, use) => {
    await use((person) => haveSession(context, person));
  },
});

/**
 * What holds for every page: a language, a title, exactly one main heading, a way to skip the navigation, no sideways scrolling,
 * and nothing that axe objects to.
 */
export async function expectSoundPage(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", /^(uk|en)$/);
  await expect(page).toHaveTitle(/\S/);
  await expect(page.locator("h1")).toHaveCount(1);
  await expect(page.locator("main")).toHaveCount(1);
  await expectSkipLink(page);
  await expectSoundLook(page);
}

/** The part of it that depends on the width of the window. */
export async function expectSoundLook(page: Page): Promise<void> {
  await expectNoSideScroll(page);
  await expectNoAxeViolations(page);
}

async function expectSkipLink(page: Page): Promise<void> {
  const first = page.locator("a[href^='#']").first();
  const target = await first.getAttribute("href");
  await expect(page.locator(target ?? "#"), "the first link within the page leads to its main part").toHaveCount(1);
  expect(await page.locator("a, button, input, select, textarea, summary").first().getAttribute("href"), "it is what Tab reaches first").toBe(target);
}

export { expect };
