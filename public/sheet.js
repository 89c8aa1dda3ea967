// Keeps a worksheet's form a moment after a choice or a pause in typing, and says truthfully whether it is kept. No field
// that somebody writes in is ever touched; only the hidden revisions of the page follow what the server says.
const PAUSE = 1500;
// What outlives its page may not be longer; it is all ASCII on its way.
const MOST = 60_000;
// A press waits no longer than this for a save that is on its way.
const PATIENCE = 8000;
const box = document.querySelector("[data-autosave]");
const form = box?.querySelector("form");
const state = box?.querySelector("[data-save]");
// The server knows this page by its name, and what it sent last by its turn. So it is not taken for another page when an
// answer is lost on its way, and nothing that comes late takes the place of what came after it.
const page = crypto.getRandomValues(new Uint32Array(4)).join("-");
const turns = [...document.querySelectorAll("input[name='form[revision]']")].map((revision) => {
  const field = (of, value) => Object.assign(document.createElement("input"), { type: "hidden", name: `form[${of}]`, value });
  const turn = field("turn", 1);
  revision.after(field("page", page), turn);
  return turn;
});
let timer, wanted = false, busy, composing = false, stopped = false, pressed, passing = false;
// Whether what was sent last could not be kept, and whether a press takes the words along.
let failed = false, taken = false;

function say(name, words) {
  state.dataset.state = name;
  // Said once, not with every letter.
  if (state.textContent !== words) state.textContent = words;
}

async function send(keepalive = false) {
  wanted = false;
  say("saving", box.dataset.saving);
  const body = new URLSearchParams(new FormData(form));
  body.set("form[act]", "keep");
  for (const one of turns) one.value = Number(one.value) + 1;
  try {
    const headers = { accept: "application/json" };
    const sent = { method: "POST", headers, body, keepalive: keepalive && body.toString().length < MOST };
    if (!keepalive) sent.signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(box.dataset.autosave, sent);
    if (answer.ok) {
      const { revision, undo } = await answer.json();
      for (const one of document.querySelectorAll("input[name='form[revision]']")) one.value = Math.max(one.value, revision);
      for (const one of document.querySelectorAll("[data-undo]")) one.disabled = !undo;
      failed = false;
      say("saved", box.dataset.saved);
    } else {
      failed = true;
      const refused = await answer.json().catch(() => undefined);
      const words = refused?.Invalid?.[0]?.message;
      // Another window moved on: only a press can go on from here. A field that needs another look is tried again when it
      // has changed.
      stopped = answer.status === 409 || words === box.dataset.behind;
      say("unsent", words ?? box.dataset.unsent);
      if (answer.status >= 500 || answer.status === 429) again();
    }
  } catch {
    failed = true;
    say("unsent", box.dataset.unsent);
    again();
  }
}

// What failed at the server, or on the way there, is sent again: with the next words, in a moment, or when the page goes.
function again() {
  wanted = true;
  if (!timer) later(PATIENCE);
}

function hush() {
  clearTimeout(timer);
  timer = undefined;
}

function save() {
  hush();
  if (stopped || !wanted) return busy;
  busy = (busy ?? Promise.resolve()).then(() => wanted && send());
  return busy;
}

// The page goes: what is not kept yet is sent at once, so that it arrives without the page.
function leave() {
  if (stopped || !wanted) return;
  hush();
  busy = send(true);
}

function later(pause) {
  wanted = true;
  taken = false;
  hush();
  if (!composing) timer = setTimeout(save, pause);
}

/** Whether words that are kept nowhere else would be lost with the page: what goes now may not arrive. */
function lost() {
  if (taken || (!wanted && !failed)) return false;
  const long = new URLSearchParams(new FormData(form)).toString().length >= MOST;
  return failed || stopped || long || !navigator.onLine;
}

/** Whether somebody changed a field since the page came. */
function changed(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) {
    const chosen = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(chosen, 0);
  }
  return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
}

function count() {
  for (const place of box.querySelectorAll("[data-count]")) {
    const here = [...form.querySelectorAll("select[name^='form[f][s_']")].filter((one) => one.value === place.dataset.count);
    place.textContent = here.length;
  }
}

if (form) {
  count();
  // A browser that puts old words back when the page is loaded anew would have them kept over newer ones.
  form.autocomplete = "off";
  // What was written before this script arrived, and the words of a refused press.
  if ([...form.elements].some(changed) || form.querySelector("[data-unkept]")) later(PAUSE);
  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => {
    composing = false;
    later(PAUSE);
  });
  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => {
    count();
    later(200);
  });
  addEventListener("pagehide", leave);
  addEventListener("beforeunload", (event) => {
    if (!lost()) return;
    save();
    event.preventDefault();
  });
  addEventListener("online", save);
  // A press waits for what is on its way, so that it does not come from a page that is behind; one in another form of the
  // page waits for what was written here as well.
  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (target.method === "dialog") return;
    hush();
    taken = target === form;
    if (taken) wanted = false;
    if (passing || (!wanted && !busy)) {
      // A press that leads to a file leaves the page where it is.
      if (wanted) later(PATIENCE);
      return;
    }
    event.preventDefault();
    // Of two presses the latest counts, as it does where nothing is waited for.
    pressed = event;
    submitter?.setAttribute("aria-busy", "true");
    await save();
    // A task later: a browser drops what is submitted again while the press itself is still being told.
    await new Promise((done) => setTimeout(done));
    submitter?.removeAttribute("aria-busy");
    if (pressed !== event) return;
    [busy, pressed, passing] = [undefined, undefined, true];
    // What could not be kept, or was written meanwhile, is sent when the page goes.
    target.requestSubmit(submitter);
    passing = false;
  });
}
