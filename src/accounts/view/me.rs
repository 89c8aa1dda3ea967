use leptos::prelude::*;

use crate::accounts::api;
use crate::accounts::model::Glance;
use crate::app::viewer;
use crate::kit::Role;
use crate::t;
use crate::ui::{Flash, Form, Load, PageTitle, Row, drafts};

/// わたし: everything about oneself, in rows.
#[component]
pub fn Me() -> impl IntoView {
    let glance = Resource::new(|| (), |()| api::at_a_glance());
    view! {
        <PageTitle text=t!(accounts.me_title)/>
        <div class="room" data-shape="one">
            <Load what=glance let:glance>
                <Rows glance=glance/>
            </Load>
        </div>
    }
}

#[component]
fn Rows(glance: Glance) -> impl IntoView {
    let name = viewer().map(|viewer| viewer.name).unwrap_or_default();
    let profile_note = glance.profession.unwrap_or_else(|| t!(accounts.me_profile_empty).to_owned());
    let promise_note = match glance.promised_on {
        Some(day) => t!(accounts.me_promise_note, day = day),
        None => t!(accounts.me_promise_open).to_owned(),
    };
    view! {
        <div class="stack" data-gap="large">
            <header class="page-head">
                <h1>{name}</h1>
                <p class="note">{glance.email}</p>
            </header>
            <Flash words=|done| match done {
                "password" => Some(t!(accounts.password_changed)),
                "email" => Some(t!(accounts.address_changed)),
                _ => None,
            }/>
            <section class="part" aria-labelledby="about">
                <h2 id="about">{t!(accounts.me_account)}</h2>
                <ul class="rows">
                    <Row href="/me/profile" title=t!(accounts.me_profile) note=profile_note/>
                    <Row href="/worksheets/values" title=t!(accounts.me_values) note=t!(accounts.me_values_note)/>
                    <Row href="/me/path" title=t!(charts.path_title) note=t!(charts.path_note)/>
                    <Row href="/checks" title=t!(selfchecks.title) note=t!(selfchecks.me_note)/>
                    <Row href="/cohort" title=t!(cohorts.me_title) note=t!(cohorts.me_note)/>
                    <Row href="/me/certificates" title=t!(day.certificates) note=t!(day.me_note)/>
                    <Row href="/me/calendar" title=t!(calendar.title) note=t!(calendar.me_note)/>
                    <Row href="/me/letters" title=t!(calendar.letters_title) note=t!(calendar.letters_me_note)/>
                </ul>
            </section>
            <Desks/>
            <section class="part" aria-labelledby="safety">
                <h2 id="safety">{t!(accounts.me_safety)}</h2>
                <ul class="rows">
                    <Row href="/me/readers" title=t!(accounts.me_readers) note=t!(accounts.me_readers_note)/>
                    <Row href="/me/consents" title=t!(desk.consents_title) note=t!(desk.consents_me)/>
                    <Row href="/promise" title=t!(accounts.me_promise) note=promise_note/>
                    <Row
                        href="/me/devices"
                        title=t!(accounts.me_devices)
                        note=t!(accounts.me_devices_note, n = glance.devices)
                    />
                    <Row href="/me/email" title=t!(accounts.email) note=t!(accounts.me_email_note)/>
                    <Row href="/me/password" title=t!(accounts.me_password) note=t!(accounts.me_password_note)/>
                    <Row href="/me/close" title=t!(keeping.account_close) note=t!(keeping.account_close_note)/>
                </ul>
            </section>
            <SignOutHere/>
        </div>
    }
}

/// Signs out; asks once more while words wait on this device that the server does not have.
#[component]
pub(super) fn SignOutHere() -> impl IntoView {
    let sign_out = ServerAction::<api::SignOut>::new();
    let (waiting, set_waiting) = signal(0_u32);
    let (told, set_told) = signal(false);
    let me = StoredValue::new(viewer().map(|viewer| viewer.id.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        drafts::on_change(move || set_waiting.set(drafts::waiting()));
        me.with_value(|me| drafts::begin(me, ""));
    });
    let asks = move |event: web_sys::SubmitEvent| {
        if waiting.get_untracked() > 0 && !told.get_untracked() {
            event.prevent_default();
            set_told.set(true);
        }
    };
    let asked = move || told.get() && waiting.get() > 0;
    view! {
        <div class="stack" data-gap="small" on:submit=asks>
            <p class="flash" data-tone="care" role="status" hidden=move || !asked()>
                {move || asked().then(|| t!(keeping.sign_out_unsent, n = waiting.get()))}
            </p>
            <Form action=sign_out reload=true class="line">
                <button class="btn" data-kind="quiet" type="submit">
                    {move || if asked() { t!(keeping.sign_out_all_the_same) } else { t!(accounts.sign_out) }}
                </button>
            </Form>
        </div>
    }
}

/// The desks of those who have a role.
#[component]
fn Desks() -> impl IntoView {
    let viewer = viewer();
    let is = |role| viewer.as_ref().is_some_and(|viewer| viewer.is(role));
    let desks: Vec<(&str, &str, &str)> = [
        (is(Role::Coach), ("/coach", t!(common.nav_coach), t!(accounts.me_coach_note))),
        (is(Role::Coach), ("/coaching/members", t!(cohorts.members), t!(cohorts.members_note))),
        (is(Role::Host), ("/host", t!(common.nav_host), t!(accounts.me_host_note))),
        (is(Role::Admin), ("/admin", t!(common.nav_admin), t!(accounts.me_admin_note))),
    ]
    .into_iter()
    .filter_map(|(mine, desk)| mine.then_some(desk))
    .collect();
    (!desks.is_empty()).then(|| {
        let rows = desks.into_iter().map(|(href, title, note)| view! { <Row href=href title=title note=note/> });
        view! {
            <section class="part" aria-labelledby="desks">
                <h2 id="desks">{t!(accounts.me_desks)}</h2>
                <ul class="rows">{rows.collect_view()}</ul>
            </section>
        }
    })
}
