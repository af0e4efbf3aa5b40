import type { Page } from "@playwright/test";

/** Keeps a picture of the page in target/screenshots, for eyes; README shows a few from pictures/. Only when HROMADA_TEST_SCREENSHOTS is set. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (!process.env.HROMADA_TEST_SCREENSHOTS) return;
  await page.screenshot({ path: `../target/screenshots/${name}.png`, fullPage: true });
}
