use leptos::prelude::*;

use crate::t;
use crate::ui::{Icon, Load, PageTitle};
use crate::worksheets::api;
use crate::worksheets::model::Shelf;

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
            <Load what=shelf part=true let:shelf><Row shelf/></Load>
        </div>
    }
}

#[component]
fn Row(shelf: Shelf) -> impl IntoView {
    let resume = shelf.unfinished.as_ref().map(|id| {
        view! {
            <section class="sheet" data-tone="wash">
                <h2>{t!(worksheets.unfinished_title)}</h2>
                <p>{t!(worksheets.unfinished_words)}</p>
                <p class="line"><a class="btn" href=format!("/worksheets/values/{id}")>{t!(worksheets.resume)}</a></p>
            </section>
        }
    });
    let rounds = match shelf.finished {
        0 => t!(worksheets.rounds_none).to_owned(),
        n => t!(worksheets.rounds, n = n),
    };
    view! {
        {resume}
        <ul class="rows" role="list">
            <li>
                <a class="row" data-voice="" href="/worksheets/values">
                    <span class="row-lead minutes">"20"<small>{t!(worksheets.minutes)}</small></span>
                    <span>
                        <span class="row-title">{shelf.name}</span>
                        <span class="row-note">{t!(worksheets.values_note)}</span>
                        <span class="row-note">{rounds}</span>
                    </span>
                    <span class="row-end"><Icon name="forward"/></span>
                </a>
            </li>
        </ul>
        <p class="note">{shelf.credit}</p>
    }
}
