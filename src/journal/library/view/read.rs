use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::journal::library::api;
use crate::journal::library::model::{ReadPage, ReadPart};
use crate::journal::view::{Lines, OneAnswer, Time};
use crate::kit::Error;
use crate::kit::id::EntryId;
use crate::t;
use crate::ui::{Back, Load, PageTitle};

/// An entry to read: headings, lists and quotes in their form, and nothing beside it.
#[component]
pub fn ReadEntry() -> impl IntoView {
    let params = use_params_map();
    let id = move || {
        params
            .with(|params| params.get_str("id").unwrap_or_default().parse::<EntryId>())
            .map_err(|_: Error| Error::NotFound)
    };
    let page = Resource::new(id, |id| async move { api::read(id?).await });
    view! {
        <Load what=page let:page>
            <PageTitle text=t!(writing.read_title, title = page.title.clone())/>
            <div class="room" data-shape="one">
                <Back href=format!("/journal/{}", page.id) words=t!(writing.read_back)/>
                <OneEntry page level=1/>
                <p class="note" data-print="no">{t!(writing.read_marks)}</p>
            </div>
        </Load>
    }
}

/// One entry, under a heading of level one, or of level two among others.
#[component]
pub fn OneEntry(page: ReadPage, level: u8) -> impl IntoView {
    let ReadPage { title, credit, day, parts, replies, length, .. } = page;
    let empty = parts.is_empty();
    let replies = replies
        .into_iter()
        .map(|reply| {
            view! {
                <section class="answer">
                    <p><strong>{t!(journal.coach_name, name = reply.coach)}</strong>" "<Time at=reply.at/></p>
                    <p class="voice"><Lines text=reply.text/></p>
                </section>
            }
        })
        .collect_view();
    view! {
        <article class="long-read">
            <header class="page-head">
                <p class="eyebrow"><Time at=day/></p>
                {match level {
                    1 => view! { <h1>{title}</h1> }.into_any(),
                    _ => view! { <h2>{title}</h2> }.into_any(),
                }}
                <p class="note">{credit}</p>
            </header>
            {empty.then(|| view! { <p class="note">{t!(writing.read_empty)}</p> })}
            {parts.into_iter().map(|part| view! { <Part part/> }).collect_view()}
            {replies}
            {(!empty && level == 1).then(|| view! { <Length n=length/> })}
        </article>
    }
}

#[component]
fn Part(part: ReadPart) -> impl IntoView {
    let ReadPart { question, answer, html } = part;
    view! {
        <section class="long-part">
            <h3>{question.plain_label().to_owned()}</h3>
            <OneAnswer step=question answer/>
            {(!html.is_empty()).then(|| view! { <div class="long-text" inner_html=html></div> })}
        </section>
    }
}

/// How long it is, for whoever would like to know.
#[component]
pub fn Length(n: u32) -> impl IntoView {
    view! {
        <details class="fold" data-print="no">
            <summary>{t!(writing.length_title)}</summary>
            <p class="note">{t!(writing.length_words, n = n)}</p>
        </details>
    }
}
