import type { Page } from "@playwright/test";
import { startEntry } from "../support/entries.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, live, open, signIn, signInHere } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";
import { Server } from "../support/server.ts";

const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|Failed to fetch/;

const box = (page: Page) => page.locator("main textarea").first();
const state = (page: Page, word: string) => page.locator(`.save-state[data-state=${word}]`);

async function write(page: Page, words: string): Promise<void> {
  await box(page).fill(words);
}

/** What the entry holds, seen by a page that is opened now. */
async function whole(page: Page, path: string): Promise<string> {
  await page.goto(path);
  return box(page).inputValue();
}

test("two windows write in one entry, and both stay", { tag: "@main" }, async ({ page, context, js }) => {
  await settle(page, newcomer("two"));
  const path = await startEntry(page, js);
  const second = await context.newPage();
  await open(second, path, js);
  const keep = async (from: Page, words: string) => {
    await write(from, words);
    if (js) await expect(state(from, "saved")).toBeVisible();
    else await from.locator("button[value=stay]").click();
  };
  await keep(page, "朝、窓を開けた。");
  await keep(second, "夜、灯りを消した。");
  if (js) await expect(second.locator("main")).toContainText("どちらのことばも合わせて残しています");
  expect(await whole(page, path)).toContain("朝、窓を開けた。");
  expect(await box(page).inputValue()).toContain("夜、灯りを消した。");

  // Everything that went into it is among the earlier versions, and comes back.
  await page.goto(`${path}/history`);
  await expectAccessible(page);
  await page.locator("main a[href*='/history/']").last().click();
  await expect(page.locator("main ins").last()).toBeVisible();
  await expectAccessible(page);
  await page.locator("main form button[type=submit]").click();
  await expect(page).toHaveURL(/done=restored/);
  await expect(box(page)).toHaveValue("朝、窓を開けた。");
});

test.describe("with the program in the browser", () => {
  test.skip(({ js }) => !js, "words are kept on the device by a script");

  test("words written offline are kept on the device, and arrive", { tag: "@main" }, async ({ page, context, complaints }) => {
    complaints.allow(OFFLINE);
    await settle(page, newcomer("offline"));
    const path = await startEntry(page, true);
    await context.setOffline(true);
    await write(page, "トンネルの中で書いた。");
    await expect(state(page, "unsent")).toContainText("この端末に保存してあります");
    await expect(state(page, "unsent")).toContainText("未送信 1件");
    await context.setOffline(false);
    await expect(state(page, "saved")).toBeVisible({ timeout: 30_000 });
    expect(await whole(page, path)).toBe("トンネルの中で書いた。");
  });

  test("a window that is closed offline leaves its words, sealed, and the next one sends them", async ({ page, context, complaints }) => {
    complaints.allow(OFFLINE);
    await settle(page, newcomer("closed"));
    const path = await startEntry(page, true);
    await write(page, "一行目。");
    await expect(state(page, "saved")).toBeVisible();
    await context.setOffline(true);
    await write(page, "一行目。\n閉じるまえの二行目。");
    await expect(state(page, "unsent")).toContainText("この端末に保存してあります");
    const stored = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((yes) => {
        const ask = indexedDB.open("assemble");
        ask.onsuccess = () => yes(ask.result);
      });
      const all = <T,>(store: string) => new Promise<T[]>((yes) => {
        const ask = database.transaction(store).objectStore(store).getAll();
        ask.onsuccess = () => yes(ask.result as T[]);
      });
      const drafts = await all<{ sealed: ArrayBuffer }>("drafts");
      const keys = await all<CryptoKey>("keys");
      return {
        drafts: drafts.map((draft) => new TextDecoder().decode(draft.sealed)),
        extractable: keys.map((key) => key.extractable),
      };
    });
    expect(stored.extractable).toEqual([false]);
    expect(stored.drafts).toHaveLength(1);
    expect(stored.drafts[0]).not.toContain("texts");
    // Closed as a browser that goes down closes it: nothing is handed over on the way.
    await page.goto("about:blank").catch(() => {});
    await context.setOffline(false);
    const next = await context.newPage();
    await open(next, path, true);
    await expect(box(next)).toHaveValue("一行目。\n閉じるまえの二行目。", { timeout: 30_000 });
  });

  test("a server that is killed costs no word", { tag: "@main" }, async ({ browser, complaints }) => {
    complaints.allow(OFFLINE);
    const server = await Server.start();
    const context = await browser.newContext({ baseURL: server.url, serviceWorkers: "block" });
    try {
      const page = await context.newPage();
      await signIn(page, "member");
      const path = await startEntry(page, true);
      await write(page, "停電のまえ。");
      await expect(state(page, "saved")).toBeVisible();
      await server.crash();
      await write(page, "停電のまえ。停電のあいだ。");
      await expect(state(page, "unsent")).toBeVisible({ timeout: 20_000 });
      await server.again();
      await expect(state(page, "saved")).toBeVisible({ timeout: 60_000 });
      expect(await whole(page, path)).toBe("停電のまえ。停電のあいだ。");
    } finally {
      await context.close();
      await server.stop();
    }
  });

  test("an expired sign-in keeps the words until the next one", async ({ page, context }) => {
    const person = newcomer("expired");
    await settle(page, person);
    const path = await startEntry(page, true);
    await context.clearCookies({ name: /session/ });
    await write(page, "席を立つまえに。");
    await expect(state(page, "unsent")).toContainText("もう一度ログインすると送られます");
    await page.locator("a[href^='/sign-in?next=/journal/']").last().click();
    await signInHere(page, person);
    await page.goto(path);
    await live(page);
    await expect(box(page)).toHaveValue("席を立つまえに。", { timeout: 30_000 });
  });

  test("signing out with unsent words asks, and keeps them for their writer only", async ({ page, context, complaints }) => {
    complaints.allow(OFFLINE);
    complaints.allow(/ERR_FAILED/);
    const person = newcomer("out");
    await settle(page, person);
    const path = await startEntry(page, true);
    const saves = /\/api\/journal\/autosave/;
    await page.route(saves, (route) => route.abort());
    await write(page, "まだ届いていない。");
    await expect(state(page, "unsent")).toContainText("この端末に保存してあります");
    await context.route(saves, (route) => route.abort());
    await open(page, "/me", true);
    const out = page.locator("form[action*='sign-out'] button");
    await out.click();
    await expect(page.locator("main")).toContainText("まだサーバーに届いていないことばが1件あります");
    await out.click();
    await expect(page).toHaveURL(/\/sign-in\?done=out/);

    // Somebody else at the same browser sees and sends nothing of it.
    await page.unroute(saves);
    await context.unroute(saves);
    await signIn(page, "member");
    await open(page, "/me", true);
    await out.click();
    await expect(page).toHaveURL(/\/sign-in\?done=out/);
    await signInHere(page, person);
    await page.goto(path);
    await live(page);
    await expect(box(page)).toHaveValue("まだ届いていない。", { timeout: 30_000 });
  });

  test("signing out with nothing unsent leaves no key on the device", async ({ page }) => {
    const keys = () =>
      page.evaluate(
        () =>
          new Promise<number>((yes) => {
            const ask = indexedDB.open("assemble");
            ask.onsuccess = () => {
              const count = ask.result.transaction("keys").objectStore("keys").count();
              count.onsuccess = () => {
                ask.result.close();
                yes(count.result);
              };
            };
          }),
      );
    await settle(page, newcomer("leaving"));
    await startEntry(page, true);
    await write(page, "送りおえた。");
    await expect(state(page, "saved")).toBeVisible();
    await expect.poll(keys).toBe(1);
    await open(page, "/me", true);
    await page.locator("form[action*='sign-out'] button").click();
    await expect(page).toHaveURL(/\/sign-in\?done=out/);
    await expect.poll(keys).toBe(0);
  });

  test("a shared computer keeps nothing", async ({ page, context, complaints }) => {
    complaints.allow(OFFLINE);
    await settle(page, newcomer("shared"));
    await open(page, "/me/devices", true);
    await page.getByLabel("ほかの人も使う端末です").check();
    await startEntry(page, true);
    await context.setOffline(true);
    await write(page, "図書館で書いた。");
    await expect(state(page, "unsent")).toContainText("この画面にだけあります");
    const drafts = await page.evaluate(
      () =>
        new Promise<number>((yes) => {
          const ask = indexedDB.open("assemble");
          ask.onsuccess = () => {
            const stores = ask.result.objectStoreNames;
            if (!stores.contains("drafts")) return yes(0);
            const count = ask.result.transaction("drafts").objectStore("drafts").count();
            count.onsuccess = () => yes(count.result);
          };
        }),
    );
    expect(drafts).toBe(0);
    await context.setOffline(false);
    await expect(state(page, "saved")).toBeVisible({ timeout: 30_000 });
  });

  test("words that are being composed are left alone while another window writes", async ({ page, context }) => {
    await settle(page, newcomer("composing"));
    const path = await startEntry(page, true);
    const second = await context.newPage();
    await open(second, path, true);
    await box(page).click();
    const keyboard = await context.newCDPSession(page);
    const compose = (text: string) =>
      keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await keyboard.send("Input.insertText", { text: "きょうは、" });
    await compose("ないせ");
    await write(second, "べつの窓で書いた。");
    await expect(state(second, "saved")).toBeVisible();
    // Long enough for the other words to arrive, if they were let in.
    await page.waitForTimeout(3_000);
    await compose("ないせい");
    await expect(box(page)).toHaveValue("きょうは、ないせい");
    await keyboard.send("Input.insertText", { text: "内省した。" });
    await expect(box(page)).toHaveValue("きょうは、内省した。");
    await expect(state(page, "saved")).toBeVisible({ timeout: 15_000 });
    const all = await whole(page, path);
    expect(all).toContain("きょうは、内省した。");
    expect(all).toContain("べつの窓で書いた。");
  });
});
