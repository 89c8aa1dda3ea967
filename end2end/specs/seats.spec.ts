import { expect, test } from "../support/fixtures.ts";
import { confirm, day, expectAccessible, field, formWith, letter, live, open, signIn, submit } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

test("a full gathering: waiting with a wish, an offer, and the answer by the letter's link", { tag: "@main" }, async ({ page, another, js }) => {
  test.setTimeout(240_000);
  const title = `席のゆずりあい ${Math.random().toString(36).slice(2, 7)}`;
  const waits = newcomer("waits");

  await test.step("a host opens a gathering with one seat", async () => {
    const host = await another();
    await signIn(host, "host");
    await open(host, "/host/new", js);
    const form = formWith(host, "title", "capacity");
    await field(form, "kind").selectOption("exchange");
    await field(form, "title").fill(title);
    await field(form, "starts").fill(`${day(700)}T20:00`);
    await field(form, "ends").fill(`${day(700)}T21:00`);
    await field(form, "capacity").fill("1");
    await field(form, "place").fill("神戸");
    await submit(form);
    await expect(host.locator("main .flash").first()).toBeVisible();
    await host.getByRole("button", { name: "公開する", exact: true }).click();
    await expect(host).toHaveURL(/done=published/);
    await host.goto(host.url().replace("/host/", "/workshops/").replace(/\?.*/, ""));
    await page.goto(host.url());
  });
  const address = new URL(page.url()).pathname;

  const first = await another();
  await test.step("somebody takes the seat", async () => {
    await signIn(first, "member");
    await open(first, address, js);
    await submit(formWith(first, "workshop"));
    await expect(first.locator("main .flash").first()).toBeVisible();
  });

  await test.step("the next one waits, and wants to be asked first", async () => {
    await settle(page, waits);
    await open(page, address, js);
    const form = formWith(page, "workshop", "wish");
    await form.locator("label").filter({ hasText: "まず聞いてほしい" }).click();
    await submit(form);
    await expect(page.getByText("順番待ちの1番目です")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the seat is given back", async () => {
    await open(first, address, js);
    await first.locator("main .sheet summary").last().click();
    await first.locator("main form[action$='/cancel'] button[type=submit]").click();
    await expect(first.locator("main .flash").first()).toBeVisible();
  });

  await test.step("the offer of the letter is taken without signing in", async () => {
    const { links } = await letter(page, waits.email, "/place?token=");
    const link = links.find((link) => link.includes("/place?token="));
    const stranger = await another();
    await stranger.goto(link!);
    if (js) await live(stranger);
    await expect(stranger.getByText("席をひとつ、お取りしています")).toBeVisible();
    await expectAccessible(stranger);
    await stranger.getByRole("button", { name: "参加する", exact: true }).click();
    await expect(stranger.locator("main .flash").first()).toBeVisible();
    await open(page, address, js);
    await expect(page.getByText("席があります").first()).toBeVisible();
    await confirm(stranger, "席をお返しする・順番を離れる", "お返しする");
    await expect(stranger).toHaveURL(/done=left/);
  });
});

test("an organiser brings the registrations of two accounts of one person together", { tag: "@desk" }, async ({ page, another, js }) => {
  test.setTimeout(240_000);
  const [old, fresh] = [newcomer("doubled"), { ...newcomer("kept"), name: `ふたり${Math.random().toString(36).slice(2, 6)}` }];
  const twice = await another();
  let address = "";

  await test.step("somebody registers with an old account", async () => {
    await settle(twice, old);
    await open(twice, "/workshops", js);
    await twice.locator("main a[href^='/workshops/']").filter({ hasText: "昼休みの説明会" }).first().click();
    await expect(twice).toHaveURL(/\/workshops\/[0-9a-f-]{36}/);
    address = new URL(twice.url()).pathname;
    if (js) await live(twice);
    await submit(formWith(twice, "workshop"));
    await expect(twice.locator("main .flash").first()).toBeVisible();
  });

  await test.step("the organiser finds their new one and names the old", async () => {
    await settle(page, fresh);
    const organiser = await another();
    await signIn(organiser, "admin");
    await organiser.goto(`/admin/people?q=${encodeURIComponent(fresh.name)}`);
    await organiser.locator("main a.row").filter({ hasText: fresh.name }).first().click();
    const merge = organiser.locator("form[action='/api/admin/merge']");
    await organiser.getByText("二重のアカウント", { exact: true }).click();
    await field(merge, "email").fill(old.email);
    await submit(merge);
    await expect(organiser.locator(".error-summary").first()).toBeVisible();
    await expect(field(merge, "email")).toHaveValue(old.email);
    await field(merge, "sure").check();
    await expectAccessible(organiser);
    await submit(merge);
    await expect(organiser.locator("main .flash").first()).toBeVisible();
  });

  await test.step("the seat is the new account's", async () => {
    await open(page, address, js);
    await expect(page.getByText("席があります").first()).toBeVisible();
    await open(twice, address, js);
    await expect(formWith(twice, "workshop")).toContainText("申し込む");
    await letter(page, fresh.email, "昼休みの説明会");
  });
});
