use leptos::prelude::*;

use super::link::LinkPage;
use crate::accounts::api;
use crate::accounts::model::{EmailShown, Purpose};
use crate::app::viewer;
use crate::kit::Error;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, PageTitle, Refused, TextField};

/// The mail address, and how to have another one.
#[component]
pub fn EmailPage() -> impl IntoView {
    let email = Resource::new(|| (), |()| api::my_email());
    view! {
        <PageTitle text=t!(accounts.email)/>
        <div class="room" data-shape="one">
            <div class="stack">
                <header class="page-head">
                    <Back href="/me" words=t!(accounts.back_to_me)/>
                    <h1>{t!(accounts.email)}</h1>
                    <p class="lead">{t!(accounts.address_lead)}</p>
                </header>
                <Flash words=|done| match done {
                    "asked" => Some(t!(accounts.address_asked)),
                    "kept" => Some(t!(accounts.address_kept)),
                    _ => None,
                }/>
                <Load what=email part=true let:email>
                    <Address email=email/>
                </Load>
            </div>
        </div>
    }
}

/// The present address, the one that waits, and the form for another.
#[component]
fn Address(email: EmailShown) -> impl IntoView {
    let action = ServerAction::<api::ChangeEmail>::new();
    view! {
        <p>{t!(accounts.address_now)} " " <strong>{email.address}</strong></p>
        {email.waiting.map(|(address, until)| view! { <Waits address=address until=until/> })}
        <Form action=action reload=true>
            <TextField
                name="email"
                kind="email"
                autocomplete="email"
                required=true
                label=t!(accounts.address_new)
            />
            <TextField
                name="present_password"
                kind="password"
                autocomplete="current-password"
                required=true
                label=t!(accounts.present_password)
            />
            <button class="btn" type="submit">{t!(accounts.address_ask)}</button>
        </Form>
    }
}

/// An address that waits for its proof, and the way to leave everything as it is.
#[component]
fn Waits(address: String, until: String) -> impl IntoView {
    let keep = ServerAction::<api::KeepEmail>::new();
    view! {
        <section class="sheet" aria-labelledby="waits">
            <h2 id="waits">{t!(accounts.address_waits)}</h2>
            <p><strong>{address}</strong></p>
            <p class="note">{t!(accounts.address_waits_note, until = until)}</p>
            <Form action=keep reload=true class="line">
                <button class="btn" data-kind="quiet" type="submit">{t!(accounts.address_keep)}</button>
            </Form>
        </section>
    }
}

/// Where the link in the letter to a new address leads. Whoever opens it signs in first: only their own link is of use.
#[component]
pub fn EmailConfirm() -> impl IntoView {
    let action = ServerAction::<api::ConfirmEmail>::new();
    if viewer().is_none() {
        return view! { <Refused error=Error::SignIn/> }.into_any();
    }
    let instead = || view! { <p><a class="btn" href="/me/email">{t!(accounts.address_again)}</a></p> };
    view! {
        <LinkPage
            purpose=Purpose::Email
            title=t!(accounts.address_prove_title)
            lead=t!(accounts.address_prove_lead)
            over=t!(accounts.link_used_address)
            instead=instead
            let:token
        >
            <Form action=action reload=true>
                <Hidden name="token" value=token/>
                <button class="btn" type="submit">{t!(accounts.address_prove)}</button>
            </Form>
        </LinkPage>
    }
    .into_any()
}
