import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, field, formWith, signIn, submit } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

test("a member takes a check, finds help on every page, and deletes the result for good", async ({ page }) => {
  await settle(page, newcomer("checks"));
  await page.goto("/checks");
  await expect(page.getByText("あなただけが見られます").first()).toBeVisible();
  await expectAccessible(page);

  await test.step("help is one tap away", async () => {
    await page.locator("a.to-help").click();
    await expect(page).toHaveURL(/#help$/);
    await expect(page.locator("#help a[href='tel:0570064556']")).toBeVisible();
    await page.goto("/workshops");
    await page.locator(".site-foot a[href='/help']").click();
    await expect(page.getByRole("heading", { level: 1, name: "つながる先" })).toBeVisible();
    await expect(page.locator("a[href='tel:0120279338']")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("leaving leaves nothing", async () => {
    await page.goto("/checks/cbi");
    await expect(page.getByText("試訳・未標準化")).toBeVisible();
    await page.getByRole("link", { name: "今日はやめておく" }).click();
    await expect(page).toHaveURL(/\/today$/);
    await page.goto("/checks");
    await expect(page.locator("a[href^='/checks/results/']")).toHaveCount(0);
  });

  await test.step("too few answers come back as they were", async () => {
    await page.goto("/checks/cbi");
    await expectAccessible(page);
    const form = formWith(page, "order");
    const order = await field(form, "order").inputValue();
    await form.locator("label.chip").first().click();
    await submit(form);
    await expect(page.locator(".error-summary")).toBeVisible();
    await expect(field(formWith(page, "order"), "order")).toHaveValue(order);
    await expect(formWith(page, "order").locator("input:checked")).toHaveCount(1);
  });

  await test.step("the result is numbers and plain words", async () => {
    const form = formWith(page, "order");
    for (const question of await form.locator("fieldset").all()) await question.locator("label.chip").nth(2).click();
    await submit(form);
    await expect(page).toHaveURL(/\/checks\/results\//);
    await expect(page.getByText("0から100のうち、50です。").first()).toBeVisible();
    await expect(page.getByText("このチェックは病気の診断ではありません")).toBeVisible();
    await expect(page.locator("#help")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("deleted is gone", async () => {
    const result = page.url();
    await page.locator("details.confirm summary").click();
    await page.getByRole("button", { name: "完全に消す" }).click();
    await expect(page).toHaveURL(/\/checks\?done=deleted/);
    await expect(page.locator("a[href^='/checks/results/']")).toHaveCount(0);
    expect((await page.goto(result))?.status()).toBe(404);
  });
});

test("one question is answered in words, beside what others answered", async ({ page }) => {
  await settle(page, newcomer("direct"));
  await page.goto("/checks/direct");
  const form = formWith(page, "order");
  await form.locator("label.chip").filter({ hasText: "時々ある" }).click();
  await submit(form);
  await expect(page.getByText("答えは「時々ある」でした。")).toBeVisible();
  await expect(page.getByText("約5人に1人")).toBeVisible();
  await expect(page.locator("main a[href='/workshops']").first()).toBeVisible();
});

test("an organiser keeps the numbers and the licences", { tag: "@desk" }, async ({ page, another }) => {
  await signIn(page, "admin");
  await page.goto("/admin/help");
  await expectAccessible(page);
  const name = `ためしの窓口 ${Math.random().toString(36).slice(2, 7)}`;
  const add = page.locator("section[aria-labelledby='new'] form");
  await field(add, "name_ja").fill(name);
  await field(add, "name_en").fill("A line to try");
  await field(add, "numbers").fill("0570-046-556");
  await submit(add);
  await expect(page.locator(".error-summary")).toBeVisible();
  await expect(field(page.locator("section[aria-labelledby='new'] form"), "name_ja")).toHaveValue(name);
  await field(page.locator("section[aria-labelledby='new'] form"), "numbers").fill("０１２０－０００－１１１");
  await submit(page.locator("section[aria-labelledby='new'] form"));
  await expect(page).toHaveURL(/done=saved/);
  const visitor = await another();
  await visitor.goto("/help");
  await expect(visitor.getByText(name)).toBeVisible();
  await expect(visitor.locator("a[href='tel:0120000111']")).toBeVisible();

  await page.goto("/admin/content");
  await expectAccessible(page);
  const w9 = page.locator("#content-w9");
  await expect(w9.getByText("さんが第1版を確かめました").first()).toBeVisible();
  await visitor.goto("/about/credits");
  await expect(visitor.getByText("USDOL/ETA has not approved")).toBeVisible();
  await expectAccessible(visitor);
  await page.goto("/admin/statistics");
  await expectAccessible(page);
});
