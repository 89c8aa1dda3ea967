// Moves the points of a picture by mouse, touch and keys. Each belongs to a field of the form, which is what is sent; the
// picture and the words beside it only follow.
const LARGE = 3;
const number = (text) => Number.parseFloat(text) || 0;
const between = (a, b, t) => a + (b - a) * t;

function setUp(pad) {
  const handles = [...pad.querySelectorAll("[data-handle]")];
  const form = pad.closest("form");
  const name = (handle) => handle.dataset.handle;
  const field = (handle) => form.elements.namedItem(name(handle));
  const range = (handle) => ["valuemin", "valuemax"].map((one) => number(handle.getAttribute(`aria-${one}`)));
  const line = (handle) => handle.dataset.line.split(" ").map(Number);
  let held;

  /** What a value is called: by the words of its choice, else by those of the picture. */
  const words = (handle, value) => {
    const choice = [...(field(handle).options ?? [])].find((one) => one.value === value);
    return choice?.textContent.trim() ?? pad.dataset.words.replace("#", value);
  };

  /** Shows a point where it stands, or where it would stand at another value. */
  function show(handle, to = field(handle).value) {
    const [least, most] = range(handle);
    const [x0, y0, x1, y1] = line(handle);
    const value = to === "" ? most : number(to);
    const t = (value - least) / (most - least);
    handle.setAttribute("transform", `translate(${between(x0, x1, t)} ${between(y0, y1, t)})`);
    handle.toggleAttribute("data-unset", to === "");
    handle.setAttribute("aria-valuenow", String(value));
    handle.setAttribute("aria-valuetext", words(handle, to));
    for (const one of document.querySelectorAll(`[data-says="${name(handle)}"]`)) {
      if (one.localName === "meter") one.value = value;
      else one.textContent = words(handle, to);
    }
    curve();
  }

  /** The nearest value there is, as a field says it. */
  const nearest = (handle, value) => {
    const [least, most] = range(handle);
    return String(Math.min(most, Math.max(least, Math.round(value))));
  };

  /** Sets a field, and tells whoever keeps the form. */
  function put(handle, to) {
    const one = field(handle);
    if (one.value === to) return show(handle);
    one.value = to;
    show(handle);
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The value on the way of a point that is nearest to the pointer. */
  function under(handle, event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(pad.getScreenCTM().inverse());
    const [x0, y0, x1, y1] = line(handle);
    const [least, most] = range(handle);
    const [dx, dy] = [x1 - x0, y1 - y0];
    const t = ((at.x - x0) * dx + (at.y - y0) * dy) / (dx * dx + dy * dy);
    return between(least, most, Math.min(1, Math.max(0, t)));
  }

  /** The same line as `scoring::curve` draws it, down the page: `x` is how far down. */
  function curve() {
    const path = pad.querySelector("[data-curve]");
    if (!path) return;
    const spots = handles.map((one) => one.getAttribute("transform").match(/-?[\d.]+/g).map(Number));
    const [y, x] = [spots.map((one) => one[0]), spots.map((one) => one[1])];
    const rise = x.slice(1).map((one, i) => (y[i + 1] - y[i]) / (one - x[i]));
    const slope = x.map((_, i) => {
      if (i === 0 || i === x.length - 1) return rise[i === 0 ? 0 : i - 1] ?? 0;
      return rise[i - 1] * rise[i] <= 0 ? 0 : (rise[i - 1] + rise[i]) / 2;
    });
    rise.forEach((one, i) => {
      const [a, b] = one === 0 ? [0, 0] : [slope[i] / one, slope[i + 1] / one];
      const length = Math.hypot(a, b);
      const shorter = length > 3 ? 3 / length : 1;
      if (one === 0 || length > 3) [slope[i], slope[i + 1]] = [shorter * a * one, shorter * b * one];
    });
    const pieces = rise.map((_, i) => {
      const third = (x[i + 1] - x[i]) / 3;
      const inner = `${y[i] + slope[i] * third} ${x[i] + third} ${y[i + 1] - slope[i + 1] * third} ${x[i + 1] - third}`;
      return `C${inner} ${y[i + 1]} ${x[i + 1]}`;
    });
    path.setAttribute("d", `M${y[0]} ${x[0]}${pieces.join("")}`);
  }

  /** The end of a drag. Until then the field says what it said: nothing on the way is kept. */
  function letGo(keep) {
    if (!held) return;
    const { handle, to } = held;
    held = undefined;
    delete handle.dataset.held;
    if (keep && to !== undefined) put(handle, to);
    else show(handle);
  }

  for (const handle of handles) {
    show(handle);
    field(handle).addEventListener("change", () => show(handle));
    // Inside a picture browsers take no notice of `touch-action`: the page would go along, and take the finger away.
    handle.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || held) return;
      // Neither text nor page moves along; the focus has to be set by hand then.
      event.preventDefault();
      handle.focus({ preventScroll: true });
      handle.setPointerCapture(event.pointerId);
      handle.dataset.held = "";
      held = { handle, pointer: event.pointerId };
    });
    handle.addEventListener("pointermove", (event) => {
      if (held?.pointer !== event.pointerId) return;
      held.to = nearest(handle, under(handle, event));
      show(handle, held.to);
    });
    handle.addEventListener("pointerup", (event) => held?.pointer === event.pointerId && letGo(true));
    // The browser took the finger away: the point goes back to where it was.
    handle.addEventListener("pointercancel", (event) => held?.pointer === event.pointerId && letGo(false));
    handle.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const [least, most] = range(handle);
      const now = number(handle.getAttribute("aria-valuenow"));
      const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: LARGE, PageDown: -LARGE };
      const ends = { Home: least, End: most };
      if (event.key === "Escape" && held) letGo(false);
      else if (event.key in steps) put(handle, nearest(handle, now + steps[event.key]));
      else if (event.key in ends) put(handle, String(ends[event.key]));
      else return;
      event.preventDefault();
    });
  }
}

for (const pad of document.querySelectorAll("[data-pad]")) setUp(pad);
