import { expect, test } from "../support/fixtures.ts";
import { live } from "../support/helpers.ts";

test("public pages can be read before the program arrives, and the program is small", async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (!/\.(wasm|js)(\?|$)/.test(new URL(response.url()).pathname)) return;
    sizes.push(response.request().sizes().then(({ responseBodySize }) => responseBodySize));
  });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.wasm/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/workshops", { waitUntil: "commit" });
  await expect(page.locator("main h1")).toBeVisible();
  await expect(page.locator("main a[href^='/workshops/']").first()).toBeVisible();
  await expect(page.locator("html[data-live]")).toHaveCount(0);
  release();
  await live(page);
  // All of them: one that is still being counted would make the sum too small.
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes, "wasm and JavaScript as sent, in bytes").toBeLessThanOrEqual(600_000);
});
