// A request for information that another body is to answer is handed on from the page of the decision.
import { RequestForm, pageOf } from "../pages/request";
import { signUp } from "../support/people";
import { keepScreenshot } from "../support/screenshot";
import { expect, expectSoundLook, expectSoundPage, test } from "../support/test";

test("a request is forwarded with a name and a reason, and the applicant reads to whom", async ({ page, browser }, { project }) => {
  test.setTimeout(120_000);
  const hasScripts = project.use.javaScriptEnabled ?? true;
  const shot = (of: typeof page, name: string) => keepScreenshot(of, `forwarding-${name}-${project.name}`);
  await signUp(page, "Ганна Ґудзь");
  const form = new RequestForm(page);
  await form.open();
  await form.requester("Ганна Ґудзь");
  await form.request("Межі земельної ділянки за містом");
  await form.next(/\/steps\/3/);
  await form.consent();
  const { address } = await form.send();
  const id = address.split("/").pop() ?? "";

  const officer = await pageOf(browser, page, "officer", hasScripts);
  await officer.goto(`/cabinet/queue/${id}`);
  await officer.getByRole("button", { name: "Взяти в роботу" }).click();
  await officer.getByRole("link", { name: "Ухвалити рішення" }).click();
  await expect(officer).toHaveURL(`/cabinet/queue/${id}/decision`);
  await officer.getByLabel("Чому передаєте").fill("Межі ділянок за містом веде інший орган, міська рада їх не має.");
  await officer.getByRole("button", { name: "Передати", exact: true }).click();
  await expect(officer.locator(".error-summary")).toContainText("Кому передаєте");
  await expect(officer.getByLabel("Чому передаєте")).toHaveValue(/міська рада їх не має/);
  await expectSoundPage(officer);
  await shot(officer, "1-refused");
  await officer.setViewportSize({ width: 360, height: 740 });
  await expectSoundLook(officer);
  await shot(officer, "1-refused-360");
  await officer.getByLabel("Кому передаєте").fill("Районна державна адміністрація");
  await officer.getByRole("button", { name: "Передати", exact: true }).click();
  await expect(officer.locator("main")).toContainText("звідси він не йде");
  await expectSoundPage(officer);
  await officer.context().close();

  await page.goto(address);
  await expect(page.locator("main")).toContainText("Районна державна адміністрація");
  await expect(page.locator("[data-place]")).toContainText("Відповість орган, якому передали запит");
  await expectSoundPage(page);
  await shot(page, "2-applicant");
});
