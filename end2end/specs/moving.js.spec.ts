import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { live } from "../support/helpers.ts";
import { join, newcomer } from "../support/join.ts";

const name = (field: string) => `[name="form[f][${field}]"]`;

/** The middle of a point. */
async function middle(point: Locator): Promise<{ x: number; y: number }> {
  await point.scrollIntoViewIfNeeded();
  const box = (await point.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function begin(page: Page, sheet: string): Promise<void> {
  await page.goto(`/worksheets/${sheet}`);
  await page.getByRole("button", { name: "はじめる", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/worksheets/${sheet}/[0-9a-f-]{36}$`));
  await live(page);
  await page.waitForLoadState("load");
}

test("a mark is moved by keys, mouse and finger, and the page stays", async ({ page, browserName }) => {
  expect(browserName).toBe("chromium");
  await join(page, newcomer("moving"), true);
  await begin(page, "w8");
  const address = page.url();
  let kept: string | null = null;
  page.on("response", (answer) => {
    if (!answer.url().endsWith("/api/sheets/keep")) return;
    kept = new URLSearchParams(answer.request().postData() ?? "").get("form[f][ring_work]");
  });
  const mark = page.locator(`[data-handle="form[f][ring_work]"]`);
  const ring = page.locator(name("ring_work"));

  await mark.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(ring).toHaveValue("1");
  await expect(mark).toHaveAttribute("aria-valuetext", "1");

  let at = await middle(mark);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 40, at.y - 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Number(await ring.inputValue())).toBeGreaterThan(3);

  const finger = await page.context().newCDPSession(page);
  await finger.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  const touch = async (type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel", x?: number, y?: number) => {
    const touchPoints = x === undefined ? [] : [{ x, y: y! }];
    await finger.send("Input.dispatchTouchEvent", { type, touchPoints });
  };
  const before = await ring.inputValue();
  at = await middle(mark);
  await touch("touchStart", at.x, at.y);
  for (const step of [10, 20, 30]) await touch("touchMove", at.x - step, at.y + step);
  await touch("touchEnd");
  await expect(ring).not.toHaveValue(before);
  const there = await ring.inputValue();
  await expect.poll(() => kept).toBe(there);
  await expect(page.locator("[data-save]")).toHaveText("保存しました");

  // A finger that is taken away by the browser leaves the mark where it was.
  at = await middle(mark);
  await touch("touchStart", at.x, at.y);
  await touch("touchMove", at.x + 50, at.y - 50);
  await touch("touchCancel");
  await expect(ring).toHaveValue(there);
  expect(page.url()).toBe(address);

  // The button was not there to be pressed when the page came.
  await page.locator("[data-undo]").click();
  await expect(ring).not.toHaveValue(there);
});
