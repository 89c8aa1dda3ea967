import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** The evening on which stories begin. */
export const NOW = "2026-11-24T19:30:00+09:00";

const clone = path.resolve(import.meta.dirname, "../..");
const target = process.env.CARGO_TARGET_DIR || path.join(clone, "target");
const program = process.env.ASSEMBLE_BIN || path.join(target, "debug/assemble");

/** The program with a made-up community in a fresh database, on a port of its own. */
export class Server {
  private child: ChildProcess;

  private constructor(
    readonly url: string,
    private readonly launch: (now: string) => ChildProcess,
    private readonly data: string,
  ) {
    this.child = launch(NOW);
  }

  /** Starts one; `E2E_DATABASE=postgres` chooses the database. */
  static async start(): Promise<Server> {
    const port = await freePort();
    const data = mkdtempSync(path.join(tmpdir(), "assemble-e2e-"));
    const url = `http://localhost:${port}`;
    const log = openSync(path.join(data, "log"), "a");
    const database = process.env.E2E_DATABASE === "postgres" ? { DATABASE_URL: freshPostgres() } : {};
    const launch = (now: string) => spawn(program, ["serve", "--demo"], {
      cwd: clone,
      stdio: ["ignore", log, log],
      env: {
        ...process.env,
        ASSEMBLE_DATA: data,
        ASSEMBLE_LISTEN: `127.0.0.1:${port}`,
        ASSEMBLE_URL: url,
        ASSEMBLE_SITE: process.env.ASSEMBLE_SITE || path.join(clone, "target/site"),
        ASSEMBLE_CLOCK: now,
        ASSEMBLE_NO_LIMITS: "true",
        ...database,
      },
    });
    const server = new Server(url, launch, data);
    try {
      await server.ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Kills it as a power cut would. */
  async crash(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await gone;
  }

  /** Starts it again where it was, over the same data. */
  async again(now = NOW): Promise<void> {
    this.child = this.launch(now);
    await this.ready();
  }

  /** Lets time pass: ends it, and starts it again at that moment. */
  async at(now: string): Promise<void> {
    await this.end();
    await this.again(now);
  }

  /** What the program wrote so far. */
  log(): string {
    return readFileSync(path.join(this.data, "log"), "utf8");
  }

  /** Ends it, and removes what it kept. */
  async stop(): Promise<void> {
    await this.end();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Ends it as a service manager would. */
  private async end(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await gone;
    clearTimeout(timer);
  }

  private async ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      if (this.child.exitCode !== null) throw new Error(`the server ended at its start:\n${this.log()}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the server was not ready in a minute:\n${this.log()}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** A new database in the cluster that `scripts/with-postgres` started. */
function freshPostgres(): string {
  const base = process.env.TEST_POSTGRES_URL;
  if (!base) throw new Error("TEST_POSTGRES_URL is not set: use scripts/with-postgres");
  const name = `e2e_${process.pid}_${Date.now()}`;
  const made = spawnSync("psql", ["-qX", base, "-c", `create database ${name}`], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr || String(made.error));
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.toString();
}
