import { finishEntry, startEntry } from "../support/entries.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, live, open } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

test("three questions lead to a template", async ({ page }) => {
  await settle(page, newcomer("chooser"));
  await page.goto("/journal/new");
  await page.locator("label").filter({ hasText: "30分" }).click();
  await page.locator("label").filter({ hasText: "会話" }).click();
  await page.getByRole("button", { name: "書きかたを見る" }).click();
  await expect(page.locator("section[aria-labelledby=found] a").first()).toContainText("プロセスレコード");
  await expect(page.locator("section[aria-labelledby=found] a")).toHaveCount(3);
  await page.locator("section[aria-labelledby=found] a").first().click();
  await expect(page.locator("main h1")).toHaveText("プロセスレコード");
  await expectAccessible(page);
});

test("the rows of a table come, move, go and come back", async ({ page, js }) => {
  test.setTimeout(240_000);
  await settle(page, newcomer("rows"));
  const address = await startEntry(page, js, "process_record");
  const rows = page.locator(".exchange-rows > li:visible");
  const cell = (row: number) => rows.nth(row).locator("textarea").first();
  await cell(0).fill("「べつに」");
  await page.getByRole("button", { name: "行を足す", exact: true }).click();
  await expect(rows).toHaveCount(2);
  await cell(1).fill("（笑う）");
  await rows.nth(0).getByRole("button", { name: /この下に足す/ }).click();
  await expect(rows).toHaveCount(js ? 3 : 4);
  await expect(cell(0)).toHaveValue("「べつに」");
  await cell(1).fill("（だまる）");
  await rows.nth(2).getByRole("button", { name: /上へ/ }).click();
  await expect(cell(1)).toHaveValue("（笑う）");
  await expect(cell(2)).toHaveValue("（だまる）");
  await rows.nth(0).getByRole("button", { name: /この行を消す/ }).click();
  await expect(cell(0)).toHaveValue("（笑う）");
  if (js) {
    await page.getByRole("button", { name: "元に戻す" }).click();
    await expect(cell(0)).toHaveValue("「べつに」");
    await rows.nth(0).getByRole("button", { name: /この行を消す/ }).click();
    await expect(page.locator(".save-state[data-state=saved]")).toBeVisible({ timeout: 15_000 });
    // As many rows as were written: a press brings the next one.
    await page.reload();
    await live(page);
    await expect(rows).toHaveCount(2);
  }
  await expectAccessible(page);
  await finishEntry(page);
  await page.goto(`${address}/read`);
  await expect(page.locator(".exchange-table tbody tr")).toHaveCount(2);
  await expect(page.locator(".exchange-table")).toContainText("（だまる）");
  await expect(page.locator(".exchange-table")).not.toContainText("べつに");
});

test("values and strengths, choices and rules", async ({ page, js }) => {
  await settle(page, newcomer("tags"));
  let address = await startEntry(page, js, "supervision_prep");
  await page.locator("label").filter({ hasText: "聴いてほしい" }).click();
  await page.locator("summary").filter({ hasText: "大切にしたこと" }).click();
  await page.locator("label").filter({ hasText: /^待つ$/ }).click();
  await finishEntry(page);
  await page.goto(`${address}/read`);
  await expect(page.locator("main")).toContainText("聴いてほしい");
  await expect(page.locator("main")).toContainText("待つ");
  address = await startEntry(page, js, "pcagip");
  await expect(page.locator(".guide[data-always]")).toContainText("責めない・くらべない");
  await page.locator("main textarea").last().scrollIntoViewIfNeeded();
  await expect(page.locator(".guide[data-always]")).toBeInViewport();
});

test("a page with nothing around it", async ({ page, js }) => {
  await settle(page, newcomer("alone"));
  await startEntry(page, js, "free");
  await page.locator("label").filter({ hasText: "書くことに集中する" }).click();
  await expect(page.locator(".site-head")).toBeHidden();
  await expect(page.locator("main textarea").first()).toBeVisible();
  await page.locator("label").filter({ hasText: "書くことに集中する" }).click();
  await expect(page.locator(".site-head")).toBeVisible();
});

test("words are found again, in no address", async ({ page, js }) => {
  await settle(page, newcomer("search"));
  await startEntry(page, js, "free");
  await page.locator("main textarea").nth(1).fill("きょうは、ワークのあとに歩いた。");
  await finishEntry(page);
  await open(page, "/journal", js);
  await page.locator("main a[href='/journal/search']").click();
  await page.locator("[name=q]").fill("わーく");
  await page.getByRole("button", { name: "さがす", exact: true }).click();
  await expect(page.locator("mark")).toHaveText("ワーク");
  expect(new URL(page.url()).search).toBe("");
  await expectAccessible(page);
  await page.locator("main .rows a").first().click();
  await expect(page.locator(".long-text").first()).toContainText("歩いた");
});

test("the calendar shows the day and the battery", async ({ page, js }) => {
  await settle(page, newcomer("calendar"));
  await startEntry(page, js, "hitokoto");
  await page.locator("main textarea").first().fill("しずかな日");
  await page.locator("main .chips label").filter({ hasText: /^疲れ$/ }).click();
  await page.locator("main .chips label").filter({ hasText: /^7$/ }).click();
  await finishEntry(page);
  await page.goto("/journal/calendar");
  await expect(page.locator(".month a").filter({ hasText: "しずかな日" })).toBeVisible();
  await expect(page.locator(".chart")).toHaveCount(2);
  await expect(page.locator(".chart circle").first()).toBeVisible();
  await expectAccessible(page);
});

test("everything can be taken along", async ({ page, js }) => {
  await settle(page, newcomer("export"));
  await startEntry(page, js, "free");
  await page.locator("main textarea").nth(1).fill("もっていくことば");
  await finishEntry(page);
  await page.goto("/journal/export");
  await expectAccessible(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "ZIP を受けとる" }).click();
  expect((await coming).suggestedFilename()).toBe("assemble-journal.zip");
  await page.goto("/journal/export/all");
  await expect(page.locator("main")).toContainText("もっていくことば");
});

test("the button under the words is where the finger goes, though the text loses focus", async ({ page, js }) => {
  test.skip(!js, "nothing moves when nothing is saved by itself");
  await settle(page, newcomer("finger"));
  const address = await startEntry(page, js);
  const box = page.locator("main textarea").first();
  await box.click();
  await page.keyboard.type("きょうはここまで。");
  const place = await page.locator("main button[name='form[then]'][value=finish]").boundingBox();
  await page.mouse.click(place!.x + place!.width / 2, place!.y + place!.height / 2);
  await expect(page).toHaveURL(/\/journal\?done=finished$/);
  await expect(page.locator("main .flash").first()).toBeVisible();
  await open(page, address, js);
  await expect(page.locator("main textarea").first()).toHaveValue("きょうはここまで。");
});
