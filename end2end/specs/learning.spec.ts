// A lesson from its first screen on: read, answered wrongly, explained, solved, and gone on with elsewhere.
import type { Page } from "@playwright/test";
import { expect, expectSoundPage, test } from "../support/test";

const LESSON = "/learning/courses/digital-abc/m1/power";

/** Choices are marked by their words: the words are the target, the control lies below them. */
const mark = (page: Page, words: string) => page.locator("label", { hasText: words }).click();

const check = (page: Page) => page.getByRole("button", { name: /^Перевірити/ }).click();

test("a newcomer finds the course, reads, is mistaken, hears why, and goes on @phone", async ({ page }) => {
  await page.goto("/learning");
  await page.getByRole("link", { name: "Цифрова абетка" }).click();
  await page.getByRole("link", { name: "Почати курс" }).click();
  await page.getByRole("link", { name: "Вмикаємо, заряджаємо, налаштовуємо" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Чого ви навчитеся");
  await page.getByRole("button", { name: "Далі" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Дві кнопки збоку");
  await page.getByRole("button", { name: "Далі" }).click();
  await expect(page.locator(".progress__text")).toHaveText("Екран 3 з 14");

  await check(page);
  await expect(page.getByRole("alert")).toContainText("Дайте відповідь");
  await mark(page, "Поставити телефон заряджатися");
  await check(page);
  await expect(page.getByText("Спершу перевірте простіше")).toBeVisible();
  await expectSoundPage(page);
  await mark(page, "Коротко натиснути кнопку живлення");
  await check(page);
  await expect(page.getByText("Телефон лише погасив екран")).toBeVisible();
  await page.getByRole("link", { name: "Далі" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Увімкнути, вимкнути, перезапустити");

  await page.goto("/learning");
  await page.getByRole("link", { name: "Продовжити", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${LESSON}/on-off$`));
});

test("steps are put in order by their numbers @without @phone", async ({ page }) => {
  await page.goto(`${LESSON}/check-restart`);
  const places = { hold: "2", restart: "1", wait: "3", code: "4" };
  for (const [step, place] of Object.entries(places)) await page.locator(`[name="place.${step}"]`).selectOption(place);
  await check(page);
  await expect(page.getByText("Слова «Перезапустити» ще немає на екрані")).toBeVisible();
  await expectSoundPage(page);
  await page.locator('[name="place.hold"]').selectOption("1");
  await check(page);
  await expect(page.getByText("Це місце вже зайняте").first()).toBeVisible();
  await page.locator('[name="place.restart"]').selectOption("2");
  await check(page);
  await expect(page.getByText("Такий перезапуск часто виправляє")).toBeVisible();
});

test("steps are moved by buttons with the keyboard, and the answer comes without a reload @javascript @phone", async ({ page }) => {
  await page.goto(`${LESSON}/check-restart`);
  const steps = page.locator("[data-step]");
  await expect(steps.first().locator("[data-move]").first()).toBeAttached();
  await expect(page.locator("[data-steps] select").first()).toBeHidden();
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  const right = [/^Натиснути кнопку живлення/, /^Торкнутися слова/, /^Зачекати хвилину/, /^Ввести код/];
  for (const [place, name] of right.entries()) {
    const step = steps.filter({ has: page.locator(".steps__text", { hasText: name }) });
    for (let moves = 0; moves < 4; moves += 1) {
      const texts = await steps.locator(".steps__text").allInnerTexts();
      if (name.test(texts[place] ?? "")) break;
      await step.locator("[data-move=up]").focus();
      await page.keyboard.press("Enter");
    }
  }
  await expect(page.locator("[data-steps-status]")).toContainText("Тепер на місці");
  await steps.nth(1).locator("[data-move=up]").focus();
  await page.keyboard.press("Enter");
  await expect(steps.first().locator("[data-move=down]"), "at the top the other button has the focus").toBeFocused();
  await page.keyboard.press("Enter");
  await expectSoundPage(page);
  await check(page);
  await expect(page.getByText("Такий перезапуск часто виправляє")).toBeVisible();
  expect(await page.evaluate(() => "isSamePage" in globalThis)).toBe(true);
  await page.reload();
  await expect(page.getByText("Такий перезапуск часто виправляє")).toBeVisible();
});

test("a step is dragged by its handle @javascript", async ({ page }) => {
  await page.goto(`${LESSON}/check-restart`);
  const steps = page.locator("[data-step]");
  const handle = steps.first().locator("[data-handle]");
  await expect(handle).toBeVisible();
  const first = await steps.first().locator(".steps__text").innerText();
  const from = await handle.boundingBox();
  const to = await steps.last().boundingBox();
  if (!from || !to) throw new Error("the steps are not on the page");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, to.y + to.height - 4, { steps: 24 });
  await page.mouse.up();
  await expect(steps.last().locator(".steps__text")).toHaveText(first);
  await expect(steps.last().locator("select")).toHaveValue("4");
});

test("an answer without a connection stays on the page @javascript", async ({ page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/);
  await page.goto(`${LESSON}/check-volume`);
  await expect(page.locator("leptos-island[data-alive]")).toBeAttached();
  await mark(page, "Купити навушники");
  await context.setOffline(true);
  await check(page);
  await expect(page.getByText("Немає зв’язку")).toBeVisible();
  await expect(page.getByLabel("Купити навушники")).toBeChecked();
  await context.setOffline(false);
  await check(page);
  await expect(page.getByText("Навушники не змінять гучності дзвінка")).toBeVisible();
});

test("a card carries the lesson to another device without an account @phone", async ({ page, browser }) => {
  await page.goto(`${LESSON}/intro`);
  await page.getByRole("button", { name: "Далі" }).click();
  await expect(page).toHaveURL(`${LESSON}/buttons`);
  await page.goto("/learning/card");
  await page.getByRole("button", { name: "Отримати код" }).click();
  const code = await page.locator(".resume-code").innerText();
  await expectSoundPage(page);

  const library = await browser.newContext();
  const other = await library.newPage();
  await other.goto("/learning/resume");
  await other.getByLabel("Код із картки").fill("ACE HKM 347");
  await other.getByRole("button", { name: "Продовжити" }).click();
  await expect(other.getByRole("alert")).toBeVisible();
  await other.getByLabel("Код із картки").fill(code.toLowerCase());
  await other.getByRole("button", { name: "Продовжити" }).click();
  await expect(other).toHaveURL(new RegExp(`${LESSON}/buttons$`));
  await other.goto("/learning/card");
  await other.getByRole("button", { name: "Завершити на цьому пристрої" }).click();
  await expect(other.getByRole("button", { name: "Завершити на цьому пристрої" })).toHaveCount(0);
  await other.goto(LESSON);
  await expect(other).toHaveURL(new RegExp(`${LESSON}/intro$`));
  await library.close();
});

test("the demo's resident goes on where she left off", async ({ page, signInAs }) => {
  await signInAs("resident");
  await page.goto("/learning");
  await expect(page.getByText("Ви зупинилися тут: «Інтернет")).toBeVisible();
  await page.getByRole("link", { name: "Продовжити", exact: true }).click();
  await expect(page, "the page before shows progress too").toHaveURL(/\/m1\/internet\//);
  await expect(page.locator("main form")).toBeVisible();
  await expect(page.locator(".progress__text")).toHaveText("Екран 8 з 14");
});

test("a fraud is found in a message that looks real @phone", async ({ page }) => {
  await page.goto("/learning/courses/digital-abc/m1/apps/check-link");
  await expectSoundPage(page);
  await mark(page, "Це обман");
  await mark(page, "Вітаємо!");
  await check(page);
  await expect(page.getByText("Вітання буває і в справжніх повідомленнях")).toBeVisible();
  await mark(page, "Вітаємо!");
  for (const sign of ["встановіть застосунок", "dopomoga-ua.example", "Діє лише до"]) await mark(page, sign);
  await check(page);
  await expect(page.getByText("Так, це обман")).toBeVisible();
  await expectSoundPage(page);
});

test("an address is typed, symbols are matched, wrong addresses are marked @phone", async ({ page }) => {
  await page.goto("/learning/courses/digital-abc/m1/touch/check-email");
  await page.getByLabel(/^Потренуйтеся/).fill("hanna@example,com");
  await check(page);
  await expect(page.getByText("Замість крапки стоїть кома")).toBeVisible();
  await page.getByLabel(/^Потренуйтеся/).fill("hanna@example.com");
  await check(page);
  await expect(page.getByText("без жодної помилки")).toBeVisible();

  await page.goto("/learning/courses/digital-abc/m1/internet/check-signs");
  await page.getByLabel("Літачок").selectOption({ label: "Дзвінки й мобільні дані вимкнено" });
  for (const left of ["Віяло (дужки", "Віяло зі знаком", "4G, 5G"]) await page.getByLabel(left).selectOption({ index: 1 });
  await check(page);
  await expect(page.getByText(/Правильно з’єднано [12] з 4/)).toBeVisible();
  await expectSoundPage(page);

  await page.goto("/learning/courses/digital-abc/m1/faults/check-lost");
  for (const wrong of ["olha.melnyk", "knyha klub", "taras.koval"]) await mark(page, wrong);
  await check(page);
  await expect(page.getByText("Правильно", { exact: true })).toBeVisible();
  await expectSoundPage(page);
});

test("a teacher reads the linter's words and sees the lesson before anybody else @javascript", async ({ page, signInAs }) => {
  test.setTimeout(120_000);
  await signInAs("teacher");
  await page.goto("/learning/authoring");
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Вмикаємо, заряджаємо, налаштовуємо" }).click();
  await expect(page.getByText("Зауважень немає")).toBeVisible();
  const source = page.getByLabel("Текст уроку");
  await source.fill((await source.inputValue()).replace("correct: true", "correct: false"));
  await page.getByRole("button", { name: "Перевірити й показати" }).click();
  await expect(page.getByText("Правильною має бути рівно одна відповідь, а позначено 0")).toBeVisible();
  await expect(page.getByText("Це чернетка")).toBeVisible();
  await expectSoundPage(page);
});

test("cards of finished lessons are thought over, turned and answered @phone", async ({ page, signInAs }) => {
  await signInAs("resident");
  await page.goto("/learning/review");
  const front = page.locator(".review-card__front");
  const first = await front.innerText();
  await expect(page.locator(".review-card__back")).toBeHidden();
  await page.getByText("Показати відповідь").click();
  await expect(page.locator(".review-card__back")).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Знаю" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Пригадайте");
  await expect(page.getByText(first, { exact: true })).toHaveCount(0);
});

test("a lesson is read aloud where the device has a voice, and stops when asked @javascript @phone", async ({ page }) => {
  // Chromium of the tests has no voices: this one says every text at once, and writes it down.
  await page.addInitScript(() => {
    const said: string[] = [];
    const voices = [{ lang: "uk-UA" }];
    const speech = {
      getVoices: () => voices,
      cancel: () => undefined,
      addEventListener: () => undefined,
      speak: (words: { text: string; onend: () => void }) => {
        said.push(words.text);
        if (said.length < 3) setTimeout(words.onend, 50);
      },
    };
    Object.assign(window, { said, SpeechSynthesisUtterance: class { constructor(public text: string) {} } });
    Object.defineProperty(window, "speechSynthesis", { value: speech });
  });
  await page.goto("/learning/courses/digital-abc/m1/power/intro");
  const button = page.getByRole("button", { name: "Вголос" });
  await button.click();
  await expect(page.getByRole("button", { name: "Стоп" })).toBeVisible();
  await expect.poll(() => page.evaluate(() => (window as unknown as { said: string[] }).said.length)).toBe(3);
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said[0])).toBe(await page.locator("h1").textContent());
  await expect(page.locator(".is-read")).toHaveCount(1);
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Стоп" }).click();
  await expect(page.locator(".is-read")).toHaveCount(0);
  await expect(button).toBeVisible();
});

test("a device without a voice is offered none @javascript", async ({ page }) => {
  await page.goto("/learning/courses/digital-abc/m1/power/intro");
  await expect(page.locator("h1")).toBeVisible();
  await expect(page.getByRole("button", { name: "Вголос" })).toHaveCount(0);
});
