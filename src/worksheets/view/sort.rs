use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

use super::table::{Table, Unseen, action, focus_soon};
use crate::t;
use crate::ui::Icon;
use crate::worksheets::model::{CardText, Move};

/// How many cards of a pile are seen below it.
const SEEN: usize = 3;

/// As many milliseconds after a press the next card cannot have been read: another press was meant for the card before.
const DOUBLE: f64 = 350.0;

/// One card at a time, five piles: buttons, keys 1 to 5, U to take back; drag where there is room.
#[component]
pub fn Sort() -> impl IntoView {
    let table = Table::here();
    let next = Memo::new(move |_| table.sitting.with(|sitting| sitting.next_card().map(str::to_owned)));
    let card = Memo::new(move |_| next.get().map(|id| table.card(&id)).unwrap_or_default());
    let id = Signal::derive(move || card.with(|card| card.id.clone()));
    let dragged = RwSignal::new(String::new());
    let pressed = StoredValue::new(f64::NEG_INFINITY);
    keys(table, next);
    let later = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(card) = next.get_untracked() {
            table.play(Move::Later { card });
        }
    };
    view! {
        <form class="deal" method="post" action=action() aria-label=t!(worksheets.sort_label)>
            <Unseen act="place" card=id/>
            <Dealt card dragged/>
            <Progress card/>
            <ul class="piles" role="list">
                {[5, 4, 3, 2, 1].map(|pile| view! { <Pile pile next dragged pressed/> })}
            </ul>
            <p class="line"><button class="btn" data-kind="text" data-size="small" type="submit" form="later" on:click=later>{t!(worksheets.later)}</button></p>
            <p class="note">{t!(worksheets.sort_hint)}<span class="only-wide">{t!(worksheets.sort_keys)}</span></p>
        </form>
        <form id="undo" method="post" action=action()><Unseen act="undo"/></form>
        <form id="later" method="post" action=action()><Unseen act="later" card=id/></form>
        <super::own::OwnCards/>
    }
}

#[component]
fn Dealt(card: Memo<CardText>, dragged: RwSignal<String>) -> impl IntoView {
    let start = move |event: DragEvent| lift(&event, card.with_untracked(|card| card.id.clone()), dragged);
    view! {
        <div class="value-card" id="dealt" tabindex="-1" draggable="true" on:dragstart=start>
            <Icon name="gatherings"/>
            <b>{move || card.with(|card| card.name.clone())}</b>
            <span>{move || card.with(|card| card.says.clone())}</span>
        </div>
    }
}

#[component]
fn Progress(card: Memo<CardText>) -> impl IntoView {
    let table = Table::here();
    let sorted = Memo::new(move |_| table.sitting.with(|sitting| sitting.piles.len()));
    let total = Memo::new(move |_| table.sitting.with(|sitting| sitting.total()));
    let nothing = move || table.sitting.with(|sitting| sitting.history.is_empty());
    let undo = move |event: MouseEvent| {
        event.prevent_default();
        take_back(table);
    };
    view! {
        <div class="deal-state">
            <p class="note" role="status">
                {move || t!(worksheets.progress, total = total.get(), sorted = sorted.get())}
                <span class="visually-hidden">{move || card.with(|card| format!("{} {}", card.name, card.says))}</span>
            </p>
            <progress max=move || total.get().to_string() value=move || sorted.get().to_string() aria-label=t!(worksheets.progress_label)></progress>
            <button class="btn" data-kind="text" data-size="small" type="submit" form="undo" disabled=nothing on:click=undo>
                <Icon name="undo"/>{t!(worksheets.undo)}
            </button>
        </div>
    }
}

#[component]
fn Pile(
    pile: u8,
    next: Memo<Option<String>>,
    dragged: RwSignal<String>,
    /// When a pile was pressed last.
    pressed: StoredValue<f64>,
) -> impl IntoView {
    let table = Table::here();
    let cards = Memo::new(move |_| {
        table.sitting.with(|sitting| sitting.in_pile(pile).into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let place = move |event: MouseEvent| {
        event.prevent_default();
        let now = event.time_stamp();
        if twice(pressed.get_value(), now) {
            return;
        }
        if let Some(card) = next.get_untracked() {
            pressed.set_value(now);
            table.play(Move::Place { card, pile });
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        let card = std::mem::take(&mut *dragged.write());
        if !card.is_empty() {
            table.play(Move::Place { card, pile });
        }
    };
    let latest = move || {
        let cards = cards.get();
        cards.iter().skip(cards.len().saturating_sub(SEEN)).cloned().collect::<Vec<_>>()
    };
    view! {
        <li on:dragover=move |event: DragEvent| event.prevent_default() on:drop=drop>
            <button class="pile" type="submit" name="form[pile]" value=pile.to_string() on:click=place>
                <kbd>{pile.to_string()}</kbd>
                <span class="pile-name">{table.pile(pile)}</span>
                <span class="pile-count">{move || t!(worksheets.cards, n = cards.with(Vec::len))}</span>
            </button>
            <ul class="pile-cards" role="list">
                <For each=latest key=String::clone let:card>
                    {
                        let name = table.card(&card).name;
                        let start = move |event: DragEvent| lift(&event, card.clone(), dragged);
                        view! { <li draggable="true" on:dragstart=start>{name}</li> }
                    }
                </For>
            </ul>
        </li>
    }
}

/// Takes a card into the hand.
pub fn lift(event: &DragEvent, card: String, dragged: RwSignal<String>) {
    if let Some(data) = event.data_transfer() {
        // Some browsers drag nothing that carries no data.
        let _ = data.set_data("text/plain", &card);
    }
    dragged.set(card);
}

/// The keys 1 to 5 and U, unless somebody is typing.
fn keys(table: Table, next: Memo<Option<String>>) {
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
            // A key that is held down files one card.
            if event.repeat()
                || event.is_composing()
                || event.ctrl_key()
                || event.alt_key()
                || event.meta_key()
                || typing(&event)
            {
                return;
            }
            let key = event.key();
            match (key.as_str(), key.parse::<u8>(), next.get_untracked()) {
                ("u" | "U", ..) => take_back(table),
                (_, Ok(pile @ 1..=5), Some(card)) => {
                    table.play(Move::Place { card, pile });
                }
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || handle.remove());
    });
}

/// Undoes the last move. Where nothing is left to take back its button lets the focus go; the card takes it.
fn take_back(table: Table) {
    if table.play(Move::Undo) && table.sitting.with_untracked(|sitting| sitting.history.is_empty()) {
        focus_soon("dealt".to_owned());
    }
}

/// Whether a press is the second half of a double one.
fn twice(before: f64, now: f64) -> bool {
    now - before < DOUBLE
}

fn typing(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

#[cfg(test)]
mod tests {
    use super::twice;

    #[test]
    fn a_double_press_counts_once() {
        assert!(!twice(f64::NEG_INFINITY, 0.0), "the first press of all");
        assert!(twice(1000.0, 1180.0));
        assert!(!twice(1000.0, 1350.0));
    }
}
