use leptos::prelude::*;

use super::link::LinkPage;
use super::sign_up::SendAgain;
use crate::accounts::api;
use crate::accounts::model::Purpose;
use crate::t;
use crate::ui::{Form, Hidden, TextField};

/// Where a verification link leads: who signed up gives the password they chose, which proves the address. Anybody else
/// who reads letters to it can choose one of their own.
#[component]
pub fn Verify() -> impl IntoView {
    let action = ServerAction::<api::Verify>::new();
    let instead = || {
        view! {
            <p><a class="btn" href="/sign-in">{t!(accounts.sign_in)}</a></p>
            <section class="part" aria-labelledby="again">
                <h2 id="again">{t!(accounts.new_letter)}</h2>
                <SendAgain/>
            </section>
        }
    };
    view! {
        <LinkPage
            purpose=Purpose::Verify
            title=t!(accounts.verify_title)
            lead=t!(accounts.verify_lead)
            over=t!(accounts.link_used_verify)
            instead=instead
            let:token
        >
            <Form action=action reload=true>
                <Hidden name="token" value=token/>
                <TextField
                    name="password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    label=t!(accounts.verify_password)
                    hint=t!(accounts.verify_password_hint)
                />
                <p>
                    <a class="btn" data-kind="text" data-size="small" href="/forgot">{t!(accounts.verify_forgot)}</a>
                </p>
                <button class="btn" type="submit">{t!(accounts.verify)}</button>
            </Form>
        </LinkPage>
    }
}
