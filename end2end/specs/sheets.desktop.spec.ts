import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { field, live, open } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";
import { pressOn, tabTo, typeInto } from "../support/keys.ts";

const name = (of: string) => `[name="form[f][${of}]"]`;
const button = (page: Page, words: string) => page.getByRole("button", { name: words, exact: true });

/** Every word of the page itself, heard or seen, is English; what is marked as another language stays as it is. */
async function expectEnglish(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const found = await page.locator("main").evaluate((main) => {
    const copy = main.cloneNode(true) as Element;
    for (const one of copy.querySelectorAll("script, style, [lang=ja], [dir=auto]")) one.remove();
    const heard = ["aria-label", "aria-valuetext", "placeholder", "title"];
    const labels = [...copy.querySelectorAll("*")].flatMap((one) => heard.map((of) => one.getAttribute(of) ?? ""));
    const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]+/gu;
    return [copy.textContent ?? "", ...labels].flatMap((words) => words.match(japanese) ?? []);
  });
  expect(found, page.url()).toEqual([]);
}

/** What a press led to is there, and so is the rest of its page. */
async function arrived(page: Page, sign: Locator, words: string): Promise<void> {
  await expect(sign).toContainText(words);
  await page.waitForLoadState("load");
}

interface Sheet {
  address: string;
  title: string;
  /** What stands in its result. */
  reads: string;
  /** From the first question to the last, with the least that makes a result. */
  fill: (page: Page) => Promise<void>;
}

const sheets: Sheet[] = [
  { address: "w2", title: "Values, two by two", reads: "The order now", fill: pairs },
  { address: "w3", title: "Balance of work values", reads: "The balance of the values", fill: columns },
  { address: "w4", title: "Map of my professional identity", reads: "Side by side", fill: questions },
  { address: "w5", title: "Pieces of strength", reads: "A morning in the hall", fill: strengths },
  { address: "w6", title: "Lifeline of my working life", reads: "Back again", fill: line },
  { address: "w7", title: "Where Will, Can and Must meet", reads: "Someone who waits", fill: circles },
  { address: "w8", title: "Values target", reads: "The target", fill: target },
  { address: "w9", title: "Job-crafting sketch", reads: "Talks", fill: blocks },
  { address: "w10", title: "Map of mutual support", reads: "There is no one yet who gives you advice.", fill: rings },
];

async function pairs(page: Page): Promise<void> {
  for (let pair = 0; pair < 15; pair += 1) {
    // After the first nobody has to walk there from the head of the page.
    await pressOn(page.locator(`main button[value=${pair % 2 ? "b" : "a"}]`), "Enter", pair ? 3 : 80);
    await expect(page.locator("main progress")).toHaveAttribute("value", String(pair + 1));
    await page.waitForLoadState("load");
  }
}

async function columns(page: Page): Promise<void> {
  const selects = page.locator("main .statements select");
  await expect(selects).toHaveCount(20);
  for (let at = 0; at < 20; at += 1) {
    const column = String(5 - Math.floor(at / 4));
    await pressOn(selects.nth(at), column);
    await expect(selects.nth(at)).toHaveValue(column);
  }
}

async function questions(page: Page): Promise<void> {
  for (const item of ["a", "b", "c", "d", "e"].flatMap((facet) => [1, 2, 3].map((n) => `${facet}${n}`))) {
    // From "pass", which stands last, to the answer before it.
    await pressOn(page.locator(`${name(item)}:checked`), "ArrowLeft");
    await expect(page.locator(`${name(item)}[value="5"]`)).toBeChecked();
  }
}

async function strengths(page: Page): Promise<void> {
  await pressOn(page.locator("main input[value=waiting]"), "Space");
  await pressOn(button(page, "Go on"), "Enter");
  await arrived(page, page.locator("main legend").first(), "waiting");
  await typeInto(page.locator(name("story_waiting")), "A morning in the hall");
}

async function line(page: Page): Promise<void> {
  for (const [at, [title, year]] of [["First job", "2010"], ["A long rest", "2014"], ["Back again", "2018"]].entries()) {
    await typeInto(page.locator(name("title")), title!);
    await typeInto(page.locator(name("year")), year!);
    await pressOn(page.locator(name("y")), at === 1 ? "ArrowDown" : "ArrowUp");
    await pressOn(button(page, "Put it down"), "Enter");
    await arrived(page, page.locator("section[aria-labelledby=points] ol"), title!);
  }
}

async function circles(page: Page): Promise<void> {
  for (const [circle, words] of [["Will", "Make room"], ["Can", "Listen"], ["Must", "Hand over"]]) {
    const id = circle!.toLowerCase();
    await typeInto(page.locator(name(`new_${id}`)), words!);
    await pressOn(button(page, `Add to ${circle}`), "Enter");
    await arrived(page, page.locator(`section[aria-labelledby=list-${id}]`), words!);
  }
  await pressOn(button(page, "Link"), "Enter");
  await arrived(page, page.locator("section[aria-labelledby=links] ul"), "Make room — Listen");
  await typeInto(page.locator(name("core_0")), "Someone who waits");
}

async function target(page: Page): Promise<void> {
  await typeInto(page.locator(name("value_work")), "With care");
  for (const [of, value] of [["ring", "3"], ["importance", "9"], ["consistency", "4"]]) {
    await pressOn(page.locator(name(`${of}_work`)), value!);
    await expect(page.locator(name(`${of}_work`))).toHaveValue(value!);
  }
}

async function blocks(page: Page): Promise<void> {
  for (const [at, [block, share]] of [["Talks", "60"], ["Notes", "40"]].entries()) {
    await typeInto(page.locator(name(`name_${at}`)), block!);
    await typeInto(page.locator(name(`before_${at}`)), share!);
  }
}

async function rings(page: Page): Promise<void> {
  await typeInto(page.locator(name("new_alias")), "Star");
  await pressOn(page.locator("[name='form[many][new_gives][]'][value=listening]"), "Space");
  await pressOn(button(page, "Put on the map"), "Enter");
  await arrived(page, page.locator("section[aria-labelledby=people]"), "Star");
}

test.beforeEach(async ({ page, baseURL }) => {
  await page.context().addCookies([{ name: "lang", value: "en", url: baseURL }]);
  await settle(page, newcomer("keys"));
});

for (const { address, title, reads, fill } of sheets) {
  test(`with the keyboard alone, in English: ${title}`, async ({ page }) => {
    await open(page, `/worksheets/${address}`, true);
    await expectEnglish(page);
    await pressOn(button(page, "Begin"), "Enter");
    await expect(page).toHaveURL(new RegExp(`/worksheets/${address}/[0-9a-f-]{36}$`));
    await page.waitForLoadState("load");
    await expectEnglish(page);
    await fill(page);
    await expectEnglish(page);
    const finish = button(page, "See the result");
    await tabTo(finish);
    // There is a way back from it as well.
    await page.keyboard.press("Shift+Tab");
    await expect(finish).not.toBeFocused();
    await pressOn(finish, "Enter");
    await expect(page).toHaveURL(/\/result\?done=finished$/);
    await expect(page.locator("main h1")).toHaveText(`${title}: the result`);
    await expect(page.locator("main")).toContainText(reads);
    await expectEnglish(page);
  });
}

test("with the keyboard alone, in English: Value cards", async ({ page }) => {
  test.setTimeout(240_000);
  const press = (act: string) =>
    page.locator("main form").filter({ has: page.locator(`[name="form[act]"][value="${act}"]`) }).locator("button");
  // The button that led to a step is gone with the step before; the focus is not.
  const nextStep = () => expect(page.locator("#step")).toBeFocused();

  await open(page, "/worksheets/values", true);
  await expectEnglish(page);
  await pressOn(button(page, "Start sorting"), "Enter");
  await expect(page).toHaveURL(/\/worksheets\/values\/[0-9a-f-]{36}$/);
  await live(page);
  const progress = page.locator("main progress");
  await expect(progress).toHaveAttribute("max", "73");
  await pressOn(page.locator("main button.pile[value='5']"), "Enter");
  // With the first card taken back there is nothing to undo, and the button cannot keep the focus.
  await expect(progress).toHaveAttribute("value", "1");
  await tabTo(button(page, "Undo"), 1, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(progress).toHaveAttribute("value", "0");
  await expect(page.locator(".value-card")).toBeFocused();
  // The form goes with the last card of one's own that there is room for; the focus stays where it was.
  await pressOn(page.locator("#own-title"), "Enter");
  await tabTo(page.locator("#own-name"));
  for (let own = 1; own <= 5; own += 1) {
    await page.keyboard.type(`Mine ${own}`);
    await page.keyboard.press("Enter");
    await expect(progress).toHaveAttribute("max", String(73 + own));
  }
  await expect(page.locator("#own-title")).toBeFocused();
  for (let own = 5; own > 0; own -= 1) await page.keyboard.press("u");
  await expect(progress).toHaveAttribute("max", "73");
  await expect(page.locator(".value-card")).toBeFocused();
  await page.keyboard.press("5");
  for (let sorted = 1; sorted < 73; sorted += 1) {
    await expect(progress).toHaveAttribute("value", String(sorted));
    await page.keyboard.press(sorted < 5 ? "5" : "3");
  }
  await nextStep();
  await expectEnglish(page);
  await pressOn(press("rank"), "Enter");
  await nextStep();
  const names = page.locator("main .ranking li b");
  await expect(names).toHaveCount(5);
  const second = await names.nth(1).innerText();
  await pressOn(press("up").nth(1), "Enter");
  await expect(names.first()).toHaveText(second);
  await expect(button(page, `Move “${second}” one place up`)).toBeFocused();
  await pressOn(press("write"), "Enter");
  await nextStep();
  await typeInto(field(page, "note1"), "Not alone");
  await pressOn(page.locator("main button[name='form[goto]'][value='2']"), "Enter");
  await expect(page).toHaveURL(/[?]at=2$/);
  await expect(page.locator("#card")).toBeFocused();
  await expectEnglish(page);
  await pressOn(page.locator("main button[name='form[goto]'][value='finish']"), "Enter");
  await expect(page).toHaveURL(/\/result/);
  await expect(page.locator("main h1")).toHaveText("Value cards: the result");
  await expect(page.locator("main")).toContainText("Not alone");
  await expectEnglish(page);
  // What is folded away on the screen stands on paper, and once.
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("main dl").filter({ hasText: "most important", visible: true })).toHaveCount(1);
});
