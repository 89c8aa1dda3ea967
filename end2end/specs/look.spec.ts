import { expect, test } from "../support/fixtures.ts";
import { open, signIn } from "../support/helpers.ts";
import { resolve } from "../support/routes.ts";

test("what was begun is told on 今日, and the worksheets lead to what makes sense", async ({ page, js }) => {
  await signIn(page, "member");
  await open(page, "/today", js);
  const begun = page.locator("section[aria-labelledby=begun]");
  await expect(begun).toContainText("73枚のうち");
  await expect(begun.locator("progress")).toHaveAttribute("max", "73");

  await page.goto("/worksheets/values/compare");
  await expect(page).toHaveURL(/\/compare\?a=[0-9a-f-]{36}&b=[0-9a-f-]{36}$/);
  await expect(page.locator("main svg[role=img], main figure.chart").first()).toBeVisible();
});

test("hours of a day stay in one line, and a seat is a circle", async ({ page, js }) => {
  await signIn(page, "member");
  await open(page, "/today", js);
  const next = await page.locator("aside a[href^='/workshops/']").first().getAttribute("href");
  await open(page, next!, js);
  const hours = page.locator(".facts .hours").first();
  await expect(hours).toHaveText(/^\d\d:\d\d〜\d\d:\d\d$/);
  expect(await hours.evaluate((span) => {
    const text = document.createRange();
    text.selectNodeContents(span);
    return text.getClientRects().length;
  })).toBe(1);
  const seats = Number((await page.locator(".seats th").first().innerText()).replace(/\D/g, ""));
  await expect(page.locator(".seats tr:first-child .circles i")).toHaveCount(seats);
});

test("an opened person stands first on a phone, and members are folded", async ({ page, js, viewport }) => {
  await signIn(page, "admin");
  const [person] = await resolve(page, [{ on: "/admin/people", like: /^\/admin\/people\?person=/ }]);
  await open(page, person, js);
  const [panel, list] = [page.locator("#person"), page.locator("form[role=search]")];
  await expect(panel.locator("form").first()).toBeVisible();
  const [above, below] = [(await panel.boundingBox())!, (await list.boundingBox())!];
  if (viewport!.width < 500) expect(above.y + above.height).toBeLessThanOrEqual(below.y);
  else expect(above.x).toBeGreaterThanOrEqual(below.x + below.width);

  await open(page, "/admin/cohorts", js);
  const members = page.locator("main section details").filter({ hasText: "メンバー" }).first();
  await expect(members.locator(".rows")).toBeHidden();
  await members.locator("summary").click();
  await expect(members.locator(".rows")).toBeVisible();
});
