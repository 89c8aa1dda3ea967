import type { Page } from "@playwright/test";
import { finishEntry, startEntry } from "../support/entries.ts";
import { expect, test } from "../support/fixtures.ts";
import { field, formWith, open, signIn, submit } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|Failed to fetch/;

const box = (page: Page) => page.locator("main textarea").first();
const state = (page: Page, word: string) => page.locator(`.save-state[data-state=${word}]`);

test("a link asks before it takes away words that are nowhere else", async ({ page, context, complaints }) => {
  complaints.allow(OFFLINE);
  await settle(page, newcomer("held"));
  await open(page, "/me/devices", true);
  await page.getByLabel("ほかの人も使う端末です").check();
  const path = await startEntry(page, true);
  await context.setOffline(true);
  await box(page).fill("まだ、どこにも届いていない。");
  await expect(state(page, "unsent")).toContainText("この画面にだけあります");
  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.message());
    await dialog.dismiss();
  });
  const link = page.locator("main .sheet a[href='/me/readers']");
  await link.click();
  await expect.poll(() => asked.join()).toContain("このまま進むと失われます");
  expect(new URL(page.url()).pathname).toBe(path);
  await expect(box(page)).toHaveValue("まだ、どこにも届いていない。");
  // Once the words have arrived there is nothing to ask.
  await context.setOffline(false);
  await expect(state(page, "saved")).toBeVisible({ timeout: 30_000 });
  await link.click();
  await expect(page).toHaveURL(/\/me\/readers$/);
  expect(asked).toHaveLength(1);
});

test("a worksheet asks before it goes with words that are nowhere else", async ({ page, context, complaints }) => {
  complaints.allow(OFFLINE);
  await settle(page, newcomer("sheet"));
  await page.goto("/worksheets/w4");
  await page.getByRole("button", { name: "はじめる", exact: true }).click();
  const talk = page.locator(`[name="form[f][talk]"]`);
  await talk.fill("着いたことば");
  await expect(state(page, "saved")).toBeVisible();
  await context.setOffline(true);
  await talk.fill("まだ、どこにも届いていない。");
  await expect(state(page, "unsent")).toBeVisible();
  let asked = 0;
  page.on("dialog", async (dialog) => {
    asked += 1;
    await dialog.dismiss();
  });
  const back = page.locator("main a.back");
  await back.click({ noWaitAfter: true });
  await expect.poll(() => asked).toBe(1);
  await expect(talk).toHaveValue("まだ、どこにも届いていない。");
  await context.setOffline(false);
  await expect(state(page, "saved")).toBeVisible({ timeout: 30_000 });
  await back.click();
  await expect(page).toHaveURL(/\/worksheets\/w4$/);
  expect(asked).toBe(1);
});

test("words that the server refuses are shown, and come back into the journal", async ({ page }) => {
  await settle(page, newcomer("refused"));
  await startEntry(page, true);
  // One more than there is room for.
  await box(page).fill(`${"長".repeat(20_000)}尾`);
  await expect(state(page, "unsent")).toContainText("この端末に保存してあります");
  await open(page, "/journal", true);
  const left = page.locator("main [data-left]");
  await expect(left).toContainText("受け取れなかった下書き");
  await expect(left.locator("textarea")).toHaveValue(/尾$/);
  await left.getByRole("button", { name: "日誌に戻す" }).click();
  await expect(page).toHaveURL(/\/journal\/[0-9a-f-]{36}$/);
  await expect(page.locator("main textarea[name='form[texts][text]']")).toHaveValue("尾");
  await open(page, "/journal", true);
  await expect(left).toBeHidden();
});

test("a copy that goes on says in the open page that there is more", async ({ page, another }) => {
  await signIn(page, "member");
  const entry = await startEntry(page, true, "ywt");
  await box(page).fill("雨の音を聞いていた。");
  await expect(state(page, "saved")).toBeVisible();
  await open(page, `${entry}/share`, true);
  const choose = formWith(page, "entry", "days");
  await choose.locator("label").filter({ hasText: "北川" }).locator("input").check();
  await choose.locator("label").filter({ hasText: "続きも（" }).click();
  await submit(choose);
  await expect(page).toHaveURL(/\/share\/[0-9a-f-]{36}/);
  for (const box of await page.locator("[name='form[checks][]']").all()) await box.check();
  await page.locator("main button[value=send]").click();
  await expect(page).toHaveURL(new RegExp(`${entry}\\?done=shared`));

  const coach = await another();
  await signIn(coach, "coach");
  await coach.goto(`/coach/journals/${await field(page, "share").first().inputValue()}`);
  await expect(coach.locator("main")).toContainText("雨の音を聞いていた。");
  await open(page, entry, true);
  await box(page).fill("雨の音を聞いていた。傘をたたんだ。");
  await finishEntry(page);
  const more = coach.locator("[data-ahead]");
  await expect(more).toContainText("続きが届いています");
  await more.locator("a").click();
  await expect(coach.locator("main")).toContainText("傘をたたんだ。");
  await expect(coach.locator("main")).toContainText(/続きも届く写しです。いまは第\d+版を見ています/);
  await expect(more).toHaveCount(0);
});

test("words are on the device in a moment, and a device without room says so", async ({ page, context, complaints }) => {
  complaints.allow(OFFLINE);
  await settle(page, newcomer("room"));
  const path = await startEntry(page, true);
  await context.setOffline(true);
  // From the key to the end of what is written to the disk.
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { times });
    let began = 0;
    addEventListener("input", () => (began = performance.now()), true);
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given: Parameters<typeof put>) {
      this.transaction.addEventListener("complete", () => times.push(performance.now() - began));
      return put.apply(this, given);
    };
  });
  const times = () => page.evaluate(() => (globalThis as unknown as { times: number[] }).times);
  for (const [at, words] of ["ひとつ。", "ひとつ。ふたつ。", "ひとつ。ふたつ。みっつ。"].entries()) {
    await box(page).fill(words);
    await expect.poll(async () => (await times()).length).toBeGreaterThan(at);
  }
  const took = (await times()).sort((one, other) => one - other);
  expect(took[Math.floor(took.length / 2)], `milliseconds: ${took.join(", ")}`).toBeLessThanOrEqual(250);

  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await box(page).fill("ひとつ。ふたつ。みっつ。よっつ。");
  await expect(state(page, "unsent")).toContainText("この端末に空きがなく");
  await context.setOffline(false);
  await expect(state(page, "saved")).toBeVisible({ timeout: 30_000 });
  await page.goto(path);
  await expect(box(page)).toHaveValue("ひとつ。ふたつ。みっつ。よっつ。");
});

test("a save that never comes back is given up, and sent again", async ({ page }) => {
  await settle(page, newcomer("hangs"));
  const path = await startEntry(page, true);
  await page.route(/\/api\/journal\/autosave/, () => {}, { times: 1 });
  await box(page).fill("返事の来ない保存。");
  await expect(state(page, "unsent")).toBeVisible({ timeout: 20_000 });
  await expect(state(page, "saved")).toBeVisible({ timeout: 20_000 });
  await page.goto(path);
  await expect(box(page)).toHaveValue("返事の来ない保存。");
});
