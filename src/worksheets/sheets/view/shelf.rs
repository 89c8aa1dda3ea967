use leptos::prelude::*;

use super::words::w;
use crate::t;
use crate::ui::{Icon, Load, PageTitle};
use crate::worksheets::definition::library;
use crate::worksheets::sheets::api;
use crate::worksheets::sheets::model::ShelfRow;

/// The list of worksheets.
#[component]
pub fn Worksheets() -> impl IntoView {
    let shelf = Resource::new(|| (), |()| api::open_shelf());
    view! {
        <PageTitle text=t!(worksheets.title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(worksheets.title)}</h1>
                <p class="lead">{t!(worksheets.lead)}</p>
            </header>
            <Load what=shelf part=true let:shelf><Shelf shelf/></Load>
        </div>
    }
}

#[component]
fn Shelf(shelf: Vec<ShelfRow>) -> impl IntoView {
    let begun: Vec<_> = shelf.iter().filter(|row| row.unfinished.is_some()).cloned().collect();
    let (offered, waiting): (Vec<_>, Vec<_>) =
        shelf.into_iter().partition(|row| row.offered || row.unfinished.is_some() || row.finished > 0);
    let rows = offered.into_iter().map(|row| view! { <Row row/> }).collect_view();
    let names: Vec<String> = waiting.iter().map(|row| name(&row.worksheet)).collect();
    view! {
        <div class="stack" data-gap="large">
            {(!begun.is_empty()).then(|| view! { <Begun begun/> })}
            <ul class="rows" role="list">
                {rows}
                <li>
                    <a class="row" data-voice="" href="/checks">
                        <span class="row-lead minutes">"1"<small>{t!(worksheets.minutes)}</small></span>
                        <span>
                            <span class="row-title">{t!(selfchecks.title)}</span>
                            <span class="row-note">{t!(selfchecks.me_note)}</span>
                        </span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            </ul>
            {(!names.is_empty()).then(|| view! {
                <p class="note">{t!(sheets.waiting, names = names.join(t!(worksheets.separator)))}</p>
            })}
        </div>
    }
}

fn name(worksheet: &str) -> String {
    library::definition(worksheet).map(|one| w(&one.about.name)).unwrap_or_default()
}

/// What was begun and not finished.
#[component]
fn Begun(begun: Vec<ShelfRow>) -> impl IntoView {
    let links = begun
        .into_iter()
        .filter_map(|row| {
            let href = format!("{}/{}", row.path, row.unfinished?);
            let words = t!(sheets.resume_named, name = name(&row.worksheet));
            Some(view! { <a class="btn" data-kind="quiet" href=href>{words}</a> })
        })
        .collect_view();
    view! {
        <section class="sheet" data-tone="wash" aria-labelledby="begun">
            <h2 id="begun">{t!(sheets.begun_title)}</h2>
            <p>{t!(worksheets.unfinished_words)}</p>
            <p class="line">{links}</p>
        </section>
    }
}

#[component]
fn Row(row: ShelfRow) -> impl IntoView {
    let about = library::definition(&row.worksheet).map(|one| &one.about);
    let rounds = match (row.unfinished.is_some(), row.finished) {
        (true, 0) => t!(sheets.under_way).to_owned(),
        (_, 0) => t!(worksheets.rounds_none).to_owned(),
        (_, n) => t!(worksheets.rounds, n = n),
    };
    about.map(|about| {
        view! {
            <li>
                <a class="row" data-voice="" href=row.path.clone()>
                    <span class="row-lead minutes">{about.minutes}<small>{t!(worksheets.minutes)}</small></span>
                    <span>
                        <span class="row-title">{w(&about.name)}</span>
                        <span class="row-note">{w(&about.opening)}</span>
                        <span class="row-note">{rounds}</span>
                    </span>
                    <span class="row-end"><Icon name="forward"/></span>
                </a>
            </li>
        }
    })
}
