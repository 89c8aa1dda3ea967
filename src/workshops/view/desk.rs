use leptos::prelude::*;

use super::card::{NthTag, SeatsTag};
use crate::app::viewer;
use crate::kit::{Role, locale};
use crate::t;
use crate::ui::{Art, Empty, Hours, Icon, Load, PageTitle};
use crate::workshops::api::host;
use crate::workshops::model::{Desk, DeskRow, Stage};

/// The host's desk: drafts, what is to come, what was.
#[component]
pub fn HostDesk() -> impl IntoView {
    let desk = Resource::new(|| (), |()| host::my_desk());
    view! {
        <Load what=desk let:desk>
            <PageTitle text=t!(workshops.desk_title)/>
            <div class="room" data-shape="one">
                <header class="page-head">
                    <h1>{t!(workshops.desk_title)}</h1>
                    <p class="lead">{t!(workshops.desk_lead)}</p>
                </header>
                <Lists desk=desk/>
            </div>
        </Load>
    }
}

#[component]
fn Lists(desk: Desk) -> impl IntoView {
    let opens = viewer().is_some_and(|viewer| viewer.is(Role::Host));
    let new = move || opens.then(|| view! { <p><a class="btn" href="/host/new">{t!(workshops.desk_new)}</a></p> });
    let Desk { drafts, coming, past } = desk;
    if drafts.is_empty() && coming.is_empty() && past.is_empty() {
        return view! {
            <Empty art=Art::Seats title=t!(workshops.desk_empty_title) sentence=t!(workshops.desk_empty)>{new()}</Empty>
        }
        .into_any();
    }
    view! {
        <div class="stack" data-gap="large">
            {new()}
            <Rows title=t!(workshops.drafts) rows=drafts/>
            <Rows title=t!(workshops.coming) rows=coming/>
            <Rows title=t!(workshops.past) rows=past/>
        </div>
    }
    .into_any()
}

#[component]
fn Rows(title: &'static str, rows: Vec<DeskRow>) -> impl IntoView {
    let shown = !rows.is_empty();
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <li>
                    <a class="row" href=format!("/host/{}", row.id)>
                        <span class="row-body">
                            <span class="row-title">{row.title}</span>
                            <span class="row-note"><time datetime=row.when.starts><Hours words=row.when.words/></time></span>
                            <span class="tags">
                                <span class="tag">{row.kind.label(locale::current())}</span>
                                <NthTag nth=row.nth/>
                                {(row.stage != Stage::Draft).then(|| view! {
                                    <span class="tag">{t!(workshops.seats_ratio, taken = row.seats.confirmed, all = row.seats.capacity)}</span>
                                })}
                                // Of what is over, the ratio says it all.
                                {(!matches!(row.stage, Stage::Draft | Stage::Past)).then(|| view! {
                                    <SeatsTag seats=row.seats stage=row.stage/>
                                })}
                            </span>
                        </span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    shown.then(|| {
        view! { <section class="part"><h2>{title}</h2><ul class="rows" role="list">{rows}</ul></section> }
    })
}
