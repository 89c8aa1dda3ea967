import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, open, signIn } from "../support/helpers.ts";
import { reader, type Who } from "../support/people.ts";
import { bare, places, resolve } from "../support/routes.ts";

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

for (const who of Object.keys(places) as (Who | "visitor")[]) {
  test(`every page of a ${who} is accessible, by day and by night`, async ({ page, isMobile }) => {
    test.setTimeout(480_000);
    if (who !== "visitor") await signIn(page, who);
    for (const address of await resolve(page, places[who])) {
      await test.step(address, async () => {
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        if (bare.includes(address)) await page.goto(address);
        else await open(page, address, true);
        await expect(page.locator("main h1, h1").first()).toBeVisible();
        await expectAccessible(page);
        // By night the page has other colours and nothing else, and they are the same on every screen.
        if (!isMobile) {
          await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
          await expectAccessible(page, ["color-contrast"]);
        }
        // Nothing sticks out on the side.
        const tooWide = () => page.locator("html").evaluate((root) => root.scrollWidth > root.clientWidth);
        expect(await tooWide(), `${address} scrolls sideways`).toBe(false);
        await page.locator("html").evaluate((root) => (root.style.fontSize = "200%"));
        expect(await tooWide(), `${address} scrolls sideways with text of twice the size`).toBe(false);
      });
    }
  });
}

/** The words of head, navigation, headings, labels and buttons; names that people gave stay as they are. */
async function noJapanese(page: Page, address: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const ours = "header nav a, nav a, footer a, main h1, main h2, main label, main button, main legend, main .btn";
  const words = await page.locator(ours).filter({ visible: true }).evaluateAll((found) =>
    found.filter((one) => !one.closest("[dir=auto], [lang=ja], .row, .value-card, .choice")).map((one) => one.textContent ?? ""),
  );
  expect(words.filter((text) => japanese.test(text.replace(/日本語/g, ""))), address).toEqual([]);
}

test("English is complete in head, navigation, headings and forms", async ({ page, baseURL }) => {
  test.setTimeout(360_000);
  await page.context().addCookies([{ name: "lang", value: "en", url: baseURL }]);
  for (const address of ["/", "/workshops", "/sign-in", "/sign-up", "/sign-up/sent", "/forgot", "/nowhere"]) {
    await open(page, address, true);
    await noJapanese(page, address);
  }
  await signIn(page, reader);
  for (const address of ["/today", "/workshops", "/journal", "/journal/new?template=gibbs", "/worksheets", "/worksheets/values", "/me", "/me/profile", "/me/password", "/me/devices", "/me/readers", "/promise"]) {
    await open(page, address, true);
    await noJapanese(page, address);
  }
});

test("a page that is not there says so, and leads back", async ({ page }) => {
  const answer = await page.goto("/nowhere");
  expect(answer?.status()).toBe(404);
  await expect(page.locator("main a[href='/']").first()).toBeVisible();
  const other = await page.goto("/workshops/00000000-0000-7000-8000-000000000000");
  expect(other?.status()).toBe(404);
});
