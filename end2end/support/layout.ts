import { expect, type Page } from "@playwright/test";

/** Fails with the elements that stick out, when the page can be scrolled sideways at its present width. */
export async function expectNoSideScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 160));
  });
  expect(wide, `${page.url()} can be scrolled sideways`).toEqual([]);
}

/** Narrows the window to the smallest width that must work, and looks again. */
export async function expectNoSideScrollAt320(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSideScroll(page);
}
