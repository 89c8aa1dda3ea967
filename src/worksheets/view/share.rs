use leptos::prelude::*;

use super::shared::SharedValues;
use crate::t;
use crate::ui::{Choices, Form, GroupedChoices, Hidden};
use crate::worksheets::api::{PickShare, ShareValues, WithdrawValues};
use crate::worksheets::model::{Given, Noted, Sharing};

/// Showing a result to a coach: pick, look at exactly what goes, send, take back.
#[component]
pub fn Share(
    /// The sitting.
    id: String,
    sharing: Sharing,
    /// The top list with its notes.
    top: Vec<Noted>,
) -> impl IntoView {
    let counted = id.clone();
    let given = sharing.given.clone().into_iter().map(|given| view! { <Withdraw given/> }).collect_view();
    let next = match (sharing.preview.clone(), sharing.coaches.is_empty()) {
        (Some(values), _) => {
            let coach = sharing.draft.as_ref().and_then(|draft| {
                sharing.coaches.iter().find(|(id, _)| *id == draft.coach).map(|(_, name)| name.clone())
            });
            view! { <Preview id coach=coach.unwrap_or_default()><SharedValues values/></Preview> }.into_any()
        }
        (None, true) => view! { <p class="note">{t!(worksheets.share_nobody)}</p> }.into_any(),
        (None, false) => view! { <Pick id sharing top/> }.into_any(),
    };
    view! {
        <section class="part" id="share" aria-labelledby="share-title">
            <h2 id="share-title">{t!(worksheets.share_title)}</h2>
            {given}
            {next}
            <p><a href=format!("/worksheets/counted/{counted}")>{t!(selfchecks.counted_title)}</a></p>
        </section>
    }
}

#[component]
fn Pick(id: String, sharing: Sharing, top: Vec<Noted>) -> impl IntoView {
    let pick = ServerAction::<PickShare>::new();
    let coaches: Vec<(String, String)> = sharing
        .coaches
        .into_iter()
        .map(|(id, name)| (id.to_string(), t!(worksheets.coach_name, name = name)))
        .collect();
    let only = if coaches.len() == 1 { coaches.iter().map(|(id, _)| id.clone()).collect() } else { Vec::new() };
    // Card by card, in their order: under each the questions that were answered.
    let notes: Vec<_> = top
        .into_iter()
        .filter(|noted| !noted.notes.is_empty())
        .map(|Noted { card, notes }| {
            let asked = notes.into_iter().map(|note| (format!("{}/{}", card.id, note.question), note.asked));
            (card.name.clone(), asked.collect())
        })
        .collect();
    view! {
        <p class="note">{t!(worksheets.share_words)}</p>
        <Form action=pick reload=true>
            <Hidden name="id" value=id.clone()/>
            <Choices name="coach" legend=t!(worksheets.share_coach) options=coaches chosen=only required=true/>
            {(!notes.is_empty()).then(|| view! {
                <GroupedChoices name="notes" legend=t!(worksheets.share_notes) groups=notes hint=t!(worksheets.share_notes_hint)/>
            })}
            <p class="line"><button class="btn" data-kind="quiet" type="submit">{t!(worksheets.share_preview)}</button></p>
        </Form>
    }
}

#[component]
fn Preview(id: String, coach: String, children: Children) -> impl IntoView {
    let same = id.clone();
    let (send, change) = (ServerAction::<ShareValues>::new(), ServerAction::<ShareValues>::new());
    view! {
        <p>{t!(worksheets.share_exactly, name = coach)}</p>
        <div class="sheet">{children()}</div>
        <div class="line">
            <Form action=send reload=true>
                <Hidden name="id" value=id.clone()/>
                <Hidden name="act" value="send".to_owned()/>
                <button class="btn" type="submit">{t!(worksheets.share_send)}</button>
            </Form>
            <Form action=change reload=true>
                <Hidden name="id" value=same/>
                <Hidden name="act" value="change".to_owned()/>
                <button class="btn" data-kind="text" type="submit">{t!(worksheets.share_change)}</button>
            </Form>
        </div>
    }
}

#[component]
fn Withdraw(given: Given) -> impl IntoView {
    let withdraw = ServerAction::<WithdrawValues>::new();
    view! {
        <div class="stack" data-gap="small">
            <p>{t!(worksheets.shared_with, name = given.coach)} " " <time class="note" datetime=given.datetime>{given.day}</time></p>
            <details class="fold">
                <summary>{t!(worksheets.withdraw_ask)}</summary>
                <Form action=withdraw reload=true class="stack">
                    <Hidden name="id" value=given.id.to_string()/>
                    <p class="note">{t!(worksheets.withdraw_words)}</p>
                    <p class="line"><button class="btn" data-kind="leave" data-size="small" type="submit">{t!(worksheets.withdraw_do)}</button></p>
                </Form>
            </details>
        </div>
    }
}
