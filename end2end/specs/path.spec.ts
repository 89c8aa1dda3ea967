import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, signIn } from "../support/helpers.ts";

test("one's own way stands on one line, and leads to what it tells of", async ({ page, viewport }) => {
  await signIn(page, "member");
  await page.goto("/me/path");
  await expectAccessible(page);
  const picture = page.locator("figure.chart svg[role=img]").first();
  await expect(picture).toBeVisible();
  await expect(page.locator("figure.chart table").first()).toBeVisible();
  // Nothing stands wider than the screen.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport!.width);

  const values = page.locator(".way a[href^='/worksheets/values/']");
  await expect(values.first()).toContainText("大切にしたこと");
  await values.first().click();
  await expect(page).toHaveURL(/\/worksheets\/values\/[0-9a-f-]{36}\/result$/);
  await expect(page.locator("main h1")).toBeVisible();
});

test("nobody's way is shown to who is not signed in", async ({ page }) => {
  await page.goto("/me/path");
  await expect(page.locator("ol.way")).toHaveCount(0);
});
