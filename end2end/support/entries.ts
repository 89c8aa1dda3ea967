import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { formWith, live, submit } from "./helpers.ts";

/** Begins an entry of the journal; returns its address. */
export async function startEntry(page: Page, js: boolean, template = "hitokoto"): Promise<string> {
  await page.goto(`/journal/new?template=${template}`);
  await submit(formWith(page, "template"));
  await expect(page).toHaveURL(/\/journal\/[0-9a-f-]{36}/);
  if (js) await live(page);
  return new URL(page.url()).pathname;
}

/** Says that an entry is whole. */
export async function finishEntry(page: Page): Promise<void> {
  await page.locator("main button[name='form[then]'][value=finish]").click();
  await expect(page.locator("main .flash").first()).toBeVisible();
}
