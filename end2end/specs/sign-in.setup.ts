// Signs in each of the demo's people once, through the form as they would, and keeps the session for all specs of the run.
import { test as setup } from "@playwright/test";
import fs from "node:fs";
import { LOOKS } from "../support/accessibility";
import { EVERYBODY, keepSession, signInThroughForm } from "../support/people";

for (const person of EVERYBODY) {
  setup(`${person} signs in`, async ({ page }) => {
    await signInThroughForm(page, person);
    await keepSession(page, person);
  });
}

setup("nothing has been looked at yet", () => {
  fs.rmSync(LOOKS, { force: true });
});
