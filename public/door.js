// Keeps the numbers and the list of the check-in page as they are: people check themselves in, too, and another host
// stands at another door. Nothing changes under the hands of somebody who types or has a button of the list in focus.
const EVERY = 10_000;
const parts = "[data-fresh]";

/** Whether a field holds words that were not sent yet. */
const typing = () => {
  const fields = [...document.querySelectorAll("main input:not([type=hidden])")];
  return fields.some((field) => field.value !== field.defaultValue) || document.querySelector("dialog[open]") !== null;
};

async function look() {
  if (document.visibilityState === "hidden" || typing()) return;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (typing()) return;
  for (const shown of document.querySelectorAll(parts)) {
    const fresh = page.querySelector(`[data-fresh="${shown.dataset.fresh}"]`);
    if (fresh && fresh.innerHTML !== shown.innerHTML && !shown.contains(document.activeElement)) shown.replaceWith(fresh);
  }
}

if (document.querySelector(parts)) setInterval(look, EVERY);
