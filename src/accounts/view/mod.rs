//! Pages.

use leptos::prelude::*;

/// SignIn.
#[component]
pub fn SignIn() -> impl IntoView {
    view! { <h1>"SignIn"</h1> }
}

/// SignUp.
#[component]
pub fn SignUp() -> impl IntoView {
    view! { <h1>"SignUp"</h1> }
}

/// SignUpSent.
#[component]
pub fn SignUpSent() -> impl IntoView {
    view! { <h1>"SignUpSent"</h1> }
}

/// Verify.
#[component]
pub fn Verify() -> impl IntoView {
    view! { <h1>"Verify"</h1> }
}

/// Forgot.
#[component]
pub fn Forgot() -> impl IntoView {
    view! { <h1>"Forgot"</h1> }
}

/// Reset.
#[component]
pub fn Reset() -> impl IntoView {
    view! { <h1>"Reset"</h1> }
}

/// Setup.
#[component]
pub fn Setup() -> impl IntoView {
    view! { <h1>"Setup"</h1> }
}

/// PromisePage.
#[component]
pub fn PromisePage() -> impl IntoView {
    view! { <h1>"PromisePage"</h1> }
}

/// Me.
#[component]
pub fn Me() -> impl IntoView {
    view! { <h1>"Me"</h1> }
}

/// ProfilePage.
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! { <h1>"ProfilePage"</h1> }
}

/// PasswordPage.
#[component]
pub fn PasswordPage() -> impl IntoView {
    view! { <h1>"PasswordPage"</h1> }
}

/// Devices.
#[component]
pub fn Devices() -> impl IntoView {
    view! { <h1>"Devices"</h1> }
}
