use leptos::prelude::*;

use super::token_here;
use super::verify::LinkOver;
use crate::accounts::api;
use crate::accounts::model::Purpose;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, PageTitle, TextField};

/// Asks for a link that sets a new password.
#[component]
pub fn Forgot() -> impl IntoView {
    let action = ServerAction::<api::Forgot>::new();
    view! {
        <PageTitle text=t!(accounts.forgot_title)/>
        <div class="room" data-shape="one">
            <div class="stack">
                <header class="page-head">
                    <Back href="/sign-in" words=t!(accounts.back_to_sign_in)/>
                    <h1>{t!(accounts.forgot_title)}</h1>
                    <p class="lead">{t!(accounts.forgot_lead)}</p>
                </header>
                <Flash words=|done| (done == "sent").then(|| t!(accounts.forgot_done))/>
                <Form action=action>
                    <TextField name="email" kind="email" autocomplete="username" required=true label=t!(accounts.email)/>
                    <button class="btn" type="submit">{t!(accounts.forgot)}</button>
                </Form>
            </div>
        </div>
    }
}

/// Where a reset link leads: the new password.
#[component]
pub fn Reset() -> impl IntoView {
    let token = StoredValue::new(token_here());
    let open = Resource::new(move || token.get_value(), |token| api::link_is_open(Purpose::Reset, token));
    let action = ServerAction::<api::Reset>::new();
    view! {
        <PageTitle text=t!(accounts.reset_title)/>
        <div class="room" data-shape="one">
            <Load what=open let:open>
                {if open {
                    view! {
                        <div class="stack">
                            <header class="page-head">
                                <h1>{t!(accounts.reset_title)}</h1>
                                <p class="lead">{t!(accounts.reset_lead)}</p>
                            </header>
                            <Form action=action reload=true>
                                <Hidden name="token" value=token.get_value()/>
                                <NewPassword/>
                                <button class="btn" type="submit">{t!(accounts.reset)}</button>
                            </Form>
                        </div>
                    }
                        .into_any()
                } else {
                    view! {
                        <div class="stack">
                            <LinkOver words=t!(accounts.link_used_reset)/>
                            <p><a class="btn" href="/forgot">{t!(accounts.new_letter)}</a></p>
                        </div>
                    }
                        .into_any()
                }}
            </Load>
        </div>
    }
}

/// The field for a password to be kept from now on.
#[component]
pub fn NewPassword() -> impl IntoView {
    view! {
        <TextField
            name="password"
            kind="password"
            autocomplete="new-password"
            required=true
            label=t!(accounts.new_password)
            hint=t!(accounts.password_hint)
        />
    }
}
