use leptos::prelude::*;

use crate::accounts::api;
use crate::app::viewer;
use crate::kit::Error;
use crate::t;
use crate::ui::{Back, Form, PageTitle, Refused, TextField};

/// 席をとじる: what is lost, what stays, and the password.
#[component]
pub fn ClosePage() -> impl IntoView {
    let action = ServerAction::<api::CloseAccount>::new();
    if viewer().is_none() {
        return view! { <Refused error=Error::SignIn/> }.into_any();
    }
    view! {
        <PageTitle text=t!(keeping.close_title)/>
        <div class="room" data-shape="one">
            <div class="stack" data-gap="large">
                <header class="page-head">
                    <Back href="/me" words=t!(accounts.back_to_me)/>
                    <h1>{t!(keeping.close_title)}</h1>
                    <p class="lead">{t!(keeping.close_lead)}</p>
                </header>
                <section class="part" aria-labelledby="lost">
                    <h2 id="lost">{t!(keeping.close_lost_title)}</h2>
                    <ul class="prose">
                        <li>{t!(keeping.close_lost_1)}</li>
                        <li>{t!(keeping.close_lost_2)}</li>
                        <li>{t!(keeping.close_lost_3)}</li>
                        <li>{t!(selfchecks.close_lost)}</li>
                    </ul>
                </section>
                <section class="part" aria-labelledby="kept">
                    <h2 id="kept">{t!(keeping.close_kept_title)}</h2>
                    <p>{t!(keeping.close_kept)}</p>
                </section>
                <Form action=action reload=true>
                    <TextField
                        name="present_password"
                        kind="password"
                        autocomplete="current-password"
                        required=true
                        label=t!(keeping.close_password)
                    />
                    <button class="btn" data-kind="leave" type="submit">{t!(keeping.close_do)}</button>
                </Form>
            </div>
        </div>
    }
    .into_any()
}
