// Words that the server has not confirmed yet, kept on this device: sealed with a key of the account that no script can
// take out of the browser. On a shared computer nothing is kept. Every change is told by the event "drafts".
const SHARED = "assemble-shared-computer";
const SAVE = "/api/journal/autosave";
// How long the server may take, in milliseconds, until it is asked another time.
const PATIENCE = 20_000;
// What will be answered the same however often it is asked: the words stay here, and are not sent again.
const REFUSED = [400, 404, 422];
// The most characters of one text.
const MOST = 20_000;
const utf8 = new TextEncoder();
let account = "", mine = "", opened, line = Promise.resolve(), sending = Promise.resolve(), timer, form;
let count = 0, kept = 0, trouble = "", wait = 5_000, again;
const came = new Map();

const tell = () => window.dispatchEvent(new Event("drafts"));

function store() {
  opened ??= new Promise((yes, no) => {
    const ask = indexedDB.open("assemble", 1);
    ask.onupgradeneeded = () => {
      ask.result.createObjectStore("keys");
      ask.result.createObjectStore("drafts", { keyPath: "id" }).createIndex("account", "account");
    };
    ask.onsuccess = () => yes(ask.result);
    ask.onerror = () => no(ask.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

async function run(name, mode, work) {
  const transaction = (await store()).transaction(name, mode, { durability: "strict" });
  const ask = work(transaction.objectStore(name));
  return new Promise((yes, no) => {
    transaction.oncomplete = () => yes(ask.result);
    transaction.onabort = () => no(transaction.error);
  });
}

/** Does something with keys and drafts at once: all of it, or nothing. */
async function both(work) {
  const transaction = (await store()).transaction(["keys", "drafts"], "readwrite", { durability: "strict" });
  work(transaction.objectStore("keys"), transaction.objectStore("drafts"));
  return new Promise((yes, no) => {
    transaction.oncomplete = yes;
    transaction.onabort = () => no(transaction.error);
  });
}

async function key(of) {
  const known = await run("keys", "readonly", (keys) => keys.get(of));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Another tab may be faster: its key counts then.
  await run("keys", "readwrite", (keys) => keys.add(made, of)).catch(() => {});
  return run("keys", "readonly", (keys) => keys.get(of));
}

// A draft opens in its own place only: for this account, this entry, this page.
const lock = (draft) => ({ name: "AES-GCM", iv: draft.iv, additionalData: utf8.encode(draft.id) });
const all = () => run("drafts", "readonly", (drafts) => drafts.index("account").getAll(account));

/** Removes a draft, unless it was written on since. */
const drop = (id, turn) => run("drafts", "readwrite", (drafts) => {
  const ask = drafts.get(id);
  ask.onsuccess = () => ask.result && ask.result.turn <= turn && drafts.delete(id);
  return ask;
});

/** Remembers that a draft was refused, unless it was written on since. */
const refuse = (id, turn) => run("drafts", "readwrite", (drafts) => {
  const ask = drafts.get(id);
  ask.onsuccess = () => ask.result?.turn === turn && drafts.put({ ...ask.result, refused: true });
  return ask;
});

/** What goes wrong is said, and stops nothing. */
const told = (work) => work.then(recount).catch((error) => {
  trouble = error?.name === "QuotaExceededError" ? "full" : "broken";
}).then(tell);

/** Does one thing on this device after the other. */
function next(work) {
  line = told(line.then(work));
}

/** Sends what waits, beside the rest: a slow network holds no word up on its way to the disk. */
function post() {
  sending = told(sending.then(deliver));
}

async function recount() {
  const drafts = account && globalThis.indexedDB ? await all() : [];
  count = drafts.filter((draft) => !draft.refused).length;
  await show(drafts.filter((draft) => draft.refused));
}

async function write() {
  timer = undefined;
  if (!form || shared()) return;
  const fields = new FormData(form);
  const of = (name) => fields.get(`form[${name}]`) ?? "";
  const turn = Number(of("turn"));
  const draft = {
    id: [account, of("entry"), of("writer")].join("/"),
    account, entry: of("entry"), writer: of("writer"), turn, iv: crypto.getRandomValues(new Uint8Array(12)),
  };
  const words = utf8.encode(new URLSearchParams(fields).toString());
  const secret = await key(account);
  draft.sealed = await crypto.subtle.encrypt(lock(draft), secret, words);
  await both((keys, drafts) => {
    // Another tab may have signed out meanwhile, when nothing waited yet: a draft is never without its key.
    const there = keys.get(draft.account);
    there.onsuccess = () => there.result ?? keys.put(secret, draft.account);
    drafts.put(draft);
  });
  [kept, trouble] = [turn, ""];
}

/** Sends what other pages left behind. What the server knows already changes nothing there. */
async function deliver() {
  const who = account;
  if (!who) return;
  let left = 0;
  for (const draft of await all()) {
    if (account !== who) return;
    if (draft.writer === mine || draft.refused) continue;
    // One that cannot be opened holds none of the others up.
    const words = await crypto.subtle.decrypt(lock(draft), await key(who), draft.sealed).catch(() => undefined);
    if (!words) continue;
    const answer = await fetch(SAVE, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body: words,
      signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => undefined);
    if (!answer?.ok) {
      if (REFUSED.includes(answer?.status)) {
        await refuse(draft.id, draft.turn);
        continue;
      }
      left += 1;
      break;
    }
    const saved = await answer.json();
    await drop(draft.id, draft.turn);
    came.set(draft.entry, Math.max(saved.elsewhere ?? saved.seq, came.get(draft.entry) ?? 0));
  }
  clearTimeout(again);
  wait = left > 0 ? Math.min(wait * 2, 60_000) : 5_000;
  if (left > 0) again = setTimeout(post, wait);
}

async function give(to, fields) {
  const answer = await fetch(to, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error("refused", { cause: answer.status });
  return answer;
}

/** Puts a refused draft back: into its own entry if that takes it by now, else its words into free writing. */
async function putBack(draft, fields, words) {
  let path = `/journal/${draft.entry}`;
  const taken = await give(SAVE, fields).catch((error) => {
    // Where the server could not be asked, its answer may be another one in a moment.
    if (!REFUSED.includes(error.cause)) throw error;
  });
  if (!taken) {
    const all = [...words];
    // Marks alone make no text: they stay here.
    if (all.length === 0) throw new Error("no words");
    for (let at = 0; at < all.length; at += MOST) {
      path = (await give("/api/journal/start", { "form[template]": "free" })).headers.get("location");
      const text = all.slice(at, at + MOST).join("");
      await give(SAVE, { "form[entry]": path.split("/").pop(), "form[texts][text]": text });
    }
  }
  await drop(draft.id, draft.turn);
  location.href = path;
}

/** A refused draft with its words, and what one can do with it. `says` holds what the page calls things. */
function item(says, draft, fields) {
  const make = (name, of) => Object.assign(document.createElement(name), of);
  const written = [...fields].filter(([name, value]) => /^form\[(texts|rows)\]/.test(name) && value.trim());
  const words = written.map(([, value]) => value).join("\n\n");
  const area = make("textarea", { className: "input", readOnly: true, rows: 6, value: words, ariaLabel: says.label });
  const said = make("p", { className: "note", role: "status" });
  let busy = false;
  const button = (label, act) => {
    const made = make("button", { type: "button", className: "btn", textContent: label });
    Object.assign(made.dataset, { kind: "quiet", size: "small" });
    made.addEventListener("click", async () => {
      if (busy) return;
      busy = true;
      said.textContent = (await act().catch(() => says.failed)) ?? "";
      busy = false;
    });
    return made;
  };
  const copy = async () => {
    area.select();
    const copied = await navigator.clipboard?.writeText(words).then(() => true, () => false);
    return copied || document.execCommand("copy") ? says.copied : says.failed;
  };
  const away = async () => confirm(says.sure) ? next(() => drop(draft.id, draft.turn)) : undefined;
  const line = make("p", { className: "line" });
  line.append(button(says.copy, copy), button(says.back, () => putBack(draft, fields, words)), button(says.away, away));
  const made = make("li", { className: "stack" });
  made.dataset.gap = "small";
  made.append(area, line, said);
  return made;
}

/** Shows its author what the server refuses for good, where a page has a place for that. */
async function show(refused) {
  const place = document.querySelector("[data-left]");
  const those = JSON.stringify(refused.map(({ id, turn }) => [id, turn]));
  if (!place || place.dataset.left === those) return;
  const items = [];
  for (const draft of refused) {
    const words = await crypto.subtle.decrypt(lock(draft), await key(account), draft.sealed).catch(() => undefined);
    if (words) items.push(item(place.dataset, draft, new URLSearchParams(new TextDecoder().decode(words))));
  }
  const inside = place.contains(document.activeElement);
  place.querySelector("ul").replaceChildren(...items);
  place.hidden = items.length === 0;
  place.dataset.left = those;
  if (inside) (items.length > 0 ? place : document).querySelector("h2, h1")?.focus();
}

/** An account's page is open; `writer` is its name, if one can write on it. */
export function begin(who, writer) {
  if (timer) next(write);
  next(() => {
    clearTimeout(timer);
    [account, mine, kept, form, timer] = [who, writer, 0, undefined, undefined];
    post();
  });
}

/** Keeps the words of a form on this device, in a moment. */
export function keep(of) {
  if (shared()) return;
  form = of;
  timer ??= setTimeout(() => next(write), 100);
}

/** The server has the words of a turn. */
export function sent(entry, writer, turn) {
  if (globalThis.indexedDB) next(() => drop([account, entry, writer].join("/"), turn));
}

/** Somebody signed out: the key goes of every account that left no words here. What waits stays, and keeps its key. */
export function leave() {
  if (!globalThis.indexedDB) return;
  next(() => both((keys, drafts) => {
    const all = keys.getAllKeys();
    all.onsuccess = () => all.result.forEach((of) => {
      const left = drafts.index("account").count(of);
      left.onsuccess = () => left.result || keys.delete(of);
    });
  }));
}

/** How many drafts of this account wait on this device. */
export const waiting = () => count;
/** The turn of this page whose words are on this device. */
export const keptTurn = () => kept;
/** Why nothing is kept: "shared", "full" or "broken"; empty when it is. */
export const why = () => (shared() ? "shared" : trouble);
/** The version that holds what was left behind of an entry, after it was sent; 0 when nothing was. */
export const arrived = (entry) => came.get(entry) ?? 0;

/** Whether a form holds what it was sent with: nobody wrote in it, not even before the program came. */
export const untouched = (of) => [...of.elements].every((field) => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked === field.defaultChecked;
  return field.type === "hidden" || field.defaultValue === undefined || field.value === field.defaultValue;
});

/** Whether this is a shared computer. */
export function shared() {
  try {
    return localStorage.getItem(SHARED) === "1";
  } catch {
    return true;
  }
}

/** Says whether this is one. What waits already is sent, and stays sealed until it is. */
export function share(on) {
  if (on) localStorage.setItem(SHARED, "1");
  else localStorage.removeItem(SHARED);
  post();
}

addEventListener("online", post);

// A link is about to take the page away. Whoever holds words that are nowhere else stops the event "leaving".
let bound;
addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (!(link instanceof HTMLAnchorElement) || !link.protocol.startsWith("http")) return;
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target && link.target !== "_self" || link.hasAttribute("download")) return;
  const here = (of) => of.origin + of.pathname + of.search;
  if (link.hash && here(link) === here(location)) return;
  bound = link.href;
  if (dispatchEvent(new Event("leaving", { cancelable: true }))) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

/** Follows the link that was held up. */
export function go() {
  if (bound) location.href = bound;
}
