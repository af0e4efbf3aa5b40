// Signs in each of the demo's people once, through the form as they would, and keeps the session for all specs of the run.
import { test as setup } from "@playwright/test";
import { EVERYBODY, keepSession, signInThroughForm } from "../support/people";

for (const person of EVERYBODY) {
  setup(`${person} signs in`, async ({ page }) => {
    await signInThroughForm(page, person);
    await keepSession(page, person);
  });
}
