use leptos::prelude::*;

use super::{At, words};
use crate::kit::locale::current;
use crate::live::room::model::wire::{DeskBlock, Phase};
use crate::live::room::view::wire::use_now;
use crate::t;

/// The run sheet: what was planned, how long it is now, what it took.
#[component]
pub fn Blocks() -> impl IntoView {
    let at = At::here();
    let locale = current();
    let id = at.id();
    let sheet = at.part(|desk| {
        let now = match desk.stage.phase {
            Phase::Ended => desk.blocks.len(),
            _ => desk.stage.now.as_ref().map_or(0, |now| now.index as usize),
        };
        (now, desk.stage.now.is_some(), desk.blocks.clone())
    });
    let whole = move || sheet.with(|(_, _, blocks)| blocks.iter().map(|row| row.block.min).sum::<u32>());
    let now = use_now();
    let clocks = Memo::new(move |_| at.desk.with(|desk| words::clocks(desk, now.get())));
    let ends = move || clocks.with(|(_, end)| end.clone()).map(|end| t!(desk_view.ends, clock = end));
    let rows = move || {
        let begins = clocks.with(|(begins, _)| begins.clone());
        sheet.with(|(now, is_running, blocks)| {
            let row = |(index, row): (usize, &DeskBlock)| {
                let is_now = *is_running && index == *now;
                let is_done = index < *now;
                let begins = begins.get(index).cloned().flatten().map(|clock| t!(desk_view.begins, clock = clock));
                view! {
                    <li aria-current=is_now.then_some("step") data-state=is_done.then_some("done")>
                        <span>{index + 1}</span>
                        <span>{row.block.title.get(locale).to_owned()}</span>
                        <span>{t!(desk_view.minutes, n = row.block.min)}</span>
                        <small>{begins}" "{note(row, is_done)}</small>
                    </li>
                }
            };
            blocks.iter().enumerate().map(row).collect_view()
        })
    };
    view! {
        <section class="console-sheet" aria-labelledby="sheet">
            <h2 id="sheet">{move || t!(desk_view.sheet, n = whole())}</h2>
            <p class="note">{ends}</p>
            <ol class="run" role="list">{rows}</ol>
            <nav class="console-ways" aria-label=t!(desk_view.ways)>
                <a href=format!("/live/{id}/screen") target="_blank" rel="noopener">{t!(desk_view.to_screen)}</a>
                <a href=format!("/live/{id}/cards") target="_blank" rel="noopener">{t!(desk_view.to_cards)}</a>
                <a href=format!("/host/{id}/run") target="_blank" rel="noopener">{t!(desk_view.to_sheet)}</a>
                <a href=format!("/live/{id}/report") target="_blank" rel="noopener">{t!(desk_view.to_report)}</a>
            </nav>
        </section>
    }
}

/// What it took; before that how people sit, and its length where it is another one than planned.
fn note(row: &DeskBlock, is_done: bool) -> String {
    let DeskBlock { block, seconds, took } = row;
    match (took.map(words::minutes), is_done) {
        (Some(took), true) if took == block.min => t!(desk_view.took_planned).to_owned(),
        (Some(took), true) => t!(desk_view.took, n = took),
        (None, true) => t!(desk_view.left_out).to_owned(),
        (_, false) if words::minutes(*seconds) == block.min => words::seating(block),
        (_, false) => t!(desk_view.now_long, n = words::minutes(*seconds), seating = words::seating(block)),
    }
}
