import { type Page, request } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { type Client, live, open, signIn } from "../support/helpers.ts";
import { tabTo } from "../support/keys.ts";
import { Room, somebody } from "../support/rooms.ts";

/** Goes to what `selector` matches with the keyboard, presses it, and waits until the server took it. */
async function press(page: Page, selector: string, to: string, key = "Tab"): Promise<void> {
  await tabTo(page.locator(selector), 80, key);
  const answer = page.waitForResponse((response) => response.url().endsWith(`/api/live/${to}`));
  await page.keyboard.press("Enter");
  await answer;
}

test("the console by keys alone, and on a tablet", async ({ page, baseURL, complaints }) => {
  test.setTimeout(180_000);
  // Where there is no loudspeaker.
  complaints.allow(/AudioContext/);
  await signIn(page, "host");
  const guests: Client[] = [];
  for (const one of ["chihiro", "kanade", "wataru", "tsumugi"]) {
    const by = { request: await request.newContext({ baseURL }) };
    await signIn(by, somebody(one));
    guests.push(by);
  }
  const room = await Room.opened(page, "キーだけで進める夜", guests, "t1");
  for (const [at, guest] of guests.entries()) await room.enter(guest, `参加${at + 1}`);
  await open(page, `/live/${room.id}/host`, true);
  const [now, next] = [page.locator("#now"), page.locator("[data-key=n]")];

  await test.step("it begins: the button is gone, and the keyboard goes on beside it", async () => {
    await press(page, "[data-key=n]", "command");
    await expect(now).toContainText("入室・音の確認");
    await expect(now).toBeFocused();
  });

  await test.step("next, a minute more, a pause: the keyboard stays where it is", async () => {
    await press(page, "[data-key=n]", "command");
    await expect(now).toContainText("ようこそ・今日のねらい・約束");
    await expect(next).toBeFocused();
    await press(page, "[data-key='+']", "command");
    await expect(page.locator(".now-clock")).toContainText("（8分のうち）");
    await expect(page.locator("[data-key='+']")).toBeFocused();
    await press(page, "[data-key=p]", "command");
    await expect(page.locator(".now-clock")).toContainText("時計を止めています");
    await page.keyboard.press("Enter");
    await expect(page.locator(".now-clock")).not.toContainText("時計を止めています");
    await expect(page.locator("[data-key=p]")).toBeFocused();
  });

  await test.step("groups are made, and a prompt is opened", async () => {
    await press(page, "form[action='/api/live/groups_make'] button", "groups_make");
    await page.keyboard.press("n");
    await expect(now).toContainText("チェックイン");
    await expect(page.locator("section[aria-labelledby=groups] .group li")).toHaveCount(4);
    await press(page, "section[aria-labelledby=prompts] form[action='/api/live/start'] button", "start", "Shift+Tab");
    await expect(page.getByRole("button", { name: "しめきる", exact: true })).toBeVisible();
    await expect(page.locator("#prompts")).toBeFocused();
  });

  await test.step("the soft sound stays as it was chosen", async () => {
    const bell = page.getByRole("button", { name: "鐘の音", exact: true });
    await expect(bell).toHaveAttribute("aria-pressed", "false");
    await bell.click();
    await expect(bell).toHaveAttribute("aria-pressed", "true");
    await page.reload();
    await live(page);
    await expect(bell).toHaveAttribute("aria-pressed", "true");
    await bell.click();
    await expect(bell).toHaveAttribute("aria-pressed", "false");
  });

  await test.step("on a tablet nothing sticks out, and what moves the run is in sight", async () => {
    await page.setViewportSize({ width: 820, height: 1180 });
    await open(page, `/live/${room.id}/host`, true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(820);
    for (const key of ["n", "+", "-", "p"]) await expect(page.locator(`[data-key='${key}']`)).toBeInViewport({ ratio: 1 });
  });
  for (const guest of guests) await guest.request.dispose();
});

test("a block of the run sheet is dragged to another place", async ({ page }) => {
  await signIn(page, "host");
  const room = await Room.planned(page, "並べかえる夜", []);
  await room.tell("plan/start", { revision: "0", source: "t1" });
  await open(page, `/host/${room.id}/run`, true);
  const titles = page.locator(".run-list h2");
  const [first, second, third] = await titles.allInnerTexts();
  const rows = page.locator(".run-list > li");
  const grip = rows.first().locator("[data-grip]");
  await expect(grip).toBeVisible();
  // A script or a font that comes late would move the rows between looking and dragging.
  await page.waitForLoadState("networkidle");
  await rows.nth(1).scrollIntoViewIfNeeded();
  await grip.scrollIntoViewIfNeeded();
  const [from, below] = [(await grip.boundingBox())!, (await rows.nth(1).boundingBox())!];
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, below.y + below.height * 0.55, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/\/run\?done=moved/);
  await expect(titles.nth(0)).toHaveText(second!);
  await expect(titles.nth(1)).toHaveText(first!);
  await expect(titles.nth(2)).toHaveText(third!);
  // The times are those of the new order.
  await expect(rows.first().locator("time")).toHaveText("21:00");
});
