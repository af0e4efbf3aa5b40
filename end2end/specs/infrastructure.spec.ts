// Projects: list, project and supplier agree; the list is there without the map.
import { expect, expectSoundPage, test } from "../support/test";

test("a reader goes from the list to a project and to its supplier", async ({ page }) => {
  await page.goto("/infrastructure");
  const project = page.locator("main a[href*='/infrastructure/projects/']").first();
  const id = (await project.getAttribute("href"))?.split("/").pop() ?? "";
  expect((await page.goto(`/infrastructure/projects/${id}`))?.status()).toBe(200);
  await expectSoundPage(page);
  const supplier = page.locator("main a[href*='/infrastructure/suppliers/']").first();
  const supplierId = (await supplier.getAttribute("href"))?.split("/").pop() ?? "";
  expect((await page.goto(`/infrastructure/suppliers/${supplierId}`))?.status()).toBe(200);
  await expectSoundPage(page);
});

test("the map has the list as its twin", async ({ page }) => {
  expect((await page.goto("/infrastructure/map"))?.status()).toBe(200);
  await expect(page.locator("main a[href*='/infrastructure/projects/']").first()).toBeAttached();
});
