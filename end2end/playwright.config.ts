import { defineConfig, devices } from "@playwright/test";

const executablePath = process.env.CHROMIUM; // scripts/e2e finds it
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const chromium = { browserName: "chromium", launchOptions: { executablePath, args } } as const;
const desk = { viewport: { width: 1280, height: 800 } };
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };

/** What the network, the device and the server decide and no width changes is told once. */
const told = /\/(accounts|calendar|keeping|program|troubles|typing)\./;

/**
 * On PostgreSQL the main stories are told once, and the first of all in every way: neither a screen nor a script knows
 * which database answers.
 */
const postgres = process.env.E2E_DATABASE === "postgres";
const main = postgres ? { grep: /@main/ } : {};
const first = postgres ? { grep: /@first/ } : {};

/**
 * Every story with JavaScript, without it, and on a phone; `*.js.spec.ts`, `*.nojs.spec.ts`, `*.desktop.spec.ts` and
 * `*.phone.spec.ts` only where their name says; on a phone without those of `told` and those tagged `@desk`. The server
 * is started by `support/fixtures.ts`.
 */
export default defineConfig({
  testDir: "specs",
  outputDir: `test-results/${postgres ? "postgres" : "sqlite"}`,
  // Every worker has a server of its own, so that a long file need not keep one worker while the other has nothing left.
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A story that passes only the second time is listed as flaky, with its trace: a race to look into.
  retries: process.env.CI ? 1 : 0,
  workers: Number(process.env.E2E_WORKERS || 2),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./support/summary.ts"]],
  use: {
    locale: "ja-JP",
    // The offline story allows them; elsewhere they would answer in place of the server.
    serviceWorkers: "block",
    timezoneId: "Asia/Tokyo",
    screenshot: "only-on-failure",
    // Recording slows every story; the summary says how to tell one again with it.
    trace: "on-first-retry",
    actionTimeout: 30_000,
    navigationTimeout: 45_000,
  },
  projects: [
    { name: "desktop", testIgnore: /\.(nojs|phone)\./, ...main, use: { ...chromium, ...desk } },
    {
      name: "nojs",
      testIgnore: /\.(js|desktop|phone)\./,
      ...first,
      use: { ...chromium, ...desk, javaScriptEnabled: false },
    },
    {
      name: "phone",
      testIgnore: [/\.(nojs|desktop)\./, told],
      grepInvert: /@desk/,
      ...first,
      use: { ...phone, ...chromium },
    },
    {
      name: "shots",
      testDir: "shots",
      timeout: 900_000,
      use: { ...chromium },
    },
  ],
});
