// Certificates as their holder, a stranger, a teacher and programs of others see them.
import type { Page } from "@playwright/test";
import { javaScriptAccepts, pythonAccepts, type Credential } from "../support/verifiers";
import { expect, expectSoundPage, test } from "../support/test";

/** Opens the certificate of the demo's official, as its holder does, and gives its code. */
async function openOwn(page: Page): Promise<string> {
  await page.goto("/learning/certificates");
  await page.locator("main").getByRole("link", { name: "Без паперу", exact: true }).first().click();
  await expect(page.getByText("Сертифікат чинний")).toBeVisible();
  return new URL(page.url()).pathname.split("/").pop() ?? "";
}

test("a holder opens a certificate, and a stranger checks it by its address and as a file @phone", async ({ page, signInAs, browser, baseURL }) => {
  await signInAs("officer");
  const code = await openOwn(page);
  await expectSoundPage(page);
  const file = await (await page.request.get(`/learning/certificates/${code}/credential.json`)).body();
  const pdf = await page.request.get(`/learning/certificates/${code}/certificate.pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const picture = await page.request.get(`/learning/certificates/${code}/code.svg`);
  expect(picture.headers()["content-type"]).toContain("image/svg+xml");

  const stranger = await browser.newPage({ baseURL, locale: "uk-UA" });
  await stranger.goto("/learning/certificates/check");
  await stranger.locator("[name=code]").fill(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`);
  await stranger.locator("main form button[type=submit]").first().click();
  await expect(stranger.locator("main")).toContainText("Ірина Савчук");
  await expect(stranger.getByText("Сертифікат чинний")).toBeVisible();
  await expect(stranger.getByText("Взяти з іншим ім’ям"), "only the holder takes another name").toHaveCount(0);
  for (const [content, verdict] of [
    [file, "Файл справжній"],
    [Buffer.from(file.toString().replace("Ірина Савчук", "Ірена Савчук")), "Цьому файлові не можна вірити"],
  ] as const) {
    await stranger.goto("/learning/certificates/check");
    await stranger.locator("input[type=file]").setInputFiles({ name: "badge.json", mimeType: "application/json", buffer: content });
    await stranger.locator("main form button[type=submit]").last().click();
    await expect(stranger.locator("main")).toContainText(verdict);
  }
  await stranger.close();
});

test("a holder sees how a certificate looks with another name before taking it @phone", async ({ page, signInAs }) => {
  await signInAs("officer");
  await page.goto("/learning/certificates/claim/paperless");
  await page.locator("button[value=preview]").click();
  await expect(page.locator("#name_kind-error")).toBeVisible();
  await page.locator("label", { hasText: "Інше ім’я" }).first().click();
  await page.locator("[name=pseudonym]").fill("Пані Ірина");
  await page.locator("button[value=preview]").click();
  const preview = page.locator("main").getByText("Так виглядатиме сертифікат");
  await expect(preview).toBeVisible();
  await expect(page.locator("[name=pseudonym]")).toHaveValue("Пані Ірина");
  await expect(page.locator("main dd").first()).toContainText("Пані Ірина");
  await expectSoundPage(page);
});

test("a teacher must say why a certificate is revoked @phone", async ({ page, signInAs, browser, baseURL }) => {
  await signInAs("officer");
  const code = await openOwn(page);
  await signInAs("teacher");
  await page.goto(`/learning/certificates/${code}`);
  await page.locator(`a[href="/learning/certificates/${code}/revoke"]`).click();
  await expectSoundPage(page);
  await page.locator("[name=words]").fill("Видано двічі.");
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator("#reason-error")).toBeVisible();
  await expect(page.locator("[name=words]")).toHaveValue("Видано двічі.");
  const stranger = await browser.newPage({ baseURL, locale: "uk-UA" });
  expect((await stranger.goto(`/learning/certificates/${code}/revoke`))?.status(), "others may not").not.toBe(200);
  await stranger.close();
});

test("programs of others find a certificate genuine, and every altered copy forged @without", async ({ page, signInAs }) => {
  await signInAs("officer");
  const code = await openOwn(page);
  const read = async (path: string) => (await page.request.get(path)).json();
  const credential = (await read(`/learning/certificates/${code}/credential.json`)) as Credential;
  const issuer = await read("/.well-known/did.json");
  const altered = (change: (copy: Credential) => void): Credential => {
    const copy = structuredClone(credential);
    change(copy);
    return copy;
  };
  const list = await read(new URL((credential.credentialStatus as { statusListCredential: string }).statusListCredential).pathname);
  for (const accepts of [javaScriptAccepts, pythonAccepts]) {
    expect(await accepts(credential, issuer)).toBe(true);
    expect(await accepts(list, issuer), "the list of revocations").toBe(true);
    expect(await accepts(altered((copy) => (copy.validFrom = "2020-01-01T00:00:00Z")), issuer)).toBe(false);
    expect(await accepts(altered((copy) => (copy.name = "Інша назва")), issuer)).toBe(false);
    expect(await accepts(altered((copy) => (copy.proof[0].created = "2020-01-01T00:00:00Z")), issuer)).toBe(false);
  }
});
