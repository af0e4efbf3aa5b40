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

test("a resident asks, a moderator publishes, the city answers", async ({ page, signInAs }, { project }) => {
  // Two members of staff sign in, and a code of theirs works once in half a minute.
  test.setTimeout(180_000);
  const question = `Коли буде готовий тротуар? ${project.name} ${Date.now()}`;
  const answer = "Роботи завершать до кінця місяця.";
  await page.goto("/infrastructure?sort=name&page=3");
  const address = (await page.locator("main .results a").first().getAttribute("href")) ?? "";

  await signInAs("newcomer");
  await page.goto(address);
  await page.locator("textarea[name=text]").last().fill(question);
  await page.locator("form:has(textarea[name=text]) button").last().click();
  await expect(page.locator(".comment", { hasText: question })).toContainText("Очікує на модератора");
  await expectSoundPage(page);

  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.locator("main")).not.toContainText(question);

  await signInAs("moderator");
  await page.goto("/infrastructure/moderation");
  await expectSoundPage(page);
  const card = page.locator(".card", { hasText: question });
  await card.locator("button[value=publish]").click();
  await expect(page.locator("main")).toContainText("Рішення записано");

  await page.context().clearCookies();
  await signInAs("editor");
  await page.goto(address);
  const comment = page.locator(".comment", { hasText: question });
  await comment.locator("summary").last().click();
  await comment.locator("textarea[name=answer]").fill(answer);
  await comment.locator("form:has(textarea[name=answer]) button").click();
  await expect(page.locator(".comment", { hasText: question })).toContainText(answer);

  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.locator(".comment", { hasText: question })).toContainText("Відповідь міста");
  await expectSoundPage(page);

  await signInAs("newcomer");
  await page.goto(address);
  const answered = page.locator(".comment", { hasText: question });
  await answered.locator("summary", { hasText: "Відповідь не задовольняє?" }).click();
  await answered.getByText("обіцяного не зробили", { exact: true }).click();
  await answered.getByRole("button", { name: "Відкрити запитання знову" }).click();
  await expect(page.locator(".comment", { hasText: question })).toContainText("Автор запитання незадоволений");
  await expect(page.locator(".comment", { hasText: question })).toContainText("Чекає на відповідь");
  await expect(page.locator(".comment", { hasText: question }), "the first answer stays").toContainText(answer);
  await expectSoundPage(page);
});

test("an administrator sees what a package would change before anything changes", async ({ page, signInAs }, { project }) => {
  test.setTimeout(120_000);
  await signInAs("administrator");
  await page.goto("/infrastructure/import");
  await expectSoundPage(page);
  const id = `oc4ids-abc123-${project.name}-${Date.now()}`;
  const upload = (projects: string) => ({
    name: "package.json",
    mimeType: "application/json",
    buffer: Buffer.from(
      `{"uri":"http://a.example","publishedDate":"2026-01-01T00:00:00Z","version":"0.9","publisher":{"name":"x"},"projects":[${projects}]}`,
    ),
  });
  await page.locator("input[name=package]").setInputFiles(upload(`{"id":"${id}","period":{"startDate":"вчора"}}`));
  await page.locator("form:has(input[name=package]) button").click();
  await expect(page.locator("main")).toContainText("Нічого не імпортовано");
  await expect(page.locator("main")).toContainText("/projects/0/period/startDate");
  await expectSoundPage(page);
  await page.locator("input[name=package]").setInputFiles(upload(`{"id":"${id}","title":"Новий міст"}`));
  await page.locator("form:has(input[name=package]) button").click();
  await expect(page.getByRole("heading", { name: "Що зміниться" })).toBeVisible();
  await expectSoundPage(page);
  expect((await page.request.get(`/infrastructure/projects/${id}`)).status(), "nothing is written by a look").toBe(404);

  await page.getByRole("button", { name: "Імпортувати" }).click();
  await expect(page.locator("main")).toContainText("Імпортовано.");
  expect((await page.request.get(`/infrastructure/projects/${id}`)).status()).toBe(200);
  await page.getByRole("link", { name: "Виконані імпорти" }).click();
  await expectSoundPage(page);
  const past = (await page.locator("main table a[href*='/infrastructure/imports/']").first().getAttribute("href")) ?? "";
  await page.goto(`/infrastructure/imports/${past.split("/").pop()}`);
  await expectSoundPage(page);
  await page.locator("textarea[name=reason]").fill("Завантажили не той файл");
  await page.getByRole("button", { name: "Скасувати імпорт" }).click();
  await expect(page.locator("main")).toContainText("Імпорт скасовано");
  await expectSoundPage(page);
  expect((await page.request.get(`/infrastructure/projects/${id}`)).status(), "what was brought in is gone").toBe(404);
});

test("an editor goes from their work to the questions without an answer @javascript @phone", async ({ page, signInAs }) => {
  await signInAs("editor");
  await page.goto("/operations");
  await page.locator("main a[href='/infrastructure/answers']").click();
  await expect(page.locator("h1")).toHaveText("Запитання без відповіді");
  await expectSoundPage(page);
});
