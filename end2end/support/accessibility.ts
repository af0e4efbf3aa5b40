import { expect, test, type Page } from "@playwright/test";
import fs from "node:fs";
import { createRequire } from "node:module";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// WCAG 2.2 AA, and axe's own list of good practice.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] };
type Axe = { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> };

/** Fails with rule, place and advice for everything that axe objects to, in the whole page or below `selector`. */
export async function expectNoAxeViolations(page: Page, selector?: string): Promise<void> {
  const canRunScripts = test.info().project.use.javaScriptEnabled ?? true;
  const violations = canRunScripts ? await violationsOf(page, selector) : await violationsOfCopy(page, selector);
  const report = violations.map(({ id, help, nodes }) => {
    const places = nodes.map((node) => `    ${node.html}\n    ${node.failureSummary ?? ""}`);
    return `${id}: ${help}\n${places.join("\n")}`;
  });
  expect(report.join("\n"), `accessibility of ${page.url()}`).toBe("");
}

/** axe is evaluated through the debugger's protocol, which the page's own policy does not hinder. */
async function violationsOf(page: Page, selector?: string): Promise<Violation[]> {
  await page.evaluate(axeSource);
  return page.evaluate(
    async ([tags, within]) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run(within ?? document, { runOnly: tags, resultTypes: ["violations"] });
      return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
    },
    [TAGS, selector] as const,
  );
}

/**
 * axe is a script, so it cannot look at a page whose scripts are switched off. It looks at a copy of what stands there, without
 * the scripts and with the content of `noscript`, in a window that may run them.
 */
async function violationsOfCopy(page: Page, selector?: string): Promise<Violation[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  const markup = await page.content();
  const silent = markup.replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, "").replace(/<(\/?)noscript\b[^>]*>/gi, "<$1div>");
  const { viewport, colorScheme, locale } = test.info().project.use;
  const context = await browser.newContext({ viewport: page.viewportSize() ?? viewport, colorScheme, locale, javaScriptEnabled: true });
  try {
    const copy = await context.newPage();
    const address = page.url();
    await copy.route(address, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: silent }));
    await copy.goto(address);
    return await violationsOf(copy, selector);
  } finally {
    await context.close();
  }
}
