import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser, BrowserContext, Page, WebSocketRoute } from "@playwright/test";
import { request } from "@playwright/test";
import { type Complaints, expect } from "./fixtures.ts";
import { type Client, field, formWith, live, open, post, signIn, submit } from "./helpers.ts";
import { people } from "./people.ts";
import { Server } from "./server.ts";

/** What a cut network and a killed server leave on the console of a browser. */
export const CUT = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_|ERR_EMPTY_RESPONSE|Failed to fetch|WebSocket connection to/;

/** What of `Stage` a story compares. */
export interface Stage {
  at: number;
  phase: "waiting" | "ended" | { running: { left_ms: number } } | { paused: { left_ms: number } };
  now: { index: number; seconds: number } | null;
  groups: { number: number; people: [number, string][] }[];
  prompts: { id: string; answered: number; tally: unknown }[];
  presence: { here: number; resting: number };
}

/** What of `Desk` a story compares. */
export interface Desk {
  stage: Stage;
  turn: number;
  code: string;
  blocks: { block: { key: string }; seconds: number }[];
  people: { seat: number; name: string }[];
}

/** Who signs in as somebody of the demo by their key. */
export const somebody = (key: string) => ({ email: `${key}@demo.example`, password: people.member.password });

/** Asks a server function as a program does; any answer but a good one fails the story. */
export async function send<T>(by: Client, to: string, form: Record<string, string>): Promise<T> {
  const headers = { accept: "application/json", "accept-language": "ja", "sec-fetch-site": "same-origin" };
  const answer = await by.request.post(`/api/${to}`, { form, headers, maxRedirects: 0 });
  expect(answer.status(), `${to}: ${await answer.text()}`).toBe(200);
  return (await answer.json()) as T;
}

/** A workshop of this evening with its room, as its host reaches it beside any page. */
export class Room {
  private constructor(
    readonly id: string,
    private readonly host: Client,
  ) {}

  /** Planned and published, with everybody of `guests` registered. */
  static async planned(host: Client, title: string, guests: Client[]): Promise<Room> {
    const id = randomUUID();
    const [starts, ends] = ["2026-11-24T21:00", "2026-11-24T22:30"];
    const details = { id, kind: "exchange", title, starts, ends, zone: "Asia/Tokyo", capacity: "16", place: "神戸 元町" };
    expect(await post(host, "workshops/create", details)).toBe(`/host/${id}?done=drafted`);
    expect(await post(host, "workshops/publish", { workshop: id })).toBe(`/host/${id}?done=published`);
    for (const guest of guests) {
      expect(await post(guest, "workshops/register", { workshop: id })).toMatch(/done=registered/);
    }
    return new Room(id, host);
  }

  /** The same, open, with the run sheet of a template. */
  static async opened(host: Client, title: string, guests: Client[], template: string): Promise<Room> {
    const room = await Room.planned(host, title, guests);
    await room.tell("plan/start", { revision: "0", source: template });
    await room.tell("live/open", {});
    return room;
  }

  /** Somebody else hosts it too. */
  async shareWith(name: string): Promise<void> {
    const page = await this.host.request.get(`/host/${this.id}/plan/course?host=${encodeURIComponent(name)}`);
    const user = /name=\\?"form\[user\]\\?"[^>]*value=\\?"([0-9a-f-]{36})/.exec(await page.text())?.[1];
    expect(user, `${name} is found as a host`).toBeDefined();
    await this.tell("workshops/host_add", { user: user! });
  }

  /** A host's form about the room, without its page. */
  async tell(to: string, fields: Record<string, string>): Promise<void> {
    await this.from(this.host, to, fields);
  }

  /** Moves the run. */
  async run(act: string): Promise<void> {
    const { turn } = await this.desk();
    await this.tell("live/command", { turn: `${turn}`, act });
  }

  /** Anybody's form about the room, without its page. */
  async from(by: Client, to: string, fields: Record<string, string>): Promise<void> {
    const named = Object.entries({ workshop: this.id, ...fields }).map(([name, value]) => [`form[${name}]`, value]);
    await send(by, to, Object.fromEntries(named));
  }

  /** Comes in under a name, without a page. */
  async enter(by: Client, name: string): Promise<void> {
    await this.from(by, "live/enter", { name, promises: "true" });
  }

  /** What hosts see. */
  async desk(): Promise<Desk> {
    const { desk } = await send<{ desk: Desk | null }>(this.host, "live/console", { id: this.id });
    expect(desk, "the room is open").not.toBeNull();
    return desk!;
  }

  /** What somebody answered, as they see it. */
  async answersOf(by: Client): Promise<unknown> {
    const door = await send<{ inside: { mine: { answers: unknown } } | null }>(by, "live/door", { id: this.id });
    return door.inside?.mine.answers;
  }

  /** Answers the newest prompt. */
  async answer(by: Client, fields: Record<string, string>): Promise<void> {
    const [prompt] = (await this.desk()).stage.prompts;
    await this.from(by, "live/answer", { prompt: prompt!.id, round: "1", ...fields });
  }
}

/** Comes in by the code, page by page. */
export async function enterByCode(page: Page, code: string, name: string, js = true): Promise<void> {
  await open(page, "/live", js);
  const asks = formWith(page, "code");
  await field(asks, "code").fill(code.toLowerCase());
  await submit(asks);
  await expect(page).toHaveURL(/\/live\/[0-9a-f-]{36}$/);
  const door = formWith(page, "name", "promises");
  await field(door, "name").fill(name);
  await field(door, "promises").check();
  await submit(door);
  await expect(page.locator(".live-room")).toBeVisible();
  if (js) await live(page);
}

/** A server of one's own, which may be killed; its browsers and guests end with it. */
export class House {
  private readonly contexts: BrowserContext[] = [];
  private readonly requests: APIRequestContext[] = [];

  private constructor(
    readonly server: Server,
    private readonly browser: Browser,
    private readonly complaints: Complaints,
  ) {}

  static async open(browser: Browser, complaints: Complaints): Promise<House> {
    complaints.allow(CUT);
    return new House(await Server.start(), browser, complaints);
  }

  /** A browser of somebody, signed in. */
  async screen(key: string, width: number, height: number): Promise<Page> {
    const viewport = { width, height };
    const context = await this.browser.newContext({ baseURL: this.server.url, viewport, serviceWorkers: "block" });
    this.contexts.push(context);
    this.complaints.listen(context, this.server.url);
    const page = await context.newPage();
    await signIn(page, somebody(key));
    return page;
  }

  /** Somebody who is signed in and has no page. */
  async guest(key: string): Promise<Client> {
    const by = { request: await request.newContext({ baseURL: this.server.url }) };
    this.requests.push(by.request);
    await signIn(by, somebody(key));
    return by;
  }

  /** Kills the server, and starts it again as much later as it was away. `at` is what its clock says now. */
  async powerCut(at: number, meanwhile: () => Promise<void>): Promise<void> {
    const since = Date.now();
    await this.server.crash();
    await meanwhile();
    await this.server.again(new Date(at + Date.now() - since).toISOString());
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    for (const one of this.requests) await one.dispose();
    await this.server.stop();
  }
}

/** The network of a page, which can be cut. Chromium lets open sockets live when a context goes offline: this cuts them too. */
export class Cable {
  private isCut = false;
  private readonly sockets = new Set<[WebSocketRoute, WebSocketRoute]>();

  private constructor(private readonly page: Page) {}

  /** Called before the page opens its socket. */
  static async of(page: Page): Promise<Cable> {
    const cable = new Cable(page);
    await page.routeWebSocket(/\/live\/[^/]+\/socket/, (socket) => cable.take(socket));
    return cable;
  }

  private async take(socket: WebSocketRoute): Promise<void> {
    if (this.isCut) await socket.close();
    else this.sockets.add([socket, socket.connectToServer()]);
  }

  async cut(): Promise<void> {
    this.isCut = true;
    await this.page.context().setOffline(true);
    // One that the page gave up itself is closed already.
    const ends = [...this.sockets].flat().map((end) => end.close());
    await Promise.allSettled(ends);
    this.sockets.clear();
  }

  async mend(): Promise<void> {
    this.isCut = false;
    await this.page.context().setOffline(false);
  }
}
