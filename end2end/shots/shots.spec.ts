import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "@playwright/test";
import { test } from "../support/fixtures.ts";
import { signIn } from "../support/helpers.ts";
import type { Who } from "../support/people.ts";
import { places, Way } from "../support/routes.ts";
import { photographRoom } from "./room.ts";

const out = path.resolve(import.meta.dirname, "../../target/shots");
const sizes = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 800 } };
const themes = ["light", "dark"] as const;

/** `make shots`: every page as every demo role, on a phone and a desk, by day and by night. */
test("every page as a picture", async ({ browser, server, complaints }) => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const missing: string[] = [];
  for (const who of Object.keys(places) as (keyof typeof places)[]) {
    missing.push(...(await photograph(browser, server.url, who)));
  }
  await photographRoom(browser, complaints, out);
  await contactSheet(browser, missing);
  console.log(`${readdirSync(out).filter((name) => name.endsWith(".png")).length} pictures in ${out}`);
  if (missing.length > 0) throw new Error(`not photographed:\n${missing.join("\n")}`);
});

async function photograph(browser: Browser, baseURL: string, who: Who | "visitor"): Promise<string[]> {
  const missing: string[] = [];
  const scout = await browser.newContext({ baseURL, locale: "ja-JP", serviceWorkers: "block" });
  const page = await scout.newPage();
  if (who !== "visitor") await signIn(page, who);
  const addresses: string[] = [];
  const way = new Way(page);
  for (const place of places[who]) {
    try {
      addresses.push(await way.to(place));
    } catch (error) {
      missing.push(`${who}: ${(error as Error).message}`);
    }
  }
  const storageState = await scout.storageState();
  await scout.close();
  for (const [width, viewport] of Object.entries(sizes)) {
    for (const colorScheme of themes) {
      const phone = viewport.width < 500;
      const context = await browser.newContext({
        baseURL,
        storageState,
        viewport,
        colorScheme,
        locale: "ja-JP",
        serviceWorkers: "block",
        reducedMotion: "reduce",
        hasTouch: phone,
        isMobile: phone,
      });
      const view = await context.newPage();
      for (const address of new Set(addresses)) {
        await view.goto(address, { waitUntil: "networkidle" });
        const file = path.join(out, `${who}${nameOf(address)}-${width}-${colorScheme}.png`);
        // As high as the page: the bar of a phone lies below it, not across its middle.
        const height = await view.evaluate(() => document.documentElement.scrollHeight);
        await view.setViewportSize({ ...viewport, height: Math.max(height, viewport.height) });
        await view.screenshot({ path: file, fullPage: true });
        await view.setViewportSize(viewport);
      }
      await context.close();
    }
  }
  return missing;
}

/** A file name for an address; ids of people's things say nothing and go. */
function nameOf(address: string): string {
  const words = address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id").replace(/[^a-z0-9-]+/gi, "_");
  return words === "_" ? "_home" : words.replace(/_$/, "").slice(0, 100);
}

/** All pictures on one page, and that page as a picture. */
async function contactSheet(browser: Browser, missing: string[]): Promise<void> {
  const pictures = readdirSync(out).filter((name) => name.endsWith(".png")).sort();
  const figures = pictures.map((name) => `<figure><a href="${name}"><img src="${name}" alt=""></a><figcaption>${name}</figcaption></figure>`);
  const notes = missing.map((line) => `<li>${line.replace(/[<&]/g, "")}</li>`);
  const style = `body{font:12px sans-serif;margin:16px;background:#ccc}main{display:flex;flex-wrap:wrap;gap:12px}
    figure{margin:0;width:220px}a{display:block;height:300px;overflow:hidden;background:#fff}img{width:100%;display:block}`;
  const html = `<!doctype html><meta charset="utf-8"><title>Assemble: every page</title><style>${style}</style>
    <ul>${notes.join("")}</ul><main>${figures.join("\n")}</main>`;
  writeFileSync(path.join(out, "index.html"), html);
  const page = await browser.newPage({ viewport: { width: 1900, height: 1000 } });
  await page.goto(`file://${path.join(out, "index.html")}`, { waitUntil: "load" });
  await page.screenshot({ path: path.join(out, "contact-sheet.png"), fullPage: true });
  await page.close();
}
