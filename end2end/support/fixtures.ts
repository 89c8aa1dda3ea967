import { writeFileSync } from "node:fs";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { Server } from "./server.ts";

/** What went wrong in a page although it looked right. */
export class Complaints {
  readonly all: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** A test that provokes an error says which one. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** Listens to every page of a context. */
  listen(context: BrowserContext, origin: string): void {
    context.on("console", (message) => {
      const type = message.type();
      if (type === "error" || (type === "warning" && /hydrat|leptos|tachys/i.test(message.text()))) {
        this.add(`console ${type}: ${message.text()}`);
      }
    });
    context.on("weberror", (error) => this.add(`page error: ${error.error()}`));
    context.on("response", (response) => {
      if (response.url().startsWith(origin) && response.status() >= 500) {
        this.add(`${response.status()} ${response.request().method()} ${response.url()}`);
      }
    });
  }

  private add(complaint: string): void {
    // A refused form or a missing page is also told to the console; tests look at those themselves.
    if (/Failed to load resource: the server responded with a status of 4\d\d/.test(complaint)) return;
    if (!this.allowed.some((pattern) => pattern.test(complaint))) this.all.push(complaint);
  }
}

interface Fixtures {
  complaints: Complaints;
  /** Whether this project runs JavaScript. */
  js: boolean;
  /** Another person's browser, watched like the first one. */
  another: () => Promise<Page>;
}

/** `test` with a server a worker, and an eye on every page. */
export const test = base.extend<Fixtures, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  js: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  complaints: [
    async ({ context, server }, use, info) => {
      const complaints = new Complaints();
      complaints.listen(context, server.url);
      const before = server.log().length;
      await use(complaints);
      // One that came after the page was on its way spoils no answer, so only the log knows of it.
      for (const line of server.log().slice(before).split("\n")) {
        if (line.includes("panicked")) complaints.all.push(`the server's log: ${line}`);
      }
      if (complaints.all.length > 0 || info.status !== info.expectedStatus) {
        // A file beside screenshot and trace, with what the server wrote during this story.
        const log = info.outputPath("server.log");
        writeFileSync(log, server.log().slice(before));
        await info.attach("server log", { path: log, contentType: "text/plain" });
      }
      expect(complaints.all, "errors in the browser or the server").toEqual([]);
    },
    { auto: true },
  ],
  another: async ({ browser, contextOptions, complaints, server, baseURL, viewport, javaScriptEnabled }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL, viewport, javaScriptEnabled });
      complaints.listen(context, server.url);
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
