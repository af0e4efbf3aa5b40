// Visits pages with an empty browser and again with what it kept, and counts the bytes that travelled.
//
//   node support/measure_pages.mjs BASE_URL '[["home","/"],…]' REPORT.json
//
// Bytes are those on the wire (encoded body and headers), as Chromium's own network layer reports them. A page counts as usable when its
// first paint is complete and every stylesheet and font that it needs has come: it is read and its forms are sent without script.
// The service worker is kept out: what it fetches for a page would be counted nowhere.
import { chromium } from "@playwright/test";
import fs from "node:fs";

const [baseURL, pages, report] = process.argv.slice(2);
const origin = new URL(baseURL).origin;
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const QUIET_MS = 1500;

const browser = await chromium.launch({ executablePath: process.env.HROMADA_TEST_CHROMIUM, args: ARGUMENTS });
try {
  const visits = [];
  for (const [name, path] of JSON.parse(pages)) visits.push({ name, ...(await visitTwice(path)) });
  fs.writeFileSync(report, JSON.stringify(visits, null, 2));
} finally {
  await browser.close();
}

async function visitTwice(path) {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, locale: "uk-UA", serviceWorkers: "block" });
  try {
    const first = await visit(context, path);
    const again = await visit(context, path);
    return { ...first, repeatBytes: again.firstBytes, foreignRequests: first.foreignRequests + again.foreignRequests };
  } finally {
    await context.close();
  }
}

async function visit(context, path) {
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const requests = new Map();
  let lastActivity = Date.now();
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ requestId, request }) => {
    requests.set(requestId, { url: request.url, kind: "", bytes: 0 });
    lastActivity = Date.now();
  });
  network.on("Network.responseReceived", ({ requestId, type }) => {
    const request = requests.get(requestId);
    if (request) request.kind = type;
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
    lastActivity = Date.now();
  });
  const answer = await page.goto(path, { waitUntil: "load" });
  while (Date.now() - lastActivity < QUIET_MS) await page.waitForTimeout(100);
  await page.close();

  const all = [...requests.values()].filter(({ url }) => !url.startsWith("data:") && !url.startsWith("blob:"));
  const sum = (wanted) => all.filter(wanted).reduce((total, { bytes }) => total + bytes, 0);
  const isScript = ({ url }) => /\.(js|mjs|wasm)$/.test(new URL(url).pathname);
  return {
    status: answer?.status() ?? 0,
    firstBytes: sum(() => true),
    usableBytes: sum(({ kind }) => ["Document", "Stylesheet", "Font"].includes(kind)),
    scriptBytes: sum(isScript),
    styleBytes: sum(({ kind }) => kind === "Stylesheet"),
    fontBytes: sum(({ kind }) => kind === "Font"),
    foreignRequests: all.filter(({ url }) => new URL(url).origin !== origin).length,
  };
}
