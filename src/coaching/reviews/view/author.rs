use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::parts::{Lost, PartView};
use super::talk::{SayForm, Thread};
use crate::coaching::reviews::api;
use crate::coaching::reviews::model::{AuthorPage, Dialogue, Remark};
use crate::journal::view::{Lines, Time};
use crate::kit::id::{EntryId, ShareId};
use crate::t;
use crate::ui::{Back, Flash, Load, PageTitle, Person, Tabs};

/// A returned review for its author: the answer, and the remarks beside the passages that they are about.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let entry = params.get_str("id").unwrap_or_default().parse::<EntryId>();
    let share = params.get_str("share").unwrap_or_default().parse::<ShareId>();
    let newest = use_query_map().get_untracked().get_str("on") == Some("now");
    let page = Resource::new(
        move || (entry.clone(), share.clone()),
        move |(entry, share)| async move { api::review(entry?, share?, newest).await },
    );
    view! {
        <PageTitle text=t!(desk.review_title)/>
        <Load what=page let:page>
            <Shown page/>
        </Load>
    }
}

#[component]
fn Shown(page: AuthorPage) -> impl IntoView {
    let AuthorPage { share, entry, title, dialogue, parts, lost, newest, changed, open } = page;
    let here = format!("/journal/{entry}/reviews/{share}");
    let now = format!("{here}?on=now");
    let stored = StoredValue::new(share.to_string());
    let beside = move |remark: &Remark| {
        let (said, id) = (remark.said.clone(), remark.id.to_string());
        let form = open.then(|| view! { <SayForm share=stored.get_value() comment=id coach=false/> });
        view! { <Thread said/>{form} }.into_any()
    };
    let parts =
        parts.into_iter().map(|part| view! { <PartView part beside=beside below=|_| ().into_any()/> }).collect_view();
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/journal/{entry}") words=title/>
                <h1>{t!(desk.review_title)}</h1>
            </header>
            <Flash words=|done| (done == "said").then(|| t!(desk.done_said))/>
            <Answer share=share.to_string() dialogue open/>
            {changed.then(|| view! {
                <Tabs
                    label=t!(desk.tabs_label)
                    tabs=vec![(here.clone(), t!(desk.tab_copy).to_owned()), (now.clone(), t!(desk.tab_now).to_owned())]
                    current=if newest { now.clone() } else { here.clone() }
                />
            })}
            <div class="reading">{parts}</div>
            <Lost remarks=lost beside=beside/>
            {(!open).then(|| view! { <p class="note">{t!(desk.review_closed)}</p> })}
        </div>
    }
}

#[component]
fn Answer(share: String, dialogue: Dialogue, open: bool) -> impl IntoView {
    let Dialogue { coach, text, at, said } = dialogue;
    view! {
        <section class="answer">
            <div class="answer-from">
                <Person name=coach.clone() role="coach"/>
                <p><strong>{t!(journal.answer_from, coach = coach)}</strong><Time at/></p>
            </div>
            <p class="voice"><Lines text/></p>
            <Thread said/>
            {open.then(|| view! { <SayForm share comment="" coach=false/> })}
        </section>
    }
}
