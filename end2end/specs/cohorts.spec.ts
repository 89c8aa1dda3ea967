import { expect, test } from "../support/fixtures.ts";
import { confirm, day, expectAccessible, field, letter, open, signIn, submit } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

test("a cohort: applied for, walked with a goal and a coach, and an appointment cancelled", { tag: "@main" }, async ({ page, another, js }) => {
  test.setTimeout(240_000);
  const name = `ためしの期 ${Math.random().toString(36).slice(2, 7)}`;
  const member = { ...newcomer("path"), name: `ひかり${Math.random().toString(36).slice(2, 6)}` };
  const canary = "カナリアは窓辺で小さくうたった";
  const [organiser, coach] = [await another(), await another()];
  let desk = "";

  await test.step("an organiser opens a cohort of a programme", async () => {
    await signIn(organiser, "admin");
    await open(organiser, "/admin/cohorts", js);
    const create = organiser.locator("form[action='/api/admin/create_cohort']");
    await field(create, "name").fill(name);
    await submit(create);
    await expect(organiser).toHaveURL(/done=created/);
    await organiser.goto(`${new URL(organiser.url()).pathname}?cohort=${new URL(organiser.url()).searchParams.get("cohort")}&q=${encodeURIComponent("北川")}`);
    const add = organiser.locator("form[action='/api/admin/join_cohort']");
    await add.locator("label").filter({ hasText: "北川" }).first().click();
    await add.locator("label").filter({ hasText: "コーチとして" }).click();
    await submit(add);
    await expect(organiser).toHaveURL(/done=joined/);
    desk = `/admin/cohorts/${new URL(organiser.url()).searchParams.get("cohort")}`;
    await organiser.goto(desk);
    const plan = organiser.locator("form[action='/api/cohorts/plan']");
    await field(plan, "programme").selectOption({ label: "はじめの三年を、いっしょに" });
    await field(plan, "places").fill("1");
    await field(plan, "starts").fill(day(30));
    await field(plan, "ends").fill(day(20));
    await field(plan, "apply_from").fill(day(-2));
    await submit(plan);
    await expect(organiser.locator(".error-summary").first()).toBeVisible();
    await expect(field(plan, "starts")).toHaveValue(day(30));
    await field(plan, "ends").fill(day(200));
    await submit(plan);
    await expect(organiser).toHaveURL(/done=planned/);
    await expectAccessible(organiser);
  });

  await test.step("somebody reads what it is and applies", async () => {
    await settle(page, member);
    await page.goto("/programmes");
    await page.getByRole("link", { name: "はじめの三年を、いっしょに" }).click();
    const apply = page.locator("section.sheet").filter({ hasText: name }).locator("form");
    await field(apply, "words").fill(canary);
    await submit(apply);
    await expect(page.locator(".error-summary").first()).toBeVisible();
    await expect(field(apply, "words")).toHaveValue(canary);
    await expectAccessible(page);
    await field(apply, "knows").check();
    await submit(apply);
    await expect(page).toHaveURL(/done=applied/);
  });

  await test.step("the organiser reads the application and accepts", async () => {
    await organiser.goto(desk);
    await organiser.locator("main a[href^='/coaching/applications/']").first().click();
    await expect(organiser.getByText(canary)).toBeVisible();
    await expectAccessible(organiser);
    await confirm(organiser, "参加してもらう", "メールで返事をする");
    await expect(organiser).toHaveURL(/done=accept/);
    const { text } = await letter(page, member.email, name);
    expect(text).not.toContain(canary);
    await page.goto("/me/readers");
    await expect(page.getByText("期への申し込み").first()).toBeVisible();
  });

  await test.step("the coach offers a time, the member books it", async () => {
    await signIn(coach, "coach");
    await coach.goto("/coaching/appointments");
    const offer = coach.locator("form[action='/api/cohorts/offer']");
    await field(offer, "cohort").selectOption({ label: name });
    await field(offer, "first").fill(`${day(150)}T19:00`);
    await field(offer, "link").fill("https://meet.example.jp/room");
    await submit(offer);
    await expect(coach).toHaveURL(/done=offered/);
    await expectAccessible(coach);
    await page.goto("/cohort");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expectAccessible(page);
    await page.goto("/cohort/appointments");
    await page.getByRole("button", { name: "この時間にする", exact: true }).first().click();
    await expect(page).toHaveURL(/done=booked/);
    await expect(page.getByRole("link", { name: "オンラインの部屋へ" })).toHaveAttribute("href", "https://meet.example.jp/room");
    await expectAccessible(page);
    await letter(page, member.email, "時間が決まりました");
  });

  await test.step("a goal with a small step, shown to the coach", async () => {
    await page.goto("/cohort");
    const set = page.locator("form[action='/api/cohorts/set_goal']");
    if (!(await field(set, "goal").isVisible())) await page.getByText("目標を書く", { exact: true }).click();
    await field(set, "goal").fill("週に一度は定時で帰る");
    await field(set, "step").fill("水曜日を空けておく");
    await submit(set);
    await expect(page).toHaveURL(/done=goal/);
    await expect(page.getByText("あなただけに見えています")).toBeVisible();
    await page.locator("form[aria-label='できた：水曜日を空けておく'] button").click();
    await page.getByRole("button", { name: "コーチに見せる", exact: true }).click();
    await expect(page).toHaveURL(/done=share/);
    await coach.goto("/coaching/members");
    await coach.locator("main a.row").filter({ hasText: member.name }).first().click();
    await expect(coach.getByText("週に一度は定時で帰る")).toHaveCount(0);
    await expectAccessible(coach);
    await coach.locator("main a[href$='/goals']").click();
    await expect(coach.getByText("週に一度は定時で帰る")).toBeVisible();
    await expectAccessible(coach);
  });

  await test.step("the appointment is cancelled, and both hear of it", async () => {
    await page.goto("/cohort/appointments");
    await confirm(page, "取り消す", "約束を取り消す");
    await expect(page).toHaveURL(/done=cancelled/);
    await letter(page, member.email, "取り消されました");
  });
});
