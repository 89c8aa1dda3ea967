import type { Page } from "@playwright/test";
import { finishEntry, startEntry } from "../support/entries.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, field, formWith, letter, open, signIn, submit } from "../support/helpers.ts";
import type { Server } from "../support/server.ts";

const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|Failed to fetch/;

const phone = "090-1234-5678";
const first = "帰りぎわに、また来ていいですかと聞かれた。";
const second = `そのあと${phone}に電話があった。`;
const words = first + second;
const remark = "聞かれた、ではなく、聞けたのですね。";
const answer = "最後の一文を、何度も読みました。";
const reply = "聞けた、のかもしれません。";

/** Writes as a Japanese keyboard does: the words are composed before they stand. */
async function compose(page: Page, clause: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  for (const text of [clause.slice(0, 1), clause.slice(0, 4), clause]) {
    await keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await keyboard.send("Input.insertText", { text: clause });
  await keyboard.detach();
}

/** Writes on a keyboard, in a tunnel, while the server loses its power. */
async function writeInATunnel(page: Page, server: Server): Promise<void> {
  const box = page.locator("main textarea[name^='form[texts]']").first();
  await box.click();
  await compose(page, first);
  await page.context().setOffline(true);
  await compose(page, second);
  await expect(page.locator(".save-state[data-state=unsent]")).toContainText("この端末に保存してあります");
  await server.crash();
  await page.context().setOffline(false);
  await server.again();
  await expect(page.locator(".save-state[data-state=saved]")).toBeVisible({ timeout: 60_000 });
  await expect(box).toHaveValue(words);
}

/** Begins an entry of one's own and writes into it; its address. */
async function write(page: Page, js: boolean, server: Server): Promise<string> {
  const entry = await startEntry(page, js, "ywt");
  if (js) {
    await writeInATunnel(page, server);
  } else {
    await page.locator("main textarea[name^='form[texts]']").first().fill(words);
  }
  await finishEntry(page);
  return entry;
}

test("from the check to the reply, and taken back", { tag: "@main" }, async ({ page, another, js, server, complaints }) => {
  test.setTimeout(480_000);
  complaints.allow(OFFLINE);
  await signIn(page, "member");
  const entry = await write(page, js, server);

  await test.step("nothing leaves that was not looked at", async () => {
    await open(page, `${entry}/share`, js);
    await expectAccessible(page);
    const choose = formWith(page, "entry", "days");
    await choose.locator("label").filter({ hasText: "北川" }).locator("input").check();
    await choose.locator("label").filter({ hasText: "聴いてほしい" }).click();
    await submit(choose);
    await expect(page).toHaveURL(/\/share\/[0-9a-f-]{36}/);
    await expect(page.locator("main .find-words")).toContainText([phone]);
    await expectAccessible(page);
    await page.locator("main button[value=send]").click();
    await expect(page.locator("main .error-summary")).toBeVisible();
    await page.locator("main .find").filter({ hasText: phone }).locator("button").click();
    await expect(page.locator("main textarea").first()).not.toHaveValue(new RegExp(phone));
    for (const box of await page.locator("[name='form[checks][]']").all()) await box.check();
    await page.locator("main button[value=send]").click();
    await expect(page).toHaveURL(new RegExp(`${entry}\\?done=shared`));
    await expect(page.locator("main textarea").first()).toHaveValue(words);
    await expect(page.locator("main")).toContainText(/順番 \d+ 番目/);
  });

  const coach = await another();
  let copy = "";
  await test.step("the coach takes it on and remarks on a passage", async () => {
    await signIn(coach, "coach");
    await open(coach, "/coach", js);
    const rows = coach.locator("main a[href^='/coach/journals/']").filter({ hasText: "みなと" });
    await rows.filter({ hasText: "聴いてほしい" }).filter({ hasText: "今日" }).first().click();
    await expect(coach).toHaveURL(/\/coach\/journals\//);
    copy = new URL(coach.url()).pathname;
    await expect(coach.locator("main")).toContainText(first);
    await expect(coach.locator("main")).not.toContainText(phone);
    await expectAccessible(coach);
    await submit(formWith(coach, "turn"));
    await expect(coach.locator("main .flash").first()).toBeVisible();
    const fold = coach.locator("main details[data-comment='y/text']");
    if (js) {
      await coach.locator("main .marked-text").first().evaluate((passage) => {
        const range = document.createRange();
        const node = passage.firstChild!;
        range.setStart(node, 0);
        range.setEnd(node, 4);
        const selection = document.getSelection()!;
        selection.removeAllRanges();
        selection.addRange(range);
        document.dispatchEvent(new PointerEvent("pointerup"));
      });
      await expect(fold.locator("[data-marked]")).toHaveText("帰りぎわ");
    } else {
      await fold.locator("summary").click();
    }
    await field(fold, "text").fill(remark);
    await submit(fold.locator("form"));
    await expect(coach.locator("main .remark")).toContainText(remark);
    await expect(coach.locator("main mark.anchor")).toHaveText(js ? /^帰りぎわ/ : new RegExp(`^${first}`));
  });

  await test.step("the author sees nothing of it until it is returned", async () => {
    await open(page, entry, js);
    await expect(page.locator("main")).toContainText("北川さんが読んでいます");
    await expect(page.locator("main")).not.toContainText(remark);
    const give = coach.locator("main [data-keep] form");
    await field(give, "text").fill(answer);
    await submit(give);
    await expect(coach.locator("main .answer")).toContainText(answer);
    const { text } = await letter(page, "minato@demo.example", entry);
    expect(text).not.toContain(answer);
  });

  await test.step("the author reads it beside the words, and replies", async () => {
    await open(page, entry, js);
    await page.locator(`main a[href^='${entry}/reviews/']`).first().click();
    await expect(page.locator("main .remark")).toContainText(remark);
    await expectAccessible(page);
    await page.locator("main .remark summary").click();
    const say = page.locator("main .remark form");
    await field(say, "text").fill(reply);
    await submit(say);
    await expect(page.locator("main .thread")).toContainText(reply);
    await open(coach, "/coach", js);
    await coach.locator(`main a[href='${copy}']`).filter({ hasText: "返信があります" }).click();
    await expect(coach.locator("main .thread")).toContainText(reply);
  });

  await test.step("taken back, it is gone: from the next page, and from the open one", async () => {
    await page.goto("/me/readers");
    await expect(page.locator("main")).toContainText("北川さん");
    await page.goto("/me/consents");
    await expectAccessible(page);
    const receipt = page.locator("main article").filter({ has: page.locator(`[name='form[share]'][value='${copy.split("/").pop()}']`) });
    await receipt.locator("summary").click();
    await submit(receipt.locator("form").filter({ has: page.locator("[name='form[share]']") }));
    await expect(page.locator("main .flash").first()).toBeVisible();
    if (js) {
      await expect(coach.locator("main")).not.toContainText(first, { timeout: 5_000 });
      await expect(coach.locator("main")).toContainText("もう開けません");
    }
    const gone = await coach.goto(copy);
    expect(gone?.status()).toBe(404);
  });
});
