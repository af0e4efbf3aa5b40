// Every page in one table: each is read by the one who may read it, and is sound with and without JavaScript, on a phone too.
// A new page adds its line here; what the page does is told by a spec of its own.
import { expectNoSideScrollAt320 } from "../support/layout";
import { keepScreenshot } from "../support/screenshot";
import type { Person } from "../support/people";
import { expect, expectSoundLook, expectSoundPage, test } from "../support/test";

// A page that is looked at once needs nobody to keep it for later: specs/offline.spec.ts tells of that.
test.use({ serviceWorkers: "block" });

type Entry = { address: string; as?: Person };

const PAGES: Entry[] = [
  { address: "/" },
  { address: "/accessibility" },
  { address: "/search" },
  { address: "/search?q=ремонт дороги" },
  { address: "/cabinet" },
  { address: "/cabinet/services/S16" },
  { address: "/cabinet/services/S07" },
  { address: "/cabinet/services/S12/eligibility" },
  { address: "/cabinet/applications", as: "resident" },
  { address: "/cabinet/documents" },
  { address: "/cabinet/status" },
  { address: "/cabinet/times" },
  { address: "/cabinet/log" },
  { address: "/cabinet/receipts" },
  { address: "/cabinet/overview", as: "head" },
  { address: "/cabinet/opinions", as: "officer" },
  { address: "/infrastructure" },
  { address: "/infrastructure/disclosure" },
  { address: "/infrastructure/authorities/ternopil-city-council" },
  { address: "/infrastructure/projects/oc4ids-tern00-2017-0666" },
  { address: "/infrastructure/projects/oc4ids-tern00-2017-0666/passport" },
  { address: "/infrastructure/suppliers/supplier-fdcfef4867" },
  { address: "/infrastructure/following", as: "resident" },
  { address: "/infrastructure/answer-debt" },
  { address: "/infrastructure/hearings" },
  { address: "/infrastructure/hearings/new", as: "editor" },
  { address: "/opendata" },
  { address: "/opendata/releases" },
  { address: "/opendata/releases/new", as: "editor" },
  { address: "/infrastructure/imports", as: "administrator" },
  { address: "/learning" },
  { address: "/learning/card", as: "resident" },
  { address: "/learning/courses/digital-abc" },
  { address: "/learning/courses/digital-abc/m1", as: "resident" },
  { address: "/learning/courses/digital-abc/m1/apps/check-link" },
  { address: "/learning/courses/digital-abc/m1/faults/check-lost" },
  { address: "/learning/courses/digital-abc/m1/internet/check-signs" },
  { address: "/learning/courses/digital-abc/m1/power/buttons" },
  { address: "/learning/courses/digital-abc/m1/power/check-battery" },
  { address: "/learning/courses/digital-abc/m1/power/check-restart" },
  { address: "/learning/courses/digital-abc/m1/power/done", as: "resident" },
  { address: "/learning/courses/digital-abc/m1/touch/check-email" },
  { address: "/learning/resume" },
  { address: "/learning/picture" },
  { address: "/learning/certificates", as: "officer" },
  { address: "/learning/certificates/check" },
  { address: "/learning/certificates/claim/digital-abc", as: "resident" },
  { address: "/learning/projector/digital-abc/m1/power/buttons" },
  { address: "/learning/projector/digital-abc/m1/power/check-restart" },
  { address: "/learning/courses/digital-abc/m9/request/practice" },
  { address: "/cabinet/training/appeal" },
  { address: "/cabinet/training/request" },
  { address: "/cabinet/training/walkthrough", as: "officer" },
  { address: "/learning/questions" },
  { address: "/learning/questions?about=digital-abc/m5", as: "resident" },
  { address: "/learning/questions?about=digital-abc", as: "teacher" },
  { address: "/learning/classes" },
  { address: "/learning/classes?view=month" },
  { address: "/learning/classes/new", as: "teacher" },
  { address: "/learning/classes/own", as: "resident" },
  { address: "/learning/test", as: "resident" },
  { address: "/learning/test/start" },
  { address: "/learning/test/items", as: "teacher" },
  { address: "/learning/sheets/digital-abc/m1/power" },
  { address: "/learning/sheets/digital-abc/m5/phishing" },
  { address: "/learning/review", as: "resident" },
  { address: "/people/sign-in" },
  { address: "/people/sign-up" },
  { address: "/people/sign-up/sent" },
  { address: "/people/reset" },
  { address: "/people/reset/sent" },
  { address: "/people/account", as: "resident" },
  { address: "/people/account/identity", as: "newcomer" },
  { address: "/people/account/password", as: "resident" },
  { address: "/people/account/second-factor", as: "resident" },
  { address: "/people/account/sessions", as: "resident" },
  { address: "/people/account/passkeys", as: "resident" },
  { address: "/people/account/access-log", as: "resident" },
  { address: "/people/account/data", as: "resident" },
  { address: "/operations", as: "officer" },
  { address: "/operations/jobs", as: "administrator" },
  { address: "/operations/mails", as: "administrator" },
  { address: "/operations/events", as: "administrator" },
];

for (const { address, as } of PAGES) {
  const reader = as ?? "anybody";
  const name = address === "/" ? "home" : address.slice(1).replaceAll(/[^a-z0-9]+/g, "-");

  test(`${address} is sound for ${reader}, on a desktop and on a phone`, async ({ page, haveSessionOf }, { project }) => {
    if (as) await haveSessionOf(as);
    expect((await page.goto(address))?.status()).toBe(200);
    await expectSoundPage(page);
    await keepScreenshot(page, `${name}-${project.name}`);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectSoundLook(page);
    await keepScreenshot(page, `${name}-360-${project.name}`);
  });

  test(`${address} is sound in English, in the dark and at 320 pixels @javascript`, async ({ page, haveSessionOf }) => {
    if (as) await haveSessionOf(as);
    await page.emulateMedia({ colorScheme: "dark" });
    expect((await page.goto(address === "/" ? "/en" : `/en${address}`))?.status()).toBe(200);
    await expectSoundPage(page);
    await expectNoSideScrollAt320(page);
  });
}
