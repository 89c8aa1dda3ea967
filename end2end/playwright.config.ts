import { defineConfig, devices } from "@playwright/test";

const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
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
const told = /\/(accounts|calendar|keeping|program|troubles)\./;

/**
 * Every story with JavaScript, without it, and on a phone; `*.js.spec.ts`, `*.nojs.spec.ts` and `*.desktop.spec.ts`
 * only where their name says; on a phone without those of `told`. The server is started by `support/fixtures.ts`.
 */
export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // A story that passes only the second time is listed as flaky: the machine was busy, or it is a race to look into.
  retries: process.env.CI ? 1 : 0,
  workers: Number(process.env.E2E_WORKERS || 2),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "ja-JP",
    // The offline story allows them; elsewhere they would answer in place of the server.
    serviceWorkers: "block",
    timezoneId: "Asia/Tokyo",
    screenshot: "only-on-failure",
    trace: "off",
    actionTimeout: 30_000,
    navigationTimeout: 45_000,
  },
  projects: [
    { name: "desktop", testIgnore: /\.nojs\./, use: { ...chromium, ...desk } },
    { name: "nojs", testIgnore: /\.(js|desktop)\./, use: { ...chromium, ...desk, javaScriptEnabled: false } },
    { name: "phone", testIgnore: [/\.(nojs|desktop)\./, told], use: { ...phone, ...chromium } },
    {
      name: "shots",
      testDir: "shots",
      timeout: 900_000,
      use: { ...chromium },
    },
  ],
});
