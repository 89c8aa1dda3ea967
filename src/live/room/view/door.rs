use leptos::prelude::*;

use crate::kit::locale::current;
use crate::live::room::api::{self, Call, Enter, Hand, Leave, Rest};
use crate::live::room::model::wire::{Phase, Stage};
use crate::live::room::model::{Door, Inside};
use crate::t;
use crate::ui::{Back, Button, CheckBox, Flash, Form, Hidden, Hours, Load, PageTitle, TextField};
use crate::workshops::view::id_here;

/// The page of a room: the door, or what is shown inside.
#[component]
pub fn LivePage() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), |id| async move { api::at_door(id.parse()?).await });
    view! {
        <Load what=shown let:shown>
            <Shown door=shown/>
        </Load>
    }
}

#[component]
fn Shown(door: Door) -> impl IntoView {
    let Door { id, title, when, open, closed, entered, name, inside, .. } = door;
    let id = id.to_string();
    let room = format!("/live/{id}");
    view! {
        <PageTitle text=format!("{} — {title}", t!(live.door))/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/workshops/{id}") words=title/>
                <h1>{t!(live.door)}</h1>
                <p class="note"><Hours words=when/></p>
                <Flash words=|done| (done == "left").then(|| t!(live.done_left))/>
            </header>
            {match inside {
                Some(inside) => view! { <Within id=id inside=inside/> }.into_any(),
                None if open => view! { <Entrance id=id name=name/> }.into_any(),
                None => {
                    let words = if closed { t!(live.closed) } else { t!(live.shut) };
                    view! {
                        <p>{words}</p>
                        {(closed && entered).then(|| view! { <p><a class="btn" href=format!("{room}/recap") rel="external">{t!(after.recap_verb)}</a></p> })}
                        {(!closed).then(|| view! { <p><a class="btn" data-kind="quiet" href=room rel="external">{t!(live.again)}</a></p> })}
                    }
                    .into_any()
                }
            }}
        </div>
    }
}

/// The promises, and the name one wants to be called.
#[component]
fn Entrance(id: String, name: String) -> impl IntoView {
    let enter = ServerAction::<Enter>::new();
    let promises = [
        t!(live.promise_1),
        t!(live.promise_2),
        t!(live.promise_3),
        t!(live.promise_4),
        t!(live.promise_5),
        t!(live.promise_6),
    ];
    view! {
        <section class="part" aria-labelledby="promises">
            <h2 id="promises">{t!(live.promises)}</h2>
            <ol>{promises.map(|promise| view! { <li>{promise}</li> }).collect_view()}</ol>
        </section>
        <Form action=enter>
            <Hidden name="workshop" value=id/>
            <TextField name="name" label=t!(live.name) hint=t!(live.name_hint) value=name autocomplete="off" required=true/>
            <CheckBox name="promises" label=t!(live.promises_yes)/>
            <Button>{t!(live.enter)}</Button>
        </Form>
    }
}

/// What stands in the room now, and what one can do without a program in the browser.
#[component]
fn Within(id: String, inside: Inside) -> impl IntoView {
    let Inside { stage, mine } = inside;
    let (rest, hand) = (ServerAction::<Rest>::new(), ServerAction::<Hand>::new());
    let (call, leave) = (ServerAction::<Call>::new(), ServerAction::<Leave>::new());
    let (rest_to, rest_words) = switched(mine.resting, t!(live.rest_on), t!(live.rest_off));
    let (hand_to, hand_words) = switched(mine.hand, t!(live.hand_on), t!(live.hand_off));
    let room = format!("/live/{id}");
    view! {
        <Now stage=stage/>
        <p><a class="btn" data-kind="quiet" href=room rel="external">{t!(live.again)}</a></p>
        <section class="part" aria-labelledby="own">
            <h2 id="own">{t!(live.own)}</h2>
            <p>{t!(live.called, name = mine.name)}</p>
            <p class="note">{t!(live.rest_note)}</p>
            <Form action=rest>
                <Hidden name="workshop" value=id.clone()/>
                <Hidden name="to" value=rest_to/>
                <Button kind="quiet">{rest_words}</Button>
            </Form>
            <Form action=hand>
                <Hidden name="workshop" value=id.clone()/>
                <Hidden name="to" value=hand_to/>
                <Button kind="quiet">{hand_words}</Button>
            </Form>
            <Form action=call>
                <Hidden name="workshop" value=id.clone()/>
                <Button kind="quiet">{t!(live.call)}</Button>
            </Form>
            <Form action=leave>
                <Hidden name="workshop" value=id/>
                <Button kind="text">{t!(live.leave)}</Button>
            </Form>
        </section>
    }
}

/// What a switch's button sends, and its words.
fn switched(on: bool, turn_on: &'static str, turn_off: &'static str) -> (&'static str, &'static str) {
    if on { ("off", turn_off) } else { ("on", turn_on) }
}

/// The block that runs, what is left of it, and what comes next.
#[component]
fn Now(stage: Stage) -> impl IntoView {
    let locale = current();
    let time = match stage.phase {
        Phase::Waiting => t!(live.waiting).to_owned(),
        Phase::Ended => t!(live.ended).to_owned(),
        Phase::Paused { .. } => t!(live.paused).to_owned(),
        Phase::Running { .. } if stage.last_minute => t!(live.last_minute).to_owned(),
        Phase::Running { left_ms } if left_ms <= 0 => t!(live.over_time).to_owned(),
        Phase::Running { left_ms } => t!(live.left, minutes = (left_ms + 59_999) / 60_000),
    };
    let next = stage.next.as_ref().map(|next| t!(live.next, title = next.get(locale).to_owned()));
    let notice = (!stage.notice.is_empty()).then_some(stage.notice);
    view! {
        {notice.map(|notice| view! { <p class="flash" role="status">{notice}</p> })}
        {stage.now.map(|now| view! {
            <h2>{now.block.title.get(locale).to_owned()}</h2>
            <p>{now.block.screen.get(locale).to_owned()}</p>
        })}
        <p>{time}</p>
        {next.map(|next| view! { <p class="note">{next}</p> })}
        <p class="note">{t!(live.here, here = stage.presence.here)}</p>
    }
}
