use leptos::prelude::*;

use super::fields::{EmailField, NewPassword};
use super::link::LinkPage;
use crate::accounts::api;
use crate::accounts::model::Purpose;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, PageTitle};

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
                    <EmailField/>
                    <button class="btn" type="submit">{t!(accounts.forgot)}</button>
                </Form>
            </div>
        </div>
    }
}

/// Where a reset link leads: the new password.
#[component]
pub fn Reset() -> impl IntoView {
    let action = ServerAction::<api::Reset>::new();
    let instead = || view! { <p><a class="btn" href="/forgot">{t!(accounts.new_letter)}</a></p> };
    view! {
        <LinkPage
            purpose=Purpose::Reset
            title=t!(accounts.reset_title)
            lead=t!(accounts.reset_lead)
            over=t!(accounts.link_used_reset)
            instead=instead
            let:token
        >
            <Form action=action reload=true>
                <Hidden name="token" value=token/>
                <NewPassword label=t!(accounts.new_password)/>
                <button class="btn" type="submit">{t!(accounts.reset)}</button>
            </Form>
        </LinkPage>
    }
}
