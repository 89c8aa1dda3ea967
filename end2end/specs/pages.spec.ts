import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, open, signIn } from "../support/helpers.ts";
import type { Who } from "../support/people.ts";
import { places, resolve } from "../support/routes.ts";

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

for (const who of Object.keys(places) as (Who | "visitor")[]) {
  test(`every page of a ${who} is accessible, by day and by night`, async ({ page, js }) => {
    test.setTimeout(240_000);
    if (who !== "visitor") await signIn(page, who);
    for (const address of await resolve(page, places[who])) {
      await test.step(address, async () => {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          if (address === "/demo/letters") await page.goto(address);
          else await open(page, address, js);
          await expect(page.locator("main h1, h1").first()).toBeVisible();
          await expectAccessible(page);
        }
        // Nothing sticks out on the side.
        const tooWide = await page.locator("html").evaluate((root) => root.scrollWidth > root.clientWidth);
        expect(tooWide, `${address} scrolls sideways`).toBe(false);
      });
    }
  });
}

test("English is complete in head, navigation and headings", async ({ page, js }) => {
  test.setTimeout(120_000);
  await page.context().setExtraHTTPHeaders({ "Accept-Language": "en" });
  for (const address of ["/", "/workshops", "/sign-in", "/sign-up", "/forgot", "/nowhere"]) {
    await open(page, address, js);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    const words = await page.locator("header nav, nav, main h1, main label, main button").allInnerTexts();
    expect(words.filter((text) => japanese.test(text.replace(/日本語/g, ""))), address).toEqual([]);
    await expect(page).not.toHaveTitle(japanese);
  }
});

test("a page that is not there says so, and leads back", async ({ page }) => {
  const answer = await page.goto("/nowhere");
  expect(answer?.status()).toBe(404);
  await expect(page.locator("main a[href='/']").first()).toBeVisible();
  const other = await page.goto("/workshops/00000000-0000-7000-8000-000000000000");
  expect(other?.status()).toBe(404);
});
