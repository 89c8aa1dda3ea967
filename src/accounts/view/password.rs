use leptos::prelude::*;

use super::reset::NewPassword;
use crate::accounts::api;
use crate::app::viewer;
use crate::kit::Error;
use crate::t;
use crate::ui::{Back, Form, PageTitle, Refused, TextField};

/// A new password for somebody who knows the present one.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let action = ServerAction::<api::ChangePassword>::new();
    let Some(viewer) = viewer() else { return view! { <Refused error=Error::SignIn/> }.into_any() };
    // Password keepers look for the name that a password belongs to.
    let name = viewer.name;
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
                    <input type="hidden" autocomplete="username" value=name/>
                    <TextField
                        name="present_password"
                        kind="password"
                        autocomplete="current-password"
                        required=true
                        label=t!(accounts.present_password)
                    />
                    <NewPassword/>
                    <button class="btn" type="submit">{t!(accounts.password_save)}</button>
                </Form>
            </div>
        </div>
    }
    .into_any()
}
