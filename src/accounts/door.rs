//! What the functions around the door ask of a request and put on its answer.

use http::header::{HeaderValue, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::store::secrets::Arrival;
use super::store::{NewPerson, joining};
use crate::kit::{Locale, locale};
use crate::server::context::{extension, maybe_viewer};
use crate::server::http::client::ClientIp;
use crate::server::http::sessions::LANGUAGE_COOKIE;
use crate::server::session::{self, Device};
use crate::server::{AppState, Result, state};

/// How long a browser remembers its language: a year, in seconds.
const YEAR: i64 = 365 * 86_400;

/// The visitor's address as a key for rate limits. One household has a whole /64 of the newer addresses.
pub fn visitor() -> String {
    match extension::<ClientIp>().map(|ClientIp(address)| address.to_canonical()) {
        Some(std::net::IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("from {a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(address) => format!("from {address}"),
        None => "from somewhere".to_owned(),
    }
}

/// The browser that is about to be signed in.
pub fn arrival() -> Arrival {
    let agent = use_context::<Parts>()
        .and_then(|parts| parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned))
        .unwrap_or_default();
    let before = maybe_viewer().zip(extension::<Device>()).map(|(viewer, device)| (viewer.id, device));
    Arrival { agent, before, now: state().now() }
}

/// Puts a `Set-Cookie` on the answer.
pub fn set_cookie(value: HeaderValue) {
    if let Some(answer) = use_context::<ResponseOptions>() {
        answer.append_header(SET_COOKIE, value);
    }
}

/// The `Set-Cookie` value by which a browser remembers its language.
pub fn language_cookie(state: &AppState, to: Locale) -> HeaderValue {
    session::set_cookie(&state.config, LANGUAGE_COOKIE, locale::tag(to), YEAR, true)
}

/// Signs this browser in with `token` and sends it on.
pub fn let_in(state: &AppState, token: &str, to: &str) {
    set_cookie(session::cookie(&state.config, token));
    leptos_axum::redirect(to);
}

/// Takes a newcomer in. Of two at once with one address the second looks again and finds the first.
pub async fn take_in(state: &AppState, person: NewPerson) -> Result<()> {
    let write = || {
        let input = (state.config.clone(), state.vault.clone(), person.clone(), state.now());
        state
            .db
            .write(input, |tx, (config, vault, person, now)| Box::pin(joining::join(tx, config, vault, person, *now)))
    };
    match write().await {
        Err(failure) if failure.is_duplicate() => write().await,
        done => done,
    }
}
