use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::table::{MoveButton, Table, Unseen, action, focus_soon, typed};
use crate::t;
use crate::ui::TextArea;
use crate::worksheets::model::{Move, NOTE_MOST};

/// The three questions, one card of the top list at a time. None must be answered.
#[component]
pub fn Notes() -> impl IntoView {
    let table = Table::here();
    let query = use_query_map();
    let count = table.sitting.with_untracked(|sitting| sitting.top.len());
    let at = Memo::new(move |_| {
        let wanted = query.with(|query| query.get_str("at").and_then(|at| at.parse::<usize>().ok()));
        wanted.unwrap_or(1).clamp(1, count.max(1))
    });
    // What a refused form brought back is there once; from then on the keeper has it.
    let came = StoredValue::new(true);
    Effect::new(move |_| came.set_value(false));
    view! {
        <div class="stack" data-gap="large">
            <Cards at/>
            // Each card has fields of its own: one that was written in keeps its words when only its text is exchanged.
            <For each=move || [at.get()] key=|at| *at let:at>
                <Questions at=at count came/>
            </For>
            <div class="line">
                <MoveButton act="back" step=Move::Back kind="text">{t!(worksheets.back_to_order)}</MoveButton>
            </div>
        </div>
    }
}

/// The way to every card of the list.
#[component]
fn Cards(at: Memo<usize>) -> impl IntoView {
    let table = Table::here();
    let links = table
        .sitting
        .with_untracked(|sitting| sitting.top.clone())
        .into_iter()
        .enumerate()
        .map(|(n, card)| {
            let here = move || (at.get() == n + 1).then_some("page");
            view! { <a href=format!("?at={}", n + 1) aria-current=here>{table.card(&card).name}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=t!(worksheets.notes_cards)>{links}</nav> }
}

#[component]
fn Questions(at: usize, count: usize, came: StoredValue<bool>) -> impl IntoView {
    let table = Table::here();
    let id = table.sitting.with_untracked(|sitting| sitting.top.get(at - 1).cloned().unwrap_or_default());
    let card = table.card(&id);
    let last = at == count;
    let navigate = use_navigate();
    let on = move |event: MouseEvent| {
        event.prevent_default();
        // What cannot be kept stays in its field, with the reason above.
        if table.keeper().flush() && !last {
            navigate(&format!("?at={}", at + 1), NavigateOptions::default());
        }
    };
    let finish = move |event: MouseEvent| {
        event.prevent_default();
        if table.keeper().flush() {
            table.play(Move::Finish);
        }
    };
    // The card before took its button with it, and the focus.
    if !came.get_value() {
        focus_soon("card".to_owned());
    }
    let fields = (0..3_u8).map(|question| view! { <Question card=id.clone() question came/> }).collect_view();
    view! {
        <form class="form" method="post" action=action()>
            <Unseen act="note" card=Signal::stored(id)/>
            <div class="part">
                <h2 id="card" tabindex="-1">{card.name}</h2>
                <p class="note">{card.says}</p>
                <p class="note">{t!(worksheets.notes_skip)}</p>
            </div>
            {fields}
            <div class="line">
                {(!last).then(|| view! {
                    <button class="btn" type="submit" name="form[goto]" value=(at + 1).to_string() on:click=on>{t!(worksheets.next_card)}</button>
                })}
                <button class="btn" data-kind=(!last).then_some("quiet") type="submit" name="form[goto]" value="finish" on:click=finish>
                    {t!(worksheets.finish)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Question(card: String, question: u8, came: StoredValue<bool>) -> impl IntoView {
    let table = Table::here();
    let asked = table.of_page(|page| page.questions.get(usize::from(question)).cloned().unwrap_or_default());
    let field = format!("note{}", question + 1);
    let refused = came.get_value().then(|| typed(&card, &field)).flatten();
    let text = refused.clone().unwrap_or_else(|| table.keeper().note(&card, question));
    let unkept = refused.filter(|text| *text != table.keeper().note(&card, question));
    let keep = Callback::new(move |text: String| table.keeper().type_note(card.clone(), question, text));
    if let Some(text) = unkept {
        Effect::new(move |_| keep.run(text.clone()));
    }
    let hint = format!("{field}-hint");
    view! {
        <div class="field">
            <label for=field.clone()>{asked}<span class="may">{t!(common.optional)}</span></label>
            <p class="hint" id=hint.clone()>{t!(worksheets.note_hint, n = NOTE_MOST)}</p>
            <TextArea id=field.clone() name=format!("form[{field}]") text=text on_text=keep described_by=hint rows=4/>
        </div>
    }
}
