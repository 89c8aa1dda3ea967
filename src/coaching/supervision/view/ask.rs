use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::coaching::reviews::view::Watched;
use crate::coaching::sharing::model::PieceShown;
use crate::coaching::sharing::view::{Checklist, PieceField};
use crate::coaching::supervision::api::{self, Ask};
use crate::coaching::supervision::model::AskPage;
use crate::kit::Role;
use crate::kit::id::ShareId;
use crate::t;
use crate::ui::{Art, Back, Choices, Empty, Form, Hidden, Load, Only, PageTitle};

/// A coach chooses what to bring to another coach. The author is asked first.
#[component]
pub fn SupervisionAsk() -> impl IntoView {
    view! { <Only role=Role::Coach><Shown/></Only> }
}

#[component]
fn Shown() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let id = params.get_str("id").unwrap_or_default().parse::<ShareId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::asking(id?).await });
    view! {
        <PageTitle text=t!(desk.ask_title)/>
        <Load what=page let:page>
            <Asking page/>
        </Load>
    }
}

#[component]
fn Asking(page: AskPage) -> impl IntoView {
    let share = page.share.to_string();
    let member = page.member.clone();
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/coach/journals/{share}") words=t!(coaching.name, name = member.clone())/>
                <h1>{t!(desk.ask_title)}</h1>
                <p class="lead">{t!(desk.ask_lead, name = member)}</p>
            </header>
            {match page.peers.is_empty() {
                true => view! { <Empty art=Art::Seats title=t!(desk.no_peer)/> }.into_any(),
                false => view! {
                    <Watched still=format!("/coach/journals/{share}/still")><AskForm page/></Watched>
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
fn AskForm(page: AskPage) -> impl IntoView {
    let ask = ServerAction::<Ask>::new();
    let AskPage { share, peers, excerpt, question, checklist, checks, last_look, .. } = page;
    let options = peers.into_iter().map(|(id, name)| (id, t!(coaching.name, name = name))).collect();
    let excerpt = PieceShown { label: t!(desk.excerpt_label).to_owned(), ..excerpt };
    let question = PieceShown { label: t!(desk.question_label).to_owned(), ..question };
    view! {
        <Form action=ask reload=true>
            <Hidden name="share" value=Signal::stored(share.to_string())/>
            <Choices name="peer" legend=t!(desk.peer_title) options required=true/>
            <PieceField piece=excerpt hint=t!(desk.excerpt_hint) rows=8/>
            <PieceField piece=question hint=t!(desk.question_hint) rows=3 optional=true/>
            <Checklist lines=checklist checks last_look/>
            <div class="stack" data-gap="small">
                <div class="line"><button class="btn" type="submit">{t!(desk.ask_do)}</button></div>
                <p class="note">{t!(desk.ask_note)}</p>
            </div>
        </Form>
    }
}
