// Every spec runs twice, with and without JavaScript: a page must be readable and a form must be sendable without it.
//
// Tags in a test's title choose where else, or where not, it runs:
//   @phone          also at 360 × 740; without JavaScript only there, since the narrow page is the harder one
//   @javascript     only with JavaScript, for what the browser client adds
//   @without        only without it
//
// Before them, the set-up project signs each of the demo's people in once, through the form; `signInAs` takes their cookies from
// there. After them, the report project compares what axe has looked at with what the accessibility statement says. A spec that ends sessions or changes an account makes a person of its own: `signUp` in support/people.ts.
//
// `cargo xtask test --only browser` starts a server and Chromium and sets the two variables. By hand:
//   HROMADA_TEST_BASE_URL=http://127.0.0.1:8080 npx playwright test specs/home.spec.ts
import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const plain = { javaScriptEnabled: false };
const signedIn = { dependencies: ["set-up"] };

const config: PlaywrightTestConfig = {
  testDir: "specs",
  outputDir: "../target/browser",
  fullyParallel: true,
  workers: 2,
  // A crash of the browser on a busy machine is not a fault of the page; what passes only at the second attempt is reported as flaky.
  retries: 1,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json"]],
  forbidOnly: true,
  use: {
    baseURL: process.env.HROMADA_TEST_BASE_URL ?? "http://127.0.0.1:8080",
    locale: "uk-UA",
    timezoneId: "Europe/Kyiv",
    screenshot: "only-on-failure",
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.HROMADA_TEST_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "set-up", testMatch: "*.setup.ts", use: { ...desktop, ...plain } },
    { name: "with-javascript", ...signedIn, grepInvert: /@without/, use: desktop },
    { name: "without-javascript", ...signedIn, grepInvert: /@javascript|@phone/, use: { ...desktop, ...plain } },
    { name: "phone-with-javascript", ...signedIn, grep: /@phone/, grepInvert: /@without/, use: phone },
    { name: "phone-without-javascript", ...signedIn, grep: /@phone/, grepInvert: /@javascript/, use: { ...phone, ...plain } },
    { name: "report", testMatch: "*.report.ts", dependencies: ["with-javascript", "without-javascript", "phone-with-javascript", "phone-without-javascript"] },
  ],
};

export default defineConfig(config);
