use leptos::prelude::*;

use super::own::OwnCards;
use super::table::{MoveButton, Table, focus_soon};
use crate::t;
use crate::ui::Icon;
use crate::worksheets::model::{Move, Step, TOP_LEAST, TOP_MOST};

/// All cards are sorted: fill the top pile up, or thin it out, until five to ten remain.
#[component]
pub fn Choose(step: Memo<Step>) -> impl IntoView {
    let table = Table::here();
    let top = Memo::new(move |_| table.sitting.with(|sitting| sitting.in_pile(5).len()));
    let ready = move || step.get() == Step::Ready;
    view! {
        <div class="stack" data-gap="large">
            <p role="status">{move || t!(worksheets.top_count, n = top.get(), least = TOP_LEAST, most = TOP_MOST)}</p>
            <PileList pile=5 to=4/>
            <Show when=ready>
                <div class="line"><MoveButton act="rank" step=Move::Rank main=true>{t!(worksheets.to_rank)}</MoveButton></div>
            </Show>
            {[4, 3, 2, 1].map(|pile| view! { <Reserve pile/> })}
            <div class="line">
                <MoveButton act="undo" step=Move::Undo kind="text"><Icon name="undo"/>{t!(worksheets.undo)}</MoveButton>
            </div>
            <OwnCards/>
        </div>
    }
}

/// A lower pile: open when the top pile needs its cards, else folded.
#[component]
fn Reserve(pile: u8) -> impl IntoView {
    let table = Table::here();
    let needed = table
        .sitting
        .with_untracked(|sitting| sitting.step() == Step::Promote && sitting.reserves().contains(&pile) || pile == 4);
    let count = move || table.sitting.with(|sitting| sitting.in_pile(pile).len());
    view! {
        <details class="fold" open=needed>
            <summary>{table.pile(pile)} " " {move || t!(worksheets.cards, n = count())}</summary>
            <PileList pile to=5/>
        </details>
    }
}

#[component]
fn PileList(pile: u8, to: u8) -> impl IntoView {
    let table = Table::here();
    let cards = Memo::new(move |_| {
        table.sitting.with(|sitting| sitting.in_pile(pile).into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let head = (pile == 5).then(|| {
        view! { <h2 id="top-pile" tabindex="-1">{table.pile(pile)} " " {move || t!(worksheets.cards, n = cards.with(Vec::len))}</h2> }
    });
    let target = StoredValue::new(table.pile(to));
    view! {
        <section class="part" aria-label=table.pile(pile)>
            {head}
            <ul class="rows" role="list">
                <For each=move || cards.get() key=String::clone let:id>
                    {
                        let card = table.card(&id);
                        let after = Callback::new({
                            let id = id.clone();
                            move |()| focus_soon(next_button(table, cards, &id))
                        });
                        view! {
                            <li class="row">
                                <span><span class="row-title">{card.name.clone()}</span><span class="row-note">{card.says}</span></span>
                                <MoveButton
                                    act="place"
                                    step=Move::Place { card: id.clone(), pile: to }
                                    card=id.clone()
                                    pile=to
                                    id=format!("move-{id}")
                                    label=t!(worksheets.move_label, card = card.name, pile = target.get_value())
                                    after
                                >
                                    {t!(worksheets.move_to, pile = target.get_value())}
                                </MoveButton>
                            </li>
                        }
                    }
                </For>
            </ul>
        </section>
    }
}

/// The button of the card that took the place of `gone`; the head of the top pile when none is left.
fn next_button(table: Table, cards: Memo<Vec<String>>, gone: &str) -> String {
    let order: Vec<String> = table.sitting.with_untracked(|sitting| sitting.cards().map(str::to_owned).collect());
    let place = |card: &str| order.iter().position(|one| one == card);
    cards.with_untracked(|cards| {
        let next = cards.iter().find(|card| place(card) > place(gone)).or(cards.last());
        next.map_or_else(|| "top-pile".to_owned(), |card| format!("move-{card}"))
    })
}
