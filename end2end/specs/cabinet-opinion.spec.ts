// Opinions of others: another unit of the city answers here, a body outside it by a letter that the officer notes.
import { RequestForm, pageOf } from "../pages/request";
import { signUp } from "../support/people";
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundLook, expectSoundPage, test } from "../support/test";

test("a unit and a body outside the city are asked, and the applicant reads for whom it waits", async ({ page, browser }, { project }) => {
  test.setTimeout(180_000);
  const hasScripts = project.use.javaScriptEnabled ?? true;
  const shot = (of: typeof page, name: string) => keepScreenshot(of, `opinion-${name}-${project.name}`);
  await signUp(page, "Ганна Ґудзь");
  const form = new RequestForm(page);
  await form.open();
  await form.requester("Ганна Ґудзь");
  await form.request("Проєкт озеленення схилу біля озера");
  await form.next(/\/steps\/3/);
  await form.consent();
  const { number, address } = await form.send();
  const id = address.split("/").pop() ?? "";

  const officer = await pageOf(browser, page, "officer", hasScripts);
  await officer.goto(`/cabinet/queue/${id}`);
  await officer.getByRole("button", { name: "Взяти в роботу" }).click();
  await officer.getByRole("link", { name: "Запитати іншого" }).click();
  await expect(officer).toHaveURL(`/cabinet/queue/${id}/opinion`);
  await expectSoundPage(officer);
  const until = officer.getByLabel("До якого дня чекаєте на відповідь");
  const day = (await until.getAttribute("min")) ?? "";
  const unit = "Управління житлово-комунального господарства, благоустрою та екології";
  await officer.getByLabel("Кого питаєте?").selectOption(unit);
  await officer.getByLabel("Назва органу поза містом").fill("Басейнове управління водних ресурсів");
  await officer.getByLabel("Запитання").fill("Чи є проєкт озеленення схилу біля озера?");
  await until.fill(day);
  await officer.getByRole("button", { name: "Поставити запитання" }).click();
  await expect(officer.locator(".error-summary"), "one of the two").toContainText("лише одне з двох полів");
  await expect(officer.getByLabel("Запитання")).toHaveValue("Чи є проєкт озеленення схилу біля озера?");
  await expectSoundPage(officer);
  await shot(officer, "1-refused");
  await officer.getByLabel("Назва органу поза містом").fill("");
  await officer.getByRole("button", { name: "Поставити запитання" }).click();
  await expect(officer.locator("[data-opinions]")).toContainText("Чи є проєкт");

  await page.goto(address);
  await expect(page.locator("[data-place]")).toContainText(`Чекаємо на думку: «${unit}»`);
  await expect(page.locator("main"), "what is asked stays among colleagues").not.toContainText("Чи є проєкт");
  await shot(page, "2-applicant");

  const colleague = await pageOf(browser, page, "lawyer", hasScripts);
  await colleague.goto("/cabinet/opinions");
  await expectSoundPage(colleague);
  await colleague.getByRole("link", { name: number }).click();
  await expect(colleague).toHaveURL(/\/cabinet\/opinions\/[0-9a-f-]{36}$/);
  await expect(colleague.locator("main"), "no applicant is named").not.toContainText("Ганна");
  await expectSoundPage(colleague);
  await shot(colleague, "3-answer");
  await colleague.setViewportSize({ width: 360, height: 740 });
  await expectSoundLook(colleague);
  await shot(colleague, "3-answer-360");
  await colleague.getByLabel("Ваша відповідь").fill("Так, його погоджено торік.");
  await colleague.getByRole("button", { name: "Зберегти відповідь" }).click();
  await expect(colleague.locator("main")).toContainText("Відповідь збережено");
  await colleague.context().close();

  await officer.goto(`/cabinet/queue/${id}/opinion`);
  await officer.getByLabel("Кого питаєте?").selectOption("Орган поза містом: назва в наступному полі");
  await officer.getByLabel("Назва органу поза містом").fill("Басейнове управління водних ресурсів");
  await officer.getByLabel("Запитання").fill("Чи погоджено роботи в прибережній смузі?");
  await officer.getByLabel("До якого дня чекаєте на відповідь").fill(day);
  await officer.getByRole("button", { name: "Поставити запитання" }).click();
  const opinions = officer.locator("[data-opinions]");
  await expect(opinions).toContainText("Так, його погоджено торік.");
  await expect(opinions).toContainText("Басейнове управління водних ресурсів");
  await expectSoundPage(officer);
  await shot(officer, "4-case");
  await officer.setViewportSize({ width: 360, height: 740 });
  await expectSoundLook(officer);
  await shot(officer, "4-case-360");
  await opinions.getByRole("link", { name: "Записати відповідь" }).click();
  await expectSoundPage(officer);
  await officer.getByLabel("Відповідь органу").fill("Лист від 20 листопада № 15: погоджено.");
  await officer.getByRole("button", { name: "Зберегти відповідь" }).click();
  await expect(officer).toHaveURL(new RegExp(`/cabinet/queue/${id}`));
  await expect(officer.locator("[data-opinions]")).toContainText("Лист від 20 листопада");
  await officer.context().close();

  await page.goto(address);
  await expect(page.locator("[data-place]")).not.toContainText("Чекаємо на думку");
  await expectSoundPage(page);
});
