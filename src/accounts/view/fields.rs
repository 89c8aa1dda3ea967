//! Fields that several forms of the room have.

use leptos::prelude::*;

use crate::t;
use crate::ui::TextField;

/// The name that one wants to be called.
#[component]
pub fn NameField(#[prop(optional)] value: String) -> impl IntoView {
    view! {
        <TextField
            name="name"
            autocomplete="nickname"
            required=true
            label=t!(accounts.name)
            hint=t!(accounts.name_hint)
            value=value
        />
    }
}

/// The mail address.
#[component]
pub fn EmailField(#[prop(optional, into)] hint: Option<String>) -> impl IntoView {
    view! {
        <TextField
            name="email"
            kind="email"
            autocomplete="username"
            required=true
            label=t!(accounts.email)
            nostrip:hint=hint
        />
    }
}

/// A password to be kept from now on.
#[component]
pub fn NewPassword(label: &'static str) -> impl IntoView {
    view! {
        <TextField
            name="password"
            kind="password"
            autocomplete="new-password"
            required=true
            label=label
            hint=t!(accounts.password_hint)
        />
    }
}
