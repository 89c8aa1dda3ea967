import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { live, signIn } from "../support/helpers.ts";
import { join, newcomer } from "../support/join.ts";
import type { Who } from "../support/people.ts";
import { type Place, places, resolve } from "../support/routes.ts";

/** Keeps the program away until the returned function is called. */
async function holdProgram(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.wasm(\?|$)/, async (route) => {
    await held;
    await route.continue();
  });
  return () => release();
}

const forms: [Who | "visitor", Place][] = [
  ["visitor", "/sign-in"],
  ["visitor", "/sign-up"],
  ["visitor", "/forgot"],
  ["visitor", "/reset?token=none"],
  ["member", "/me/profile"],
  ["member", "/me/password"],
  ["member", "/journal/new?template=ywt"],
  ["member", "/journal/new?template=gibbs"],
  ["member", "/journal/new?template=hitokoto"],
  ["coach", places.coach.find((place) => typeof place === "object" && /journals/.test(place.like.source))!],
  ["host", "/host/new"],
  ["admin", "/admin/cohorts"],
];

for (const [who, place] of forms) {
  const name = typeof place === "string" ? place : place.like.source.replace(/\[.*/, ":id");
  test(`what is typed on ${name} before the program arrives is still there afterwards`, async ({ page }) => {
    if (who !== "visitor") await signIn(page, who);
    const [path] = await resolve(page, [place]);
    const release = await holdProgram(page);
    await page.goto(path, { waitUntil: "commit" });
    await expect(page.locator("main form").first()).toBeVisible();
    const boxes = page.locator(
      "main form:not([method=get]) textarea:visible, main form:not([method=get]) input:visible:is([type=text],[type=email],[type=password],[type=url],[type=number],:not([type]))",
    );
    const typed: string[] = [];
    for (const [at, box] of (await boxes.all()).entries()) {
      const text = (await box.getAttribute("type")) === "number" ? "7" : `内省 ${at}`;
      await box.fill(text);
      typed.push(text);
    }
    const ticks = page.locator("main form:not([method=get]) input:visible:is([type=checkbox],[type=radio])");
    if ((await ticks.count()) > 0) await ticks.last().check({ force: true });
    expect(typed.length).toBeGreaterThan(0);
    await expect(page.locator("html[data-live]")).toHaveCount(0);
    release();
    await live(page);
    const now = await boxes.evaluateAll((found) => found.map((box) => (box as HTMLInputElement).value));
    expect(now).toEqual(typed);
    if ((await ticks.count()) > 0) await expect(ticks.last()).toBeChecked();
  });
}

test("Japanese composition survives the journal's autosave", async ({ page, browserName }) => {
  expect(browserName).toBe("chromium");
  await join(page, newcomer("ime"), true);
  await page.goto("/journal/new?template=hitokoto");
  await live(page);
  const box = page.locator("main textarea").first();
  await box.click();
  const keyboard = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await keyboard.send("Input.insertText", { text: "きょうは、" });
  await compose("な");
  await compose("ない");
  await compose("ないせ");
  // Longer than the pause after which the journal saves.
  await page.waitForTimeout(4_000);
  await compose("ないせい");
  await expect(box).toHaveValue("きょうは、ないせい");
  await keyboard.send("Input.insertText", { text: "内省した。" });
  await expect(box).toHaveValue("きょうは、内省した。");
  await expect(page.locator(".save-state[data-state=saved]")).toBeVisible({ timeout: 15_000 });
  await expect(box).toHaveValue("きょうは、内省した。");
  await page.reload();
  await live(page);
  await expect(page.locator("main textarea").first()).toHaveValue("きょうは、内省した。");
});
