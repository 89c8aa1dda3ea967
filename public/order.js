// Lets the rows of a list be dragged to another place by mouse and touch. Letting go sends the form with the button that
// says where to: the page comes anew with its times. The buttons of each row do the same without it.
for (const list of document.querySelectorAll("[data-order]")) {
  const form = list.closest("form");
  const place = (row) => [...list.children].indexOf(row);
  const middle = (row) => row.getBoundingClientRect().top + row.offsetHeight / 2;
  // The others move around the row that is held: a browser takes the finger away from what leaves the page.
  const down = (row) => list.insertBefore(row.nextElementSibling, row);
  const up = (row) => row.after(row.previousElementSibling);
  let held;

  /** The end of a drag: sent, or everything back as it was. */
  const letGo = (keep) => {
    if (!held) return;
    const { row, from } = held;
    held = undefined;
    delete row.dataset.held;
    if (!keep) {
      while (place(row) > from) up(row);
      while (place(row) < from) down(row);
    }
    const to = place(row);
    if (to === from) return;
    const then = document.createElement("input");
    then.type = "hidden";
    then.name = list.dataset.order;
    then.value = `to:${row.id}:${to}`;
    form.append(then);
    form.requestSubmit();
  };

  for (const grip of list.querySelectorAll("[data-grip]")) {
    const row = grip.closest("li");
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || held) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      row.dataset.held = "";
      held = { row, from: place(row), pointer: event.pointerId };
    });
    grip.addEventListener("pointermove", (event) => {
      if (held?.pointer !== event.pointerId) return;
      while (row.nextElementSibling && middle(row.nextElementSibling) < event.clientY) down(row);
      while (row.previousElementSibling && middle(row.previousElementSibling) > event.clientY) up(row);
    });
    grip.addEventListener("pointerup", (event) => held?.pointer === event.pointerId && letGo(true));
    // The browser took the finger away.
    grip.addEventListener("pointercancel", (event) => held?.pointer === event.pointerId && letGo(false));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo(false);
  });
}
