import type { Page } from "@playwright/test";
import type { Who } from "./people.ts";

/** A page of the site: its address, or the first link of that shape on another page. */
export type Place = string | { on: string; like: RegExp };

const id = "[0-9a-f]{8}-[0-9a-f-]{27}";
const link = (on: string, pattern: string): Place => ({ on, like: new RegExp(`^${pattern.replace(":id", id)}$`) });

/** Every page, by who looks at it. Pictures and the accessibility check go through this list. */
export const places: Record<Who | "visitor", Place[]> = {
  visitor: [
    "/",
    "/workshops",
    "/workshops?month=now",
    link("/workshops", "/workshops/:id"),
    "/sign-in",
    "/sign-up",
    "/sign-up/sent",
    "/forgot",
    "/verify?token=none",
    "/reset?token=none",
    "/setup",
    "/nowhere",
  ],
  member: [
    "/today",
    "/workshops",
    link("/workshops", "/workshops/:id"),
    "/journal",
    "/journal/new",
    "/journal/new?template=ywt",
    link("/journal", "/journal/:id"),
    { on: "entry", like: new RegExp(`^/journal/${id}/share$`) },
    "/worksheets",
    "/worksheets/values",
    link("/worksheets/values", "/worksheets/values/:id"),
    link("/worksheets/values", "/worksheets/values/:id/result"),
    "/worksheets/values/compare",
    "/me",
    "/me/profile",
    "/me/password",
    "/me/devices",
    "/me/readers",
    "/me/certificates",
    link("/me/certificates", "/certificates/[A-Z0-9-]{14}"),
    "/me/calendar",
    "/me/letters",
    "/promise",
    "/demo/letters",
  ],
  coach: [
    "/today",
    "/coach",
    link("/coach", "/coach/journals/:id"),
    link("/coach", "/coach/values/:id"),
  ],
  host: [
    "/today",
    "/host",
    "/host/new",
    link("/host", "/host/:id"),
    { on: "entry", like: new RegExp(`^/host/${id}/check-in$`) },
    link("/host", "/host/:id"),
    { on: "entry", like: new RegExp(`^/host/${id}/after$`) },
    link("/host", "/host/:id"),
    { on: "entry", like: new RegExp(`^/host/${id}/sheet$`) },
    link("/host", "/host/:id"),
    { on: "entry", like: new RegExp(`^/host/${id}/plan/needs$`) },
  ],
  admin: ["/admin", "/admin/people", "/admin/cohorts"],
};

/** The addresses of `wanted`, with links looked up by the signed-in person of `page`. */
export async function resolve(page: Page, wanted: Place[]): Promise<string[]> {
  const found: string[] = [];
  for (const place of wanted) {
    if (typeof place === "string") {
      found.push(place);
      continue;
    }
    const on = place.on === "entry" ? found[found.length - 1] : place.on;
    const hrefs = await linksOn(page, on);
    const first = hrefs.find((href) => place.like.test(href));
    if (!first) throw new Error(`no link like ${place.like} on ${on}; there are: ${hrefs.join(" ")}`);
    found.push(first);
  }
  return found;
}

async function linksOn(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  return page.locator("main a[href^='/']").evaluateAll((links) =>
    links.map((link) => (link.getAttribute("href") ?? "").replace(/[?#].*$/, "")),
  );
}
