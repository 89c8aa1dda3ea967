use leptos::prelude::*;

use crate::t;
use crate::ui::{Button, Form, FormState, Hidden};
use crate::workshops::day::api::host::Mark;
use crate::workshops::day::model::{Guest, Presence};

/// What was just done for somebody, or that their code came `again`.
pub fn said(guest: &Guest, again: bool) -> String {
    let name = guest.name.clone();
    match guest.presence {
        Presence::Here if again => t!(day.said_already, name = name, since = guest.since.as_str()),
        Presence::Expected => t!(day.said_undone, name = name),
        Presence::Here => t!(day.said_here, name = name),
        Presence::Left => t!(day.said_left, name = name),
    }
}

/// One person, with one big button, and the ways back.
#[component]
pub fn GuestRow(guest: Guest, workshop: String, q: String, who: String) -> impl IntoView {
    let mark = ServerAction::<Mark>::new();
    let Guest { registration, name, profession, presence, since } = guest;
    let key = registration.to_string();
    let note = [profession, since].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("・");
    let anchor = format!("g-{key}");
    let now = (key == who).then_some("true");
    view! {
        <li id=anchor class="guest" data-presence=presence.as_str() aria-current=now>
            <span class="row-body">
                <span class="row-title" dir="auto">{name}</span>
                <span class="row-note">{note}</span>
            </span>
            <Form action=mark key=key.clone() class="line">
                <Hidden name="workshop" value=workshop/>
                <Hidden name="registration" value=key/>
                <Hidden name="q" value=q/>
                <Steps presence=presence/>
            </Form>
        </li>
    }
}

#[component]
fn Steps(presence: Presence) -> impl IntoView {
    let name = FormState::here().full_name("presence");
    let step = move |to: Presence, kind: &'static str, words: &'static str| {
        view! { <Button kind=kind name=name.clone() value=to.as_str()>{words}</Button> }
    };
    match presence {
        Presence::Expected => step(Presence::Here, "quiet", t!(day.mark_here)).into_any(),
        Presence::Here => view! {
            {step(Presence::Left, "quiet", t!(day.mark_left))}
            {step(Presence::Expected, "text", t!(day.mark_undo))}
        }
        .into_any(),
        Presence::Left => view! {
            {step(Presence::Here, "quiet", t!(day.mark_back))}
            {step(Presence::Expected, "text", t!(day.mark_undo))}
        }
        .into_any(),
    }
}
