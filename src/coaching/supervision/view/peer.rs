use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::coaching::reviews::view::Watched;
use crate::coaching::supervision::api::{self, Say};
use crate::coaching::supervision::model::PeerPage;
use crate::journal::view::{Lines, Time};
use crate::kit::Role;
use crate::kit::id::SupervisionId;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, Only, PageTitle, TextAreaField};

/// An excerpt for the two coaches, and what they say about it. Opening it is noted for its author.
#[component]
pub fn PeerExcerpt() -> impl IntoView {
    view! { <Only role=Role::Coach><Shown/></Only> }
}

#[component]
fn Shown() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let id = params.get_str("id").unwrap_or_default().parse::<SupervisionId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::open(id?).await });
    view! {
        <PageTitle text=t!(desk.peer_page)/>
        <Load what=page let:page>
            <Excerpt page/>
        </Load>
    }
}

#[component]
fn Excerpt(page: PeerPage) -> impl IntoView {
    let say = ServerAction::<Say>::new();
    let PeerPage { id, who, mine, excerpt, until, said } = page;
    let lead = if mine { t!(desk.peer_lead_mine, name = who) } else { t!(desk.peer_lead, name = who) };
    let rows = said
        .into_iter()
        .map(|(name, own, text, at)| {
            view! {
                <li class="said" data-coach=(!own).then_some("")>
                    <p class="note">{t!(coaching.name, name = name)}{t!(coaching.dot)}<Time at=at/></p>
                    <p><Lines text/></p>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/coach" words=t!(common.nav_coach)/>
                <h1>{t!(desk.peer_page)}</h1>
                <p class="lead">{lead}</p>
                <p class="note">{t!(desk.terms_until, day = until.words)}</p>
            </header>
            <Flash words=|done| (done == "said").then(|| t!(desk.done_said))/>
            <Watched still=format!("/coach/supervision/{id}/still")>
                <section class="sheet" data-tone="plain" aria-label=t!(desk.excerpt_label)>
                    <p class="voice"><Lines text=excerpt.excerpt/></p>
                </section>
                {(!excerpt.question.is_empty()).then(|| view! {
                    <section class="part" aria-labelledby="question">
                        <h2 id="question">{t!(desk.question_label)}</h2>
                        <p class="voice"><Lines text=excerpt.question/></p>
                    </section>
                })}
                <ol class="thread" role="list">{rows}</ol>
                <Form action=say reload=true class="part">
                    <Hidden name="supervision" value=Signal::stored(id.to_string())/>
                    <TextAreaField name="text" label=t!(desk.say_label) rows=5 required=true/>
                    <div class="line"><button class="btn" type="submit">{t!(desk.say_do)}</button></div>
                    <p class="note">{t!(desk.peer_note)}</p>
                </Form>
            </Watched>
        </div>
    }
}
