use leptos::prelude::*;

use super::sign_up::SendAgain;
use super::token_here;
use crate::accounts::api;
use crate::accounts::model::Purpose;
use crate::t;
use crate::ui::{Form, Hidden, Load, PageTitle};

/// Where a verification link leads. Opening it proves nothing, mail programs do that too; the button does.
#[component]
pub fn Verify() -> impl IntoView {
    let token = StoredValue::new(token_here());
    let open = Resource::new(move || token.get_value(), |token| api::link_is_open(Purpose::Verify, token));
    let action = ServerAction::<api::Verify>::new();
    view! {
        <PageTitle text=t!(accounts.verify_title)/>
        <div class="room" data-shape="one">
            <Load what=open let:open>
                {if open {
                    view! {
                        <div class="stack">
                            <header class="page-head">
                                <h1>{t!(accounts.verify_title)}</h1>
                                <p class="lead">{t!(accounts.verify_lead)}</p>
                            </header>
                            <Form action=action reload=true>
                                <Hidden name="token" value=token.get_value()/>
                                <button class="btn" type="submit">{t!(accounts.verify)}</button>
                            </Form>
                        </div>
                    }
                        .into_any()
                } else {
                    view! {
                        <div class="stack">
                            <LinkOver words=t!(accounts.link_used_verify)/>
                            <p><a class="btn" href="/sign-in">{t!(accounts.sign_in)}</a></p>
                            <section class="part" aria-labelledby="again">
                                <h2 id="again">{t!(accounts.new_letter)}</h2>
                                <SendAgain/>
                            </section>
                        </div>
                    }
                        .into_any()
                }}
            </Load>
        </div>
    }
}

/// Says that a link is of no use any more, and why.
#[component]
pub fn LinkOver(words: &'static str) -> impl IntoView {
    view! {
        <header class="page-head">
            <h1>{t!(accounts.link_used_title)}</h1>
            <p class="lead">{words}</p>
        </header>
    }
}
