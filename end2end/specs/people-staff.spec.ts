// What staff do with people: verification by document, roles in units, and the log that the person reads.
import { expectNoSideScrollAt320 } from "../support/layout";
import { nameOf, signIn, signUp } from "../support/people";
import { expect, expectSoundPage, test } from "../support/test";

/** Ten digits with a valid check digit, for a day of birth that nobody else in the demo has. */
function taxNumber(): string {
  const nine = String(20_000 + Math.floor(Math.random() * 20_000)) + String(Math.floor(Math.random() * 10_000)).padStart(4, "0");
  const sum = [-1, 5, 7, 9, 4, 6, 10, 5, 7].reduce((total, weight, place) => total + weight * Number(nine[place]), 0);
  return `${nine}${(((sum % 11) + 11) % 11) % 10}`;
}

test("an officer checks a document, the resident is verified and reads who looked @phone", async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const resident = await signUp(page, "Оксана-Марія  Дерев’янко");
  const desk = await browser.newContext({ baseURL, javaScriptEnabled, locale: "uk-UA" });
  const officer = await desk.newPage();
  await signIn(officer, "centre");
  await officer.goto("/people/verify");
  await officer.getByLabel("Електронна пошта мешканця").fill("nobody@demo.hromada");
  await officer.getByRole("button", { name: "Знайти" }).click();
  await expect(officer.locator("input[name=email]")).toHaveAttribute("aria-invalid", "true");
  await officer.getByLabel("Електронна пошта мешканця").fill(resident.email);
  await officer.getByRole("button", { name: "Знайти" }).click();
  await officer.getByLabel("Прізвище").fill("Деревʼянко");
  await officer.getByLabel("Ім’я").fill("Оксана Марія");
  const number = taxNumber();
  await officer.getByLabel("РНОКПП").fill(`${number.slice(0, 9)}${(Number(number[9]) + 1) % 10}`);
  await officer.locator("select[name=document]").selectOption({ label: "Паспорт у формі картки" });
  await officer.getByRole("button", { name: "Підтвердити особу" }).click();
  await expect(officer.getByLabel("РНОКПП")).toHaveAttribute("aria-invalid", "true");
  await expect(officer.getByLabel("Прізвище"), "nothing typed is lost").toHaveValue("Деревʼянко");
  await expectSoundPage(officer);
  await officer.getByLabel("РНОКПП").fill(number);
  await officer.getByText("Я бачу оригінал документа").click();
  await officer.getByRole("button", { name: "Підтвердити особу" }).click();
  await expect(officer.getByText("Особу підтверджено.")).toBeVisible();
  await expect(officer.getByText("Ім’я в обліковому записі відрізнялося"), "spaces, hyphens and apostrophes differ among documents").toHaveCount(0);
  await desk.close();

  await page.goto("/people/account");
  await expect(page.getByText("Особу підтверджено")).toBeVisible();
  await expect(page.getByText(`******${number.slice(6)}`)).toBeVisible();
  await expect(page.getByText(number), "the number itself is never shown").toHaveCount(0);
  await page.goto("/people/account/access-log");
  await expect(page.getByText(nameOf("centre")).first()).toBeVisible();
  await expect(page.getByText("Підтвердження особи").first()).toBeVisible();
  await expectSoundPage(page);
});

test("one tax number belongs to one account", async ({ page, signInAs, watch }) => {
  watch.allow(/422|409/);
  const { email } = await signUp(page, "Богдана Сорока");
  await page.context().clearCookies();
  await signInAs("centre");
  await page.goto("/people/verify");
  await page.getByLabel("Електронна пошта мешканця").fill(email);
  await page.getByRole("button", { name: "Знайти" }).click();
  await page.getByLabel("Прізвище").fill("Сорока");
  await page.getByLabel("Ім’я").fill("Богдана");
  await page.getByLabel("РНОКПП").fill("3184910682");
  await page.locator("select[name=document]").selectOption({ label: "Паспорт у формі картки" });
  await page.getByText("Я бачу оригінал документа").click();
  await page.getByRole("button", { name: "Підтвердити особу" }).click();
  await expect(page.getByText("Особу підтверджено.")).toHaveCount(0);
  await expect(page.locator("h1")).toHaveCount(1);
});

test("an administrator gives a role in a unit and takes it back", async ({ page, signInAs }) => {
  const { name, email } = await signUp(page, "Зоряна Паламарчук");
  await page.context().clearCookies();
  await signInAs("administrator");
  await page.goto("/people/manage");
  await page.getByLabel("Частина імені або адреси").fill(email);
  await page.getByRole("button", { name: "Знайти" }).click();
  await page.getByRole("link", { name }).click();
  await page.locator("select[name=role]").selectOption({ label: "Виконавець" });
  await page.locator("select[name=unit]").selectOption({ index: 1 });
  const unit = await page.locator("select[name=unit] option:checked").textContent();
  await page.getByRole("button", { name: "Надати роль" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Надати роль «Виконавець");
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Надати роль" }).click();
  await expect(page.getByText("Роль надано.")).toBeVisible();
  await expect(page.getByText(`Виконавець: ${unit?.trim()}`).first()).toBeVisible();
  await expectSoundPage(page);
  await expectNoSideScrollAt320(page);
  await page.getByRole("button", { name: "Забрати" }).click();
  await page.getByRole("button", { name: "Забрати роль" }).click();
  await expect(page.getByText("Роль забрано.")).toBeVisible();
  await expect(page.getByText(`Виконавець: ${unit?.trim()}`)).toHaveCount(0);
});

test("nobody of the public, and no other staff, is let to the pages of roles and verification", async ({ page, signInAs, watch }) => {
  watch.allow(/403/);
  for (const person of ["resident", "officer", "moderator"] as const) {
    await page.context().clearCookies();
    await signInAs(person);
    for (const address of ["/people/manage", "/people/verify"]) {
      expect((await page.goto(address))?.status(), `${person} at ${address}`).toBe(403);
    }
  }
});
