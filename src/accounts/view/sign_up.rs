use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{EmailField, NameField, NewPassword};
use crate::accounts::api;
use crate::t;
use crate::ui::{Flash, Form, Hidden, PageTitle, carried};

/// 登録する: three questions and nothing more.
#[component]
pub fn SignUp() -> impl IntoView {
    let action = ServerAction::<api::SignUp>::new();
    // Only the browser knows its zone, and only once it has taken over; without it the server takes Tokyo.
    let zone = RwSignal::new(String::new());
    Effect::new(move |_| zone.set(crate::ui::browser_zone()));
    view! {
        <PageTitle text=t!(accounts.sign_up_title)/>
        <div class="room" data-shape="form">
            <div class="stack">
                <header class="page-head">
                    <h1>{t!(accounts.sign_up_title)}</h1>
                    <p class="lead">{t!(accounts.sign_up_lead)}</p>
                </header>
                <Form action=action>
                    <Hidden name="zone" value=zone/>
                    <NewPersonFields/>
                    <button class="btn" data-wide="" type="submit">{t!(accounts.sign_up)}</button>
                </Form>
                <p class="note">
                    {t!(accounts.sign_up_known)} " " <a href="/sign-in">{t!(accounts.sign_in)}</a>
                </p>
            </div>
            <aside class="part" aria-labelledby="after">
                <h2 id="after">{t!(accounts.sign_up_after_title)}</h2>
                <ol class="steps">
                    <li>{t!(accounts.sign_up_after_1)}</li>
                    <li>{t!(accounts.sign_up_after_2)}</li>
                    <li>{t!(accounts.sign_up_after_3)}</li>
                </ol>
            </aside>
        </div>
    }
}

/// The three fields of everybody who is new.
#[component]
pub fn NewPersonFields() -> impl IntoView {
    view! {
        <NameField/>
        <EmailField hint=t!(accounts.email_hint)/>
        <NewPassword label=t!(accounts.password)/>
    }
}

/// The address that a letter went to a moment ago.
fn sent_to() -> Option<String> {
    let carried = carried().filter(|carried| carried.action == api::SendAgain::url() && carried.error.is_none())?;
    carried.values.into_iter().find(|(name, _)| name == "form[email]").map(|(_, email)| email)
}

/// What to do after signing up: look into the letter box.
#[component]
pub fn SignUpSent() -> impl IntoView {
    let to = sent_to();
    view! {
        <PageTitle text=t!(accounts.sent_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(accounts.sent_title)}</h1>
                {to.clone().map(|to| view! { <p>{t!(accounts.sent_to)} " " <strong>{to}</strong></p> })}
                <p class="lead">{t!(accounts.sent_lead)}</p>
                <p class="note">{t!(accounts.sent_close)}</p>
            </header>
            <div class="stack">
                <Flash words=|done| (done == "again").then(|| t!(accounts.sent_again_done))/>
                <section class="part" aria-labelledby="missing">
                    <h2 id="missing">{t!(accounts.sent_missing_title)}</h2>
                    <p class="note">{t!(accounts.sent_missing)}</p>
                    <SendAgain nostrip:to=to/>
                    <p class="note">{t!(accounts.sent_wrong)}</p>
                    <p><a class="btn" data-kind="text" data-size="small" href="/sign-up">{t!(accounts.sent_correct)}</a></p>
                </section>
            </div>
        </div>
    }
}

/// Asks for the letter once more: to an address that is known here, or to one that is asked for.
#[component]
pub fn SendAgain(#[prop(optional)] to: Option<String>) -> impl IntoView {
    let action = ServerAction::<api::SendAgain>::new();
    view! {
        <Form action=action>
            {match to {
                Some(to) => view! { <Hidden name="email" value=to/> }.into_any(),
                None => view! { <EmailField/> }.into_any(),
            }}
            <button class="btn" data-kind="quiet" type="submit">{t!(accounts.send_again)}</button>
        </Form>
    }
}
