import type { Page } from "@playwright/test";
import type { Who } from "./people.ts";

/**
 * A page of the site: its address, or the first link of that shape (and with these words) on another page. Addresses
 * that begin with a dot are below the last one before them that does not.
 */
export type Place = string | { on: string; like: RegExp; words?: string };

const id = "[0-9a-f]{8}-[0-9a-f-]{27}";
const link = (on: string, pattern: string, words?: string): Place => ({
  on,
  like: new RegExp(`^${pattern.replaceAll(":id", id)}$`),
  words,
});

/** Pages that stand without the application: what is found broken, the letters of the demo. Nothing of it arrives there. */
export const bare = ["/demo/letters", "/offline.html", "/pkg/none.js", "/api/journal/autosave"];

/** The parts of a workshop's plan. */
const plan = ["entry", "seats", "questions", "day", "people", "letter", "course", "history", "preview", "needs"];

/**
 * Every page, by who looks at it, and every way of saying no that can be brought about. Pictures and the accessibility
 * check go through this list; `tests/it/headings.rs` compares it with the site map.
 */
export const places: Record<Who | "visitor", Place[]> = {
  visitor: [
    "/",
    "/workshops",
    "/workshops?when=past",
    "/workshops?month=now",
    link("/workshops", "/workshops/:id"),
    link("/demo/letters", "/place\\?token=.+"),
    link("/demo/letters", "/letters/stop/.+"),
    "/certificates",
    "/certificates/none",
    "/programmes",
    link("/programmes", "/programmes/:id"),
    "/sign-in",
    "/sign-up",
    "/sign-up/sent",
    "/forgot",
    "/verify?token=none",
    "/reset?token=none",
    "/setup",
    "/promise",
    "/help",
    "/about/credits",
    "/nowhere",
    "/offline.html",
    "/pkg/none.js",
    "/api/journal/autosave",
  ],
  member: [
    "/today",
    "/workshops",
    "/workshops?month=now",
    link("/workshops", "/workshops/:id"),
    link("/today", "/workshops/:id"),
    "./ticket",
    "/live/none",
    link("/workshops?when=past", "/workshops/:id"),
    "./feedback",
    "/live",
    "/live/none/recap",
    "/journal",
    "/journal/new",
    "/journal/new?time=30&about=event&want=learn",
    "/journal/new?template=ywt",
    "/journal/new?template=reflecting",
    "/journal/search",
    "/journal/calendar",
    "/journal/export",
    "/journal/export/all",
    link("/journal", "/journal/:id"),
    "./share",
    "./read",
    "./look",
    // One that was sent, answered, and written anew.
    link("/journal", "/journal/:id", "予定のない昼休み"),
    "./history",
    link("./history", "/journal/:id/history/[0-9]+"),
    link(".", "/journal/:id/reviews/:id"),
    // One of which a copy was begun.
    link("/journal", "/journal/:id", "三秒を待てなかった"),
    link("./share", "/journal/:id/share/:id"),
    link("/demo/letters", "/supervision/:id"),
    "/worksheets",
    "/worksheets/values",
    link("/worksheets/values", "/worksheets/values/:id"),
    link("/worksheets/values", "/worksheets/values/:id/result"),
    link(".", "/worksheets/counted/:id"),
    "/worksheets/values/compare",
    "/worksheets/w2",
    ...[2, 3, 4, 5, 6, 8, 9, 10].map((n) => link(`/worksheets/w${n}`, `/worksheets/w${n}/:id/result`)),
    link("/worksheets/w4", "/worksheets/w4/:id/result"),
    link(".", "/worksheets/w4/:id/share"),
    "/worksheets/w5",
    link("/worksheets/w5", "/worksheets/gifts/:id"),
    // One that was begun.
    link("/worksheets/w7", "/worksheets/w7/:id"),
    "/me",
    "/me/profile",
    "/me/password",
    "/me/devices",
    "/me/readers",
    "/me/consents",
    "/me/certificates",
    link("/me/certificates", "/certificates/[A-Z0-9-]{14}"),
    "/me/calendar",
    "/me/letters",
    "/me/path",
    "/me/close",
    "/me/email",
    "/me/email/confirm?token=none",
    "/cohort",
    "/cohort/appointments",
    link("/cohort/appointments", "/cohort/appointments\\?move=:id"),
    "/checks",
    "/checks/cbi",
    "/checks/direct",
    link("/checks", "/checks/results/:id", "疲れのチェック"),
    "./share",
    link("/checks", "/checks/results/:id", "つながりのチェック"),
    "/promise",
    "/demo/letters",
    // Not theirs, and not there.
    "/admin",
    "/journal/none",
  ],
  guest: [
    link("/today", "/workshops/:id", "今夜の交流会"),
    "./ticket",
    link("./ticket", "/live/:id"),
  ],
  coach: [
    "/today",
    "/me",
    "/coach",
    link("/coach", "/coach/journals/:id"),
    link("/coach", "/coach/journals/:id", "みなと"),
    "./supervision",
    link("/coach", "/coach/supervision/:id"),
    link("/coach", "/coach/values/:id"),
    link("/coach", "/coach/sheets/:id"),
    link("/coach", "/coach/checks/:id"),
    "/coaching/members",
    link("/coaching/members", "/coaching/members/:id"),
    "./goals",
    "/coaching/appointments",
  ],
  host: [
    "/today",
    "/host",
    "/host/new",
    link("/host", "/host/:id"),
    "./check-in",
    "./after",
    "./sheet",
    "./run",
    ...plan.map((part) => `./plan/${part}`),
    // Its room is open, and people are in it.
    link("/host", "/host/:id", "今夜の交流会"),
    link("./after", "/live/:id/report"),
    link("./after", "/live/:id/cards"),
    link(".", "/live/:id/screen"),
    link(".", "/live/:id/host"),
    // Its guests were asked something.
    link("/host", "/host/:id", "8回"),
    link("./plan/people", "/host/:id/plan/needs\\?person=.+"),
    // Its run sheet is prepared.
    link("/host", "/host/:id", "価値観カードで語る会"),
    "./run",
    "./run/print",
    link("./run", "/host/:id/run\\?block=b4"),
  ],
  admin: [
    "/admin",
    "/admin/people",
    link("/admin/people", "/admin/people\\?person=:id"),
    "/admin/cohorts",
    link("/admin/cohorts", "/admin/cohorts\\?cohort=:id"),
    link("/admin/cohorts", "/admin/cohorts/:id"),
    link(".", "/coaching/applications/:id"),
    "/admin/help",
    "/admin/content",
    "/admin/statistics",
    "/admin/programmes",
    link("/admin/programmes", "/admin/programmes/:id"),
    "/host",
  ],
};

/** Addresses of places, one after the other, with links looked up by the signed-in person of `page`. */
export class Way {
  private above = "";

  constructor(private readonly page: Page) {}

  /** The address of the next place. */
  async to(place: Place): Promise<string> {
    const start = typeof place === "string" ? place : place.on;
    const on = start.startsWith(".") ? this.above + start.slice(1) : start;
    const found = typeof place === "string" ? on : await this.find(on, place);
    if (!start.startsWith(".")) this.above = found;
    return found;
  }

  private async find(on: string, { like, words }: Exclude<Place, string>): Promise<string> {
    await this.page.goto(on);
    // Some addresses are there to be copied.
    const links = this.page.locator("main a[href], main input[readonly]").filter({ hasText: words });
    const hrefs = await links.evaluateAll((links) =>
      links
        .map((one) => new URL((one as HTMLAnchorElement).href ?? (one as HTMLInputElement).value, location.href))
        .filter((link) => link.origin === location.origin)
        .map((link) => link.pathname + link.search),
    );
    // What follows the question mark counts only where the pattern asks for it.
    const paths = hrefs.map((href) => href.replace(/\?.*$/, ""));
    const first = [...hrefs, ...paths].find((href) => like.test(href));
    if (!first) throw new Error(`no link like ${like} on ${on}; there are: ${hrefs.join(" ")}`);
    return first;
  }
}

/** The addresses of `wanted`. */
export async function resolve(page: Page, wanted: Place[]): Promise<string[]> {
  const way = new Way(page);
  const found: string[] = [];
  for (const place of wanted) found.push(await way.to(place));
  return found;
}
