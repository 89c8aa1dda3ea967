import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { type Client, confirm, expectAccessible, field, formWith, letter, live, open, post, submit } from "../support/helpers.ts";
import { Cable, enterByCode, House, Room, type Stage } from "../support/rooms.ts";

const WEATHER = "いまの心の天気";
const TITLES = {
  lobby: "入室・音の確認",
  welcome: "ようこそ・今日のねらい・約束",
  checkIn: "チェックイン「いまの心の天気」",
  dialogue: "対話1",
  chat: "チャットにひとことずつ",
  rest: "休憩",
  again: "対話2",
  alone: "ひとりで YWT",
  checkOut: "チェックアウト ひとこと",
  wishes: "つながり希望・次回",
};

/** What runs, on a console, a phone and the projector. */
const onConsole = (page: Page) => page.locator("#now");
const onPhone = (page: Page) => page.locator(".ask h2");
const onProjector = (page: Page) => page.locator(".projector-now h1");

/** Whether a screen hears of changes: `saved`, or `saving` while it is cut. */
const wire = (page: Page, state: string) => page.locator(`.save-state[data-state=${state}]`);
const refusal = (page: Page) => page.locator(".console-told [role=alert]");
const chip = (of: ReturnType<Page["locator"]>, words: string) =>
  of.locator("label.chip").filter({ has: of.page().getByText(words, { exact: true }) });

/** When the time of the block is over, in milliseconds. */
function due({ at, phase }: Stage): number {
  expect(phase).toHaveProperty("running");
  return at + (phase as { running: { left_ms: number } }).running.left_ms;
}

/** Does what moves the run, and waits until it was taken. The console reads no more of the answer than that. */
async function moves(page: Page, deed: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith("/api/live/command"));
  await deed();
  await answer;
}

/** One of the console's keys. */
const key = (page: Page, one: string) => moves(page, () => page.keyboard.press(one));

test("T1 from the lobby to the recap: two hosts, a room, a cut, a kill and a takeover", { tag: "@main" }, async ({ browser, complaints }) => {
  test.setTimeout(360_000);
  const house = await House.open(browser, complaints);
  try {
    const title = "多職種の夜、はじめての部屋";
    const [host, second] = [await house.screen("mizuno", 1280, 800), await house.screen("takase", 1024, 768)];
    const [member, other] = [await house.screen("minato", 390, 844), await house.screen("haruka", 390, 844)];
    const projector = await house.screen("satomi", 1920, 1080);
    // Hosts, and people whose phones are read by nobody here.
    const desk = await house.guest("mizuno");
    const guests: Client[] = [];
    for (const one of ["chihiro", "kanade", "wataru", "tsumugi", "matsu", "sora", "kaede", "takumi", "hotaru", "daichi"]) {
      guests.push(await house.guest(one));
    }
    const cable = await Cable.of(member);
    const room = await Room.planned(desk, title, [member, other, ...guests]);
    await room.shareWith("高瀬");
    const everywhere = async (words: string) => {
      for (const page of [host, second]) await expect(onConsole(page)).toContainText(words);
      for (const page of [member, other]) await expect(onPhone(page)).toContainText(words);
      await expect(onProjector(projector)).toContainText(words);
    };
    let code = "";
    let sat: Stage["groups"] = [];

    await test.step("the run sheet is made from T1, and the room is opened", async () => {
      await open(host, `/host/${room.id}/run`, true);
      const t1 = host.locator("form[action='/api/plan/start']").filter({ has: host.locator("[name='form[source]'][value=t1]") });
      await t1.getByRole("button").click();
      await expect(host).toHaveURL(/\/run\?done=started$/);
      await expect(host.locator("main")).toContainText("あわせて90分（21:00〜22:30）。 集まりの時間とぴったりです。");
      await expect(host.locator(".run-list > li")).toHaveCount(10);
      await open(host, `/live/${room.id}/host`, true);
      await host.getByRole("button", { name: "部屋を開ける", exact: true }).click();
      await expect(host.locator(".console")).toBeVisible();
      await live(host);
      code = (await host.locator(".console-code summary b").innerText()).trim();
      expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{6}$/);
      await open(second, `/live/${room.id}/host`, true);
      await open(projector, `/live/${room.id}/screen`, true);
      await expect(projector.locator(".projector-code")).toHaveText(code);
      await expectAccessible(projector);
    });

    await test.step("people come in by the code, with the promises and a name", async () => {
      await enterByCode(member, code, "みなと");
      await enterByCode(other, code, "はるか");
      for (const [at, guest] of guests.entries()) await room.enter(guest, `参加${at + 1}`);
      await expect(onPhone(member)).toHaveText("はじまるまで、そのままお待ちください");
      // With a seat, came, here now, resting.
      await expect(host.locator(".presence dd")).toHaveText(["12", "12", "2", "0"]);
      await expect(projector.locator(".projector-foot")).toContainText("申し込み 12人・来た人 12人・いま 2人");
      const seat = new Map((await room.desk()).people.map(({ name, seat }) => [name, `${seat}`]));
      const [one, two] = [seat.get("みなと")!, seat.get("はるか")!];
      await room.tell("live/groups_pair", { one, other: two, wish: "together" });
    });

    await test.step("the host begins, with the keyboard", async () => {
      await key(host, "n");
      await everywhere(TITLES.lobby);
      await key(host, "n");
      await everywhere(TITLES.welcome);
      await key(host, "p");
      await expect(member.locator(".timer")).toHaveAttribute("data-phase", "paused");
      await key(host, "p");
      await expect(member.locator(".timer")).toHaveAttribute("data-phase", "running");
      await expectAccessible(host);
    });

    const asked = (page: Page) => page.locator(".live-prompt").filter({ hasText: WEATHER });
    const answers = async (page: Page, words: string) => {
      await chip(asked(page), words).click();
      await asked(page).getByRole("button", { name: "送る", exact: true }).click();
      await expect(asked(page)).toContainText("受けとりました。締め切りまで変えられます。");
    };

    await test.step("groups are made, and everybody sees theirs", async () => {
      await key(host, "n");
      await everywhere(TITLES.checkIn);
      await expect(projector.locator(".projector-groups section")).toHaveCount(3);
      for (const page of [member, other]) await expect(page.locator(".live-group li")).toHaveCount(4);
      await expect(member.locator(".live-group")).toContainText("みなと（あなた）");
      await expect(member.locator(".live-group")).toContainText("はるか");
    });

    await test.step("the weather of the heart: no result before five, a change of mind is one answer", async () => {
      const prepared = host.locator("section[aria-labelledby=prompts] li").filter({ hasText: WEATHER });
      await prepared.getByRole("button", { name: "たずねる", exact: true }).click();
      await expect(asked(member)).toContainText("匿名");
      await answers(member, "嵐");
      await expect(asked(member)).toContainText("1人が答えました。 5人そろうと結果が映ります。");
      await asked(other).getByRole("button", { name: "パスします", exact: true }).click();
      await expect(asked(other)).toContainText("パスしました。");
      await answers(member, "晴れ");
      for (const [at, one] of ["0", "0", "0", "0", "0", "1", "1", "1", "2", "2"].entries()) {
        await room.answer(guests[at]!, { one });
      }
      for (const page of [member, host, projector]) {
        await expect(page.locator("main, .console, .projector").first()).toContainText("11人が答えました。");
      }
      // Six say the same; what fewer than five say is not told.
      await expect(asked(other)).toContainText("6人");
      await expect(asked(other)).toContainText("伏せています");
      await expectAccessible(member);
    });

    await test.step("a minute more", async () => {
      await key(host, "+");
      await expect(second.locator(".console-told")).toContainText("1分のばしました");
      await expect(second.locator(".now-clock")).toContainText("（9分のうち）");
      // On a tablet nothing hangs over the edge.
      expect(await second.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
    });

    await test.step("of two hosts who press at once one moves the run, and the other is told kindly", async () => {
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const late = async (route: { continue: () => Promise<void> }) => {
        await held;
        await route.continue();
      };
      await second.route("**/api/live/command", late, { times: 1 });
      await second.locator("[data-key=n]").click();
      await key(host, "n");
      await everywhere(TITLES.dialogue);
      release();
      await expect(refusal(second)).toContainText("さんが操作しました（つぎへ進みました）。");
      await everywhere(TITLES.dialogue);
      await refusal(second).getByRole("button", { name: "しまう", exact: true }).click();
      await expect(refusal(second)).toBeEmpty();
    });

    await test.step("the server is killed: same block, same groups, same time, every answer", async () => {
      const same = ({ now, groups, prompts }: Stage) => ({ now, groups, prompts });
      // It was taken, so it stays.
      await answers(other, "雨");
      const before = (await room.desk()).stage;
      sat = before.groups;
      const own = [await room.answersOf(member), await room.answersOf(other)];
      expect(before.prompts.map(({ answered }) => answered)).toEqual([12]);
      expect(sat.map(({ people }) => people.length)).toEqual([4, 4, 4]);
      await house.powerCut(before.at, async () => {
        for (const page of [host, second, member, other, projector]) await expect(wire(page, "saving")).toBeVisible();
      });
      const after = (await room.desk()).stage;
      expect(same(after)).toEqual(same(before));
      expect(due(after)).toBe(due(before));
      expect([await room.answersOf(member), await room.answersOf(other)]).toEqual(own);
      for (const page of [host, second, member, other, projector]) {
        await expect(wire(page, "saved")).toBeVisible({ timeout: 60_000 });
      }
      await everywhere(TITLES.dialogue);
    });

    await test.step("the host drops out, and the other takes over with one press", async () => {
      await host.goto("about:blank");
      await expect(second.locator(".leader")).toContainText("接続が切れています", { timeout: 45_000 });
      await second.getByRole("button", { name: "進行を引きつぐ", exact: true }).click();
      await expect(second.locator(".leader")).toContainText("進行: 高瀬さん");
      await open(host, `/live/${room.id}/host`, true);
      await expect(host.locator(".leader")).toContainText("進行: 高瀬さん");
    });

    await test.step("a phone without a network catches up", async () => {
      await cable.cut();
      await expect(wire(member, "saving")).toBeVisible({ timeout: 30_000 });
      await moves(second, () => second.locator("[data-key=n]").click());
      await expect(onPhone(other)).toContainText(TITLES.chat);
      await expect(onPhone(member)).toContainText(TITLES.dialogue);
      await cable.mend();
      await everywhere(TITLES.chat);
      await expect(wire(member, "saved")).toBeVisible();
    });

    await test.step("a line from each, and the prompt is closed", async () => {
      const chat = (page: Page) => page.locator("section[aria-labelledby=lines]");
      await field(chat(member), "text").fill("聴いてもらえて、うれしかった。");
      await chat(member).getByRole("button", { name: "置く", exact: true }).click();
      await expect(chat(other)).toContainText("聴いてもらえて、うれしかった。");
      await expect(field(chat(member), "text")).toHaveValue("");
      await second.getByRole("button", { name: "しめきる", exact: true }).click();
      await expect(asked(member)).toContainText("締め切りました");
    });

    await test.step("other groups after the break, and a line for one's own journal", async () => {
      await key(host, "n");
      await everywhere(TITLES.rest);
      await key(host, "n");
      await everywhere(TITLES.again);
      await expect(member.locator(".live-group li")).toHaveCount(4);
      await expect(member.locator(".live-group")).toContainText("はるか");
      expect((await room.desk()).stage.groups).not.toEqual(sat);
      await key(host, "n");
      await everywhere(TITLES.alone);
      const jot = member.locator("details.fold").filter({ hasText: "自分の日誌にひとこと" });
      await field(jot, "text").fill("となりの職種のことばが、少しわかった。");
      await jot.getByRole("button", { name: "日誌に残す", exact: true }).click();
      await expect(jot).toContainText("日誌に残しました。");
    });

    await test.step("the check-out is never left out; then it is over", async () => {
      await expect(host.getByRole("button", { name: "この区切りをとばす", exact: true })).toBeVisible();
      await key(host, "n");
      await everywhere(TITLES.checkOut);
      await expect(host.getByRole("button", { name: "この区切りをとばす", exact: true })).toHaveCount(0);
      await key(host, "n");
      await everywhere(TITLES.wishes);
      await key(host, "n");
      await expect(onConsole(host)).toHaveText("おつかれさまでした");
      for (const page of [member, other]) await expect(onPhone(page)).toContainText("会はおわりました");
    });

    const wish = async (page: Page, name: string) => {
      const row = page.locator("section[aria-labelledby=wishes] li.row").filter({ hasText: name });
      await row.getByRole("button", { name: "つながりたい", exact: true }).click();
      await expect(page).toHaveURL(/\/recap\?done=wished$/);
      return row;
    };

    await test.step("the recap is one's own, and two who both wish it are introduced", async () => {
      await member.getByRole("link", { name: "ふりかえりとつながり希望へ" }).click();
      await expect(member).toHaveURL(/\/recap$/);
      await expect(member.locator("section[aria-labelledby=blocks] tr")).toHaveCount(10);
      await expect(member.locator("section[aria-labelledby=groups]")).toContainText("はるか");
      await expectAccessible(member);
      await expect(await wish(member, "はるか")).toContainText("相手も希望したときにお知らせします");
      await confirm(host, "部屋を閉じる", "閉じる");
      await expect(host.locator("main")).toContainText("この会の部屋は閉じました");
      await expect(other.locator(".flash").filter({ hasText: "この部屋は閉じたか" })).toBeVisible({ timeout: 45_000 });
      await open(other, `/live/${room.id}`, true);
      await other.getByRole("link", { name: "ふりかえりを見る" }).click();
      await expect(await wish(other, "みなと")).toContainText("おたがいに希望しました");
      const { text } = await letter(member, "minato@demo.example", "おたがいに「また話したい」と希望しました");
      expect(text).toContain("はるか");
      expect(text).not.toContain("haruka@demo.example");
    });

    await test.step("the report names nobody's weather, and hands the shares over", async () => {
      await host.getByRole("link", { name: "会の記録" }).click();
      await expect(host).toHaveURL(/\/report$/);
      await expect(host.locator("section[aria-labelledby=plan] tbody tr")).toHaveCount(10);
      await expect(host.locator("section[aria-labelledby=said]")).toContainText("12人が答えました。");
      await expect(host.locator("section[aria-labelledby=said]")).not.toContainText("はるか");
      await expect(host.locator("section[aria-labelledby=shares] tbody tr")).toHaveCount(12);
      const file = await host.request.get(`/live/${room.id}/report.csv`);
      expect(file.headers()["content-type"]).toContain("text/csv");
      expect(await file.text()).toContain(WEATHER);
      await submit(host.locator("form[action='/api/live/attendance']"));
      await expect(host).toHaveURL(/\/report\?done=shares$/);
      await expectAccessible(host);
    });
  } finally {
    await house.close();
  }
});

test("T3 in short: threes, and the map of what the room values", { tag: "@main" }, async ({ browser, complaints }) => {
  test.setTimeout(180_000);
  const house = await House.open(browser, complaints);
  try {
    const [host, member] = [await house.screen("mizuno", 1280, 800), await house.screen("minato", 390, 844)];
    const projector = await house.screen("satomi", 1920, 1080);
    const guests: Client[] = [];
    for (const one of ["chihiro", "kanade", "wataru", "tsumugi", "matsu"]) guests.push(await house.guest(one));
    const room = await Room.opened(host, "価値観カードで語る夜", [member, ...guests], "t3");
    await enterByCode(member, (await room.desk()).code, "みなと");
    for (const [at, guest] of guests.entries()) await room.enter(guest, `参加${at + 1}`);
    await open(host, `/live/${room.id}/host`, true);
    await open(projector, `/live/${room.id}/screen`, true);
    const next = async (words: string) => {
      await key(host, "n");
      await expect(onConsole(host)).toContainText(words);
      await expect(onPhone(member)).toContainText(words);
    };

    /** Lets somebody's newest cards be counted in a room. */
    const counts = async (guest: Client) => {
      const cards = await (await guest.request.get("/worksheets/values")).text();
      const id = /\/worksheets\/values\/([0-9a-f-]{36})\/result/.exec(cards)?.[1];
      expect(id, "finished cards").toBeDefined();
      expect(await post(guest, "worksheets/count", { id: id!, kind: "live", act: "on" })).toMatch(/done=on$/);
    };

    await test.step("cards in solitude, then threes", async () => {
      for (const words of ["入室", "ねらい・約束", "チェックイン「いまの気分を色で」"]) await next(words);
      await next("W1 を5つの山に分ける");
      await expect(member.getByRole("link", { name: "カードを開く" })).toBeVisible();
      await next("上位5枚をえらび並べる");
      await next("三人組");
      await expect(member.locator(".live-group li")).toHaveCount(3);
      await expect(projector.locator(".projector-groups section")).toHaveCount(2);
      await next("休憩");
    });

    await test.step("the map is shown from five on, and names nobody", async () => {
      await next("場ぜんたいの価値観地図");
      const shows = host.getByRole("button", { name: "地図を映す", exact: true });
      for (const guest of guests.slice(1)) await counts(guest);
      await shows.click();
      await expect(refusal(host)).toContainText("5人そろうと映せます");
      await counts(guests[0]!);
      await shows.click();
      await expect(refusal(host)).toBeEmpty();
      for (const page of [projector, member]) await expect(page.locator(".live-cloud li").first()).toBeVisible();
      await expect(projector.locator(".projector")).not.toContainText("参加1");
      await expectAccessible(projector);
    });

    await test.step("to the end, and the recap", async () => {
      for (const words of ["来週の仕事で一つ生かすなら", "チェックアウト", "終わり・共有の設定を確かめる"]) await next(words);
      await key(host, "n");
      await expect(onConsole(host)).toHaveText("おつかれさまでした");
      await member.getByRole("link", { name: "ふりかえりとつながり希望へ" }).click();
      await expect(member.locator("section[aria-labelledby=blocks] tr")).toHaveCount(11);
      await expect(formWith(member, "seat", "to").first()).toBeVisible();
    });
  } finally {
    await house.close();
  }
});
