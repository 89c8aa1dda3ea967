import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { people, type Who } from "./people.ts";
import { NOW } from "./server.ts";

/** Whoever can send a request: a page, or somebody who is signed in without one. */
export type Client = Pick<Page, "request">;

/** The control of a form's field: forms send `form[name]`. */
export function field(scope: Page | Locator, name: string): Locator {
  return scope.locator(`[name="form[${name}]"]`);
}

/** The form that has these fields. */
export function formWith(page: Page, ...names: string[]): Locator {
  return names.reduce((forms, name) => forms.filter({ has: field(page, name) }), page.locator("main form")).first();
}

/** Opens the fold or dialog that asks, and answers. */
export async function confirm(page: Page, words: string, verb: string): Promise<void> {
  await page.getByText(words, { exact: true }).first().click();
  await page.getByRole("button", { name: verb, exact: true }).first().click();
}

/** A day so many days after the evening on which stories begin, whatever day it is here, as a date field wants it. */
export function day(days: number): string {
  return new Date(Date.parse(NOW) + days * 86_400_000).toISOString().slice(0, 10);
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

/**
 * Sends a form without its page, as a browser without JavaScript does; says where the answer leads. For the steps that
 * a story needs and is not about: a page costs a second or two, a request nothing.
 */
export async function post(page: Client, path: string, fields: Record<string, string>): Promise<string> {
  const form = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`form[${name}]`, value]));
  const headers = { accept: "text/html", "accept-language": "ja", "sec-fetch-site": "same-origin" };
  const answer = await page.request.post(`/api/${path}`, { form, headers, maxRedirects: 0 });
  return answer.headers().location ?? `${answer.status()} ${await answer.text()}`;
}

/** Signs a person of the demo community in; the page stays where it is. */
export async function signIn(page: Client, who: Who | { email: string; password: string }): Promise<void> {
  const { email, password } = typeof who === "string" ? people[who] : who;
  expect(await post(page, "accounts/sign-in", { email, password }), `${email} is let in`).toMatch(/^\/(today|promise)/);
}

/** Signs in on the page that is open, by typing. */
export async function signInHere(page: Page, person: { email: string; password: string }): Promise<void> {
  const sign = formWith(page, "email", "password");
  await field(sign, "email").fill(person.email);
  await field(sign, "password").fill(person.password);
  await submit(sign);
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** The newest letter to `address` in which `about` stands, in its words or its links, as the demo shows it. */
export async function letter(page: Page, address: string, about: string): Promise<{ text: string; links: string[] }> {
  let text = "";
  await expect(async () => {
    const all = await (await page.request.get("/demo/letters")).text();
    const letters = all.split('<article class="sheet">').slice(1).map((html) => plain(html.split("</article>")[0]!));
    const found = letters.find((words) => words.includes(address) && words.includes(about));
    expect(found, `a letter to ${address} about ${about}`).toBeDefined();
    text = found!;
  }).toPass({ timeout: 45_000 });
  return { text, links: text.match(/https?:\/\/\S+/g) ?? [] };
}

const marks: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };

/** The words of a piece of HTML, every block and line on a line of its own. */
function plain(html: string): string {
  const lines = html.replace(/<br>|<\/(p|h2)>/g, "\n").replace(/<[^>]*>/g, "");
  return lines.replace(/&(lt|gt|quot|#39|amp);/g, (mark) => marks[mark]!);
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
