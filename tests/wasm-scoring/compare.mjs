// Scores every sheet in WebAssembly and compares the text with what the native program printed.
import { readFileSync } from "node:fs";

const [module, printed] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { memory, count, score, length, fit_ten } = instance.exports;
const native = readFileSync(printed, "utf8").trimEnd().split("\n");
const wasm = Array.from({ length: count() }, (_, sheet) => {
  const start = score(sheet);
  return new TextDecoder().decode(new Uint8Array(memory.buffer, start, length()));
});
const other = wasm.flatMap((text, sheet) => (text === native[sheet] ? [] : [sheet]));
if (other.length || native.length !== wasm.length) {
  console.error(`sheet ${other[0]}\n  native ${native[other[0]]}\n  wasm   ${wasm[other[0]]}`);
  console.error(`${other.length} of ${wasm.length} differ`);
  process.exit(1);
}
console.log(`${wasm.length} sheets: native and WebAssembly are the same to the last bit`);

fit_ten(20);
const times = 500;
const begun = performance.now();
const rounds = fit_ten(times);
const each = (performance.now() - begun) / times;
console.log(`W2, ten items: ${each.toFixed(3)} ms a fit (${Math.round(rounds / times)} rounds)`);
if (each >= 5) {
  console.error("a fit must take less than 5 ms");
  process.exit(1);
}
