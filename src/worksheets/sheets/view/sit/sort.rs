use leptos::prelude::*;

use crate::t;
use crate::ui::Select;
use crate::worksheets::definition::Sort;
use crate::worksheets::model::play::SortPlay;
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::view::parts::{At, KeepOrFinish, Keeping, Press};
use crate::worksheets::sheets::view::words::{field, or_none, w};

/// W3: a column for every statement; how many stand in each is shown above.
#[component]
pub fn Columns(page: SheetPage, play: SortPlay, sort: &'static Sort) -> impl IntoView {
    let counts = sort
        .columns
        .iter()
        .map(|column| {
            let here = play.in_column(column.points).len();
            view! {
                <li>
                    {w(&column.name)}" "
                    <b><span data-count=column.points.to_string()>{here}</span>{format!("/{}", column.cards)}</b>
                </li>
            }
        })
        .collect_view();
    let any = !play.history.is_empty();
    view! {
        <Keeping>
            <Press at=At::of(&page) key="columns">
                <p>{w(&sort.question)}</p>
                <ul class="counts" role="list" aria-label=t!(sheets.counts_label)>{counts}</ul>
                <p class="note">{t!(sheets.sort_hint)}</p>
                <div class="statements"><Statements play=play.clone() sort/></div>
                <fieldset class="choice-group stack">
                    <legend>{w(&sort.met.question)}</legend>
                    <p class="note">{t!(sheets.met_hint)}</p>
                    <Met play sort/>
                </fieldset>
                <KeepOrFinish undo=any/>
            </Press>
        </Keeping>
    }
}

#[component]
fn Statements(play: SortPlay, sort: &'static Sort) -> impl IntoView {
    let columns: Vec<(String, String)> = sort
        .columns
        .iter()
        .map(|column| (column.points.to_string(), format!("{} {}", column.points, w(&column.name))))
        .collect();
    play
        .order_shown
        .iter()
        .filter_map(|id| {
            let (_, one) = sort.statements().find(|(_, one)| *one.id == **id)?;
            let value = field(play.answers.placements.get(id));
            Some(view! { <Select name=format!("f.s_{id}") label=w(&one.text) options=or_none(columns.clone()) value=value/> })
        })
        .collect_view()
}

/// How far each value is met now.
#[component]
fn Met(play: SortPlay, sort: &'static Sort) -> impl IntoView {
    let met: Vec<(String, String)> = (1..=5_i64)
        .map(|grade| {
            let words = match grade {
                1 => format!("1 {}", w(&sort.met.least)),
                5 => format!("5 {}", w(&sort.met.most)),
                grade => grade.to_string(),
            };
            (grade.to_string(), words)
        })
        .collect();
    sort.values
        .iter()
        .map(|value| {
            let said = field(play.answers.met.get(&*value.id));
            view! { <Select name=format!("f.met_{}", value.id) label=w(&value.name) hint=w(&value.says) options=or_none(met.clone()) value=said/> }
        })
        .collect_view()
}
