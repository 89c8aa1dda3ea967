use leptos::prelude::*;

use super::fields::EmailField;
use super::next_here;
use crate::accounts::api;
use crate::t;
use crate::ui::{Flash, Form, Hidden, PageTitle, Ring, TextField};

/// おかえりなさい: the door for people who have a place.
#[component]
pub fn SignIn() -> impl IntoView {
    let action = ServerAction::<api::SignIn>::new();
    view! {
        <PageTitle text=t!(accounts.sign_in)/>
        <div class="room" data-shape="even">
            <div class="alone" data-side="start">
                <h1>{t!(accounts.sign_in_title)}</h1>
                <Flash words=|done| (done == "out").then(|| t!(accounts.signed_out))/>
                <Form action=action reload=true>
                    <Hidden name="next" value=next_here()/>
                    <EmailField/>
                    <TextField
                        name="password"
                        kind="password"
                        autocomplete="current-password"
                        required=true
                        label=t!(accounts.password)
                    />
                    <p>
                        <a class="btn" data-kind="text" data-size="small" href="/forgot">{t!(accounts.forgot_link)}</a>
                    </p>
                    <button class="btn" data-wide="" type="submit">{t!(accounts.sign_in)}</button>
                </Form>
                <p class="note">
                    {t!(accounts.sign_in_newcomer)} " " <a href="/sign-up">{t!(accounts.sign_in_to_sign_up)}</a>
                </p>
            </div>
            <div class="side-art"><Ring/></div>
        </div>
    }
}
