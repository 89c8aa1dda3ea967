import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { field, formWith, letter, open, post, submit } from "./helpers.ts";

export interface Newcomer {
  name: string;
  email: string;
  password: string;
}

/** Somebody nobody has met; every call another one. */
export function newcomer(word: string): Newcomer {
  const unique = `${word}.${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  return { name: "ひかり", email: `${unique}@demo.example`, password: "あかりのそばにいるひと" };
}

/** Signs up; the link in the letter. */
export async function askForPlace(page: Page, person: Newcomer, js: boolean): Promise<string> {
  await open(page, "/sign-up", js);
  const form = formWith(page, "name", "email", "password");
  await field(form, "name").fill(person.name);
  await field(form, "email").fill(person.email);
  await field(form, "password").fill(person.password);
  await submit(form);
  await expect(page).toHaveURL(/\/sign-up\/sent/);
  await expect(page.locator("main")).toContainText(person.email);

  const { links } = await letter(page, person.email, "/verify");
  return links.find((href) => href.includes("/verify"))!;
}

/** Signs up, follows the link in the letter and gives the promise, page by page as a newcomer does. */
export async function join(page: Page, person: Newcomer, js: boolean): Promise<void> {
  await open(page, await askForPlace(page, person, js), js);
  // Only the form uses the link up: mail programs open links to look at them.
  const proof = formWith(page, "token", "password");
  await field(proof, "password").fill(person.password);
  await submit(proof);
  await expect(page).not.toHaveURL(/\/verify/);
  await open(page, "/promise?next=/today", js);
  await submit(formWith(page, "version"));
  await expect(page).toHaveURL(/\/today/);
}

/** The same without the pages: a new member, signed in here. */
export async function settle(page: Page, person: Newcomer): Promise<void> {
  expect(await post(page, "accounts/sign-up", { ...person, zone: "Asia/Tokyo" })).toBe("/sign-up/sent");
  const { links } = await letter(page, person.email, "/verify");
  const token = new URL(links.find((href) => href.includes("/verify"))!).searchParams.get("token")!;
  expect(await post(page, "accounts/verify", { token, password: person.password })).toMatch(/^\/promise/);
  // The version of the promise that there is: another one is refused.
  expect(await post(page, "accounts/accept-promise", { version: "1", next: "/today" })).toBe("/today");
}
