import { expect, type Browser, type Page } from "@playwright/test";
import { signIn, type Person } from "../support/people";

/** The form of a request for public information (S16), step by step, as a person fills it in. */
export class RequestForm {
  constructor(private readonly page: Page) {}

  /** From the catalogue through the card to the first step. */
  async open(): Promise<void> {
    await this.page.goto("/cabinet");
    await this.page.getByRole("link", { name: "Запит на публічну інформацію" }).first().click();
    await this.page.getByRole("button", { name: "Заповнити заяву" }).click();
    await expect(this.page).toHaveURL(/\/steps\/1$/);
  }

  async requester(name: string): Promise<void> {
    await this.page.getByLabel("Ваше ім’я та прізвище").fill(name);
    await this.page.getByLabel("У цьому кабінеті").check();
    await this.next(/\/steps\/2/);
  }

  async request(description: string): Promise<void> {
    await this.page.getByLabel("Яка інформація вам потрібна?").fill(description);
    await this.page.getByLabel("Електронна копія").check();
    await this.page.getByRole("group", { name: /захист життя/ }).getByLabel("Ні").check();
  }

  async attach(name: string): Promise<void> {
    const file = { name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n") };
    await this.page.locator("input[type=file][name=attachment]").setInputFiles(file);
    await this.page.getByRole("button", { name: "Додати файл" }).click();
    await expect(this.page.getByRole("link", { name })).toBeVisible();
  }

  async consent(): Promise<void> {
    await this.page.getByLabel("Я погоджуюся на обробку").check();
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

/** A browser of its own for another person, of the same kind as the page's. */
export async function pageOf(browser: Browser, like: Page, person: Person, javaScriptEnabled: boolean): Promise<Page> {
  const viewport = like.viewportSize();
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: "uk-UA", baseURL: new URL(like.url()).origin });
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}
