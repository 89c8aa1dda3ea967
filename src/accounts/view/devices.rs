use leptos::prelude::*;

use crate::accounts::api;
use crate::accounts::model::SignedInDevice;
use crate::t;
use crate::ui::{Back, Flash, Form, Load, PageTitle, SharedComputer};

/// Where one is signed in, and how to end it.
#[component]
pub fn Devices() -> impl IntoView {
    let devices = Resource::new(|| (), |()| api::devices());
    view! {
        <PageTitle text=t!(accounts.devices_title)/>
        <div class="room" data-shape="one">
            <div class="stack">
                <header class="page-head">
                    <Back href="/me" words=t!(accounts.back_to_me)/>
                    <h1>{t!(accounts.devices_title)}</h1>
                    <p class="lead">{t!(accounts.devices_lead)}</p>
                </header>
                <Flash words=|done| match done {
                    "ended" => Some(t!(accounts.device_ended)),
                    "others" => Some(t!(accounts.devices_ended)),
                    _ => None,
                }/>
                <section class="sheet" aria-labelledby="shared">
                    <h2 id="shared">{t!(keeping.shared_title)}</h2>
                    <p class="note">{t!(keeping.shared_words)}</p>
                    <SharedComputer/>
                </section>
                <Load what=devices part=true let:devices>
                    <List devices=devices/>
                </Load>
            </div>
        </div>
    }
}

/// One form around all rows: each button sends the id of its own.
#[component]
fn List(devices: Vec<SignedInDevice>) -> impl IntoView {
    let end = ServerAction::<api::EndDevice>::new();
    let alone = devices.len() < 2;
    let rows = devices.into_iter().map(|device| view! { <Device device=device/> }).collect_view();
    view! {
        <Form action=end reload=true>
            <ul class="rows">{rows}</ul>
        </Form>
        {(!alone).then(|| view! { <EndOthers/> })}
    }
}

#[component]
fn Device(device: SignedInDevice) -> impl IntoView {
    let words = format!("{}: {}", device.agent, t!(accounts.device_end));
    view! {
        <li class="row">
            <span class="row-body">
                <span class="row-title">
                    {device.agent}
                    " "
                    {device.here.then(|| view! { <span class="tag" data-tone="accent">{t!(accounts.device_here)}</span> })}
                </span>
                <time class="row-note" datetime=device.seen_at>{t!(accounts.device_seen, when = device.seen)}</time>
            </span>
            <span class="row-end">
                <button
                    class="btn"
                    data-kind="quiet"
                    data-size="small"
                    type="submit"
                    name="form[id]"
                    value=device.id.to_string()
                    aria-label=words
                >
                    {t!(accounts.device_end)}
                </button>
            </span>
        </li>
    }
}

/// Ends all other sign-ins, after saying what that means.
#[component]
fn EndOthers() -> impl IntoView {
    let end = ServerAction::<api::EndOtherDevices>::new();
    view! {
        <details class="sheet">
            <summary>{t!(accounts.devices_end_others)}</summary>
            <p class="note">{t!(accounts.devices_end_others_note)}</p>
            <Form action=end reload=true>
                <button class="btn" data-kind="leave" type="submit">{t!(accounts.devices_end_others_yes)}</button>
            </Form>
        </details>
    }
}
