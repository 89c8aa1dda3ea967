import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, formWith, live, open, submit } from "../support/helpers.ts";
import { join, newcomer } from "../support/join.ts";
import type { Page } from "@playwright/test";

const templates = [
  "hitokoto", "ywt", "free", "gibbs", "kpt", "rolfe", "schon", "driscoll", "kolb", "johns", "process_record",
  "supervision_prep", "orid", "reflecting", "case_study", "pcagip",
];

/** Begins an entry and returns its address. */
async function begin(page: Page, template: string, js: boolean): Promise<string> {
  await page.goto(`/journal/new?template=${template}`);
  await submit(formWith(page, "template"));
  await expect(page).toHaveURL(/\/journal\/[0-9a-f-]{36}/);
  if (js) await live(page);
  return new URL(page.url()).pathname;
}

async function finish(page: Page): Promise<void> {
  await page.locator("main button[name='form[then]'][value=finish]").click();
  await expect(page.locator("main .flash").first()).toBeVisible();
}

test("every template can be begun, written and read", async ({ page, js }) => {
  test.setTimeout(480_000);
  await join(page, newcomer("templates"), js);
  for (const template of templates) {
    await test.step(template, async () => {
      const address = await begin(page, template, js);
      await page.locator("main textarea[name^='form[texts]']").first().fill(`${template}の一行`);
      await finish(page);
      await page.goto(`${address}/read`);
      await expect(page.locator("main")).toContainText(`${template}の一行`);
    });
  }
  await expectAccessible(page);
});

test("three questions lead to a template", async ({ page, js }) => {
  await join(page, newcomer("chooser"), js);
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
  await join(page, newcomer("rows"), js);
  const address = await begin(page, "process_record", js);
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
  }
  await expectAccessible(page);
  await finish(page);
  await page.goto(`${address}/read`);
  await expect(page.locator(".exchange-table tbody tr")).toHaveCount(2);
  await expect(page.locator(".exchange-table")).toContainText("（だまる）");
  await expect(page.locator(".exchange-table")).not.toContainText("べつに");
});

test("values and strengths, choices and rules", async ({ page, js }) => {
  await join(page, newcomer("tags"), js);
  let address = await begin(page, "supervision_prep", js);
  await page.locator("label").filter({ hasText: "聴いてほしい" }).click();
  await page.locator("summary").filter({ hasText: "大切にしたこと" }).click();
  await page.locator("label").filter({ hasText: /^待つ$/ }).click();
  await finish(page);
  await page.goto(`${address}/read`);
  await expect(page.locator("main")).toContainText("聴いてほしい");
  await expect(page.locator("main")).toContainText("待つ");
  address = await begin(page, "pcagip", js);
  await expect(page.locator(".guide[data-always]")).toContainText("責めない・くらべない");
  await page.locator("main textarea").last().scrollIntoViewIfNeeded();
  await expect(page.locator(".guide[data-always]")).toBeInViewport();
});

test("a page with nothing around it", async ({ page, js }) => {
  await join(page, newcomer("alone"), js);
  await begin(page, "free", js);
  await page.locator("label").filter({ hasText: "書くことに集中する" }).click();
  await expect(page.locator(".site-head")).toBeHidden();
  await expect(page.locator("main textarea").first()).toBeVisible();
  await page.locator("label").filter({ hasText: "書くことに集中する" }).click();
  await expect(page.locator(".site-head")).toBeVisible();
});

test("words are found again, in no address", async ({ page, js }) => {
  await join(page, newcomer("search"), js);
  await begin(page, "free", js);
  await page.locator("main textarea").nth(1).fill("きょうは、ワークのあとに歩いた。");
  await finish(page);
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
  await join(page, newcomer("calendar"), js);
  await begin(page, "hitokoto", js);
  await page.locator("main textarea").first().fill("しずかな日");
  await page.locator("main .chips label").filter({ hasText: /^疲れ$/ }).click();
  await page.locator("main .chips label").filter({ hasText: /^7$/ }).click();
  await finish(page);
  await page.goto("/journal/calendar");
  await expect(page.locator(".month a").filter({ hasText: "しずかな日" })).toBeVisible();
  await expect(page.locator(".chart")).toHaveCount(2);
  await expect(page.locator(".chart circle").first()).toBeVisible();
  await expectAccessible(page);
});

test("everything can be taken along", async ({ page, js }) => {
  await join(page, newcomer("export"), js);
  await begin(page, "free", js);
  await page.locator("main textarea").nth(1).fill("もっていくことば");
  await finish(page);
  await page.goto("/journal/export");
  await expectAccessible(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "ZIP を受けとる" }).click();
  expect((await coming).suggestedFilename()).toBe("assemble-journal.zip");
  await page.goto("/journal/export/all");
  await expect(page.locator("main")).toContainText("もっていくことば");
});
