// The accessibility statement prints app/src/home/measured.json. It must not claim more than this run has looked at without finding a
// violation; a violation fails the spec that looked. After pages were added: HROMADA_TEST_REPORT=write cargo xtask test --only browser
import { expect, test } from "@playwright/test";
import fs from "node:fs";
import { LOOKS, type Look } from "../support/accessibility";

const STATEMENT = "../app/src/home/measured.json";

type Measured = { date: string; axe: string; rules: string[]; pages: string[]; views: number };

test("the accessibility statement claims nothing that was not measured", () => {
  const looks = fs.readFileSync(LOOKS, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as Look);
  const [{ axe, rules } = { axe: "", rules: [] }] = looks;
  const measured: Measured = {
    date: new Date().toISOString().slice(0, 10),
    axe,
    rules,
    pages: [...new Set(looks.map(({ page }) => page))].sort(),
    views: new Set(looks.map(({ page, view }) => `${page} ${view}`)).size,
  };
  if (process.env.HROMADA_TEST_REPORT === "write") fs.writeFileSync(STATEMENT, `${JSON.stringify(measured, null, 2)}\n`);
  const claimed = JSON.parse(fs.readFileSync(STATEMENT, "utf8")) as Measured;
  expect(claimed.date <= measured.date, "it was measured in the past").toBe(true);
  expect(claimed.axe).toBe(axe);
  expect(claimed.rules).toEqual(rules);
  expect(claimed.pages.filter((page) => !measured.pages.includes(page)), "claimed, but not looked at").toEqual([]);
  expect(claimed.views).toBeLessThanOrEqual(measured.views);
});
