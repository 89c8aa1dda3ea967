import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { expectAccessible, field, formWith, live, open, signIn, submit } from "../support/helpers.ts";

/** The address of a workshop on its host's desk, by a part of its title. */
const deskRow = (title: string) => `main a[href^='/host/']:has-text("${title}")`;

/** Three numbers: registered, checked in, here now. */
async function numbers(page: Page): Promise<string> {
  return (await page.locator(".numbers dd").allInnerTexts()).join(" · ");
}

test("the day of a workshop, with two phones", { tag: "@main" }, async ({ page: host, another, js }) => {
  test.setTimeout(180_000);
  const title = `今夜の小さな会 ${Math.random().toString(36).slice(2, 7)}`;
  let id = "";

  await test.step("the host plans it for this evening", async () => {
    await signIn(host, "host");
    await open(host, "/host/new", js);
    const form = formWith(host, "title", "starts");
    await field(form, "kind").selectOption("exchange");
    await field(form, "title").fill(title);
    // The clock of the server stands at half past seven when it starts.
    await field(form, "starts").fill("2026-11-24T19:55");
    await field(form, "ends").fill("2026-11-24T21:00");
    await field(form, "capacity").fill("6");
    await field(form, "place").fill("神戸 元町");
    await submit(form);
    await expect(host.locator("main .flash")).toBeVisible();
    id = new URL(host.url()).pathname.split("/")[2];
    if (js) await live(host);
    await host.locator("form[action='/api/workshops/publish'] button").click();
    await expect(host).toHaveURL(/done=published/);
  });

  const member = await another();
  let code = "";
  await test.step("the member registers and has a code", async () => {
    await signIn(member, "member");
    await open(member, `/workshops/${id}`, js);
    await submit(member.locator("form[action='/api/workshops/register']"));
    await expect(member.locator("main .flash").first()).toBeVisible();
    await open(member, `/workshops/${id}/ticket`, js);
    await expect(member.locator(".qr svg")).toBeVisible();
    code = (await member.locator(".ticket-code").innerText()).trim();
    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{6}$/);
    await expectAccessible(member);
  });

  await test.step("the host checks in by the code, and undoes", async () => {
    await open(host, `/host/${id}/check-in?code=${code}`, js);
    await expect.poll(() => numbers(host)).toBe("1 · 0 · 0");
    const form = host.locator(".code-form");
    await expect(field(form, "code")).toHaveValue(code);
    await field(form, "code").fill("AAAAAA");
    await form.locator("button[type=submit]").click();
    await expect(host.locator(".code-form .field-error").first()).toBeVisible();
    await field(form, "code").fill(` ${code.toLowerCase()} `);
    await form.locator("button[type=submit]").click();
    await expect(host.locator("main .flash")).toContainText("みなと");
    await expect(host.locator(".guest[data-presence=here]")).toHaveCount(1);
    await expect.poll(() => numbers(host)).toBe("1 · 1 · 1");
    await host.locator(".guest button[value=expected]").click();
    await expect(host.locator(".guest[data-presence=expected]")).toHaveCount(1);
    await expect.poll(() => numbers(host)).toBe("1 · 0 · 0");
  });

  await test.step("by tapping the list: in, out, back, undone", async () => {
    for (const [tap, presence, shown] of [
      ["here", "here", "1 · 1 · 1"],
      ["left", "left", "1 · 1 · 0"],
      ["here", "here", "1 · 1 · 1"],
      ["expected", "expected", "1 · 0 · 0"],
    ]) {
      await host.locator(`.guest button[value=${tap}]`).click();
      await expect(host.locator(`.guest[data-presence=${presence}]`)).toHaveCount(1);
      await expect.poll(() => numbers(host)).toBe(shown);
    }
    await expectAccessible(host);
  });

  await test.step("the member enters the room's code", async () => {
    await host.locator("#room button").click();
    const room = (await host.locator(".room-code").innerText()).trim();
    await open(member, `/workshops/${id}/ticket`, js);
    const enter = member.locator("form[action='/api/workshops/enter']");
    await field(enter, "code").fill(room.toLowerCase());
    await submit(enter);
    await expect(member.locator("main .flash")).toBeVisible();
    await open(host, `/host/${id}/check-in`, js);
    await expect(host.locator(".guest[data-presence=here]")).toHaveCount(1);
  });

  await test.step("somebody comes who did not register", async () => {
    const search = host.locator("main form[role=search]");
    await search.locator("[name=q]").fill("ハルカ");
    await search.locator("button").click();
    await expect(host).toHaveURL(/q=/);
    await host.locator("form[action='/api/workshops/walk_in'] button").first().click();
    await expect(host.locator("main .flash")).toContainText("受付しました");
    await expect.poll(() => numbers(host)).toBe("2 · 2 · 2");
    await expectAccessible(host);
  });

  await test.step("the sheet and the list", async () => {
    await open(host, `/host/${id}/sheet`, js);
    await expect(host.locator(".sign-sheet tbody tr")).toHaveCount(2);
    const list = await host.request.get(`/host/${id}/people.csv`);
    expect(list.headers()["content-type"]).toContain("text/csv");
    expect(await list.text()).toContain(title);
  });
});

test("what comes after: feedback and certificates", { tag: "@main" }, async ({ page: host, another, js }) => {
  test.setTimeout(180_000);
  const title = "図書館ではたらく人と";
  await signIn(host, "host");
  await open(host, "/host", js);
  const row = host.locator(deskRow(title)).first();
  const id = ((await row.getAttribute("href")) ?? "").split("/")[2];

  const member = await another();
  await test.step("the member looks back, once", async () => {
    await signIn(member, "member");
    await open(member, `/workshops/${id}/feedback`, js);
    const form = member.locator("form[action='/api/workshops/give_feedback']");
    await submit(form);
    await expect(member.locator(".error-summary").first()).toBeVisible();
    await form.locator("label.chip").filter({ hasText: "5" }).first().click();
    await form.locator("label.chip").filter({ hasText: "4" }).last().click();
    await field(form, "kept").fill("聴くだけでも、ここにいてよかった。");
    await submit(form);
    await expect(member.locator("main .flash")).toBeVisible();
    await open(member, `/workshops/${id}/feedback`, js);
    await expect(member.locator("form[action='/api/workshops/give_feedback']")).toHaveCount(0);
  });

  await test.step("one voice is not shown", async () => {
    await open(host, `/host/${id}/after`, js);
    await expect(host.locator("main")).not.toContainText("ここにいてよかった");
    await expect.poll(() => numbers(host)).toMatch(/^\d+ · [1-9]\d* · 0$/);
    await expectAccessible(host);
  });

  let certificate = "";
  await test.step("the host gives certificates, and the member keeps theirs", async () => {
    await host.locator("form[action='/api/workshops/certify'] button").first().click();
    await expect(host).toHaveURL(/done=certified/);
    await open(member, "/me/certificates", js);
    const mine = member.locator(".guest").filter({ hasText: title });
    const file = (await mine.locator("a[href$='/pdf']").getAttribute("href")) ?? "";
    const answer = await member.request.get(file);
    expect(answer.headers()["content-type"]).toBe("application/pdf");
    expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
    certificate = file.split("/")[3];
  });

  const anybody = await another();
  await test.step("anybody verifies it", async () => {
    await open(anybody, `/certificates/${certificate}`, js);
    await expect(anybody.locator("main")).toContainText("この証明書は有効です");
    await expect(anybody.locator("main")).toContainText("みなと");
    await expectAccessible(anybody);
  });

  await test.step("the host takes it back, and everybody sees it", async () => {
    await open(host, `/host/${id}/after`, js);
    const mine = host.locator(".guest").filter({ has: host.locator(`a[href='/certificates/${certificate}']`) });
    await mine.locator("details.confirm > summary").click();
    await mine.locator("[name='form[reason]']").fill("お名前の訂正のため");
    await mine.locator("form[action='/api/workshops/revoke'] button").click();
    await expect(host).toHaveURL(/done=revoked/);
    await open(anybody, `/certificates/${certificate}`, js);
    await expect(anybody.locator("main")).toContainText("取り消されました");
    await expect(anybody.locator("main")).toContainText("お名前の訂正のため");
  });
});
