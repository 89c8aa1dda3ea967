use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::passage::{name, nested};
use crate::journal::model::{Column, MAX_ROWS, Row, RowChange, RowMove, row_name};
use crate::t;
use crate::ui::{FormState, TextArea};

/// A row on the screen. One that was taken away stays where it is, unseen and unsent, until the page goes: so it can
/// come back with every word.
#[derive(Clone)]
struct Line {
    key: usize,
    cells: Row,
    gone: RwSignal<bool>,
}

/// The rows of one table.
#[derive(Clone, Copy)]
struct Table {
    lines: RwSignal<Vec<Line>>,
    /// The row that was taken away last.
    last_gone: RwSignal<Option<usize>>,
}

impl Table {
    /// The places of those that are there.
    fn place(self, key: usize) -> usize {
        self.lines
            .with(|lines| lines.iter().filter(|line| !line.gone.get()).position(|line| line.key == key))
            .unwrap_or(0)
    }

    fn count(self) -> usize {
        self.lines.with(|lines| lines.iter().filter(|line| !line.gone.get()).count())
    }

    /// A blank row behind the one of that key, or at the end.
    fn add(self, after: Option<usize>) -> usize {
        let key = self.lines.with_untracked(|lines| lines.iter().map(|line| line.key + 1).max().unwrap_or(0));
        let line = Line { key, cells: Row::new(), gone: RwSignal::new(false) };
        self.lines.update(|lines| {
            let at = after.and_then(|after| lines.iter().position(|line| line.key == after));
            lines.insert(at.map_or(lines.len(), |at| at + 1), line);
        });
        key
    }

    /// Changes places with the next one that is there, before or behind.
    fn swap(self, key: usize, back: bool) {
        self.lines.update(|lines| {
            let there: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].gone.get_untracked()).collect();
            let Some(place) = there.iter().position(|at| lines[*at].key == key) else { return };
            let other = if back { place.checked_sub(1) } else { Some(place + 1) };
            if let Some(other) = other.and_then(|other| there.get(other)) {
                lines.swap(there[place], *other);
            }
        });
    }

    fn remove(self, key: usize, gone: bool) {
        self.lines.with_untracked(|lines| {
            if let Some(line) = lines.iter().find(|line| line.key == key) {
                line.gone.set(gone);
            }
        });
        self.last_gone.set(gone.then_some(key));
    }
}

/// The table that one writes in: a row behind another, any of them movable. Its buttons are submit buttons, so they
/// work without the program too; the server then does the same.
#[component]
pub fn RowsEditor(id: String, cols: Vec<Column>, rows: Vec<Row>) -> impl IntoView {
    let form = FormState::here();
    let mut rows = if form.came_back() { came_back(&form, &id, &cols) } else { rows };
    // Behind written rows stands a blank one for those who have no program here.
    let spare = (!rows.is_empty() && rows.len() < MAX_ROWS).then_some(rows.len());
    if rows.len() < MAX_ROWS {
        rows.push(Row::new());
    }
    let lines = rows.into_iter().enumerate();
    let lines = lines.map(|(key, cells)| Line { key, cells, gone: RwSignal::new(false) }).collect();
    let table = Table { lines: RwSignal::new(lines), last_gone: RwSignal::new(None) };
    let full = Signal::derive(move || table.count() >= MAX_ROWS);
    let (cols, step) = (StoredValue::new(cols), StoredValue::new(id));
    if let Some(key) = spare {
        Effect::new(move |_| {
            let fresh = (0..cols.with_value(Vec::len)).all(|at| untouched(&cell_id(&form, step, key, at)));
            if fresh {
                table.lines.update(|lines| lines.retain(|line| line.key != key));
            }
        });
    }
    let heads = cols.get_value().into_iter().map(|col| view! { <span>{col.label}</span> }).collect_view();
    view! {
        // Enter presses the first button of a form: it should be the one that saves.
        <button class="visually-hidden" type="submit" name=form.full_name("then") value="stay" tabindex="-1" aria-hidden="true">
            {t!(journal.save)}
        </button>
        <p class="note">{t!(writing.rows_names)}</p>
        <div class="exchange">
            <p class="exchange-heads" aria-hidden="true">{heads}</p>
            <ol class="exchange-rows" role="list">
                <For each=move || table.lines.get() key=|line| line.key let:line>
                    <OneRow table line cols step/>
                </For>
            </ol>
            <div class="line">
                <button
                    class="btn"
                    data-kind="quiet"
                    data-size="small"
                    type="submit"
                    name=form.full_name("then")
                    // Behind the last one: every page shows a blank row there, so saving is all that has to be done.
                    value=step.with_value(|step| RowChange::value(RowMove::Add, step, MAX_ROWS))
                    hidden=move || full.get()
                    on:click=move |event| {
                        event.prevent_default();
                        go_to(&form, step, table.add(None));
                        tell(&event);
                    }
                >
                    {t!(writing.row_add)}
                </button>
                <span class="note">{move || t!(writing.rows_count, n = table.count(), most = MAX_ROWS)}</span>
            </div>
            <p class="line" role="status">
                {move || {
                    table.last_gone.get().map(|key| {
                        view! {
                            <span class="note">{t!(writing.row_gone)}</span>
                            <button
                                class="btn"
                                data-kind="quiet"
                                data-size="small"
                                type="button"
                                on:click=move |event| {
                                    table.remove(key, false);
                                    tell(&event);
                                }
                            >
                                {t!(writing.row_back)}
                            </button>
                        }
                    })
                }}
            </p>
        </div>
    }
}

#[component]
fn OneRow(table: Table, line: Line, cols: StoredValue<Vec<Column>>, step: StoredValue<String>) -> impl IntoView {
    let form = FormState::here();
    let Line { key, cells, gone } = line;
    let place = Memo::new(move |_| table.place(key));
    let cells = cols
        .get_value()
        .into_iter()
        .enumerate()
        .map(|(at, col)| {
            let id = if key == 0 && at == 0 { form.id(&step.get_value()) } else { cell_id(&form, step, key, at) };
            let text = cells.get(&col.id).cloned().unwrap_or_default();
            let name = Signal::derive(move || {
                step.with_value(|step| name(&form, "rows", &format!("{step}][{}][{}", row_name(place.get()), col.id)))
            });
            view! {
                <div class="exchange-cell">
                    <label for=id.clone()>{col.label}</label>
                    <TextArea id=id name=name class="exchange-paper" text=text rows=2/>
                </div>
            }
        })
        .collect_view();
    let button = move |what: RowMove, words: &'static str, hidden: Signal<bool>| {
        view! {
            <button
                class="btn"
                data-kind="quiet"
                data-size="small"
                type="submit"
                name=form.full_name("then")
                value=move || step.with_value(|step| RowChange::value(what, step, place.get()))
                aria-label=move || format!("{words} {}", place.get() + 1)
                hidden=move || hidden.get()
                on:click=move |event| {
                    event.prevent_default();
                    match what {
                        RowMove::Add => go_to(&form, step, table.add(Some(key))),
                        RowMove::Remove => table.remove(key, true),
                        RowMove::Up => table.swap(key, true),
                        RowMove::Down => table.swap(key, false),
                    }
                    tell(&event);
                }
            >
                {words}
            </button>
        }
    };
    let full = Signal::derive(move || table.count() >= MAX_ROWS);
    let first = Signal::derive(move || place.get() == 0);
    let last = Signal::derive(move || place.get() + 1 >= table.count());
    view! {
        <li hidden=move || gone.get()>
            <fieldset class="exchange-row" disabled=move || gone.get()>
                <legend>{move || place.get() + 1}</legend>
                <div class="exchange-cells">{cells}</div>
                <div class="line exchange-tools">
                    {button(RowMove::Add, t!(writing.row_below), full)}
                    {button(RowMove::Up, t!(writing.row_up), first)}
                    {button(RowMove::Down, t!(writing.row_down), last)}
                    {button(RowMove::Remove, t!(writing.row_remove), Signal::stored(false))}
                </div>
            </fieldset>
        </li>
    }
}

/// The rows of a form that was refused.
fn came_back(form: &FormState, id: &str, cols: &[Column]) -> Vec<Row> {
    let row = |at: usize| -> Option<Row> {
        let typed = |col: &Column| {
            let words = form.typed(&nested("rows", &format!("{id}][{}][{}", row_name(at), col.id)))?;
            Some((col.id.clone(), words))
        };
        let cells: Row = cols.iter().filter_map(typed).collect();
        (!cells.is_empty()).then_some(cells)
    };
    crate::journal::model::trimmed((0..MAX_ROWS).map_while(row).collect())
}

fn cell_id(form: &FormState, step: StoredValue<String>, key: usize, at: usize) -> String {
    step.with_value(|step| form.id(&format!("{step}-{key}-{at}")))
}

/// Whether nobody has written in a cell, or is about to, before the program arrived.
fn untouched(id: &str) -> bool {
    let Some(cell) = document().get_element_by_id(id) else { return true };
    let here = document().active_element().is_some_and(|active| active == cell);
    let written = cell.dyn_into::<web_sys::HtmlTextAreaElement>().is_ok_and(|cell| !cell.value().is_empty());
    !here && !written
}

/// Moves the caret into a row that was just made.
fn go_to(form: &FormState, step: StoredValue<String>, key: usize) {
    let id = cell_id(form, step, key, 0);
    request_animation_frame(move || {
        let cell = document().get_element_by_id(&id).and_then(|cell| cell.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(cell) = cell {
            let _ = cell.focus();
        }
    });
}

/// Tells whoever saves that something changed: the browser says so only for what is typed.
fn tell(event: &web_sys::MouseEvent) {
    let Some(button) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    let Some(form) = button.closest("form").ok().flatten() else { return };
    if let Ok(changed) = document().create_event("Event") {
        changed.init_event_with_bubbles("input", true);
        let _ = form.dispatch_event(&changed);
    }
}
