import type { Browser } from "@playwright/test";
import { filmed, seeing } from "../support/camera.ts";
import { expect, test } from "../support/fixtures.ts";
import { field, open, signIn } from "../support/helpers.ts";
import { Room } from "../support/rooms.ts";

test("the camera at the door", async ({ page: member, another, launchOptions, server, complaints }, info) => {
  const film = info.outputPath("camera.y4m");
  const desk = await another();
  await signIn(desk, "host");
  await signIn(member, "member");
  const { id } = await Room.planned(desk, "カメラで受付する会", [member]);
  await open(member, `/workshops/${id}/ticket`, true);
  await filmed(member.locator(".qr svg"), film);

  /** The check-in page on a phone, its camera's button pressed. */
  const pressed = async (browser: Browser) => {
    const storageState = await desk.context().storageState();
    const phone = await browser.newContext({ baseURL: server.url, viewport: { width: 390, height: 844 }, storageState });
    complaints.listen(phone, server.url);
    const host = await phone.newPage();
    await open(host, `/host/${id}/check-in`, true);
    await host.locator("[data-scan]").click();
    return host;
  };

  await test.step("not allowed: it says so, and the code can be typed", async () => {
    await using browser = await seeing(film, "deny", launchOptions);
    const host = await pressed(browser);
    await expect(host.locator(".code-form [role=alert]").last()).toContainText("カメラを使えませんでした");
    await expect(field(host, "code")).toBeEditable();
  });

  await test.step("allowed: it reads the code, the person is in, and out again", async () => {
    await using browser = await seeing(film, "allow", launchOptions);
    const host = await pressed(browser);
    await expect(host.locator("main .flash")).toContainText("みなとさんを受付しました");
    await expect(host.locator("dialog.scan")).toHaveCount(0);
    const numbers = host.locator(".numbers dd");
    await expect(numbers).toHaveText(["1", "1", "1"]);
    await host.locator(".guest button[value=expected]").click();
    await expect(numbers).toHaveText(["1", "0", "0"]);
  });
});
