import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { people, type Who } from "./people.ts";

/** The control of a form's field: forms send `form[name]`. */
export function field(scope: Page | Locator, name: string): Locator {
  return scope.locator(`[name="form[${name}]"]`);
}

/** The form that has these fields. */
export function formWith(page: Page, ...names: string[]): Locator {
  return names.reduce((forms, name) => forms.filter({ has: field(page, name) }), page.locator("main form")).first();
}

/** Submits with the form's own button. */
export async function submit(of: Locator): Promise<void> {
  await of.locator("button[type=submit]:not([formaction]), button:not([type])").last().click();
}

/** Opens a page and, with JavaScript, waits until it answers. */
export async function open(page: Page, path: string, js: boolean): Promise<void> {
  await page.goto(path);
  if (js) await live(page);
}

/** Waits until the program in the browser has taken over the page. */
export async function live(page: Page): Promise<void> {
  await expect(page.locator("html[data-live]")).toHaveCount(1, { timeout: 45_000 });
}

/** Signs a person of the demo community in. */
export async function signIn(page: Page, who: Who | { email: string; password: string }): Promise<void> {
  const person = typeof who === "string" ? people[who] : who;
  await page.goto("/sign-in");
  const sign = formWith(page, "email", "password");
  await field(sign, "email").fill(person.email);
  await field(sign, "password").fill(person.password);
  await submit(sign);
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** The newest letter to `address` in which `about` stands, in its words or its links, as the demo shows it. */
export async function letter(page: Page, address: string, about: string): Promise<{ text: string; links: string[] }> {
  let found: { text: string; links: string[] } | undefined;
  await expect(async () => {
    await page.goto("/demo/letters");
    const all = await page.locator("article, li").filter({ hasText: address }).all();
    const read = all.map(async (one) => {
      const text = await one.innerText();
      const hrefs = await one.locator("a[href]").evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).href));
      return { text, links: [...hrefs, ...(text.match(/https?:\/\/\S+/g) ?? [])] };
    });
    found = (await Promise.all(read)).find(({ text, links }) => [text, ...links].some((words) => words.includes(about)));
    expect(found, `a letter to ${address} about ${about}`).toBeDefined();
  }).toPass();
  return found!;
}

/**
 * No serious or critical finding of axe on the page as it stands, by all rules or by those named. Axe itself needs
 * JavaScript: where the browser has none, the same HTML was looked at by the other projects.
 */
export async function expectAccessible(page: Page, rules: string[] = []): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) return;
  // No page of ours has frames: without them axe needs no second window to gather its findings.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length ? axe.withRules(rules) : axe).analyze();
  const found = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
