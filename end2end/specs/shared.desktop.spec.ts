import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, open, post, signIn } from "../support/helpers.ts";

const shown = ["声の小さい人の側にいる", "昼に席を立つ", "会議の多さ"];
const kept = ["眠れない夜", "動けた 4"];

/** What W8 shows of itself: values, steps, and the barrier that was ticked. */
async function expectItsShare(page: Page): Promise<void> {
  const main = page.locator("main");
  for (const words of shown) await expect(main).toContainText(words);
  for (const words of kept) await expect(main).not.toContainText(words);
}

test("a coach sees of a target what its author looked at before it went, and nothing else", async ({ page, another }) => {
  await signIn(page, "member");
  const sheet = await post(page, "sheets/begin", { worksheet: "W8" });
  const said = { value_work: shown[0]!, step_work: shown[1]!, barrier_work: shown[2]!, barrier_rest: kept[0]! };
  const marks = { ring_work: "7", importance_work: "9", consistency_work: "4" };
  const fields = Object.entries({ ...said, ...marks }).map(([name, value]) => [`f][${name}`, value]);
  const press = { id: sheet.split("/").pop()!, revision: "0", version: "1", act: "finish" };
  expect(await post(page, "sheets/play", { ...press, ...Object.fromEntries(fields) })).toBe(`${sheet}/result?done=finished`);

  await page.goto(`${sheet}/result`);
  for (const words of [...shown, ...kept]) await expect(page.locator("main")).toContainText(words);
  await page.locator(`main a[href="${sheet}/share"]`).click();
  await page.locator("main label").filter({ hasText: "北川" }).locator("input").check();
  await page.locator("[name=also][value=work]").check();
  await page.getByRole("button", { name: "届く内容をたしかめる" }).click();
  await expect(page.locator("main")).toContainText("これがすべてです");
  await expectItsShare(page);
  for (const box of await page.locator("[name='form[seen]']").all()) await box.check();
  await page.getByRole("button", { name: "この内容で届ける" }).click();
  await expect(page).toHaveURL(/\/result\?done=shared$/);

  const coach = await another();
  await signIn(coach, "coach");
  await open(coach, "/coach", true);
  await coach.locator("main a[href^='/coach/sheets/']").filter({ hasText: "価値の的" }).first().click();
  await expect(coach).toHaveURL(/\/coach\/sheets\/[0-9a-f-]{36}$/);
  await expectItsShare(coach);
  await expectAccessible(coach);
});
