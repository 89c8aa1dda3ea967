use leptos::prelude::*;

use super::sign_up::NewPersonFields;
use super::token_here;
use super::verify::LinkOver;
use crate::accounts::api;
use crate::accounts::model::Purpose;
use crate::t;
use crate::ui::{Form, Hidden, Load, PageTitle};

/// Where the link that the first start prints leads: the first organiser.
#[component]
pub fn Setup() -> impl IntoView {
    let token = StoredValue::new(token_here());
    let open = Resource::new(move || token.get_value(), |token| api::link_is_open(Purpose::Setup, token));
    let action = ServerAction::<api::Setup>::new();
    view! {
        <PageTitle text=t!(accounts.setup_title)/>
        <div class="room" data-shape="one">
            <Load what=open let:open>
                {if open {
                    view! {
                        <div class="stack">
                            <header class="page-head">
                                <h1>{t!(accounts.setup_title)}</h1>
                                <p class="lead">{t!(accounts.setup_lead)}</p>
                            </header>
                            <Form action=action reload=true>
                                <Hidden name="token" value=token.get_value()/>
                                <NewPersonFields/>
                                <button class="btn" type="submit">{t!(accounts.setup)}</button>
                            </Form>
                        </div>
                    }
                        .into_any()
                } else {
                    view! {
                        <div class="stack">
                            <LinkOver words=t!(accounts.link_used_setup)/>
                            <p><a class="btn" data-kind="quiet" href="/">{t!(common.to_start)}</a></p>
                        </div>
                    }
                        .into_any()
                }}
            </Load>
        </div>
    }
}
