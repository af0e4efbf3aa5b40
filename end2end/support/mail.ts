import { expect } from "@playwright/test";
import fs from "node:fs";
import path from "node:path";

/** Where the demo server writes its mail; `cargo xtask test` says it. By hand: HROMADA_TEST_MAIL=target/demo/mail. */
const FOLDER = process.env.HROMADA_TEST_MAIL ?? "../target/demo/mail";

/** The texts of the mails to an address, oldest first. */
export function mailsTo(address: string): string[] {
  if (!fs.existsSync(FOLDER)) return [];
  return fs
    .readdirSync(FOLDER)
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .map((name) => fs.readFileSync(path.join(FOLDER, name), "utf8"))
    .filter((mail) => mail.includes(`To: ${address}\r\n`));
}

/** Waits for the newest mail to an address that links to a page, and tells the path and query of that link. */
export async function linkOfMail(address: string, page: string): Promise<string> {
  let found: URL | undefined;
  await expect(() => {
    const links = mailsTo(address).flatMap((mail) => mail.match(/https?:\/\/\S+/g) ?? []);
    found = links.map((link) => new URL(link)).findLast((link) => link.pathname.endsWith(page));
    expect(found, `a mail to ${address} links to ${page}`).toBeDefined();
  }).toPass({ timeout: 20_000, intervals: [200] });
  return found ? found.pathname + found.search : "";
}
