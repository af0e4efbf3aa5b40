// The way of an application, from the catalogue to the decision, by two people with two browsers.
import fs from "node:fs";
import { RequestForm, choose, pageOf } from "../pages/request";
import { keepScreenshot } from "../support/screenshot";
import { signInThroughForm, type Person } from "../support/people";
import { expect, expectSoundPage, test } from "../support/test";

// Specs run at once and a person has one open draft of a service, so each kind of browser has an applicant of its own.
const APPLICANTS: Record<string, Person> = {
  "with-javascript": "resident",
  "without-javascript": "newcomer",
  "phone-with-javascript": "editor",
  "phone-without-javascript": "teacher",
};

test("an application goes from the catalogue to a decision @phone", async ({ page, browser, signInAs }, { project }) => {
  test.setTimeout(400_000);
  const shot = (name: string) => keepScreenshot(page, `cabinet-${name}-${project.name}`);
  const hasScripts = project.use.javaScriptEnabled ?? true;
  await signInAs(APPLICANTS[project.name] ?? "resident");

  const form = new RequestForm(page);
  await page.goto("/cabinet");
  await shot("1-catalogue");
  await form.open();
  await expectSoundPage(page);
  await shot("2-step");
  await form.requester("Марія Бойко");
  await form.request("Рішення про ремонт вулиці Руської за 2025 рік");
  await form.attach("план.pdf");
  await expect(page.getByLabel("Яка інформація вам потрібна?"), "an upload keeps what was typed").toHaveValue(/Руської/);
  await expectSoundPage(page);
  await shot("3-step-with-file");
  await form.next(/\/steps\/3/);
  await form.consent();
  await expectSoundPage(page);
  await expect(page.locator("main")).toContainText("Рішення про ремонт вулиці Руської за 2025 рік");
  await shot("4-check");
  const { number, address } = await form.send();
  await expectSoundPage(page);
  await expect(page.locator("main")).toContainText("Рішення має бути до");
  await expect(page.locator("[data-derivation] li").first()).toBeVisible();
  await shot("5-registered");

  const place = await page.locator("[data-place]").innerText();
  const code = /код ((?:[A-Z0-9]{3} ?){4})/.exec(place)?.[1]?.trim() ?? "";
  const anybody = await browser.newContext({ javaScriptEnabled: hasScripts, viewport: page.viewportSize() });
  const outside = await anybody.newPage();
  await outside.goto("/cabinet/status");
  await outside.getByLabel("Номер заяви").fill(number.toLowerCase());
  await outside.getByLabel("Код", { exact: true }).fill("ACD EFG");
  await outside.getByRole("button", { name: "Дізнатися" }).click();
  await expect(outside.locator(".error-summary")).toContainText("Заяви з таким номером і кодом немає");
  await expect(outside.getByLabel("Номер заяви")).toHaveValue(number.toLowerCase());
  await outside.getByLabel("Код", { exact: true }).fill(code);
  await outside.getByRole("button", { name: "Дізнатися" }).click();
  await expect(outside.locator("main")).toContainText("Зареєстровано");
  await expectSoundPage(outside);
  await keepScreenshot(outside, `cabinet-5-status-${project.name}`);
  await anybody.close();

  const officer = await pageOf(browser, page, "officer", hasScripts);
  const id = address.split("/").pop() ?? "";
  await officer.goto("/cabinet/queue");
  await expectSoundPage(officer);
  await keepScreenshot(officer, `cabinet-6-queue-${project.name}`);
  await officer.goto(`/cabinet/queue/${id}`);
  await expectSoundPage(officer);
  await officer.getByRole("button", { name: "Взяти в роботу" }).click();
  await expect(officer.getByRole("link", { name: "Ухвалити рішення" })).toBeVisible();
  await keepScreenshot(officer, `cabinet-7-case-${project.name}`);
  await officer.getByRole("link", { name: "Попросити виправити" }).click();
  await expectSoundPage(officer);
  await officer.getByLabel("Що не так: Яка інформація вам потрібна?").fill("Назвіть відрізок вулиці: від якого до якого будинку");
  await keepScreenshot(officer, `cabinet-8-ask-${project.name}`);
  await officer.getByRole("button", { name: "Надіслати заявникові" }).click();
  await expect(officer.locator("main")).toContainText("Назвіть відрізок вулиці");

  await page.goto(address);
  await expect(page.locator("main")).toContainText("Назвіть відрізок вулиці");
  await expectSoundPage(page);
  await shot("9-returned");
  await page.getByRole("link", { name: "Виправити" }).click();
  await expect(page.locator("input[name=requester_name]"), "only the named field can be mended").toHaveCount(0);
  await expectSoundPage(page);
  await page.getByLabel("Яка інформація вам потрібна?").fill("Рішення про ремонт вулиці Руської від будинку 1 до будинку 40");
  await shot("10-correction");
  await page.getByRole("button", { name: "Надіслати виправлення" }).click();
  await expect(page.locator("main")).toContainText("Виправлення надіслано");

  await officer.goto(`/cabinet/queue/${id}/decision`);
  await expectSoundPage(officer);
  await officer.getByLabel("Текст рішення для заявника").fill("Надсилаємо копію рішення. Додаток на двох сторінках.");
  await keepScreenshot(officer, `cabinet-11-decide-${project.name}`);
  await officer.getByRole("button", { name: "Задовольнити" }).click();
  await expect(officer.locator("main")).toContainText("Задоволено");
  await officer.context().close();

  await page.goto(address);
  await expect(page.locator("main")).toContainText("Надсилаємо копію рішення.");
  await expectSoundPage(page);
  await shot("12-granted");

  // A job sets the decision on paper a moment later.
  const download = page.locator(`a[href$="/cabinet/applications/${id}/document"]`);
  await expect(async () => {
    await page.goto(address);
    await expect(download).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const [paper] = await Promise.all([page.waitForEvent("download"), download.click()]);
  const file = await paper.path();
  const check = await page.locator('a[href*="/cabinet/documents/"]').getAttribute("href");
  await page.goto(`/cabinet/documents/${check?.split("/").pop()}`);
  await expect(page.locator("main")).toContainText("Документ справжній");
  await expectSoundPage(page);
  await page.locator("input[type=file]").setInputFiles({ name: "рішення.pdf", mimeType: "application/pdf", buffer: fs.readFileSync(file) });
  await page.getByRole("button", { name: "Порівняти" }).click();
  await expect(page.locator("main")).toContainText("Файл той самий");
  await shot("12-document");

  await page.goto("/cabinet/applications");
  await expect(page.locator("main")).toContainText(number);
  await expectSoundPage(page);
  await shot("13-applications");

  await page.goto(address);
  await page.getByRole("button", { name: "Подати таку заяву ще раз" }).click();
  await expect(page).toHaveURL(/\/steps\/1\?again=filled$/);
  await expect(page.getByLabel("Ваше ім’я та прізвище")).toHaveValue("Марія Бойко");
  await expect(page.locator("main")).toContainText("Ми перенесли відповіді");
  await expectSoundPage(page);
});

test("a photo is shown small beside its name @without", async ({ page, signInAs }) => {
  await signInAs("centre");
  const form = new RequestForm(page);
  await form.open();
  await form.requester("Марія Бойко");
  await form.request("Чий це двір на фото?");
  await form.attach("двір.png", fs.readFileSync("../content/demo/files/photo.png"));
  const small = page.locator("img.file-preview");
  // A job makes it a moment later.
  await expect(async () => {
    await page.reload();
    await expect(small).toHaveJSProperty("complete", true, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  expect(await small.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expectSoundPage(page);
});

test("a step says what is missing at each field and keeps what was typed", async ({ page, signInAs }) => {
  await signInAs("moderator");
  await new RequestForm(page).open();
  await page.getByLabel("Ваше ім’я та прізвище").fill("Ж");
  await page.getByRole("button", { name: "Далі" }).last().click();
  await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
  await expectSoundPage(page);
  await expect(page.getByLabel("Ваше ім’я та прізвище")).toHaveValue("Ж");
  const lines = page.locator(".error-summary__list a");
  await expect(lines).toHaveText([/^Ваше ім’я та прізвище.*: Потрібно щонайменше/, "Як надіслати відповідь? Виберіть варіант"]);
  for (const href of await lines.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))) {
    await expect(page.locator(href), "each line leads to its field").toBeAttached();
  }
});

test("the summary of a refused step keeps in step with its fields @javascript", async ({ page, signInAs }) => {
  await signInAs("head");
  await new RequestForm(page).open();
  const name = page.getByLabel("Ваше ім’я та прізвище");
  await name.fill("Ж");
  await page.getByRole("button", { name: "Далі" }).last().click();
  const lines = page.locator(".error-summary__list a");
  await expect(lines).toHaveCount(2);
  await page.waitForFunction(() => document.querySelector("leptos-island[data-alive]"));
  await name.fill("Жанна Коваль");
  await expect(lines, "what is mended is told no more").toHaveText(["Як надіслати відповідь? Виберіть варіант"]);
  await name.fill("Ж");
  await name.blur();
  await expect(lines, "what is wrong now is told").toHaveText([/^Ваше ім’я та прізвище.*: Потрібно щонайменше/, "Як надіслати відповідь? Виберіть варіант"]);
  await page.getByText("У цьому кабінеті", { exact: true }).click();
  await name.fill("Жанна Коваль");
  await expect(page.locator(".error-summary"), "nothing is wrong any more").toBeHidden();
  await name.fill("Ж");
  await page.getByRole("button", { name: "Далі" }).last().click();
  await expect(lines, "the second refusal tells its own errors").toHaveText([/^Ваше ім’я та прізвище.*: Потрібно щонайменше/]);
});

test("a press on a button counts, whatever it makes come up at the field that is left @javascript", async ({ page, signInAs }) => {
  await signInAs("head");
  await new RequestForm(page).open();
  const name = page.getByLabel("Ваше ім’я та прізвище");
  await page.waitForFunction(() => document.querySelector("leptos-island[data-alive]"));
  const error = page.locator("[data-field=requester_name] .field__error");
  await name.fill("Ж");
  const next = page.getByRole("button", { name: "Далі" }).last();
  await next.hover();
  await page.mouse.down();
  await expect(name, "the field is left").not.toBeFocused();
  await expect(error, "nothing moves under the finger").toBeHidden();
  await page.mouse.up();
  await expect(page.locator(".error-summary__list a").first(), "the form was sent").toContainText("Ваше ім’я та прізвище");
});

test("a session that ends while somebody types is told, and the way back @javascript", async ({ page, context, signInAs, watch }) => {
  watch.allow(/status of 401/);
  await signInAs("head");
  await new RequestForm(page).open();
  await page.waitForFunction(() => document.querySelector("leptos-island[data-alive]"));
  await context.clearCookies();
  await page.getByLabel("Ваше ім’я та прізвище").fill("Жанна Коваль");
  await expect(page.locator("main"), "it is not the connection").toContainText("Ваш сеанс завершився");
  await page.getByRole("button", { name: "Далі" }).last().click();
  await expect(page.locator("input[name=password]")).toBeVisible();
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft:")).length);
  expect(await kept(), "it waits for whoever typed it").toBe(1);
  await signInAs("officer");
  await expect.poll(kept, "nobody else finds it on this device").toBe(0);
});

test("who signs out leaves nothing of a form on the device @javascript", async ({ page }) => {
  await signInThroughForm(page, "resident");
  await page.evaluate(() => localStorage.setItem("draft:/api/cabinet/drafts/1:requester", "{}"));
  await page.goto("/people/account");
  await page.getByRole("button", { name: "Вийти", exact: true }).click();
  await expect(page.getByRole("link", { name: "Увійти" }).first()).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft:")))).toEqual([]);
});

test("a chosen file is not called saved before it is added @javascript", async ({ page, signInAs }) => {
  await signInAs("officer");
  const form = new RequestForm(page);
  await form.open();
  await form.requester("Ірина Савчук");
  await page.waitForFunction(() => document.querySelector("leptos-island[data-alive]"));
  const file = { name: "план.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") };
  await page.locator("input[type=file][name=attachment]").setInputFiles(file);
  const status = page.locator("[data-draft-status]");
  await expect(status).toHaveText("Вибраний файл ще не додано: натисніть «Додати файл» або «Далі».");
  await page.getByLabel("Яка інформація вам потрібна?").fill("Рішення про ремонт вулиці Руської");
  await expect(status).toHaveText(/^Чернетку збережено о .*\. Вибраний файл ще не додано/);
});

test("fields appear as they apply and the draft saves itself @javascript", async ({ page, signInAs }) => {
  test.setTimeout(120_000);
  await signInAs("administrator");
  await new RequestForm(page).open();
  await expect(page.getByLabel("Поштова адреса для відповіді")).toBeHidden();
  await choose(page.getByRole("group", { name: "Як надіслати відповідь?" }), "Поштою");
  await expect(page.getByLabel("Поштова адреса для відповіді")).toBeVisible();
  await page.getByLabel("Поштова адреса для відповіді").fill("Тернопіль, вул. Руська, 1");
  await expect(page.locator("[data-draft-status]")).toContainText("Чернетку збережено");
  await page.reload();
  await expect(page.getByLabel("Поштова адреса для відповіді")).toHaveValue("Тернопіль, вул. Руська, 1");
  await page.getByLabel("Телефон").fill("12345");
  await page.getByLabel("Ваше ім’я та прізвище").click();
  await expect(page.locator("#phone-error")).toBeVisible();
  await page.getByLabel("Телефон").fill("067 123 45 67");
  await expect(page.locator("#phone-error")).toHaveCount(0);
});

test("whoever cannot get a service learns it before filling in @phone", async ({ page }, { project }) => {
  await page.goto("/cabinet/services/S12");
  await page.getByRole("link", { name: "Заповнити заяву" }).click();
  await choose(page.getByRole("group", { name: /Чи живете або працюєте/ }), "Ні");
  await choose(page.getByRole("group", { name: /пільгової категорії/ }), "Так");
  await page.getByRole("button", { name: "Далі" }).click();
  await expect(page.locator("main")).toContainText("Не підтверджено місце проживання або роботи у місті");
  await expectSoundPage(page);
  await keepScreenshot(page, `cabinet-14-not-eligible-${project.name}`);
});

test("a child is added to a form and taken out again @without", async ({ page, signInAs }) => {
  await signInAs("resident");
  await page.goto("/cabinet/services/S04");
  await page.getByRole("link", { name: "Заповнити заяву" }).click();
  await choose(page.getByRole("group", { name: /троє або більше дітей/ }), "Так");
  await page.getByRole("button", { name: "Далі" }).click();
  await expect(page).toHaveURL(/\/steps\/1/);
  await page.goto(page.url().replace(/\/steps\/1.*/, "/steps/3"));
  const children = page.getByRole("group", { name: /^Дитина \d+$/ });
  const before = await children.count();
  await page.getByRole("button", { name: "Додати ще: дитина" }).click();
  await expect(children).toHaveCount(before + 1);
  await expectSoundPage(page);
  await page.getByRole("button", { name: `Прибрати: Дитина ${before + 1}` }).click();
  await expect(children).toHaveCount(before);
});
