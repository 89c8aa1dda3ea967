use leptos::prelude::*;

use super::{Time, query};
use crate::journal::api;
use crate::journal::model::ReaderLine;
use crate::kit::page::Page;
use crate::t;
use crate::ui::{Art, Back, Empty, Load, PageTitle, Person};

/// 閲覧履歴: who opened what of mine, and when.
#[component]
pub fn Readers() -> impl IntoView {
    let after = query("after");
    let readers = Resource::new(move || after.get(), api::readers);
    view! {
        <PageTitle text=t!(journal.readers_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/me" words=t!(journal.readers_back)/>
                <h1>{t!(journal.readers_title)}</h1>
                <p class="lead">{t!(journal.readers_lead)}</p>
            </header>
            <Load what=readers part=true let:page>
                <Lines page/>
            </Load>
        </div>
    }
}

#[component]
fn Lines(page: Page<ReaderLine>) -> impl IntoView {
    if page.rows.is_empty() {
        return view! {
            <Empty art=Art::Lamp title=t!(journal.readers_empty_title) sentence=t!(journal.readers_empty)>
                <p><a class="btn" data-kind="quiet" href="/journal">{t!(journal.readers_to_journal)}</a></p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <section class="part">
            <ul class="rows" role="list">
                {page.rows.into_iter().map(|line| view! { <Row line/> }).collect_view()}
            </ul>
            {page.next.map(|next| view! {
                <p><a class="btn" data-kind="quiet" href=format!("/me/readers?after={next}")>{t!(journal.readers_older)}</a></p>
            })}
        </section>
    }
    .into_any()
}

#[component]
fn Row(line: ReaderLine) -> impl IntoView {
    let what = match line.version {
        0 => line.what,
        version => t!(journal.readers_version, what = line.what, version = version),
    };
    let body = view! {
        <Person name=line.who.clone() role="coach" small=true/>
        <span class="row-body">
            <span class="row-title">{t!(journal.readers_who, who = line.who, role = line.role)}</span>
            <span class="row-note">{what}</span>
        </span>
        <span class="row-end" data-moment=""><Time at=line.at/></span>
    };
    match line.entry {
        Some(entry) => view! {
            <li><a class="row" href=format!("/journal/{entry}?version={}", line.version)>{body}</a></li>
        }
        .into_any(),
        None => view! { <li><div class="row">{body}</div></li> }.into_any(),
    }
}
