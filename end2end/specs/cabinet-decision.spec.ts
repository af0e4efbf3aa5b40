// The draft of a decision: from a template, through the visas of two colleagues, to the signature of the head.
import { RequestForm, choose, pageOf } from "../pages/request";
import { signUp } from "../support/people";
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundLook, expectSoundPage, test } from "../support/test";
import { readFileSync } from "node:fs";

const ESTIMATE = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n");

test("a draft is written from a template, approved by colleagues and signed by the head", async ({ page, browser }, { project }) => {
  test.setTimeout(300_000);
  const hasScripts = project.use.javaScriptEnabled ?? true;
  const shot = (of: typeof page, name: string) => keepScreenshot(of, `decision-${name}-${project.name}`);
  await signUp(page, "Ганна Ґудзь");
  const form = new RequestForm(page);
  await form.open();
  await form.requester("Ганна Ґудзь");
  await form.request("Кошторис ремонту сходів біля озера");
  await form.next(/\/steps\/3/);
  await form.consent();
  const { address } = await form.send();
  const id = address.split("/").pop() ?? "";

  const officer = await pageOf(browser, page, "officer", hasScripts);
  await officer.goto(`/cabinet/queue/${id}`);
  await officer.getByRole("button", { name: "Взяти в роботу" }).click();
  await officer.getByRole("link", { name: "Ухвалити рішення" }).click();
  await officer.getByLabel("Шаблон тексту").first().selectOption("Інформацію надано");
  await officer.getByLabel("Обґрунтування").fill("Це поки лишу.");
  await officer.getByRole("button", { name: "Взяти цей шаблон" }).first().click();
  const text = officer.getByLabel("Текст рішення для заявника");
  await expect(text).toHaveValue(/Кошторис ремонту сходів біля озера/);
  await expect(officer.getByLabel("Обґрунтування"), "what was typed elsewhere stays").toHaveValue("Це поки лишу.");
  await expectSoundPage(officer);
  await shot(officer, "1-template");
  await officer.getByRole("button", { name: "Задовольнити" }).click();
  await expect(officer.locator(".error-summary"), "a blank is left in the text").toContainText("пропуск шаблону");
  await text.fill("Надсилаємо кошторис на трьох сторінках.");

  // What was typed goes along to the page where colleagues are asked.
  await officer.getByRole("button", { name: "Надіслати на погодження" }).first().click();
  await expect(officer).toHaveURL(`/cabinet/queue/${id}/approval`);
  await expect(officer.getByLabel("Текст рішення для заявника")).toHaveValue(/на трьох сторінках/);
  await officer.getByLabel("Віза 1").selectOption({ label: "Юлія Дорош, посадова особа" });
  await officer.getByLabel("Віза 2").selectOption({ label: "Богдан Левицький, керівник підрозділу" });
  // A file goes along; nothing that was chosen is lost by adding it.
  await officer.getByLabel("Виберіть файли").setInputFiles({ name: "кошторис.pdf", mimeType: "application/pdf", buffer: ESTIMATE });
  await officer.getByRole("button", { name: "Додати до рішення" }).click();
  await expect(officer.locator("main")).toContainText("Файли додано");
  await expect(officer.getByLabel("кошторис.pdf")).toBeChecked();
  await expect(officer.getByLabel("Віза 2").locator("option:checked")).toHaveText("Богдан Левицький, керівник підрозділу");
  await expectSoundPage(officer);
  await shot(officer, "2-send");
  await officer.setViewportSize({ width: 360, height: 740 });
  await expectSoundLook(officer);
  await shot(officer, "2-send-360");
  await officer.getByRole("button", { name: "Надіслати на погодження" }).click();
  await expect(officer.locator("main")).toContainText("Проєкт рішення надіслано на погодження");
  await expectSoundPage(officer);
  await shot(officer, "3-sent-360");

  await page.goto(address);
  await expect(page.locator("main"), "not before the decision").not.toContainText("кошторис.pdf");
  await expect(page.locator("[data-place]")).toContainText("Проєкт рішення погоджують: посадова особа");
  await expect(page.locator("main"), "colleagues are not named to the applicant").not.toContainText("Юлія Дорош");
  await shot(page, "4-applicant");

  const lawyer = await pageOf(browser, page, "lawyer", hasScripts);
  await lawyer.goto("/cabinet/queue?whose=approval");
  await expectSoundPage(lawyer);
  await shot(lawyer, "5-queue");
  await lawyer.goto(`/cabinet/queue/${id}/visa`);
  await expectSoundPage(lawyer);
  await expect(lawyer.getByRole("link", { name: "кошторис.pdf" })).toBeVisible();
  await shot(lawyer, "6-visa");
  await lawyer.getByRole("button", { name: "Повернути із зауваженням" }).click();
  await expect(lawyer.locator(".error-summary")).toContainText("Зауваження");
  await lawyer.getByLabel("Зауваження").fill("Додайте, скільки коштує копія.");
  await lawyer.getByRole("button", { name: "Повернути із зауваженням" }).click();
  await expect(lawyer.locator("main")).toContainText("повернуто на доопрацювання");

  await officer.setViewportSize({ width: 1280, height: 900 });
  await officer.goto(`/cabinet/queue/${id}`);
  await expect(officer.locator("main")).toContainText("Додайте, скільки коштує копія.");
  await officer.goto(`/cabinet/queue/${id}/approval`);
  await officer.getByLabel("Текст рішення для заявника").fill("Надсилаємо кошторис на трьох сторінках, безоплатно.");
  await choose(officer.getByRole("group", { name: "У якому порядку?" }), "Усі водночас");
  await officer.getByRole("button", { name: "Надіслати на погодження" }).click();
  await expect(officer.locator("[data-drafts]")).toContainText("Версія 2");
  await shot(officer, "7-second-version");
  await officer.context().close();

  await lawyer.goto(`/cabinet/queue/${id}/visa`);
  await lawyer.getByRole("button", { name: "Погодити" }).click();
  await expect(lawyer.locator("main")).toContainText("Проєкт рішення погоджено");
  await lawyer.context().close();

  const head = await pageOf(browser, page, "head", hasScripts);
  await head.goto(`/cabinet/queue/${id}`);
  await head.getByRole("link", { name: "Прочитати й погодити" }).click();
  await head.getByRole("button", { name: "Погодити" }).click();
  await expect(head.locator("main")).toContainText("Проєкт рішення погоджено");
  await head.goto(`/cabinet/queue/${id}/signature`);
  await expectSoundPage(head);
  await shot(head, "8-signature");
  await head.getByRole("button", { name: "Підписати рішення" }).click();
  await expect(head.locator("main")).toContainText("Заяву задоволено");
  await head.context().close();

  await page.goto(address);
  await expect(page.locator("main")).toContainText("безоплатно");
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "кошторис.pdf" }).click();
  expect(readFileSync(await (await coming).path())).toEqual(ESTIMATE);
  await expectSoundPage(page);
  await shot(page, "9-decided");
});
