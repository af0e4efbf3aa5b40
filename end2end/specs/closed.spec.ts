// Pages that belong to somebody: a stranger who has their address is shown the way to sign in, and nothing of their content.
import { expect, test } from "../support/test";

const id = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";

const CLOSED = [
  `/cabinet/drafts/${id}/steps/1`,
  `/cabinet/drafts/${id}/check`,
  `/cabinet/drafts/${id}/files/${id}`,
  `/cabinet/drafts/${id}/files/${id}/preview`,
  `/cabinet/applications/${id}`,
  `/cabinet/applications/${id}/correction`,
  `/cabinet/applications/${id}/withdrawal`,
  `/cabinet/applications/${id}/hearing`,
  `/cabinet/applications/${id}/appeal`,
  `/cabinet/applications/${id}/files/${id}`,
  `/cabinet/applications/${id}/files/${id}/preview`,
  `/cabinet/applications/${id}/decision-files/${id}`,
  `/cabinet/applications/${id}/document`,
  `/cabinet/applications/${id}/receipt`,
  `/cabinet/applications/${id}/receipt/code.svg`,
  `/cabinet/applications/${id}/receipt/receipt.json`,
  `/cabinet/applications/${id}/receipt/receipt.pdf`,
  `/people/account/data/${id}`,
  "/cabinet/overview",
  "/cabinet/overview/figures.csv",
  "/cabinet/queue",
  `/cabinet/queue/${id}`,
  `/cabinet/queue/${id}/correction`,
  `/cabinet/queue/${id}/decision`,
  `/cabinet/queue/${id}/suspension`,
  `/cabinet/queue/${id}/extension`,
  `/cabinet/queue/${id}/hearing`,
  `/cabinet/queue/${id}/appeal`,
  `/cabinet/queue/${id}/opinion`,
  "/cabinet/opinions",
  `/cabinet/opinions/${id}`,
  "/infrastructure/moderation",
  "/infrastructure/answers",
  "/infrastructure/hearings/new",
  `/infrastructure/hearings/${id}/desk`,
  "/infrastructure/import",
  "/learning/authoring",
  "/learning/authoring/digital-abc/m1/power/uk",
];

for (const address of CLOSED) {
  test(`a stranger at ${address.replaceAll(id, "…")} is asked to sign in`, async ({ page }) => {
    await page.goto(address);
    await expect(page.locator("input[name=password]")).toBeVisible();
    await expect(page.locator("h1")).toHaveCount(1);
  });
}
