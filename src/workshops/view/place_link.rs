use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::have::{Act, Reply, Where};
use crate::t;
use crate::ui::{Confirm, Flash, Hours, Load, PageTitle};
use crate::workshops::api::place;
use crate::workshops::model::place::{LinkShown, Standing};

/// Where the link of a letter leads: one's own place, without signing in. Opening it changes nothing, mail programs
/// do that too; the buttons do.
#[component]
pub fn PlaceByLink() -> impl IntoView {
    let query = use_query_map();
    let token = StoredValue::new(query.with_untracked(|query| query.get("token").unwrap_or_default()));
    let done = query.with_untracked(|query| query.get("done").is_some());
    let shown = Resource::new(move || token.get_value(), place::by_link);
    view! {
        <PageTitle text=t!(seats.link_title)/>
        <div class="room" data-shape="one">
            <Load what=shown let:shown>
                {match shown {
                    Some(shown) => view! { <Mine shown=shown token=token.get_value()/> }.into_any(),
                    None => view! { <Gone done=done/> }.into_any(),
                }}
            </Load>
        </div>
    }
}

fn flash_words(done: &str) -> Option<&'static str> {
    match done {
        "accepted" => Some(t!(seats.done_accepted)),
        "declined" => Some(t!(seats.done_declined)),
        "left" => Some(t!(seats.done_left)),
        _ => None,
    }
}

#[component]
fn Mine(shown: LinkShown, token: String) -> impl IntoView {
    let LinkShown { page, title, when, mine } = shown;
    let may_leave = mine.may_leave;
    let offered = mine.standing == Standing::Offered;
    let leaving = token.clone();
    view! {
        <header class="page-head">
            <p class="eyebrow">{t!(seats.link_title)}</p>
            <h1 dir="auto">{title}</h1>
            <p><time datetime=when.starts><Hours words=when.words/></time></p>
            {when.yours.map(|yours| view! { <p class="note">{yours}</p> })}
            <Flash words=flash_words/>
        </header>
        <section class="sheet" aria-labelledby="place">
            <Where mine=mine/>
            {offered.then(|| view! { <Reply workshop=String::new() token=token/> })}
            {(may_leave && !offered).then(|| view! {
                <Confirm words=t!(seats.leave_open) title=t!(seats.leave_question) loss=t!(seats.leave_loss) kind="text">
                    <Act workshop=String::new() token=leaving act="leave" kind="leave" words=t!(seats.leave_verb)/>
                </Confirm>
            })}
            <p><a href=page>{t!(seats.to_workshop)}</a></p>
        </section>
        <p class="note">{t!(seats.link_lead)}</p>
    }
}

/// A link that has done its work.
#[component]
fn Gone(done: bool) -> impl IntoView {
    let told = (!done).then(|| view! { <h1>{t!(seats.link_gone_title)}</h1><p class="lead">{t!(seats.link_gone)}</p> });
    let title = done.then(|| view! { <h1>{t!(seats.link_title)}</h1> });
    view! {
        <header class="page-head">{title}{told}<Flash words=flash_words/></header>
        <p><a class="btn" data-kind="quiet" href="/workshops">{t!(workshops.title)}</a></p>
    }
}
