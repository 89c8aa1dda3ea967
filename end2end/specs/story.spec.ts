import { shareValues, sortValues } from "../support/cards.ts";
import { finishEntry, startEntry } from "../support/entries.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, field, formWith, letter, live, open, signIn, submit } from "../support/helpers.ts";
import { join, newcomer } from "../support/join.ts";

const words = "声をかけるまえに、隣で待てた。";
const question = "黙っていた時間を、どう考えたらいいでしょうか。";
const answer = "待つことも、かかわりです。\n次はその時間のことを、本人と話してみてください。";

test("from joining to the coach's answer", { tag: ["@main", "@first"] }, async ({ page, another, js }) => {
  test.setTimeout(480_000);
  const person = { ...newcomer("story"), name: `ひかり${Math.random().toString(36).slice(2, 6)}` };

  await test.step("join", async () => {
    await join(page, person, js);
    await expectAccessible(page);
  });

  await test.step("register for a workshop", async () => {
    await open(page, "/workshops", js);
    await page.locator("main a[href^='/workshops/']").first().click();
    await expect(page).toHaveURL(/\/workshops\/[0-9a-f-]{36}/);
    const title = await page.locator("main h1").innerText();
    await submit(formWith(page, "workshop"));
    await expect(page.locator("main .flash").first()).toBeVisible();
    await letter(page, person.email, title);
  });

  const organiser = await another();
  await test.step("the organiser brings member and coach together", async () => {
    await signIn(organiser, "admin");
    await open(organiser, "/admin/cohorts", js);
    const cohort = organiser.locator("main section").filter({ has: organiser.getByRole("heading", { name: "第一期生" }) });
    await cohort.locator("a[href*='cohort=']").click();
    await expect(organiser).toHaveURL(/cohort=/);
    const search = organiser.locator("main form[action='/admin/cohorts']");
    await search.locator("[name=q]").fill(person.name);
    await search.locator("[name=q]").press("Enter");
    await expect(organiser).toHaveURL(/q=/);
    if (js) await live(organiser);
    const join = formWith(organiser, "person", "part");
    await join.locator("label").filter({ hasText: person.name }).click();
    await submit(join);
    await expect(organiser.locator("main .flash").first()).toBeVisible();
  });

  let entry = "";
  await test.step("write a journal entry", async () => {
    entry = await startEntry(page, js, "ywt");
    const boxes = page.locator("main textarea[name^='form[texts]']");
    await boxes.nth(0).fill(words);
    await boxes.nth(1).fill("沈黙は空っぽではなかった。");
    await boxes.nth(2).fill("次も、すぐに埋めない。");
    if (js) {
      await expect(page.locator(".save-state[data-state=saved]")).toBeVisible({ timeout: 15_000 });
    }
    await finishEntry(page);
    await page.goto(entry);
    await expect(page.locator("main textarea").first()).toHaveValue(words);
  });

  await test.step("show it to the coach", async () => {
    await open(page, `${entry}/share`, js);
    const share = formWith(page, "entry", "days");
    await share.locator("label").filter({ hasText: "北川" }).locator("input").check();
    for (const step of await share.locator("[name='form[steps][]']").all()) await step.check();
    await submit(share);
    const copy = formWith(page, "draft", "texts][ask");
    await field(copy, "texts][ask").fill(question);
    for (const box of await copy.locator("[name='form[checks][]']").all()) await box.check();
    await submit(copy);
    await expect(page.locator("main .flash").first()).toBeVisible();
  });

  await test.step("sort one's values, and show them too", async () => {
    await sortValues(page, js, "ひとりで抱えないということ。");
    await shareValues(page, js);
  });

  const coach = await another();
  await test.step("the coach reads and answers", async () => {
    await signIn(coach, "coach");
    await open(coach, "/coach", js);
    await coach.locator("main a[href^='/coach/values/']").filter({ hasText: person.name }).first().click();
    await expect(coach.locator("main .ranking li")).toHaveCount(5);
    await expect(coach.locator("main")).toContainText("ひとりで抱えないということ。");
    await open(coach, "/coach", js);
    await coach.locator("main a[href^='/coach/journals/']").filter({ hasText: person.name }).first().click();
    await expect(coach.locator("main")).toContainText(words);
    await expect(coach.locator("main")).toContainText(question);
    await expectAccessible(coach);
    const reply = coach.locator("main [data-keep] form");
    await field(reply, "text").fill(answer);
    await submit(reply);
    await expect(coach.locator("main .answer")).toContainText("待つことも、かかわりです。");
  });

  await test.step("the member reads the answer, and who has read what", async () => {
    const { text } = await letter(page, person.email, entry);
    expect(text).not.toContain("待つことも");
    expect(text).not.toContain(words);
    await open(page, "/today", js);
    await page.locator(`main a[href^='${entry}']`).first().click();
    await expect(page.locator("main .answer")).toContainText("待つことも、かかわりです。");
    await expectAccessible(page);
    await page.goto("/me/readers");
    await expect(page.locator("main")).toContainText("北川");
  });
});
