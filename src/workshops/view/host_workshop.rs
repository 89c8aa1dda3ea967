use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::WorkshopFields;
use super::host_places::Askers;
use super::id_here;
use super::people::People;
use super::seats::SeatsPicture;
use crate::kit::Error;
use crate::t;
use crate::ui::{Back, Button, Confirm, Flash, Form, FormState, Hidden, Hours, Load, PageTitle, carried};
use crate::workshops::api::host::{self, CallOff, Edit, Publish};
use crate::workshops::api::planning::PlanStep;
use crate::workshops::day::view::DayLinks;
use crate::workshops::model::{HostView, Stage, WorkshopForm};

/// A workshop on its host's desk: publish, change, call off, and see who comes.
#[component]
pub fn HostWorkshop() -> impl IntoView {
    let id = id_here();
    let publish = ServerAction::<Publish>::new();
    let call_off = ServerAction::<CallOff>::new();
    let shown = Resource::new(
        move || (id.get(), publish.version().get(), call_off.version().get()),
        |(id, ..)| async move { host::host_workshop(id.parse()?).await },
    );
    view! {
        <Load what=shown let:shown>
            <PageTitle text=shown.form.title.clone()/>
            <div class="room" data-shape="form">
                <header class="page-head">
                    <Back href="/host" words=t!(workshops.desk_title)/>
                    <h1 dir="auto">{shown.form.title.clone()}</h1>
                    <Flash words=flash_words/>
                    {(shown.stage != Stage::Draft).then(|| view! { <DayLinks id=shown.form.id.clone()/> })}
                </header>
                <Acts shown=shown.clone() publish=publish call_off=call_off/>
                <div class="stack" data-gap="large">
                    <Askers id=shown.form.id.clone()/>
                    {(shown.stage != Stage::Draft).then(|| view! {
                        <People confirmed=shown.confirmed.clone() waiting=shown.waiting.clone() approval=shown.seats.approval/>
                    })}
                    <Change shown=shown/>
                </div>
            </div>
        </Load>
    }
}

fn flash_words(done: &str) -> Option<&'static str> {
    match done {
        "drafted" => Some(t!(workshops.done_drafted)),
        "saved" => Some(t!(workshops.done_saved)),
        "published" => Some(t!(workshops.done_published)),
        "decided" => Some(t!(seats.done_decided)),
        "called_off" => Some(t!(workshops.done_called_off)),
        _ => None,
    }
}

/// The form that changes it. Sent by the browser itself: what was refused comes back the same way with and without
/// JavaScript, with what was typed and with the version that is stored now.
#[component]
fn Change(shown: HostView) -> impl IntoView {
    let edit = ServerAction::<Edit>::new();
    let HostView { form, zones, stage, .. } = shown;
    let carried = carried().filter(|carried| carried.action == Edit::url());
    let came_back = carried.is_some();
    let asks = carried.and_then(|carried| carried.error).is_some_and(|error| told(&error).is_some());
    let open = stage == Stage::Draft || came_back;
    let (id, stored) = (form.id.clone(), form.clone());
    matches!(stage, Stage::Draft | Stage::Open | Stage::Closed | Stage::Running).then(|| {
        view! {
            <details class="fold" open=open>
                <summary><h2>{t!(workshops.change_title)}</h2></summary>
                <Form action=edit reload=true key=id calm=asks>
                    <Told/>
                    <Stored stored=stored/>
                    {(stage != Stage::Draft).then(|| view! { <p class="note">{t!(workshops.change_letters)}</p> })}
                    <WorkshopFields form=form zones=zones/>
                    <Button kind="quiet">{t!(workshops.save)}</Button>
                </Form>
            </details>
        }
    })
}

/// How many people a change sends letters to, when that is all the server says of it.
fn told(error: &Error) -> Option<&str> {
    error.field_errors()?.of("seen")
}

/// Before people are written to: how many, and the way on. The page begins here when the form comes back.
#[component]
fn Told() -> impl IntoView {
    let seen = FormState::here().error.with_untracked(|error| Some(told(error.as_ref()?)?.to_owned()));
    seen.map(|seen| {
        view! {
            <section class="sheet" tabindex="-1" autofocus=true>
                <p role="status">{t!(workshops.change_tells, n = seen.clone())}</p>
                <Hidden name="seen" value=seen/>
                <Button>{t!(workshops.change_tell)}</Button>
            </section>
        }
    })
}

/// After a conflict: what somebody else stored in between, beside what was typed.
#[component]
fn Stored(stored: WorkshopForm) -> impl IntoView {
    let state = FormState::here();
    let conflict = state.error.with_untracked(|error| *error == Some(Error::Conflict));
    conflict.then(|| {
        view! {
            <section class="sheet" data-tone="plain">
                <h3>{t!(workshops.conflict_title)}</h3>
                <p>{t!(workshops.conflict_words)}</p>
                <dl class="facts">
                    <dt>{t!(workshops.field_title)}</dt><dd>{stored.title}</dd>
                    <dt>{t!(workshops.field_starts)}</dt><dd>{stored.starts.replace('T', " ")}</dd>
                    <dt>{t!(workshops.field_ends)}</dt><dd>{stored.ends.replace('T', " ")}</dd>
                    <dt>{t!(workshops.field_capacity)}</dt><dd>{stored.capacity}</dd>
                    <dt>{t!(workshops.field_place)}</dt><dd>{stored.place}</dd>
                    <dt>{t!(workshops.field_link)}</dt><dd>{stored.online_url}</dd>
                    <dt>{t!(workshops.field_body)}</dt><dd>{stored.body}</dd>
                </dl>
            </section>
        }
    })
}

/// Where it stands, and the one next step.
#[component]
fn Acts(shown: HostView, publish: ServerAction<Publish>, call_off: ServerAction<CallOff>) -> impl IntoView {
    let HostView { form, when, seats, stage, ahead, drafts, .. } = shown;
    let whole = drafts > 1;
    let id = form.id;
    let people = seats.confirmed + seats.waiting;
    let (title, words) = match (stage, ahead) {
        (Stage::Draft, true) => (t!(workshops.stage_draft), t!(workshops.act_draft)),
        (Stage::Draft, false) => (t!(workshops.stage_draft), t!(workshops.error_past)),
        (Stage::Open, _) => (t!(workshops.stage_open), t!(workshops.act_open)),
        (Stage::Closed, _) => (t!(workshops.stage_closed), t!(workshops.act_closed)),
        (Stage::Running, _) => (t!(workshops.stage_running), t!(workshops.act_running)),
        (Stage::Past, _) => (t!(workshops.stage_past), t!(workshops.act_past)),
        (Stage::Cancelled, _) => (t!(workshops.stage_cancelled), t!(workshops.act_cancelled)),
    };
    let (leave, question, loss, verb) = match stage {
        Stage::Draft => (
            t!(workshops.discard_open),
            t!(workshops.discard_question),
            t!(workshops.discard_loss).to_owned(),
            t!(workshops.discard_verb),
        ),
        _ => (
            t!(workshops.call_off_open),
            t!(workshops.call_off_question),
            t!(workshops.call_off_loss, n = people),
            t!(workshops.call_off_verb),
        ),
    };
    let publish_id = id.clone();
    let course_id = id.clone();
    let call_off_id = id.clone();
    view! {
        <aside class="sheet beside" aria-labelledby="stage">
            <h2 id="stage">{title}</h2>
            <p><time datetime=when.starts><Hours words=when.words/></time></p>
            {(stage != Stage::Draft).then(|| view! { <SeatsPicture seats=seats/> })}
            <p>{words}</p>
            {(stage == Stage::Draft && ahead).then(|| view! {
                <Form action=publish>
                    <Hidden name="workshop" value=publish_id/>
                    <Button wide=true>{if whole { t!(workshops.publish_this) } else { t!(workshops.publish_verb) }}</Button>
                </Form>
                // Written by hand: the form of the plan, which the browser's program does not know.
                {whole.then(|| view! {
                    <form method="post" action=PlanStep::url() class="form">
                        <input type="hidden" name="form[workshop]" value=course_id/>
                        <input type="hidden" name="form[act]" value="publish_course"/>
                        <button class="btn" data-kind="quiet" data-wide="" type="submit">{t!(workshops.publish_all, n = drafts)}</button>
                    </form>
                })}
            })}
            <p><a class="btn" data-kind="quiet" href=format!("/host/{id}/plan/people")>{t!(workshops.to_people)}</a></p>
            <p><a href=format!("/host/{id}/plan/entry")>{t!(workshops.to_plan)}</a></p>
            <p><a href=format!("/host/{id}/run")>{t!(plan.to_run)}</a></p>
            {match stage {
                Stage::Draft => view! { <p><a href=format!("/host/{id}/plan/preview")>{t!(workshops.to_preview)}</a></p> },
                _ => view! { <p><a href=format!("/workshops/{id}")>{t!(workshops.see_page)}</a></p> },
            }}
            {(stage != Stage::Draft).then(|| view! {
                <p><a href=format!("/host/{id}/plan/needs")>{t!(seats.needs_link)}</a></p>
            })}
            {matches!(stage, Stage::Draft | Stage::Open | Stage::Closed).then(|| view! {
                <Confirm words=leave title=question loss=loss kind="text">
                    <Form action=call_off>
                        <Hidden name="workshop" value=call_off_id/>
                        <Button kind="leave">{verb}</Button>
                    </Form>
                </Confirm>
            })}
        </aside>
    }
}
