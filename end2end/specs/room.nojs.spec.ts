import { expect, test } from "../support/fixtures.ts";
import { field, open, signIn } from "../support/helpers.ts";
import { enterByCode, Room, somebody } from "../support/rooms.ts";

/** How long answers that were on their way at the close are taken, and a little more. */
const GRACE = 2_500;

test("a room without JavaScript: read, answered, asked and run by forms", async ({ page, another }) => {
  const [host, guest] = [await another(), await another()];
  await signIn(host, "host");
  await signIn(page, "member");
  await signIn(guest, somebody("haruka"));
  const room = await Room.opened(host, "紙のような画面で", [page, guest], "t1");
  const { code, blocks } = await room.desk();
  const says = page.locator(".ask h2");

  await test.step("comes in and reads", async () => {
    await enterByCode(page, code, "みなと", false);
    await room.enter(guest, "はるか");
    await expect(says).toHaveText("はじまるまで、そのままお待ちください");
    for (const act of ["start", "next", "next"]) await room.run(act);
    await page.reload();
    await expect(says).toContainText("チェックイン「いまの心の天気」");
    await expect(page.locator(".live-group")).toContainText("みなと（あなた）");
    await expect(page.locator(".live-group")).toContainText("はるか");
  });

  await test.step("answers, changes their mind, passes, and comes too late", async () => {
    await room.tell("live/start", { block: blocks[2]!.block.key, nth: "0" });
    await page.reload();
    const asked = page.locator(".live-prompt");
    const sends = asked.getByRole("button", { name: "送る", exact: true });
    await asked.locator("label.chip").last().click();
    await sends.click();
    await expect(asked).toContainText("受けとりました。");
    await asked.getByRole("button", { name: "パスします", exact: true }).click();
    await expect(asked).toContainText("パスしました。");
    await asked.locator("label.chip").first().click();
    await sends.click();
    await expect(asked).toContainText("受けとりました。");
    const [prompt] = (await room.desk()).stage.prompts;
    expect(prompt!.answered).toBe(1);
    await room.tell("live/prompt", { prompt: prompt!.id, act: "close" });
    await page.waitForTimeout(GRACE);
    await sends.click();
    await expect(asked).toContainText("ひと足おそく届きました。");
  });

  await test.step("asks, and gives a voice to somebody else's question", async () => {
    await room.tell("live/start", { kind: "questions", naming: "anonymous", label: "進行の人に" });
    const [prompt] = (await room.desk()).stage.prompts;
    await room.from(guest, "live/ask", { prompt: prompt!.id, text: "次の回はいつですか" });
    await page.reload();
    const asks = page.locator("form[action='/api/live/ask']");
    await field(asks, "text").fill("記録はどこで読めますか");
    await asks.getByRole("button", { name: "問いを送る", exact: true }).click();
    const questions = page.locator(".live-questions li");
    await expect(questions).toHaveCount(2);
    const theirs = questions.filter({ hasText: "次の回はいつですか" });
    await theirs.getByRole("button", { name: "わたしも聞きたい", exact: true }).click();
    await expect(theirs).toContainText("1人");
    await expect(theirs.getByRole("button", { name: "取り消す", exact: true })).toBeVisible();
  });

  await test.step("the host goes on by a form, and ends", async () => {
    await open(host, `/live/${room.id}/host`, false);
    await host.getByRole("button", { name: /^次へ/ }).click();
    await expect(host.locator("#now")).toContainText("対話1");
    await room.run("end");
    await page.reload();
    await page.getByRole("link", { name: "ふりかえりとつながり希望へ" }).click();
    await expect(page.locator("section[aria-labelledby=groups]")).toContainText("はるか");
  });
});
