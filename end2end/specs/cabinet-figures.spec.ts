// What can be seen of the work: where an application is, whose the time was, the supervisor's view, and the receipt that proves itself.
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundPage, test } from "../support/test";
import type { Page } from "@playwright/test";

/** Opens an application of the demonstration that no other spec touches. */
async function openApplication(page: Page): Promise<string> {
  await page.goto("/cabinet/applications");
  await page.getByRole("link", { name: "Соціальна карта тернополянина" }).click();
  await expect(page).toHaveURL(/\/cabinet\/applications\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** The receipt of an application as it is downloaded. */
async function receiptOf(page: Page, application: string): Promise<string> {
  const answer = await page.request.get(`${application}/receipt/receipt.json`);
  expect(answer.status()).toBe(200);
  return answer.text();
}

const fileOf = (receipt: string) => ({ name: "receipt.json", mimeType: "application/json", buffer: Buffer.from(receipt) });

test("an applicant sees where the application is and whose the days were @phone", async ({ page, signInAs }, { project }) => {
  await signInAs("resident");
  await openApplication(page);
  const place = page.locator("[data-place]");
  for (const question of ["У кого", "Відколи", "До коли", "Що далі", "Кому телефонувати", "Скільки це зазвичай триває"]) {
    await expect(place).toContainText(question);
  }
  await expect(page.locator("[data-ledger]")).toContainText(/Усього: \d+ д/);
  await expectSoundPage(page);
  await keepScreenshot(page, `cabinet-place-${project.name}`);
});

test("an officer sees whose the days of a late application were @phone", async ({ page, signInAs }, { project }) => {
  await signInAs("officer");
  await page.goto("/cabinet/queue?whose=all&due=overdue");
  await page.locator("main a[href*='/cabinet/queue/']").first().click();
  const ledger = page.locator("[data-ledger]");
  await expect(ledger.getByRole("row", { name: /Підрозділ міста \d+ д/ })).toBeVisible();
  await ledger.locator("summary").click();
  await expect(ledger.getByRole("table", { name: "День за днем" })).toBeVisible();
  await expectSoundPage(page);
  await keepScreenshot(page, `cabinet-ledger-${project.name}`);
});

test("published figures tell services and hide small cells @phone", async ({ page }, { project }) => {
  await page.goto("/cabinet/times");
  await expect(page.locator("main")).toContainText("Відділ звернень");
  await expect(page.locator("main")).toContainText("менше ніж 5");
  await keepScreenshot(page, `cabinet-times-${project.name}`);
  const json = await (await page.request.get("/opendata/cabinet/times.json")).json();
  expect(json.figures.length).toBeGreaterThan(3);
  for (const figure of json.figures) expect(figure.suppressed).toBe(figure.applications === null);
});

test("the head of a unit narrows the overview and takes it along as a table @phone", async ({ page, signInAs }, { project }) => {
  await signInAs("head");
  await page.goto("/operations");
  await page.getByRole("link", { name: "Огляд підрозділу" }).click();
  await expect(page.locator("h1")).toHaveText("Огляд підрозділу");
  await expect(page.getByRole("table", { name: "Скільки в середньому триває кожен етап" })).toBeVisible();
  await keepScreenshot(page, `cabinet-overview-${project.name}`);
  await page.goto("/cabinet/overview?service=S16&period=365");
  await expectSoundPage(page);
  const href = await page.getByRole("link", { name: "Завантажити CSV" }).getAttribute("href");
  expect(href).toContain("/cabinet/overview/figures.csv?period=365&service=S16");
  const table = await (await page.request.get(href ?? "")).text();
  expect(table).toContain("За період,Вирішено,");
  expect(table).not.toContain("S15");
});

test("a receipt is genuine until one letter of it is changed @phone", async ({ page, signInAs }, { project }) => {
  await signInAs("resident");
  const application = await openApplication(page);
  await page.goto(`${application}/receipt`);
  await expectSoundPage(page);
  await expect(page.locator("main")).toContainText("записів у журналі");
  await keepScreenshot(page, `cabinet-receipt-${project.name}`);
  const code = await page.request.get(`${application}/receipt/code.svg`);
  expect(code.headers()["content-type"]).toBe("image/svg+xml");
  const receipt = await receiptOf(page, application);

  const check = async (content: string) => {
    await page.goto("/cabinet/receipts");
    await page.getByLabel("Файл розписки").setInputFiles(fileOf(content));
    await page.getByRole("button", { name: "Перевірити" }).click();
  };
  await check(receipt);
  await expect(page.locator("main")).toContainText(/Розписка S\d\d-\d{4}-\d{6} справжня/);
  await expectSoundPage(page);
  await check(receipt.replace("submitted", "submittad"));
  await expect(page.locator("[data-fault=proof]")).toBeVisible();
  await expectSoundPage(page);
  await keepScreenshot(page, `cabinet-receipt-wrong-${project.name}`);
});

test("a receipt is checked without a network @javascript", async ({ page, context, signInAs }) => {
  await signInAs("resident");
  const application = await openApplication(page);
  const receipt = await receiptOf(page, application);
  await page.goto(`${application}/receipt`);
  const proof = (await page.locator("[data-proof]").getAttribute("href")) ?? "";
  expect(proof).toContain("/cabinet/receipts#1.S");

  await page.goto(proof);
  await expect(page.locator("[data-result=right]"), "the code of the printed receipt").toBeVisible();
  await context.setOffline(true);
  const file = page.getByLabel("Файл розписки");
  await file.setInputFiles(fileOf(receipt));
  await expect(page.locator("[data-result=right]")).toBeVisible();
  await file.setInputFiles(fileOf(receipt.replace("submitted", "submittad")));
  await expect(page.locator("[data-result=wrong]")).toBeVisible();
  await file.setInputFiles(fileOf("{}"));
  await expect(page.locator("[data-result=unknown]")).toBeVisible();
  await context.setOffline(false);
  const at = proof.indexOf("#") + 30;
  const broken = proof.slice(0, at) + (proof[at] === "A" ? "B" : "A") + proof.slice(at + 1);
  await page.goto("/cabinet");
  await page.goto(broken);
  await expect(page.locator("[data-result=wrong]"), "one letter of the code is changed").toBeVisible();
});
