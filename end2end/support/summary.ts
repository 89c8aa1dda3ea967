import { appendFileSync } from "node:fs";
import path from "node:path";
import type { FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";

const end2end = path.resolve(import.meta.dirname, "..");

/**
 * A few lines at the end of a run: what passed, what each project cost, which stories failed or passed only the second
 * time, and where their traces and the server's log lie. `E2E_SUMMARY` names a file that gets them too.
 */
export default class Summary implements Reporter {
  private root!: Suite;

  onBegin(_config: unknown, root: Suite): void {
    this.root = root;
  }

  onEnd(result: FullResult): void {
    const database = process.env.E2E_DATABASE === "postgres" ? "PostgreSQL" : "SQLite";
    const tests = this.root.allTests();
    const of = (outcome: string) => tests.filter((test) => test.outcome() === outcome);
    const [failed, flaky, skipped] = [of("unexpected"), of("flaky"), of("skipped")];
    const counts = [
      `${of("expected").length} passed`,
      `${failed.length} failed`,
      `${flaky.length} flaky`,
      `${skipped.length} skipped or not run`,
    ];
    const costs = this.root.suites.map((project) => `${project.title} ${minutes(cost(project.allTests()))}`);
    const slowest = [...tests].sort((a, b) => cost([b]) - cost([a])).slice(0, 5);
    const lines = [
      `stories on ${database}: ${result.status}, ${counts.join(", ")}, in ${minutes(result.duration)}`,
      `  workers' time: ${costs.join(", ")}`,
      ...slowest.map((test) => `  slow: ${minutes(cost([test]))} ${place(test)}`),
      ...failed.flatMap((test) => told("FAILED", test)),
      ...flaky.flatMap((test) => told("FLAKY", test)),
    ];
    const summary = `${lines.join("\n")}\n`;
    process.stdout.write(`\n${summary}`);
    if (process.env.E2E_SUMMARY) appendFileSync(process.env.E2E_SUMMARY, summary);
  }
}

/** The time that some tests took, every try of them, in milliseconds. */
function cost(tests: TestCase[]): number {
  return tests.flatMap((test) => test.results).reduce((sum, { duration }) => sum + duration, 0);
}

function minutes(milliseconds: number): string {
  return `${(milliseconds / 60_000).toFixed(1)} min`;
}

/** Project, file, line and title. */
function place(test: TestCase): string {
  const { file, line } = test.location;
  return `[${test.parent.project()?.name}] ${path.relative(end2end, file)}:${line} ${test.title}`;
}

/** A test with what it left, and how to tell it again with a trace. */
function told(word: string, test: TestCase): string[] {
  const files = test.results.flatMap(({ attachments }) => attachments.flatMap((one) => (one.path ? [one.path] : [])));
  const { file, line } = test.location;
  const again = `scripts/e2e --project=${test.parent.project()?.name} --trace=on ${path.relative(end2end, file)}:${line}`;
  return [`  ${word} ${place(test)}`, ...files.map((file) => `    ${path.relative(path.dirname(end2end), file)}`), `    again: ${again}`];
}
