import { expect, test } from "../support/fixtures.ts";
import { live, tabTo } from "../support/helpers.ts";
import { newcomer, settle } from "../support/join.ts";
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
  await tabTo(page, "main a[href^='/sign-in'], main form[action^='/api/workshops/'] button");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-in/);
  await live(page);
  await tabTo(page, "[name='form[email]']");
  await page.keyboard.type(person.email);
  await tabTo(page, "[name='form[password]']");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(workshop));
  await live(page);
  await tabTo(page, "main form[action^='/api/workshops/'] button");
  await page.keyboard.press("Enter");
  await expect(page.locator(".flash").first()).toBeVisible();
});
