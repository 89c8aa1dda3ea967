import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { field, formWith, live, submit } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

test.describe("with the offline page at hand", () => {
  test.use({ serviceWorkers: "allow" });

  test("a page that cannot be reached is a kind one, and nothing private was kept", async ({ page, context, complaints }) => {
    complaints.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    await page.goto("/");
    await live(page);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await context.setOffline(true);
    await page.goto("/workshops");
    await expect(page.locator("h1")).toBeVisible();
    await expect(page.locator("body")).toContainText("つなが");
    const kept = await page.evaluate(async () => {
      const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = await Promise.all(stores.map((store) => store.keys()));
      return requests.flat().map((request) => new URL(request.url).pathname);
    });
    expect(kept.filter((path) => !path.startsWith("/offline"))).toEqual([]);
    await context.setOffline(false);
    await page.goto("/workshops");
    await expect(page.locator("main a[href^='/workshops/']").first()).toBeVisible();
  });
});

test("a form that could not be sent says so and keeps every word", async ({ page, context, complaints }) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  await page.goto("/sign-up");
  await live(page);
  const form = formWith(page, "name", "email", "password");
  await field(form, "name").fill("ひかり");
  await field(form, "email").fill("offline@demo.example");
  await field(form, "password").fill("あかりのそばにいるひと");
  await context.setOffline(true);
  await form.locator("button[type=submit]").click();
  await expect(page.locator(".error-summary")).toContainText("つながりません");
  await expect(field(form, "name")).toHaveValue("ひかり");
  await expect(field(form, "password")).toHaveValue("あかりのそばにいるひと");
  await context.setOffline(false);
  await form.locator("button[type=submit]").click();
  await expect(page).toHaveURL(/\/sign-up\/sent/);
});

/** A new member has written a wish into the form of a workshop, and not sent it yet. */
async function aboutToRegister(page: Page, name: string): Promise<Locator> {
  await settle(page, newcomer(name));
  await page.goto("/workshops");
  await live(page);
  for (const href of await page.locator("main a[href^='/workshops/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")!))) {
    await page.goto(href);
    if ((await formWith(page, "workshop", "needs").count()) > 0) break;
  }
  await live(page);
  const form = formWith(page, "workshop", "needs");
  await form.locator("details").filter({ has: field(page, "needs") }).locator("summary").click();
  await field(form, "needs").fill("通路側の席だと助かります");
  return form;
}

test("registering without a connection keeps the page and what was typed", async ({ page, context, complaints }) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const form = await aboutToRegister(page, "offline");
  await context.setOffline(true);
  await submit(form);
  await expect(page.locator(".error-summary").first()).toContainText("つながりません");
  await expect(field(form, "needs")).toHaveValue("通路側の席だと助かります");
  await context.setOffline(false);
});

test("a failure of ours is said kindly, with a number to ask about", async ({ page, complaints }) => {
  complaints.allow(/50\d|status of 50\d/);
  const form = await aboutToRegister(page, "failing");
  await page.route("**/api/workshops/**", (route) =>
    route.fulfill({
      status: 500,
      headers: { serverfnerror: new URL(route.request().url()).pathname, "content-type": "application/json" },
      body: JSON.stringify({ Internal: { request_id: "abc-123" } }),
    }),
  );
  await submit(form);
  await expect(page.locator(".error-summary").first()).toContainText("書いたものは消えていません");
  await expect(page.locator(".error-summary").first()).toContainText("abc-123");
  await expect(field(form, "needs")).toHaveValue("通路側の席だと助かります");
});
