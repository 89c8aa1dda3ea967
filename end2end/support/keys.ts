import type { Locator } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** Where the focus is: on one of `targets`, and what is wrong with it. Runs in the page. */
function look(targets: Element[]): { there: boolean; wrong: string } {
  const at = document.activeElement;
  if (!at || at === document.body) return { there: false, wrong: "nothing has the focus" };
  const there = targets.includes(at);
  // The focus of a chip is shown by its label, that of a point by the room around it.
  const shown = [at, at.closest("label"), at.querySelector(".handle-room")].filter((one) => one !== null);
  const marked = shown.some((one) => {
    const { outlineStyle, boxShadow, stroke } = getComputedStyle(one);
    const ring = one.matches(".handle-room") && !/^none$|transparent|, 0\)$/.test(stroke);
    return outlineStyle !== "none" || boxShadow !== "none" || ring;
  });
  const seen = shown.some((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width > 1 && height > 1;
  });
  // The parts of a date are marked by the browser itself.
  const wrong = (marked && seen) || at.matches("[type=date]") ? "" : `no focus is seen on ${at.outerHTML.slice(0, 200)}`;
  return { there, wrong };
}

/** Presses Tab, or Shift+Tab, until the focus is on the control, or on one of several; every stop has to show it. */
export async function tabTo(target: Locator, most = 80, key = "Tab"): Promise<void> {
  const page = target.page();
  for (let presses = 0; presses <= most; presses += 1) {
    if (presses > 0) await page.keyboard.press(key);
    const { there, wrong } = await target.evaluateAll(look);
    // Where a page was just opened nothing has it yet.
    if (presses > 0 || there) expect(wrong, `${key} ${presses} on the way to ${target}`).toBe("");
    if (there) return;
  }
  throw new Error(`the keyboard does not reach ${target} on ${page.url()}`);
}

/** Goes to a control with Tab, and presses a key there. */
export async function pressOn(target: Locator, key: string, most?: number): Promise<void> {
  await tabTo(target, most);
  await target.page().keyboard.press(key);
}

/** Goes to a field with Tab, and types. */
export async function typeInto(target: Locator, words: string): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.type(words);
}
