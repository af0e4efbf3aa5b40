import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import { signIn, type Person } from "../support/people";

/** The form of a request for public information (S16), step by step, as a person fills it in. */
export class RequestForm {
  constructor(private readonly page: Page) {}

  /** From the catalogue through the card to the first step. */
  async open(): Promise<void> {
    await this.page.goto("/cabinet");
    await this.page.locator("main a[href$='/cabinet/services/S16']").click();
    await this.page.getByRole("button", { name: "Заповнити заяву" }).click();
    await expect(this.page).toHaveURL(/\/steps\/1$/);
  }

  async requester(name: string): Promise<void> {
    await this.page.getByLabel("Ваше ім’я та прізвище").fill(name);
    await choose(this.page.getByRole("group", { name: "Як надіслати відповідь?" }), "У цьому кабінеті");
    await this.next(/\/steps\/2/);
  }

  async request(description: string): Promise<void> {
    await this.page.getByLabel("Яка інформація вам потрібна?").fill(description);
    await choose(this.page.getByRole("group", { name: "У якому вигляді?" }), "Електронна копія");
    await choose(this.page.getByRole("group", { name: /захист життя/ }), "Ні");
  }

  async attach(name: string, content: Buffer = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")): Promise<void> {
    const file = { name, mimeType: "application/octet-stream", buffer: content };
    await this.page.locator("input[type=file][name=attachment]").setInputFiles(file);
    await this.page.getByRole("button", { name: "Додати файл" }).click();
    await expect(this.page.getByRole("link", { name })).toBeVisible();
  }

  async consent(): Promise<void> {
    await this.page.getByText("Я погоджуюся на обробку").click();
    await this.next(/\/check$/);
  }

  async next(address: RegExp): Promise<void> {
    await this.page.getByRole("button", { name: "Далі" }).last().click();
    await expect(this.page).toHaveURL(address);
  }

  /** Sends the checked form and says the number and the address of the application. */
  async send(): Promise<{ number: string; address: string }> {
    await this.page.getByRole("button", { name: "Надіслати заяву" }).click();
    await expect(this.page).toHaveURL(/\/cabinet\/applications\/[0-9a-f-]{36}/);
    const number = /S16-\d{4}-\d{6}/.exec((await this.page.locator("main").textContent()) ?? "")?.[0] ?? "";
    expect(number, "the page says the number").not.toBe("");
    return { number, address: new URL(this.page.url()).pathname };
  }
}

/** Chooses an answer as a person does: by its words, which lie over the control. */
export async function choose(question: Locator, answer: string): Promise<void> {
  await question.getByText(answer, { exact: true }).click();
  await expect(question.getByLabel(answer, { exact: true })).toBeChecked();
}

/** A browser of its own for another person, of the same kind as the page's. */
export async function pageOf(browser: Browser, like: Page, person: Person, javaScriptEnabled: boolean): Promise<Page> {
  const viewport = like.viewportSize();
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: "uk-UA", baseURL: new URL(like.url()).origin });
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}
