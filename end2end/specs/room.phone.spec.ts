import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, field, signIn } from "../support/helpers.ts";
import { enterByCode, Room } from "../support/rooms.ts";

/** Nothing of the page hangs over the edge, and axe has nothing to say. */
async function expectInOrder(page: Page, where: string): Promise<void> {
  const tooWide = await page.locator("html").evaluate((root) => root.scrollWidth > root.clientWidth);
  expect(tooWide, `${where} is as wide as the phone`).toBe(false);
  await expectAccessible(page);
}

test("a room by finger: every way to answer, and what is one's own", async ({ page, another }) => {
  test.setTimeout(180_000);
  const host = await another();
  await signIn(host, "host");
  await signIn(page, "member");
  const room = await Room.opened(host, "指でこたえる夜", [page], "t1");
  const { code, blocks } = await room.desk();
  await enterByCode(page, code, "みなと");
  await expectInOrder(page, "the waiting room");
  for (const act of ["start", "next", "next"]) await room.run(act);
  await expect(page.locator(".ask h2")).toContainText("チェックイン");

  /** Opens a prompt, answers it by finger, and closes it. */
  const asked = async (words: string, fields: Record<string, string>, answer: (of: Locator) => Promise<void>) => {
    await room.tell("live/start", fields);
    const of = page.locator(".live-prompt").filter({ hasText: words });
    await expect(of).toBeVisible();
    await answer(of);
    await of.getByRole("button", { name: "送る", exact: true }).tap();
    await expect(of).toContainText("受けとりました。");
    await expectInOrder(page, words);
    const [prompt] = (await room.desk()).stage.prompts;
    expect(prompt!.answered).toBe(1);
    await room.tell("live/prompt", { prompt: prompt!.id, act: "close" });
    await expect(of).toContainText("締め切りました");
  };
  const written = (kind: string, label: string, more: Record<string, string> = {}) =>
    ({ kind, label, naming: "anonymous", ...more });

  await asked("いまの心の天気", { block: blocks[2]!.block.key, nth: "0" }, (of) => of.locator("label.chip").first().tap());
  const scale = written("scale", "どのくらい話せましたか", { steps: "7", low: "まだこれから", high: "じゅうぶんに" });
  await asked(scale.label, scale, (of) => of.locator("label.chip").last().tap());
  const choices = "静かな朝の時間\n職場の外のだれかと話すこと\nよく眠ること";
  const many = written("multiple", "いま、ささえになっていること", { choices });
  await asked(many.label, many, async (of) => {
    for (const one of [0, 2]) await of.locator("label.choice").nth(one).tap();
  });
  const order = written("ranking", "大事な順に", { choices });
  await asked(order.label, order, async (of) => {
    const places = await of.locator("[name='form[ranks][]']").all();
    for (const [at, place] of places.entries()) await place.selectOption(`${places.length - at}`);
  });
  const cloud = written("words", "今日をことばにすると");
  await asked(cloud.label, cloud, (of) => of.locator("[name='form[words][0]']").fill("ひだまり"));
  const lines = written("open", "持ち帰りたいこと");
  await asked(lines.label, lines, (of) => field(of, "text").fill("となりの職種の人にも、届くことばで話すこと。"));

  await test.step("a hand, a rest, a call", async () => {
    const own = page.locator(".live-own");
    await own.getByRole("button", { name: "手をあげる", exact: true }).tap();
    await expect(own.getByRole("button", { name: "手をおろす", exact: true })).toBeVisible();
    await own.getByRole("button", { name: "ひと休みする", exact: true }).tap();
    await expect(own.getByRole("button", { name: "ひと休みからもどる", exact: true })).toBeVisible();
    await own.getByRole("button", { name: "手を貸してください", exact: true }).tap();
    await expect(own).toContainText("進行する人に伝わりました。");
    const { stage } = await room.desk();
    expect(stage.presence).toMatchObject({ here: 1, resting: 1 });
    await expectInOrder(page, "what is one's own");
  });

  await test.step("the recap", async () => {
    await room.run("end");
    await page.getByRole("link", { name: "ふりかえりとつながり希望へ" }).tap();
    await expect(page).toHaveURL(/\/recap$/);
    await expectInOrder(page, "the recap");
  });
});
