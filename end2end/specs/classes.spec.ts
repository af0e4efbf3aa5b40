// A class from its notice on: announced, enrolled in by a person, a helper and on the telephone, moved with a reason, cancelled.
import type { Browser, Page } from "@playwright/test";
import { haveSession, type Person } from "../support/people";
import { expect, expectSoundPage, test } from "../support/test";

/** The day in so many days, as a form wants it. */
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Announces a class with two seats, and gives its id. */
async function announce(page: Page, hall: string, seats = "2"): Promise<string> {
  await page.goto("/learning/classes/new");
  await page.locator("[name=subject]").selectOption("digital-abc/m2");
  await page.locator("label", { hasText: "Бібліотека" }).click();
  await page.locator("[name=hall]").fill(hall);
  await page.locator("[name=date]").fill(day(40));
  await page.locator("[name=starts]").fill("10:30");
  await page.locator("[name=ends]").fill("12:00");
  await page.locator("[name=seats]").fill(seats);
  await page.getByRole("button", { name: "Оголосити" }).click();
  await expect(page.getByText("Заняття оголошено")).toBeVisible();
  return new URL(page.url()).pathname.split("/").pop() ?? "";
}

/** The page of somebody else, who has a session of their own. */
async function pageOf(browser: Browser, baseURL: string | undefined, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "uk-UA" });
  await haveSession(context, person);
  return context.newPage();
}

test("a class is announced, filled, its waiting list moves up, and it is moved and cancelled with a reason @phone", async ({ page, signInAs, browser, baseURL }) => {
  await signInAs("teacher");
  const hall = `Приклад: зала ${Date.now()}`;
  await page.goto("/learning/classes/new");
  await page.getByRole("button", { name: "Оголосити" }).click();
  await expect(page.getByRole("alert")).toContainText("Про що заняття");
  await expectSoundPage(page);
  const id = await announce(page, hall, "1");
  await expectSoundPage(page);

  const resident = await pageOf(browser, baseURL, "resident");
  await resident.goto("/learning/classes?place=library&free=yes");
  await expect(resident.locator("main")).toContainText(hall);
  await resident.goto(`/learning/classes/${id}`);
  await resident.locator("label", { hasText: "Показувати викладачеві" }).click();
  await resident.getByRole("button", { name: "Записатися" }).click();
  await expect(resident.getByRole("heading", { name: "Ви записані" })).toBeVisible();
  await expect(resident.getByText("Викладач бачить, як ви проходите уроки")).toBeVisible();
  await expectSoundPage(resident);

  const newcomer = await pageOf(browser, baseURL, "newcomer");
  await newcomer.goto(`/learning/classes/${id}`);
  await newcomer.getByRole("button", { name: "Стати в чергу" }).click();
  await expect(newcomer.getByRole("heading", { name: "Ви перші в черзі" })).toBeVisible();
  await expectSoundPage(newcomer);

  await resident.getByRole("button", { name: "Відмовитися від місця" }).click();
  await expect(resident.getByText("Запис скасовано")).toBeVisible();
  await newcomer.reload();
  await expect(newcomer.getByRole("heading", { name: "Ви записані" })).toBeVisible();
  await newcomer.goto("/learning/classes/own");
  await expect(newcomer.locator("main")).toContainText(hall);

  await page.goto(`/learning/classes/${id}/change`);
  await page.locator("[name=date]").fill(day(41));
  await page.getByRole("button", { name: "Зберегти й повідомити всіх" }).click();
  await expect(page.locator("#reason-error")).toBeVisible();
  await expectSoundPage(page);
  await page.locator("[name=reason]").fill("У залі ремонт");
  await page.getByRole("button", { name: "Зберегти й повідомити всіх" }).click();
  await expect(page.getByText("Причина: У залі ремонт")).toBeVisible();

  await page.goto(`/learning/classes/${id}/cancel`);
  await page.locator("[name=reason]").fill("Зала зачинена");
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Скасувати й повідомити всіх" }).click();
  await expect(page.getByText("Причина: Зала зачинена")).toBeVisible();
  await newcomer.goto(`/learning/classes/${id}`);
  await expect(newcomer.getByText("Причина: Зала зачинена")).toBeVisible();
  const file = await page.request.get(`/learning/classes/${id}/class.ics`);
  expect(await file.text()).toContain("STATUS:CANCELLED");
  const all = await page.request.get("/learning/classes/calendar.ics");
  expect(all.headers()["content-type"]).toContain("text/calendar");
  await resident.context().close();
  await newcomer.context().close();
});

test("an operator enrols on the telephone, a helper enrols a relative, and names stay masked in the list @phone", async ({ page, signInAs, browser, baseURL }) => {
  await signInAs("teacher");
  const id = await announce(page, `Приклад: зала ${Date.now()}`);
  const operator = await pageOf(browser, baseURL, "centre");
  await operator.goto(`/learning/classes/${id}/visitor`);
  await operator.getByRole("button", { name: "Записати" }).click();
  await expect(operator.locator("#name-error")).toBeVisible();
  await expectSoundPage(operator);
  await operator.locator("[name=name]").fill("Ганна Приклад");
  await operator.locator("[name=phone]").fill("067 000 00 01");
  await operator.locator("label", { hasText: "Людина знає" }).click();
  await operator.getByRole("button", { name: "Записати" }).click();
  await expect(operator.getByText("Людину записано")).toBeVisible();

  const resident = await pageOf(browser, baseURL, "resident");
  await resident.goto(`/learning/classes/${id}`);
  await resident.getByRole("link", { name: "Записати іншу людину" }).click();
  await resident.locator("[name=name]").fill("Степан Сусід");
  await resident.locator("[name=phone]").fill("0670000002");
  await resident.locator("label", { hasText: "Людина знає" }).click();
  await resident.getByRole("button", { name: "Записати" }).click();
  await expect(resident.getByRole("button", { name: "Скасувати запис: Степан С." })).toBeVisible();
  await expectSoundPage(resident);

  await page.goto(`/learning/classes/${id}/people`);
  await expect(page.locator("main")).toContainText("•••• 00 01");
  await expect(page.locator("main")).not.toContainText("Приклад Ганна");
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Відкрити: Ганна П." }).click();
  await expect(page).toHaveURL(new RegExp(`/learning/classes/${id}/people/[0-9a-f-]+$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ганна Приклад");
  await expectSoundPage(page);
  await operator.context().close();
  await resident.context().close();
});

test("a learner types the code from the wall, the teacher sees who came and prints the sheet @javascript", async ({ page, signInAs, browser, baseURL }) => {
  await page.clock.install();
  await signInAs("teacher");
  await page.goto("/learning/classes");
  await page.getByRole("link", { name: "Мій пристрій" }).first().click();
  await expect(page).toHaveURL(/\/learning\/classes\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText("комп’ютерна зала");
  const id = new URL(page.url()).pathname.split("/").pop() ?? "";
  // Another attempt may have noted them.
  await page.goto(`/learning/classes/${id}/attendance`);
  for (const box of await page.locator("[name=came]").all()) if (await box.isChecked()) await page.locator(`label[for="${await box.getAttribute("id")}"]`).click();
  await page.getByRole("button", { name: "Зберегти" }).click();
  await expectSoundPage(page);

  await page.goto(`/learning/classes/${id}/code`);
  const digits = page.locator(".class-code__number");
  await expect(digits).toHaveText(/^\d{3} \d{3}$/);
  await expectSoundPage(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectSoundPage(page);
  const picture = await page.request.get(`/learning/classes/${id}/code.svg`);
  expect(picture.headers()["content-type"]).toContain("image/svg+xml");

  const resident = await pageOf(browser, baseURL, "resident");
  await resident.goto(`/learning/classes/${id}/here`);
  await resident.locator("[name=code]").fill("000 00");
  await resident.getByRole("button", { name: "Позначити мене" }).click();
  await expect(resident.locator("#code-error")).toBeVisible();
  await expectSoundPage(resident);
  await resident.goto(`/learning/classes/${id}/here?code=${(await digits.innerText()).replace(" ", "")}`);
  await resident.getByRole("button", { name: "Позначити мене" }).click();
  await expect(resident.getByText("Вас позначено")).toBeVisible();

  // The code on the screen and the number of those present come anew by themselves, a minute later.
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await page.clock.fastForward(60_000);
  await expect(page.locator("main")).toContainText("Присутність позначила 1 людина");
  expect(await page.evaluate(() => "isSamePage" in globalThis)).toBe(true);

  await page.goto(`/learning/classes/${id}/attendance`);
  await expect(page.locator("main")).toContainText("За кодом");
  const sheet = await page.request.get(`/learning/classes/${id}/sheet.pdf`);
  expect((await sheet.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await resident.context().close();
});

test("a teacher takes a lesson to the wall, turns it with the keys, and has the handouts at hand @javascript", async ({ page, signInAs }) => {
  await signInAs("teacher");
  const id = await announce(page, `Приклад: зала ${Date.now()}`);
  await page.goto(`/learning/classes/${id}/kit`);
  await expectSoundPage(page);
  await page.getByRole("link", { name: /^На стіну: / }).first().click();
  await expect(page).toHaveURL(/\/learning\/projector\/digital-abc\/m2\/[a-z-]+\/intro$/);
  await expect(page.locator(".site-header")).toBeHidden();
  const heading = page.locator("h1");
  const first = await heading.innerText();
  // Pressed again as a person would: the keys work once the browser has found the time to start them.
  await expect(async () => {
    if ((await heading.innerText()) === first) await page.keyboard.press("ArrowRight");
    await expect(heading).not.toHaveText(first, { timeout: 1_000 });
  }).toPass();
  await expect(async () => {
    if ((await heading.innerText()) !== first) await page.keyboard.press("PageUp");
    await expect(heading).toHaveText(first, { timeout: 1_000 });
  }).toPass();
  await page.goto("/learning/projector/digital-abc/m2/browser");
  await expect(page).toHaveURL(/\/intro$/);
  await page.goto(`/learning/classes/${id}/stuck`);
  await expect(page.getByText("Ніхто ще не дозволив показувати поступ")).toBeVisible();
  await expectSoundPage(page);
});

test("a question to a teacher is answered in public, without the name of who asked", async ({ page, signInAs, browser, baseURL }) => {
  const question = `Як збільшити літери? ${crypto.randomUUID().slice(0, 8)}`;
  await signInAs("resident");
  await page.goto("/learning/questions");
  await page.getByRole("button", { name: "Надіслати запитання" }).click();
  await expect(page.locator("#content-error")).toBeVisible();
  await page.locator("[name=subject]").selectOption("digital-abc/m1");
  await page.locator("[name=content]").fill(question);
  await page.getByRole("button", { name: "Надіслати запитання" }).click();
  await expect(page.getByText("Запитання надіслано")).toBeVisible();
  await expectSoundPage(page);
  const teacher = await pageOf(browser, baseURL, "teacher");
  await teacher.goto("/learning/questions");
  const card = teacher.locator("article", { hasText: question });
  await card.locator("[name=reply]").fill("У налаштуваннях екрана є розмір шрифту.");
  await expectSoundPage(teacher);
  await card.getByRole("button", { name: "Опублікувати з відповіддю" }).click();
  await expect(teacher.getByText("Відповідь збережено")).toBeVisible();
  await page.goto("/learning/questions");
  const answered = page.locator("article", { hasText: question });
  await expect(answered).toContainText("Тарас Вовк");
  await expect(answered).not.toContainText("Олена");
  await expectSoundPage(page);
  await teacher.context().close();
});
