import { expect, test, type CDPSession, type Page } from "@playwright/test";
import fs from "node:fs";
import { createRequire } from "node:module";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// WCAG 2.2 AA, and axe's own list of good practice.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What was looked at in this run, a line each; specs/accessibility.report.ts compares it with what the statement says. */
export const LOOKS = "../target/browser-looks.jsonl";

/** One look of axe at a page. */
export type Look = { page: string; view: string; axe: string; rules: string[] };

type Found = { violations: Violation[]; version: string; rules: string[] };
type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] };
type Axe = {
  version: string;
  getRules(tags: string[]): { ruleId: string }[];
  run(context: unknown, options: unknown): Promise<{ violations: Violation[] }>;
};

/** Waits for what fades in or slides: axe would judge a colour that nobody reads. What moves for ever is not waited for. */
const ended = async (): Promise<void> => {
  const passing = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
  await Promise.all(passing.map((one) => one.finished.catch(() => undefined)));
};

/** Fails with rule, place and advice for everything that axe objects to, in the whole page or below `selector`. */
export async function expectNoAxeViolations(page: Page, selector?: string): Promise<void> {
  const canRunScripts = test.info().project.use.javaScriptEnabled ?? true;
  const { violations, version, rules } = canRunScripts ? await look(page, selector) : await withScripts(page, () => look(page, selector));
  const report = violations.map(({ id, help, nodes }) => {
    const places = nodes.map((node) => `    ${node.html}\n    ${node.failureSummary ?? ""}`);
    return `${id}: ${help}\n${places.join("\n")}`;
  });
  expect(report.join("\n"), `accessibility of ${page.url()}`).toBe("");
  if (!selector) await note(page, version, rules);
}

/** Writes down that a whole page was looked at and nothing found. */
async function note(page: Page, axe: string, rules: string[]): Promise<void> {
  const { pathname } = new URL(page.url());
  const { language, colorScheme } = await page.evaluate(() => ({
    language: document.documentElement.lang,
    colorScheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  }));
  const scripts = test.info().project.use.javaScriptEnabled ?? true;
  const view = [language, page.viewportSize()?.width, colorScheme, scripts ? "scripts" : "plain"].join(" ");
  const look: Look = { page: pattern(pathname), view, axe, rules };
  fs.appendFileSync(LOOKS, `${JSON.stringify(look)}\n`);
}

/** The address without language and without what names one thing: `/cabinet/queue/…`. */
function pattern(pathname: string): string {
  const own = pathname.replace(/^\/en(?=\/|$)/, "") || "/";
  if (own === "/nothing-lies-here") return "404";
  const withoutIds = own.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
  return withoutIds.replace(/(?<=\/(projects|suppliers|codes|certificates|documents|releases)\/)(?!new$)[^/]+/, "…");
}

/** axe is evaluated through the debugger's protocol, which the page's own policy does not hinder. */
async function look(page: Page, selector?: string): Promise<Found> {
  await page.evaluate(ended);
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(
    async ([tags, within]) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run(within ?? document, { runOnly: tags, resultTypes: ["violations"] });
      const told = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
      return { violations: told, version: axe.version, rules: axe.getRules(tags).map(({ ruleId }) => ruleId) };
    },
    [TAGS, selector] as const,
  );
}

/**
 * axe is a script and waits for others, which a page whose scripts are switched off does not allow. They are switched on while it looks:
 * what the page brought along has been passed over by then, and stays so.
 */
async function withScripts<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const debug = await debuggerOf(page);
  await debug.send("Emulation.setScriptExecutionDisabled", { value: false });
  try {
    return await work();
  } finally {
    await debug.send("Emulation.setScriptExecutionDisabled", { value: true });
  }
}

const debuggers = new WeakMap<Page, Promise<CDPSession>>();

/** One session a page, kept as long as the page: Chromium takes a setting back when the session that made it ends. */
function debuggerOf(page: Page): Promise<CDPSession> {
  const open = async (): Promise<CDPSession> => {
    const session = await page.context().newCDPSession(page);
    // What this session has not switched off, it cannot switch on.
    await session.send("Emulation.setScriptExecutionDisabled", { value: true });
    return session;
  };
  const kept = debuggers.get(page) ?? open();
  debuggers.set(page, kept);
  return kept;
}
