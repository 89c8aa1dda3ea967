// Keeps an eye on an open page with somebody else's words: asks every few seconds whether they may still be shown. When
// they were taken back the words go; while nobody can tell (no connection, the page lay hidden) they are covered. Marking
// words with the pointer chooses them for a remark. An answer is kept while it is typed.

// Together less than the five seconds within which words that were taken back are gone.
const EVERY = 2000;
const PATIENCE = 2500;
const box = document.querySelector("[data-still]");

/** Takes the words away for good; the page says why. */
function clear() {
  clearInterval(timer);
  const words = document.createElement("p");
  words.className = "flash";
  words.dataset.tone = "care";
  words.setAttribute("role", "status");
  words.textContent = box.dataset.gone;
  box.replaceChildren(words);
  document.querySelector("[data-ahead]")?.remove();
  // What the server sent along for the program holds the same words.
  for (const script of document.querySelectorAll("script:not([src])")) script.remove();
  for (const name of ["__RESOLVED_RESOURCES", "__SERIALIZED_ERRORS", "__INCOMPLETE_CHUNKS"]) globalThis[name] = undefined;
  box.hidden = false;
  document.title = document.title.replace(/^.* — /, "");
}

let ahead;
/** Says that a copy which goes on has more by now. What was ahead from the beginning does not reach this page. */
function offer(version) {
  ahead ??= version;
  if (version <= ahead) return;
  ahead = version;
  const more = document.querySelector("[data-ahead]") ?? document.createElement("p");
  const again = document.createElement("a");
  again.href = location.pathname;
  again.rel = "external";
  again.textContent = box.dataset.again;
  more.className = "flash";
  more.dataset.ahead = "";
  more.setAttribute("role", "status");
  more.replaceChildren(`${box.dataset.newer} `, again);
  box.before(more);
}

let over = false;
async function look() {
  if (over) return;
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(box.dataset.still, { cache: "no-store", redirect: "manual", signal: stop.signal });
    if (answer.status === 204) {
      box.hidden = document.visibilityState === "hidden";
      offer(Number(answer.headers.get("x-version-ahead")));
    } else if (answer.status >= 500) box.hidden = true;
    else {
      over = true;
      clear();
    }
  } catch {
    box.hidden = true;
  } finally {
    clearTimeout(late);
  }
}

/** How many characters (as people count them in code: Unicode scalars) lie before a place in a passage. */
function before(passage, node, offset) {
  const range = document.createRange();
  range.setStart(passage, 0);
  range.setEnd(node, offset);
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll("sup")) number.remove();
  return [...copy.textContent].length;
}

/** Chooses what was marked for the form of its passage. */
function choose() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  const from = range.startContainer.parentElement?.closest(".marked-text");
  if (!from || from !== range.endContainer.parentElement?.closest(".marked-text")) return;
  const start = before(from, range.startContainer, range.startOffset);
  const end = before(from, range.endContainer, range.endOffset);
  const fold = [...document.querySelectorAll("[data-comment]")].find((one) => one.dataset.comment === from.dataset.place);
  if (!fold || start >= end) return;
  fold.querySelector("[name='form[marked]']").value = `${start}-${end}`;
  const shown = fold.querySelector("[data-marked]");
  shown.textContent = selection.toString();
  shown.hidden = false;
  fold.querySelector("select").closest(".field").hidden = true;
  fold.open = true;
}

/** Whether a page that closes can still send it: browsers take 64 KiB. */
const fits = (body) => body.toString().length < 60_000;

/** Keeps an unfinished answer on the server, a moment after the typing stops. Nothing is kept while an input method composes. */
function keepAnswer(place) {
  const form = place.querySelector("form");
  const field = form.querySelector("textarea");
  const said = form.querySelector("[data-keep-state]");
  // The server knows this page by its name, and what it sent last by its turn: what was given up here and comes late takes
  // the place of nothing that was sent after it.
  const page = crypto.getRandomValues(new Uint32Array(4)).join("-");
  let turn = 0;
  form.addEventListener("formdata", ({ formData }) => {
    formData.set("form[page]", page);
    formData.set("form[turn]", (turn += 1));
  });
  // What the page came with: words typed before this script arrived are not kept yet.
  let kept = field.defaultValue, composing = false, failed = false, wait, busy = Promise.resolve();
  const open = () => !composing && field.value !== kept;
  const save = () => (busy = busy.then(async () => {
    clearTimeout(wait);
    if (!open()) return;
    const words = field.value;
    const body = new URLSearchParams(new FormData(form));
    // What hangs is tried again: whoever presses something else on the page would wait for it.
    const signal = AbortSignal.timeout(8000);
    const sent = { method: "POST", headers: { accept: "application/json" }, body, keepalive: fits(body), signal };
    const answer = await fetch(place.dataset.keep, sent).catch(() => undefined);
    failed = !answer?.ok;
    if (!failed) kept = words;
    else wait = setTimeout(save, 5000);
    said.textContent = failed ? place.dataset.unkept : place.dataset.kept;
  }));
  const soon = () => {
    clearTimeout(wait);
    wait = setTimeout(save, 1000);
  };
  // A browser that puts old words back when the page is loaded anew would have them kept over newer ones.
  form.autocomplete = "off";
  if (open()) soon();
  field.addEventListener("input", soon);
  field.addEventListener("compositionstart", () => (composing = true));
  field.addEventListener("compositionend", () => {
    composing = false;
    soon();
  });
  field.addEventListener("blur", save);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  addEventListener("beforeunload", (event) => {
    if (leaving || !open()) return;
    save();
    if (failed || !navigator.onLine || !fits(new URLSearchParams(new FormData(form)))) event.preventDefault();
  });
  // Another form of the page loads it anew: the answer goes first. One that could not be kept is asked about, as when the
  // page is left.
  let leaving = false, passing = false;
  document.addEventListener("submit", (event) => {
    if (event.target === form || passing || !open()) {
      leaving = event.target === form || !open();
      return;
    }
    event.preventDefault();
    const { target, submitter } = event;
    // A task later: a browser drops what is submitted again while the press itself is still being told.
    const go = () => {
      passing = true;
      target.requestSubmit(submitter);
      passing = false;
    };
    save().then(() => setTimeout(go));
  });
}

const place = document.querySelector("[data-keep]");
if (place) keepAnswer(place);

let timer;
if (box) {
  timer = setInterval(look, EVERY);
  // Also at once: what is newer than the first answer is told.
  look();
  document.addEventListener("visibilitychange", () => {
    box.hidden = true;
    if (document.visibilityState === "visible") look();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      box.hidden = true;
      look();
    }
  });
  document.addEventListener("pointerup", () => setTimeout(choose));
  document.addEventListener("keyup", (event) => event.shiftKey && choose());
}
