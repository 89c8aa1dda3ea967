import { filmed, seeing } from "../support/camera.ts";
import { expect, test } from "../support/fixtures.ts";
import { field, formWith, open, signIn, submit } from "../support/helpers.ts";
import { reader } from "../support/people.ts";
import { Server } from "../support/server.ts";

const told = "a course of eight weeks, from its plan to the certificates";

test(told, { tag: "@main" }, async ({ browser, launchOptions, complaints }, info) => {
  test.setTimeout(180_000);
  const title = "八つの夜をさいごまで";
  // One of its own, for weeks pass.
  const server = await Server.start();
  const film = info.outputPath("camera.y4m");
  const withCamera = await seeing(film, "allow", launchOptions);
  const phone = async (on = browser) => {
    const context = await on.newContext({ baseURL: server.url, viewport: { width: 390, height: 844 } });
    complaints.listen(context, server.url);
    return context.newPage();
  };
  const [host, member, other] = [await phone(withCamera), await phone(), await phone()];

  /** Lets time pass; a sign-in of seven weeks ago is over. */
  const at = async (now: string) => {
    for (const page of [host, member, other]) await page.goto("about:blank");
    await server.at(now);
    await everybodySignsIn();
  };
  const everybodySignsIn = async () => {
    await signIn(host, "host");
    await signIn(member, "member");
    await signIn(other, reader);
  };
  const numbers = (...three: string[]) => expect(host.locator(".numbers dd")).toHaveText(three);

  /** One shows the code on their phone to the host's; the other is tapped on the list. */
  const doorOf = async (id: string) => {
    await open(member, `/workshops/${id}/ticket`, true);
    await filmed(member.locator(".qr svg"), film);
    await open(host, `/host/${id}/check-in`, true);
    await numbers("2", "0", "0");
    await host.locator("[data-scan]").click();
    await expect(host.locator("main .flash")).toContainText("みなと");
    await numbers("2", "1", "1");
    await host.locator(".guest[data-presence=expected] button[value=here]").click();
    await numbers("2", "2", "2");
  };

  try {
    await everybodySignsIn();
    let dates: string[] = [];
    await test.step("planned and published", async () => {
      await open(host, "/host/new", true);
      const draft = formWith(host, "title", "starts");
      await field(draft, "kind").selectOption("training");
      await field(draft, "title").fill(title);
      await field(draft, "starts").fill("2026-11-24T19:55");
      await field(draft, "ends").fill("2026-11-24T21:00");
      await field(draft, "capacity").fill("2");
      await field(draft, "place").fill("神戸 元町");
      await submit(draft);
      await expect(host).toHaveURL(/\/host\/[0-9a-f-]{36}/);
      await host.goto(`${new URL(host.url()).pathname}/plan/course`);
      const course = formWith(host, "dates", "weeks");
      await field(course, "dates").fill("8");
      await submit(course);
      const rows = host.locator("main a.row[href^='/host/']");
      await expect(rows).toHaveCount(8);
      dates = await rows.evaluateAll((links) => links.map((link) => link.getAttribute("href")!.split("/")[2]!));
      await submit(host.locator("main form").filter({ has: host.locator("[value=publish_course]") }));
      await expect(host.locator("main .flash").first()).toBeVisible();
    });

    await test.step("both seats are taken, for all eight", async () => {
      for (const page of [member, other]) {
        await open(page, `/workshops/${dates[0]}`, true);
        await submit(page.locator("main form[action='/api/workshops/register_course']"));
        await expect(page.locator("main .flash").first()).toBeVisible();
      }
    });

    await test.step("the door of the first evening", () => doorOf(dates[0]!));
    await at("2027-01-12T19:30:00+09:00");
    await test.step("the door of the last evening", () => doorOf(dates[7]!));
    await at("2027-01-13T09:00:00+09:00");

    await test.step("certificates of both", async () => {
      for (const id of [dates[0], dates[7]]) {
        await open(host, `/host/${id}/after`, true);
        await host.locator("form[action='/api/workshops/certify'] button").first().click();
        await expect(host).toHaveURL(/done=certified/);
      }
      for (const page of [member, other]) {
        await open(page, "/me/certificates", true);
        const files = page.locator(".guest").filter({ hasText: title }).locator("a[href$='/pdf']");
        await expect(files).toHaveCount(2);
        const file = await page.request.get((await files.first().getAttribute("href"))!);
        expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
      }
    });
  } finally {
    for (const page of [host, member, other]) await page.context().close();
    await withCamera.close();
    await server.stop();
  }
});
