use leptos::prelude::*;

use super::fields::NewPassword;
use crate::accounts::api;
use crate::app::viewer;
use crate::kit::Error;
use crate::t;
use crate::ui::{Back, Form, PageTitle, Refused, TextField};

/// A new password for somebody who knows the present one.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let action = ServerAction::<api::ChangePassword>::new();
    if viewer().is_none() {
        return view! { <Refused error=Error::SignIn/> }.into_any();
    }
    view! {
        <PageTitle text=t!(accounts.password_title)/>
        <div class="room" data-shape="one">
            <div class="stack">
                <header class="page-head">
                    <Back href="/me" words=t!(accounts.back_to_me)/>
                    <h1>{t!(accounts.password_title)}</h1>
                    <p class="lead">{t!(accounts.password_lead)}</p>
                </header>
                <Form action=action>
                    <TextField
                        name="present_password"
                        kind="password"
                        autocomplete="current-password"
                        required=true
                        label=t!(accounts.present_password)
                    />
                    <NewPassword label=t!(accounts.new_password)/>
                    <button class="btn" type="submit">{t!(accounts.password_save)}</button>
                </Form>
            </div>
        </div>
    }
    .into_any()
}
