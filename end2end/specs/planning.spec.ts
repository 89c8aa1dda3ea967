import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, field, formWith, letter, open, signIn, submit } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";

const reason = "ひとりで抱えがちなので、";

test("a host plans a course of eight weeks, and a member joins all of it", { tag: "@main" }, async ({ page, another, js }) => {
  test.setTimeout(480_000);
  const person = { ...newcomer("course"), name: `みどり${Math.random().toString(36).slice(2, 6)}` };
  const title = `八つの夜 ${Math.random().toString(36).slice(2, 8)}`;
  const host = await another();
  let desk = "";

  await test.step("the host drafts the first evening", async () => {
    await signIn(host, "host");
    await open(host, "/host/new", js);
    const draft = formWith(host, "title", "starts");
    await field(draft, "kind").selectOption("training");
    await field(draft, "title").fill(title);
    await field(draft, "starts").fill("2026-12-09T20:00");
    await field(draft, "ends").fill("2026-12-09T21:30");
    const [starts, ends] = [await field(draft, "starts").boundingBox(), await field(draft, "ends").boundingBox()];
    const wide = (host.viewportSize()?.width ?? 0) >= 900;
    expect(starts!.y === ends!.y, "side by side on a desk, one below the other on a phone").toBe(wide);
    await field(draft, "capacity").fill("12");
    await field(draft, "online_url").fill("https://meet.example.jp/eight");
    await submit(draft);
    await expect(host).toHaveURL(/\/host\/[0-9a-f-]{36}/);
    desk = new URL(host.url()).pathname;
  });

  await test.step("adds a question", async () => {
    await host.goto(`${desk}/plan/questions`);
    const ask = formWith(host, "label", "kind");
    await field(ask, "label").fill("参加のきっかけ");
    await field(ask, "kind").selectOption("short");
    await field(ask, "required").check();
    await submit(ask);
    await expect(host.locator("main .flash").first()).toBeVisible();
    await expect(host.locator("main ol").first()).toContainText("参加のきっかけ");
    const lunch = host.locator("section[aria-labelledby=new-question] form");
    await field(lunch, "label").fill("軽食はいりますか");
    await field(lunch, "kind").selectOption("yes_no");
    await submit(lunch);
    await expect(host.locator("main ol").first()).toContainText("軽食はいりますか");
    await field(lunch, "label").fill("苦手な食べもの");
    await field(lunch, "kind").selectOption("short");
    await field(lunch, "required").check();
    await field(lunch, "shown_if").selectOption({ label: "軽食はいりますか: はい" });
    await submit(lunch);
    await expect(host.locator("main ol").first()).toContainText("苦手な食べもの");
    await expectAccessible(host);
  });

  await test.step("keeps two seats for nurses", async () => {
    await host.goto(`${desk}/plan/seats`);
    const rules = formWith(host, "kept][nurse");
    await rules.getByText("職種を足す").click();
    await field(rules, "kept][nurse").fill("99");
    await submit(rules);
    // Refused, it stands open, and the message says whose field it is.
    await expect(host.locator(".error-summary")).toContainText("看護師の「取っておく席」");
    await expect(field(rules, "kept][nurse")).toBeVisible();
    await field(rules, "kept][nurse").fill("2");
    await field(rules, "release][nurse").fill("72");
    await submit(rules);
    await expect(host.locator("main .flash").first()).toBeVisible();
    await expect(field(host, "kept][nurse")).toHaveValue("2");
    await expectAccessible(host);
  });

  await test.step("sends a reminder four days before", async () => {
    await host.goto(`${desk}/plan/day`);
    const day = formWith(host, "materials_before", "remind_number");
    await expect(day.getByLabel("1日前", { exact: true })).toBeChecked();
    await field(day, "remind_number").fill("4");
    await submit(day);
    await expect(host.locator("main .flash").first()).toBeVisible();
    await expect(day.getByLabel("4日前", { exact: true })).toBeChecked();
    await expectAccessible(host);
  });

  await test.step("looks at it as a member", async () => {
    await host.goto(`${desk}/plan/preview`);
    await expect(host.locator("main")).toContainText("参加のきっかけ");
    await expect(host.locator("main fieldset[disabled]")).toHaveCount(1);
    await expect(host.getByText("苦手な食べもの").first()).toBeVisible();
    await expectAccessible(host);
  });

  await test.step("makes it a course of eight weeks and publishes it", async () => {
    await host.goto(`${desk}/plan/course`);
    const course = formWith(host, "dates", "weeks");
    await field(course, "dates").fill("8");
    await submit(course);
    await expect(host.locator("main a.row[href^='/host/']")).toHaveCount(8);
    await submit(host.locator("main form").filter({ has: host.locator("[value=publish_course]") }));
    await expect(host.locator("main .flash").first()).toBeVisible();
    await expectAccessible(host);
  });

  await test.step("carries a new fee over to the other weeks", async () => {
    await host.goto(`${desk}/plan/entry`);
    const entry = formWith(host, "visibility", "fee");
    await field(entry, "fee").fill("500円（お茶代）");
    await submit(entry);
    await expect(host.locator("main .flash").first()).toBeVisible();
    await host.goto(`${desk}/plan/course`);
    const what = host.locator("section[aria-labelledby=spread] form").first();
    await expect(what.locator("[name=copy][value=fee]")).toBeChecked();
    await expect(what.locator("[name=copy][value=title]")).not.toBeChecked();
    await what.locator("button").click();
    await expect(host.locator("section[aria-labelledby=summary] li")).toHaveCount(7);
    await expectAccessible(host);
    await submit(host.locator("form[action='/api/workshops/plan_spread']"));
    await expect(host.locator("main .flash").first()).toBeVisible();
    await expect(host.locator("section[aria-labelledby=summary]")).toHaveCount(0);
  });

  await test.step("a member joins all of it", async () => {
    await settle(page, person);
    await open(page, desk.replace("/host/", "/workshops/"), js);
    const whole = page.locator("main form[action='/api/workshops/register_course']");
    await whole.getByLabel("参加のきっかけ").fill(reason);
    const dislikes = whole.getByLabel("苦手な食べもの");
    await expect(dislikes).toBeHidden();
    await whole.getByLabel("軽食はいりますか").selectOption("yes");
    await expect(dislikes).toBeVisible();
    await expectAccessible(page);
    await whole.getByLabel("軽食はいりますか").selectOption("no");
    await expect(dislikes).toBeHidden();
    await submit(whole);
    await expect(page.locator("main .flash").first()).toBeVisible();
    await letter(page, person.email, title);
  });

  await test.step("the host finds them, marks the payment and reads the answer", async () => {
    await host.goto(`${desk}/plan/people`);
    const search = host.locator("main form[role=search]");
    await search.locator("[name=q]").fill(person.name);
    await search.locator("button").click();
    await expect(host).toHaveURL(/q=/);
    const row = host.locator("main tbody tr").filter({ hasText: person.name });
    await expect(row).toHaveCount(1);
    await row.locator("input[type=checkbox]").check();
    await host.locator("main button[value=paid]").click();
    await expect(host.locator("main .flash").first()).toBeVisible();
    await expect(row.locator("td").last()).not.toHaveText("");
    await expectAccessible(host);
    const more = search.locator("details:not([open]) > summary");
    if (await more.isVisible()) await more.click();
    await search.locator("[name=answers]").check();
    await search.locator("button").click();
    await expect(host).toHaveURL(/answers=1/);
    await expect(row).toContainText(reason);
    expect(await (await host.request.get(`${desk}/people.csv`)).text()).toContain(reason);
    await row.locator("th a").click();
    await expect(host.locator("main")).toContainText(reason);
    await page.goto("/me/readers");
    await expect(page.locator("main .rows li").first()).toBeVisible();
  });

  await test.step("and writes to them", async () => {
    await host.goto(`${desk}/plan/people`);
    await host.locator("main tbody tr").filter({ hasText: person.name }).locator("input[type=checkbox]").check();
    await host.locator("main button[value=letter]").click();
    await expect(host).toHaveURL(/plan\/letter/);
    await field(host, "subject").fill("はじめの夜に");
    await field(host, "text").fill("飲みものを、ひとつご用意ください。");
    await submit(formWith(host, "subject", "text"));
    await expect(host.locator("main section.sheet")).toContainText("飲みものを、ひとつご用意ください。");
    await expect(field(host, "subject")).toHaveValue("はじめの夜に");
    await submit(formWith(host, "subject", "text"));
    await expect(host.locator("main .flash").first()).toBeVisible();
    await letter(page, person.email, "飲みもの");
  });

  await test.step("nobody is taken off by one press", async () => {
    await host.goto(`${desk}/plan/people?ticked=1`);
    const row = host.locator("main tbody tr").filter({ hasText: person.name });
    await expect(row.locator("input[type=checkbox]")).toBeChecked();
    await host.locator("main button[value=remove]").click();
    await expect(host.locator("main section.sheet")).toContainText(`${person.name}さんの席がなくなり、メールが届きます。`);
    await expectAccessible(host);
    await host.getByRole("link", { name: "残しておく" }).click();
    await expect(row).toHaveCount(1);
  });
});
