use leptos::prelude::*;

use super::goals::GoalRead;
use super::here;
use super::meeting::Meeting;
use super::members::{Tags, contact};
use crate::coaching::cohorts::api::coach::{self, SendLetter};
use crate::coaching::cohorts::model::{LetterShown, MemberGoals, MemberPage};
use crate::coaching::reviews::view::Watched;
use crate::journal::view::{Lines, Time};
use crate::kit::Role;
use crate::kit::id::{CohortId, UserId};
use crate::t;
use crate::ui::{Back, Button, Flash, Form, Hidden, Load, Only, PageTitle, Row, TextAreaField};

/// One member of a cohort that one coaches. Nothing is opened here; each row leads to what may be.
#[component]
pub fn CoachMember() -> impl IntoView {
    view! { <Only role=Role::Coach><Page/></Only> }
}

#[component]
fn Page() -> impl IntoView {
    let id = here();
    let shown = Resource::new(move || id.get(), |id| async move { coach::member(id.parse()?).await });
    view! {
        <PageTitle text=t!(cohorts.members)/>
        <Load what=shown let:shown>
            <Shown page=shown/>
        </Load>
    }
}

#[component]
fn Shown(page: MemberPage) -> impl IntoView {
    let MemberPage { line, cohort, waiting, results, appointments, letter, goodbye } = page;
    let (member, goals) = (line.id.clone(), line.goals);
    let none = waiting.is_empty() && results.is_empty() && goals == 0;
    let waiting = waiting
        .into_iter()
        .map(|(href, title, at)| view! { <Row href=href title=title note=t!(cohorts.waits_since, day = at.words)/> })
        .collect_view();
    let results = results
        .into_iter()
        .map(|(href, at)| view! { <Row href=href title=t!(sheets.reader) note=t!(cohorts.shown_on, day = at.words)/> })
        .collect_view();
    let apart = appointments.is_empty();
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/coaching/members" words=t!(cohorts.members)/>
                <h1>{t!(cohorts.called, name = line.name.clone())}</h1>
                <p class="note">{line.profession.clone()}{t!(coaching.dot)}{line.cohort.clone()}{t!(coaching.dot)}{contact(&line)}</p>
                <Tags line=line.clone()/>
                <Flash words=|done| (done == "letter").then(|| t!(cohorts.done_letter))/>
            </header>
            <section class="part" aria-labelledby="shown">
                <h2 id="shown">{t!(cohorts.shown_to_you)}</h2>
                <p class="note">{t!(cohorts.shown_note)}</p>
                {none.then(|| view! { <p class="note">{t!(cohorts.shown_none)}</p> })}
                <ul class="rows" role="list">
                    {waiting}
                    {(goals > 0).then(|| view! {
                        <Row href=format!("/coaching/members/{member}/goals") title=t!(cohorts.goals_open, n = goals) note=t!(cohorts.goals_open_note)/>
                    })}
                    {results}
                </ul>
            </section>
            <section class="part" aria-labelledby="next">
                <h2 id="next">{t!(cohorts.appointments)}</h2>
                {apart.then(|| view! { <p class="note">{t!(cohorts.member_no_appointment)}</p> })}
                <ul class="rows" role="list">{appointments.into_iter().map(|one| view! { <Meeting one/> }).collect_view()}</ul>
            </section>
            <Goodbye cohort member=line.id letter goodbye/>
        </div>
    }
}

/// The closing letter: written once, when it is time.
#[component]
fn Goodbye(cohort: CohortId, member: UserId, letter: Option<LetterShown>, goodbye: bool) -> impl IntoView {
    let send = ServerAction::<SendLetter>::new();
    let inside = match (letter, goodbye) {
        (Some(letter), _) => view! {
            <p class="note">{t!(cohorts.letter_sent)}" "<Time at=letter.at/></p>
            <p class="voice"><Lines text=letter.words/></p>
        }
        .into_any(),
        (None, true) => view! {
            <Form action=send reload=true>
                <Hidden name="cohort" value=cohort.to_string()/>
                <Hidden name="member" value=member.to_string()/>
                <TextAreaField name="words" label=t!(cohorts.letter) hint=t!(cohorts.letter_hint) rows=10 required=true/>
                <Button>{t!(cohorts.letter_do)}</Button>
            </Form>
        }
        .into_any(),
        (None, false) => view! { <p class="note">{t!(cohorts.letter_later)}</p> }.into_any(),
    };
    view! {
        <section class="part" aria-labelledby="letter">
            <h2 id="letter">{t!(cohorts.letters)}</h2>
            {inside}
        </section>
    }
}

/// The goals that a member shows. Opening them is noted in the member's 閲覧履歴.
#[component]
pub fn CoachMemberGoals() -> impl IntoView {
    view! { <Only role=Role::Coach><GoalsPage/></Only> }
}

#[component]
fn GoalsPage() -> impl IntoView {
    let id = here();
    let shown = Resource::new(move || id.get(), |id| async move { coach::goals_of_member(id.parse()?).await });
    let back = move || format!("/coaching/members/{}", id.get());
    view! {
        <PageTitle text=t!(cohorts.goals)/>
        <Load what=shown let:shown>
            {
                let MemberGoals { member, still, goals } = shown;
                let none = goals.is_empty();
                let goals = goals.into_iter().map(|goal| view! { <GoalRead goal/> }).collect_view();
                view! {
                    <div class="room" data-shape="one">
                        <header class="page-head">
                            <Back href=back() words=t!(cohorts.called, name = member)/>
                            <h1>{t!(cohorts.goals)}</h1>
                            <p class="lead">{t!(cohorts.goals_open_note)}</p>
                        </header>
                        {none.then(|| view! { <p class="note">{t!(cohorts.goals_hidden)}</p> })}
                        {(!none).then(|| view! { <Watched still><div class="stack">{goals}</div></Watched> })}
                    </div>
                }
            }
        </Load>
    }
}
