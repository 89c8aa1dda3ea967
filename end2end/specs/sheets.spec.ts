import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

const name = (field: string) => `[name="form[f][${field}]"]`;

/** Begins a sheet and returns its address. */
async function begin(page: Page, sheet: string): Promise<string> {
  await page.goto(`/worksheets/${sheet}`);
  await page.getByRole("button", { name: "はじめる", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/worksheets/${sheet}/[0-9a-f-]{36}$`));
  await expectAccessible(page);
  return new URL(page.url()).pathname;
}

async function finish(page: Page, words: string[]): Promise<void> {
  await page.getByRole("button", { name: "結果を見る" }).click();
  await expect(page).toHaveURL(/\/result\?done=finished$/);
  for (const word of words) await expect(page.locator("main")).toContainText(word);
  await expectAccessible(page);
}

test("two by two, undone and answered to the end", async ({ page }) => {
  await settle(page, newcomer("pairs"));
  await begin(page, "w2");
  await page.locator("main button[value=a]").click();
  await expect(page.locator("main")).toContainText("15組のうち1組");
  await page.getByRole("button", { name: "ひとつ戻す" }).click();
  await expect(page.locator("main")).toContainText("15組のうち0組");
  for (let pair = 0; pair < 15; pair += 1) {
    await page.locator(`main button[value=${["a", "b", "tie"][pair % 3]}]`).click();
    await expect(page.locator("main")).toContainText(pair < 14 ? `15組のうち${pair + 1}組` : "すべてくらべ終わりました");
  }
  await finish(page, ["達成", "労働条件"]);
});

test("twenty statements in five columns; counts that do not fit are refused and kept", async ({ page }) => {
  await settle(page, newcomer("sort"));
  await begin(page, "w3");
  const selects = page.locator("main .statements select");
  await expect(selects).toHaveCount(20);
  for (let at = 0; at < 20; at += 1) await selects.nth(at).selectOption(String(at === 19 ? 5 : 5 - Math.floor(at / 4)));
  await page.getByRole("button", { name: "結果を見る" }).click();
  await expect(page.locator("main .error-summary")).toContainText("いまは 5、4、4、4、3 枚");
  await expect(selects.nth(7)).toHaveValue("4");
  await selects.nth(19).selectOption("1");
  await finish(page, ["達成", "労働条件"]);
});

test("questions: passed ones, and words that are kept", async ({ page, js }) => {
  await settle(page, newcomer("questions"));
  const address = await begin(page, "w4");
  for (const facet of ["a", "b", "c", "d", "e"]) {
    for (const item of [1, 2, 3]) await page.locator(`${name(`${facet}${item}`)}[value="${facet === "b" && item < 3 ? 1 : 5}"]`).check();
  }
  await page.locator(name("talk")).fill("夜勤明けの引きつぎ");
  if (js) {
    await expect(page.locator("[data-save]")).toHaveText("保存しました", { timeout: 15_000 });
    await page.goto(address);
  } else {
    await page.getByRole("button", { name: "保存して続ける" }).click();
  }
  await expect(page.locator(name("talk"))).toHaveValue("夜勤明けの引きつぎ");
  await finish(page, ["納得", "夜勤明けの引きつぎ", "ひとりで抱えなくて大丈夫です"]);
  await expect(page.locator("main a[href='/workshops']")).toBeVisible();
});

test("strengths with their scenes", async ({ page }) => {
  await settle(page, newcomer("strengths"));
  await begin(page, "w5");
  await page.locator("input[value=waiting]").check();
  await page.locator("input[value=bridges]").check();
  await page.getByRole("button", { name: "次へ" }).click();
  await page.locator(name("story_waiting")).fill("廊下で待った朝");
  await page.locator(name("used_waiting")).selectOption("1");
  await page.locator(name("want_waiting")).selectOption("4");
  await finish(page, ["廊下で待った朝", "橋をかける"]);
});

test("the line of a working life", async ({ page }) => {
  await settle(page, newcomer("line"));
  await begin(page, "w6");
  const points = page.locator("section[aria-labelledby=points]");
  for (const [title, year, y] of [["就職", "2010", "2"], ["異動", "2014", "5"], ["休職", "2016", "-3"], ["復職", "2018", "4"]]) {
    await page.locator(name("title")).fill(title!);
    await page.locator(name("year")).fill(year!);
    await page.locator(name("y")).selectOption(y!);
    await page.getByRole("button", { name: "置く", exact: true }).click();
    await expect(points).toContainText(title!);
  }
  await page.getByRole("button", { name: "「復職」を高く（右へ）" }).click();
  await expect(points).toContainText("高さ 5");
  await page.getByRole("button", { name: "ひとつ戻す" }).click();
  await expect(points.locator("li").last()).toContainText("高さ 4");
  await finish(page, ["休職", "復職"]);
});

test("three lists and where they meet", async ({ page }) => {
  await settle(page, newcomer("circles"));
  await begin(page, "w7");
  for (const [circle, entry] of [["will", "場をつくる"], ["can", "聴く"], ["must", "引きつぎ"]]) {
    const list = page.locator(`section[aria-labelledby=list-${circle}]`);
    await list.locator(name(`new_${circle}`)).fill(entry!);
    await list.getByRole("button", { name: "足す" }).click();
    await expect(list).toContainText(entry!);
  }
  await page.locator(name("m")).selectOption("0");
  await page.locator(name("core_0")).fill("待つ人でいる");
  await page.getByRole("button", { name: "結ぶ" }).click();
  await expect(page.locator("section[aria-labelledby=links]")).toContainText("場をつくる — 聴く — 引きつぎ");
  // What was written elsewhere on the page went along.
  await expect(page.locator(name("core_0"))).toHaveValue("待つ人でいる");
  await finish(page, ["待つ人でいる"]);
});

test("four areas on a target", async ({ page }) => {
  await settle(page, newcomer("target"));
  await begin(page, "w8");
  for (const area of ["work", "growth", "relationships", "rest"]) {
    await page.locator(name(`value_${area}`)).fill("ていねいに");
    await page.locator(name(`ring_${area}`)).selectOption("3");
    await page.locator(name(`importance_${area}`)).selectOption("9");
    await page.locator(name(`consistency_${area}`)).selectOption("4");
  }
  await page.locator(name("step_work")).fill("昼に席を立つ");
  await finish(page, ["昼に席を立つ", "70"]);
});

test("a week in blocks", async ({ page }) => {
  await settle(page, newcomer("blocks"));
  await begin(page, "w9");
  for (const [at, block, share, energy] of [["0", "面談", "60", "1"], ["1", "記録", "40", "-2"]]) {
    await page.locator(name(`name_${at}`)).fill(block!);
    await page.locator(name(`before_${at}`)).fill(share!);
    await page.locator(name(`energy_${at}`)).selectOption(energy!);
  }
  await finish(page, ["面談", "記録"]);
});

test("people on rings", async ({ page }) => {
  await settle(page, newcomer("rings"));
  await begin(page, "w10");
  for (const alias of ["☆", "となり"]) {
    await page.locator(name("new_alias")).fill(alias);
    await page.locator(`${name("new_ring")}[value="1"]`).check();
    await page.locator("[name='form[many][new_gives][]'][value=listening]").check();
    await page.getByRole("button", { name: "置く", exact: true }).click();
    await expect(page.locator("section[aria-labelledby=people]")).toContainText(alias);
  }
  await page.getByRole("button", { name: "「となり」を遠くへ" }).click();
  await finish(page, ["となり", "助言をくれる人がまだいません"]);
});

test("the shelf holds all ten, and the self-checks", async ({ page }) => {
  await settle(page, newcomer("shelf"));
  await page.goto("/worksheets");
  await expect(page.locator('main ul.rows a[href^="/worksheets/"]')).toHaveCount(10);
  await expect(page.locator('main ul.rows a[href="/checks"]')).toHaveCount(1);
  await expectAccessible(page);
});
