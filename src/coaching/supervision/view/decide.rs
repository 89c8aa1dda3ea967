use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::coaching::supervision::api::{self, Decide};
use crate::coaching::supervision::model::{AuthorAsk, Stand};
use crate::journal::view::{Lines, Time};
use crate::kit::id::SupervisionId;
use crate::t;
use crate::ui::{Back, Flash, Form, FormState, Hidden, Load, PageTitle};

/// A coach asks whether another coach may see an excerpt: exactly what would be shown, and yes or no.
#[component]
pub fn SupervisionRequest() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let id = params.get_str("id").unwrap_or_default().parse::<SupervisionId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::request(id?).await });
    view! {
        <PageTitle text=t!(desk.request_title)/>
        <Load what=page let:page>
            <Request page/>
        </Load>
    }
}

#[component]
fn Request(page: AuthorAsk) -> impl IntoView {
    let decide = ServerAction::<Decide>::new();
    let AuthorAsk { id, coach, peer, excerpt, asked, until, stand } = page;
    let state = match stand {
        Stand::Asked => None,
        Stand::Open => Some(t!(desk.request_open)),
        Stand::Declined => Some(t!(desk.request_declined)),
        Stand::Over => Some(t!(desk.request_over)),
    };
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/me/consents" words=t!(desk.consents_title)/>
                <p class="eyebrow"><Time at=asked/></p>
                <h1>{t!(desk.request_title)}</h1>
                <p class="lead">{t!(desk.request_lead, coach = coach, peer = peer)}</p>
            </header>
            <Flash words=|done| match done {
                "accepted" => Some(t!(desk.done_accepted)),
                "declined" => Some(t!(desk.done_declined)),
                _ => None,
            }/>
            <section class="part" aria-labelledby="excerpt">
                <h2 id="excerpt">{t!(desk.excerpt_label)}</h2>
                <div class="sheet" data-tone="plain"><p class="voice"><Lines text=excerpt.excerpt/></p></div>
            </section>
            {(!excerpt.question.is_empty()).then(|| view! {
                <section class="part" aria-labelledby="question">
                    <h2 id="question">{t!(desk.question_label)}</h2>
                    <p class="voice"><Lines text=excerpt.question/></p>
                </section>
            })}
            <p class="note">{t!(desk.request_note, day = until.words)}</p>
            {state.map(|words| view! { <p>{words}</p> })}
            {(stand == Stand::Asked).then(|| view! {
                <Form action=decide reload=true>
                    <Hidden name="supervision" value=Signal::stored(id.to_string())/>
                    <Buttons/>
                </Form>
            })}
        </div>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let then = FormState::here().full_name("then");
    view! {
        <div class="line">
            <button class="btn" type="submit" name=then.clone() value="accept">{t!(desk.accept)}</button>
            <button class="btn" data-kind="quiet" type="submit" name=then value="decline">{t!(desk.decline)}</button>
        </div>
    }
}
