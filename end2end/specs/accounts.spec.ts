import { expect, test } from "../support/fixtures.ts";
import { field, formWith, letter, open, signIn, signInHere, submit } from "../support/helpers.ts";
import { askForPlace, newcomer, settle } from "../support/join.ts";

test("someone who forgot their password gets a new one, and other devices are signed out", async ({ page, another, js }) => {
  const person = newcomer("reset");
  await settle(page, person);
  const visitor = await another();
  await open(visitor, "/forgot", js);
  const ask = formWith(visitor, "email");
  await field(ask, "email").fill(person.email);
  await submit(ask);
  await expect(visitor.locator("main")).toContainText("メール");
  const { links } = await letter(visitor, person.email, "/reset");
  await open(visitor, links.find((href) => href.includes("/reset"))!, js);
  const reset = formWith(visitor, "password");
  await field(reset, "password").fill("あたらしいあいことば");
  await submit(reset);
  await expect(visitor).not.toHaveURL(/\/reset/);
  await page.goto("/me");
  await expect(page).toHaveURL(/\/sign-in/);
  await signInHere(page, { ...person, password: "あたらしいあいことば" });
  await expect(page).toHaveURL(/\/me$/);
});

test("who did not sign up is led by a stranger's letter to a password of their own", async ({ page, another, js }) => {
  const stranger = newcomer("somebody");
  const link = await askForPlace(await another(), stranger, js);
  await open(page, link, js);
  const proof = formWith(page, "token", "password");
  await field(proof, "password").fill("わたしのあいことばです");
  await submit(proof);
  await expect(page.locator(".error-summary")).toBeVisible();
  await expect(page).toHaveURL(/\/verify/);
  await page.locator("main a[href='/forgot']").click();
  const ask = formWith(page, "email");
  await field(ask, "email").fill(stranger.email);
  await submit(ask);
  await expect(page.locator("main .flash")).toBeVisible();
  const { links } = await letter(page, stranger.email, "/reset");
  await open(page, links.find((href) => href.includes("/reset"))!, js);
  const reset = formWith(page, "token", "password");
  await field(reset, "password").fill("わたしのあいことばです");
  await submit(reset);
  await expect(page).not.toHaveURL(/\/reset/);
  // The stranger's password is good for nothing.
  const visitor = await another();
  await open(visitor, "/sign-in", js);
  const sign = formWith(visitor, "email", "password");
  await field(sign, "email").fill(stranger.email);
  await field(sign, "password").fill(stranger.password);
  await submit(sign);
  await expect(visitor.locator(".error-summary")).toBeVisible();
});

test("one's devices are listed, and another one can be signed out", async ({ page, another, js }) => {
  const person = newcomer("devices");
  await settle(page, person);
  const second = await another();
  await signIn(second, person);
  await open(page, "/me/devices", js);
  const rows = page.locator("main li.row").filter({ has: page.locator('button[name="form[id]"]') });
  await expect(rows).toHaveCount(2);
  // The mark says which one is here.
  await rows.filter({ hasNot: page.locator(".tag") }).locator("button").click();
  await expect(page.locator("main .flash")).toBeVisible();
  await expect(rows).toHaveCount(1);
  await second.goto("/me");
  await expect(second).toHaveURL(/\/sign-in/);
  await page.reload();
  await expect(page).toHaveURL(/\/me\/devices/);
});

test("a new mail address is confirmed by the letter to it", async ({ page, js }) => {
  const person = newcomer("moves");
  await settle(page, person);
  const { email } = newcomer("moved");
  await open(page, "/me/email", js);
  const ask = formWith(page, "email", "present_password");
  await field(ask, "email").fill(email);
  await field(ask, "present_password").fill(person.password);
  await submit(ask);
  await expect(page.locator("main .flash")).toBeVisible();
  const { links } = await letter(page, email, "/me/email/confirm");
  await open(page, links.find((href) => href.includes("/confirm"))!, js);
  await submit(formWith(page, "token"));
  await expect(page).toHaveURL(/\/me\?done=email/);
  await expect(page.locator("main")).toContainText(email);
});

test("what was typed stays when it is refused", async ({ page, js }) => {
  await open(page, "/sign-up", js);
  const form = formWith(page, "name", "email", "password");
  const name = "</textarea><script>alert(1)</script>";
  await field(form, "name").fill(name);
  await field(form, "email").fill("minato@");
  await field(form, "password").fill("短い");
  await submit(form);
  const summary = page.locator(".error-summary");
  await expect(summary).toBeVisible();
  await expect(summary.locator("a[href^='#']")).toHaveCount(2);
  await expect(field(form, "name")).toHaveValue(name);
  await expect(field(form, "email")).toHaveValue("minato@");
  await expect(field(form, "email")).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveURL(/\/sign-up/);
  // Each line leads to its field.
  const target = await summary.locator("a").first().getAttribute("href");
  await expect(page.locator(target!)).toBeVisible();
});

test("a wrong password and an unknown address read the same", async ({ page, js }) => {
  const words: string[] = [];
  for (const email of ["minato@demo.example", "nobody@demo.example"]) {
    await open(page, "/sign-in", js);
    const form = formWith(page, "email", "password");
    await field(form, "email").fill(email);
    await field(form, "password").fill("not the password");
    await submit(form);
    await expect(page.locator(".error-summary")).toBeVisible();
    await expect(field(form, "email")).toHaveValue(email);
    words.push(await page.locator(".error-summary").innerText());
  }
  expect(words[0]).toBe(words[1]);
});

for (const path of ["/today", "/journal", "/worksheets/values", "/me", "/coach", "/host", "/admin"]) {
  test(`a visitor who asks for ${path} signs in and gets there`, async ({ page }) => {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });
}
