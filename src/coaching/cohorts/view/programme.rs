use leptos::prelude::*;

use super::{here, next_words, stage_words, standing_words};
use crate::coaching::cohorts::api::programmes::{Apply, WithdrawApplication, programme};
use crate::coaching::cohorts::model::{ApplicationId, CohortCard, Mine, ProgrammePage, Stage, Standing};
use crate::journal::view::Lines;
use crate::kit::id::CohortId;
use crate::kit::path::encode;
use crate::t;
use crate::ui::{Back, Button, CheckBox, Confirm, Flash, Form, Hidden, Load, PageTitle, TextAreaField};

/// A programme: what it is, what it asks, its cohorts, and the way in.
#[component]
pub fn ProgrammeHome() -> impl IntoView {
    let id = here();
    let shown = Resource::new(move || id.get(), |id| async move { programme(id.parse()?).await });
    view! {
        <Load what=shown let:shown>
            <Shown page=shown/>
        </Load>
    }
}

#[component]
fn Shown(page: ProgrammePage) -> impl IntoView {
    let ProgrammePage { id, name, body_html, asks_html, cohorts, signed_in } = page;
    let sign_in = format!("/sign-in?next={}", encode(&format!("/programmes/{id}")));
    let none = cohorts.is_empty();
    let cards = cohorts.into_iter().map(|card| view! { <Card card signed_in sign_in=sign_in.clone()/> }).collect_view();
    view! {
        <PageTitle text=name.clone()/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/programmes" words=t!(cohorts.programmes)/>
                <h1>{name}</h1>
                <Flash words=done/>
            </header>
            <div class="prose" inner_html=body_html></div>
            {(!asks_html.is_empty()).then(|| view! {
                <section class="part" aria-labelledby="asks">
                    <h2 id="asks">{t!(cohorts.asks)}</h2>
                    <div class="prose" inner_html=asks_html></div>
                </section>
            })}
            <section class="part" aria-labelledby="cohorts">
                <h2 id="cohorts">{t!(cohorts.cohorts)}</h2>
                {none.then(|| view! { <p class="note">{t!(cohorts.cohorts_none)}</p> })}
                {cards}
            </section>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "applied" => Some(t!(cohorts.done_applied)),
        "applied_before" => Some(t!(receipts.applied_before)),
        "withdrawn" => Some(t!(cohorts.done_withdrawn)),
        _ => None,
    }
}

#[component]
fn Card(card: CohortCard, signed_in: bool, sign_in: String) -> impl IntoView {
    let CohortCard { id, name, stage, dates, until, places, full, coaches, mine } = card;
    let applying = stage == Stage::Applying;
    let inside = mine == Mine::Inside && stage.goes_on();
    let tag = if inside { t!(cohorts.tag_inside) } else { stage_words(stage) };
    let coaches =
        coaches.into_iter().map(|name| t!(cohorts.called, name = name)).collect::<Vec<_>>().join(t!(cohorts.comma));
    let label = name.clone();
    view! {
        <section class="sheet" aria-label=label>
            <div class="part-head">
                <h3>{name}</h3>
                <span class="tag" data-tone=(applying || inside).then_some("accent")>{tag}</span>
            </div>
            <dl class="facts">
                {dates.map(|dates| view! { <dt>{t!(cohorts.when)}</dt><dd>{dates}</dd> })}
                {places.map(|n| view! { <dt>{t!(cohorts.places)}</dt><dd>{t!(cohorts.people, n = n)}</dd> })}
                {applying.then(|| until.map(|day| view! { <dt>{t!(cohorts.apply_until)}</dt><dd>{day}</dd> }))}
                {(!coaches.is_empty()).then(|| view! { <dt>{t!(cohorts.coaches)}</dt><dd>{coaches}</dd> })}
            </dl>
            {match mine {
                Mine::Inside => view! { <p>{t!(cohorts.inside)} " " <a href=format!("/cohort?id={id}")>{t!(cohorts.to_mine)}</a></p> }.into_any(),
                Mine::Applied(application, standing, day, words) => view! { <Applied application standing day words/> }.into_any(),
                Mine::Nothing if !applying => ().into_any(),
                Mine::Nothing if signed_in => view! { <ApplyForm cohort=id full/> }.into_any(),
                Mine::Nothing => view! {
                    <p class="note">{t!(cohorts.sign_in_first)}</p>
                    <p><a class="btn" data-kind="quiet" href=sign_in>{t!(common.sign_in)}</a></p>
                }
                .into_any(),
            }}
        </section>
    }
}

/// The words of an application, and who will read them.
#[component]
fn ApplyForm(cohort: CohortId, full: bool) -> impl IntoView {
    let apply = ServerAction::<Apply>::new();
    let id = cohort.to_string();
    view! {
        {full.then(|| view! { <p>{t!(cohorts.full_words)}</p> })}
        <Form action=apply reload=true key=id.clone()>
            <Hidden name="cohort" value=id/>
            <TextAreaField name="words" label=t!(cohorts.words) hint=t!(cohorts.words_hint) rows=6 required=true/>
            <CheckBox name="knows" label=t!(cohorts.knows) hint=t!(cohorts.knows_hint)/>
            <Button>{t!(cohorts.apply)}</Button>
        </Form>
    }
}

/// Where one's application stands, and the way back.
#[component]
fn Applied(application: ApplicationId, standing: Standing, day: String, words: String) -> impl IntoView {
    let back = ServerAction::<WithdrawApplication>::new();
    let id = application.to_string();
    view! {
        <p><strong>{standing_words(standing)}</strong>" "<span class="note">{t!(cohorts.applied_on, day = day)}</span></p>
        <p>{next_words(standing)}</p>
        <details class="fold">
            <summary>{t!(cohorts.own_words)}</summary>
            <p class="voice"><Lines text=words/></p>
        </details>
        {standing.may_withdraw().then(|| view! {
            <Confirm words=t!(cohorts.withdraw) title=t!(cohorts.withdraw_question) loss=t!(cohorts.withdraw_loss) kind="text">
                <Form action=back reload=true key=id.clone()>
                    <Hidden name="application" value=id/>
                    <Button kind="leave">{t!(cohorts.withdraw_do)}</Button>
                </Form>
            </Confirm>
        })}
    }
}
