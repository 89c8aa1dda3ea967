use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::desk::Lines as Rows;
use crate::coaching::api::{self, Answer};
use crate::coaching::model::Review;
use crate::journal::model::When;
use crate::journal::view::{Lines, Reading, Time};
use crate::kit::id::ShareId;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, PageTitle, TextAreaField};

/// A copy that a member sent: what they ask, what they wrote, and the place for an answer. Opening it is noted
/// in the member's 閲覧履歴.
#[component]
pub fn CoachJournal() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get_str("id").unwrap_or_default().parse::<ShareId>()));
    let answer = ServerAction::<Answer>::new();
    let review =
        Resource::new(move || (id.get(), answer.version().get()), |(id, _)| async move { api::open(id?).await });
    view! {
        <PageTitle text=t!(common.nav_coach)/>
        <Load what=review let:review>
            <Desk review answer/>
        </Load>
    }
}

#[component]
fn Desk(review: Review, answer: ServerAction<Answer>) -> impl IntoView {
    let Review { share, member, profession, sheet, copy, since, answer: given, queue } = review;
    let waiting = queue.waiting;
    view! {
        <div class="desk">
            <nav class="part" aria-label=t!(common.nav_coach)>
                <Back href="/coach" words=t!(common.nav_coach)/>
                {if waiting.is_empty() {
                    view! { <p class="note">{t!(coaching.empty_title)}</p> }.into_any()
                } else {
                    view! {
                        <p class="note">{t!(coaching.lead)}</p>
                        <Rows lines=waiting here=share.clone()/>
                    }
                    .into_any()
                }}
            </nav>
            <article class="stack" data-gap="large">
                <header class="page-head">
                    <p class="eyebrow">
                        {t!(coaching.copy_from, name = member.clone(), profession = profession)}
                        {t!(coaching.dot)}
                        <Time at=since/>
                    </p>
                    <h1 class="entry-title">{sheet.title.clone()}</h1>
                    {(!copy.ask.is_empty()).then(|| view! {
                        <div class="sheet" data-tone="wash">
                            <p class="voice"><Lines text=copy.ask.clone()/></p>
                            <p class="note">{t!(coaching.asks, name = member.clone())}</p>
                        </div>
                    })}
                </header>
                <Flash words=|done| (done == "answered").then(|| t!(coaching.done_answered))/>
                <Reading sheet answers=copy.answers/>
                {match given {
                    Some((text, at)) => view! { <Given text at/> }.into_any(),
                    None => view! { <AnswerForm share member answer/> }.into_any(),
                }}
            </article>
        </div>
    }
}

#[component]
fn Given(text: String, at: When) -> impl IntoView {
    view! {
        <section class="answer" aria-labelledby="given">
            <h2 id="given">{t!(coaching.your_answer)}</h2>
            <p class="note"><Time at/></p>
            <p class="voice"><Lines text/></p>
        </section>
    }
}

#[component]
fn AnswerForm(share: ShareId, member: String, answer: ServerAction<Answer>) -> impl IntoView {
    view! {
        <Form action=answer class="part">
            <Hidden name="share" value=Signal::stored(share.to_string())/>
            <TextAreaField
                name="text"
                label=t!(coaching.answer_label)
                hint=t!(coaching.answer_hint)
                placeholder=t!(coaching.answer_placeholder)
                rows=8
                required=true
            />
            <div class="line"><button class="btn" type="submit">{t!(coaching.answer_do)}</button></div>
            <p class="note">{t!(coaching.answer_note, name = member)}</p>
        </Form>
    }
}
