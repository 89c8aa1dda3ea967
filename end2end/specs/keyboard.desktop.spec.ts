import { expect, test } from "../support/fixtures.ts";
import { field, live } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";
import { pressOn, typeInto } from "../support/keys.ts";
import { resolve } from "../support/routes.ts";

test("signing in and registering with the keyboard alone", async ({ page, another }) => {
  const person = newcomer("keys");
  await settle(await another(), person);
  const [workshop] = await resolve(page, [{ on: "/workshops", like: /^\/workshops\/[0-9a-f-]{36}$/ }]);

  await page.goto(workshop);
  await live(page);
  // The first stop is the way past head and navigation.
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  await page.keyboard.press("Enter");
  await pressOn(page.locator("main a[href^='/sign-in'], main form[action^='/api/workshops/'] button"), "Enter");
  await expect(page).toHaveURL(/\/sign-in/);
  await live(page);
  await typeInto(field(page, "email"), person.email);
  await typeInto(field(page, "password"), person.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(workshop));
  await live(page);
  await pressOn(page.locator("main form[action^='/api/workshops/'] button"), "Enter");
  await expect(page.locator(".flash").first()).toBeVisible();
});
