import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { field, live, open } from "./helpers.ts";

/** The form of one move, by its name and, where it matters, its words. */
function move(page: Page, act: string) {
  return page.locator("main form").filter({ has: page.locator(`[name="form[act]"][value="${act}"]`) });
}

/** Sorts every card: five on the highest pile, the others on the middle one. */
async function sortAll(page: Page, js: boolean): Promise<void> {
  const deal = page.locator("main form").filter({ has: page.locator("button[name='form[pile]']") });
  const progress = page.locator("main progress");
  const total = Number(await progress.getAttribute("max"));
  expect(total).toBe(73);
  for (let sorted = 0; sorted < total; sorted += 1) {
    const pile = sorted < 5 ? "5" : "3";
    if (js) {
      await page.keyboard.press(pile);
    } else {
      await deal.locator(`button[value="${pile}"]`).click();
    }
    // The last card leads to the next step.
    if (sorted + 1 < total) await expect(progress).toHaveAttribute("value", String(sorted + 1));
  }
}

/** Takes the value cards from the first card to the result, with one note written. */
export async function sortValues(page: Page, js: boolean, note: string): Promise<void> {
  await open(page, "/worksheets/values", js);
  await page.locator("main form").filter({ has: field(page, "worksheet") }).locator("button[type=submit]").click();
  await expect(page).toHaveURL(/\/worksheets\/values\/[0-9a-f-]{36}$/);
  if (js) await live(page);
  await sortAll(page, js);
  await move(page, "rank").locator("button").click();
  await expect(page.locator("main .ranking li")).toHaveCount(5);

  // The second becomes the first; with its button, as without a mouse.
  const second = await page.locator("main .ranking li b").nth(1).innerText();
  await move(page, "up").nth(1).locator("button").click();
  await expect(page.locator("main .ranking li b").first()).toHaveText(second);

  await move(page, "write").locator("button").click();
  await field(page, "note1").fill(note);
  // The words of one card do not stand under the next.
  await page.locator("main button[name='form[goto]'][value='2']").click();
  await expect(page).toHaveURL(/[?]at=2$/);
  await expect(field(page, "note1")).toHaveValue("");
  await page.locator("main button[name='form[goto]'][value='finish']").click();
  await expect(page).toHaveURL(/\/result/);
  await expect(page.locator("main")).toContainText(second);
}

/** Shows the result that is open to one's coach: picks every note, looks at the copy, sends it. */
export async function shareValues(page: Page, js: boolean): Promise<void> {
  if (js) {
    await page.reload();
    await live(page);
  }
  const pick = page.locator("main form").filter({ has: page.locator("[name='form[coach]']") });
  await pick.locator("label").filter({ hasText: "北川" }).locator("input").check();
  await pick.locator("[name='form[notes][]']").first().check();
  await pick.locator("button[type=submit]").click();
  const send = page.locator("main form").filter({ has: page.locator("[name='form[act]'][value='send']") });
  await send.locator("button").click();
  await expect(page.locator("main .flash").first()).toBeVisible();
}
