use leptos::prelude::*;

use super::me::SignOutHere;
use super::next_here;
use crate::accounts::api;
use crate::accounts::model::PromiseState;
use crate::app::viewer;
use crate::t;
use crate::ui::{Back, Form, Hidden, Load, PageTitle};

/// 守秘の約束: what may not be written here, and who can read what. Accepted at first use, readable always.
#[component]
pub fn PromisePage() -> impl IntoView {
    let promise = Resource::new(|| (), |()| api::promise());
    view! {
        <PageTitle text=t!(accounts.promise_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                {promised().then(|| view! { <Back href="/me" words=t!(accounts.back_to_me)/> })}
                <h1>{t!(accounts.promise_title)}</h1>
                <p class="lead">{t!(accounts.promise_lead)}</p>
            </header>
            <Words/>
            <Load what=promise part=true let:promise>
                <Answer promise=promise/>
            </Load>
        </div>
    }
}

/// Whether the viewer made this promise already.
fn promised() -> bool {
    viewer().is_some_and(|viewer| viewer.promised)
}

#[component]
fn Words() -> impl IntoView {
    view! {
        <div class="prose">
            <h2>{t!(accounts.promise_not_title)}</h2>
            <p><strong>{t!(accounts.promise_c1)}</strong></p>
            <ul>
                <li>{t!(accounts.promise_not_1)}</li>
                <li>{t!(accounts.promise_not_2)}</li>
                <li>{t!(accounts.promise_not_3)}</li>
            </ul>
            <h2>{t!(accounts.promise_how_title)}</h2>
            <p>{t!(accounts.promise_how)}</p>
            <h2>{t!(accounts.promise_heard_title)}</h2>
            <p>{t!(accounts.promise_heard)}</p>
            <h2>{t!(accounts.promise_duty_title)}</h2>
            <p><strong>{t!(accounts.promise_c13)}</strong></p>
            <p>{t!(accounts.promise_duty)}</p>
            <h2>{t!(accounts.promise_read_title)}</h2>
            <ul>
                <li>{t!(accounts.promise_read_1)}</li>
                <li>{t!(accounts.promise_read_2)}</li>
                <li>{t!(accounts.promise_read_3)}</li>
                <li>{t!(accounts.promise_read_4)}</li>
            </ul>
        </div>
    }
}

/// The button, with the way out for who would rather not, or the day on which it was pressed; visitors only read.
#[component]
fn Answer(promise: PromiseState) -> impl IntoView {
    let action = ServerAction::<api::AcceptPromise>::new();
    let version = promise.version.to_string();
    match (promise.accepted_on, viewer()) {
        (Some(day), _) => view! { <p class="note">{t!(accounts.promise_accepted, day = day)}</p> }.into_any(),
        (None, None) => ().into_any(),
        (None, Some(_)) => view! {
            <Form action=action reload=true>
                <Hidden name="version" value=version/>
                <Hidden name="next" value=next_here()/>
                <button class="btn" data-wide="" type="submit">{t!(accounts.promise_accept)}</button>
                <p class="note">{t!(accounts.promise_accept_note)}</p>
            </Form>
            <p class="note">{t!(accounts.promise_not_now)}</p>
            <SignOutHere/>
        }
        .into_any(),
    }
}
