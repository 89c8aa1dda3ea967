import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import type { Complaints } from "../support/fixtures.ts";
import { type Client, open } from "../support/helpers.ts";
import { House, Room } from "../support/rooms.ts";

/** A room while it runs and after it, on the screens that are made for it, by day and by night. */
export async function photographRoom(browser: Browser, complaints: Complaints, out: string): Promise<void> {
  const house = await House.open(browser, complaints);
  try {
    const member = await house.screen("minato", 390, 844);
    const guests: Client[] = [];
    for (const one of ["chihiro", "kanade", "wataru", "tsumugi", "matsu", "sora", "kaede"]) guests.push(await house.guest(one));
    const room = await Room.opened(await house.guest("mizuno"), "写真にうつる部屋", [member, ...guests], "t1");
    await room.enter(member, "みなと");
    for (const [at, guest] of guests.entries()) await room.enter(guest, `参加${at + 1}`);
    const [desk, screen] = [`/live/${room.id}/host`, `/live/${room.id}/screen`];
    const views: [name: string, page: Page, address: string][] = [
      ["phone-390", member, `/live/${room.id}`],
      ["console-1280", await house.screen("mizuno", 1280, 800), desk],
      ["console-820", await house.screen("mizuno", 820, 1180), desk],
      ["projector-1280", await house.screen("mizuno", 1280, 800), screen],
      ["projector-1920", await house.screen("mizuno", 1920, 1080), screen],
    ];
    const shoot = async (moment: string, of = views) => {
      for (const [name, page, address] of of) {
        await open(page, address, true);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.screenshot({ path: path.join(out, `room-${moment}-${name}-${colorScheme}.png`), fullPage: true });
        }
      }
    };
    const ask = (kind: string, label: string, more: Record<string, string> = {}) =>
      room.tell("live/start", { kind, label, naming: "anonymous", ...more });

    await shoot("0-lobby");
    for (const act of ["start", "next", "next"]) await room.run(act);
    await shoot("1-groups");
    const choices = [..."一二三四五六七八九十"].map((one) => `${one}つめの答え`).concat("まだ決まらない", "そのほか").join("\n");
    await ask("choice", "職場の外のだれかに、いちばん知ってほしい自分の仕事の一面はどれですか。".repeat(5), { choices });
    for (const guest of guests) await room.answer(guest, { one: "3" });
    await shoot("2-choices");
    await ask("open", "持ち帰りたいこと");
    for (const guest of guests) await room.answer(guest, { text: "となりの職種の人にも、届くことばで話すこと。" });
    await shoot("3-lines");
    await room.run("end");
    const [phone, wide] = views;
    await shoot("4-after", [["recap-390", phone![1], `/live/${room.id}/recap`], ["report-1280", wide![1], `/live/${room.id}/report`]]);
  } finally {
    await house.close();
  }
}
