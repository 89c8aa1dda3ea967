import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, formWith, open, signIn, submit } from "../support/helpers.ts";

test("words are found, in one kana or the other", { tag: "@main" }, async ({ page, js }) => {
  await open(page, "/workshops", js);
  // On a phone the search is folded.
  const fold = page.locator("details.find:not([open]) > summary");
  if (await fold.isVisible()) await fold.click();
  const search = page.locator("form.filters [name=q]");
  await search.fill("内省");
  await search.press("Enter");
  await expect(page).toHaveURL(/q=/);
  await expect(page.locator("main .rows .row-title")).toHaveText(["みんなで考える事例の会"]);
  await expect(search).toHaveValue("内省");

  await open(page, `/workshops?q=${encodeURIComponent("交流")}`, js);
  await expect(page.locator("main .rows .row-title").filter({ hasText: "多職種交流会" })).not.toHaveCount(0);
  await open(page, `/workshops?q=${encodeURIComponent("りふれくてぃぶ")}`, js);
  await expect(page.locator("main .empty")).toBeVisible();
});

test("a month lies beside the list, and goes by keyboard", async ({ page, js }) => {
  await open(page, "/workshops", js);
  await page.locator("main .tabs a", { hasText: "月" }).click();
  await expect(page).toHaveURL(/month=now/);
  const month = page.locator("main table.month");
  await expect(month.locator("caption")).toHaveText("2026年11月");
  await expect(month.locator("td[aria-current=date]")).toContainText("24");
  await expect(month.locator("a", { hasText: "はじめての多職種交流会" })).toBeVisible();
  await expectAccessible(page);

  const next = page.locator("main .month-nav a[rel=next]");
  await next.focus();
  await next.press("Enter");
  await expect(month.locator("caption")).toHaveText("2026年12月");
  const first = month.locator("a").first();
  await first.focus();
  await first.press("Enter");
  await expect(page).toHaveURL(/\/workshops\/[0-9a-f-]{36}/);
});

test("an address to subscribe to, and a new one that ends the old", async ({ page, js, request }) => {
  await signIn(page, "member");
  await open(page, "/me/calendar", js);
  const address = page.locator("main .secret-address code");
  if ((await address.count()) === 0) await submit(formWith(page, "generation"));
  await expect(address).toBeVisible();
  await expectAccessible(page);
  const old = await address.innerText();
  const calendar = await request.get(old);
  expect(calendar.status()).toBe(200);
  const text = (await calendar.text()).replaceAll("\r\n ", "");
  expect(text).toContain("SUMMARY:はじめての多職種交流会");
  expect(text).toContain("STATUS:CONFIRMED");

  await open(page, "/me/calendar", js);
  await page.locator("main details.confirm summary").click();
  await submit(page.locator("main dialog form[action*='renew_calendar']"));
  await expect(page.locator("main .flash").first()).toBeVisible();
  await expect(address).not.toHaveText(old);
  expect((await request.get(old)).status()).toBe(404);
  expect((await request.get(await address.innerText())).status()).toBe(200);
});

test("letters that come by themselves are chosen", async ({ page, js }) => {
  await signIn(page, "coach");
  await open(page, "/me/letters", js);
  const thanks = page.locator("main [name='form[thanks]']");
  await expect(thanks).toBeChecked();
  await thanks.uncheck();
  await submit(formWith(page, "reminders", "thanks"));
  await expect(page.locator("main .flash").first()).toBeVisible();
  await page.reload();
  await expect(thanks).not.toBeChecked();
  await expectAccessible(page);
});
