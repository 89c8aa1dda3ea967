import { finishEntry, startEntry } from "../support/entries.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

const templates = [
  "hitokoto", "ywt", "free", "gibbs", "kpt", "rolfe", "schon", "driscoll", "kolb", "johns", "process_record",
  "supervision_prep", "orid", "reflecting", "case_study", "pcagip",
];

test("every template can be begun, written and read", async ({ page }) => {
  test.setTimeout(480_000);
  await settle(page, newcomer("templates"));
  for (const template of templates) {
    await test.step(template, async () => {
      const address = await startEntry(page, true, template);
      await page.locator("main textarea[name^='form[texts]']").first().fill(`${template}の一行`);
      await finishEntry(page);
      await page.goto(`${address}/read`);
      await expect(page.locator("main")).toContainText(`${template}の一行`);
    });
  }
  await expectAccessible(page);
});
