use leptos::prelude::*;

use super::link::LinkPage;
use super::sign_up::NewPersonFields;
use crate::accounts::api;
use crate::accounts::model::Purpose;
use crate::t;
use crate::ui::{Form, Hidden};

/// Where the link that the first start prints leads: the first organiser.
#[component]
pub fn Setup() -> impl IntoView {
    let action = ServerAction::<api::Setup>::new();
    let instead = || view! { <p><a class="btn" data-kind="quiet" href="/">{t!(common.to_start)}</a></p> };
    view! {
        <LinkPage
            purpose=Purpose::Setup
            title=t!(accounts.setup_title)
            lead=t!(accounts.setup_lead)
            over=t!(accounts.link_used_setup)
            instead=instead
            let:token
        >
            <Form action=action reload=true>
                <Hidden name="token" value=token/>
                <NewPersonFields/>
                <button class="btn" type="submit">{t!(accounts.setup)}</button>
            </Form>
        </LinkPage>
    }
}
