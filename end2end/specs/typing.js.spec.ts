import type { Page } from "@playwright/test";
import { startEntry } from "../support/entries.ts";
import { expect, test } from "../support/fixtures.ts";
import { live, signIn } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";
import type { Who } from "../support/people.ts";
import { type Place, resolve } from "../support/routes.ts";

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
  ["member", "/me/profile"],
  ["member", "/me/password"],
];

for (const [who, place] of forms) {
  const name = typeof place === "string" ? place : place.like.source.replace(/\[.*/, ":id");
  test(`what is typed on ${name} before the program arrives is still there afterwards`, async ({ page }) => {
    if (who !== "visitor") await signIn(page, who);
    const [path] = await resolve(page, [place]);
    await typeBeforeTheProgram(page, path);
  });
}

for (const template of ["hitokoto", "ywt", "gibbs"]) {
  test(`what is written in a ${template} entry before the program arrives is still there afterwards`, async ({ page }) => {
    await signIn(page, "member");
    await typeBeforeTheProgram(page, await startEntry(page, false, template));
    // Nothing more is typed, and it is saved all the same.
    await expect(page.locator(".save-state[data-state=saved]")).toBeVisible();
  });
}

async function typeBeforeTheProgram(page: Page, path: string): Promise<void> {
  const release = await holdProgram(page);
  await page.goto(path, { waitUntil: "commit" });
  const form = page.locator("main form:not([method=get])");
  await expect(form.first()).toBeVisible();
  const lines = "textarea:visible, input:visible:is([type=text],[type=email],[type=password],[type=url],:not([type]))";
  const boxes = form.locator(lines);
  const typed: string[] = [];
  for (const [at, box] of (await boxes.all()).entries()) {
    await box.fill(`内省 ${at}`);
    typed.push(`内省 ${at}`);
  }
  expect(typed.length).toBeGreaterThan(0);
  const ticks = form.locator("input:visible:is([type=checkbox],[type=radio])");
  const tick = (await ticks.count()) > 0 ? ticks.last() : undefined;
  await tick?.check();
  await expect(page.locator("html[data-live]")).toHaveCount(0);
  release();
  await live(page);
  expect(await boxes.evaluateAll((found) => found.map((box) => (box as HTMLInputElement).value))).toEqual(typed);
  if (tick) await expect(tick).toBeChecked();
}

test("Japanese composition survives the journal's autosave", { tag: "@main" }, async ({ page, browserName }) => {
  expect(browserName).toBe("chromium");
  await settle(page, newcomer("ime"));
  await startEntry(page, true);
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

test("an answer typed for one member does not follow to the next", async ({ page }) => {
  await signIn(page, "coach");
  // Two that nobody else has taken on.
  const free = page.locator("main a[href^='/coach/journals/']").filter({ hasNotText: /引き受けて/ });
  await page.goto("/coach");
  const path = (await free.first().getAttribute("href"))!;
  await page.goto(path);
  await live(page);
  const box = page.locator("main [data-keep] textarea");
  await box.fill("あなただけへの返事です");
  await expect(page.locator("[data-keep-state]")).toContainText("書きかけを残しました");
  const other = free.and(page.locator(`nav a:not([href='${path}'])`)).first();
  const next = await other.getAttribute("href");
  await page.goto(next!);
  await expect(box).toHaveValue("");
  await page.goto(path);
  await expect(box).toHaveValue("あなただけへの返事です");
});
