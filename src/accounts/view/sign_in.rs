use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::fields::EmailField;
use super::next_here;
use crate::accounts::api;
use crate::t;
use crate::ui::{Flash, Form, Hidden, PageTitle, Ring, SharedComputer, TextField, drafts};

/// おかえりなさい: the door for people who have a place.
#[component]
pub fn SignIn() -> impl IntoView {
    let action = ServerAction::<api::SignIn>::new();
    let left = use_query_map().with_untracked(|query| matches!(query.get_str("done"), Some("out" | "closed")));
    Effect::new(move |_| {
        if left {
            drafts::leave();
        }
    });
    view! {
        <PageTitle text=t!(accounts.sign_in)/>
        <div class="room" data-shape="even">
            <div class="alone" data-side="start">
                <h1>{t!(accounts.sign_in_title)}</h1>
                <Flash words=|done| match done {
                    "out" => Some(t!(accounts.signed_out)),
                    "closed" => Some(t!(keeping.closed)),
                    _ => None,
                }/>
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
                    <SharedComputer/>
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
