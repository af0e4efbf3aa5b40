// The work of the staff: where each begins, and what the administrator sees of the program.
import { expectNoSideScrollAt320 } from "../support/layout";
import type { Person } from "../support/people";
import { expect, expectSoundPage, test } from "../support/test";

const BEGINNINGS: [Person, string][] = [
  ["officer", "/cabinet/queue"],
  ["moderator", "/infrastructure/moderation"],
  ["centre", "/people/verify"],
  ["administrator", "/operations/jobs"],
];

for (const [person, address] of BEGINNINGS) {
  test(`the navigation leads the ${person} to their work @javascript`, async ({ page, signInAs }) => {
    test.setTimeout(120_000);
    await signInAs(person);
    await page.goto("/");
    await page.locator("nav a[href='/operations']").first().click();
    await expect(page).toHaveURL(/\/operations$/);
    await expect(page.locator(`main a[href^='${address}']`).first()).toBeVisible();
    await expectSoundPage(page);
  });
}

test("a resident has no work and is told so", async ({ page, signInAs, watch }) => {
  watch.allow(/403/);
  await signInAs("resident");
  await expect(page.locator("nav a[href='/operations']")).toHaveCount(0);
  expect((await page.goto("/operations"))?.status()).toBe(403);
  await expectSoundPage(page);
});

test("a mail of the demonstration is read, and its link followed", async ({ page, signInAs }) => {
  test.setTimeout(120_000);
  await page.goto("/people/reset");
  await page.locator("input[name=email]").fill("olena@demo.hromada");
  await page.locator("main form button").last().click();
  await signInAs("administrator");
  await expect(async () => {
    await page.goto("/operations/mails");
    await expect(page.locator("main table a[href*='/operations/mails/']").first()).toBeVisible({ timeout: 500 });
  }).toPass();
  const href = await page.locator("main table a[href*='/operations/mails/']").first().getAttribute("href");
  const id = href?.split("/").pop() ?? "";
  await page.goto(`/operations/mails/${id}`);
  await expectSoundPage(page);
  await expectNoSideScrollAt320(page);
  const link = page.locator("[data-mail] a").first();
  await expect(link).toHaveAttribute("href", /^\/people\//);
});

test("an administrator narrows the event log to one thing", async ({ page, signInAs }) => {
  test.setTimeout(120_000);
  await signInAs("administrator");
  await page.goto("/operations/events?subject_kind=people.person");
  await page.locator("main table a[href*='subject=']").first().click();
  await expect(page).toHaveURL(/subject=/);
  await expect(page.locator("main tbody tr")).not.toHaveCount(0);
  await expectSoundPage(page);
});
