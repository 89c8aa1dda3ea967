//! What the functions around the door ask of a request and put on its answer.

use futures::future::BoxFuture;
use http::header::{HeaderValue, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::model::{LetterForm, Purpose, landing};
use super::store::secrets::{Arrival, SignedIn};
use super::store::{NewPerson, joining, links};
use crate::kit::{self, Error, LocalPath, Locale, Moment, locale};
use crate::server::config::Config;
use crate::server::context::{extension, maybe_viewer};
use crate::server::crypto::hash_token;
use crate::server::db::Conn;
use crate::server::http::client::ClientIp;
use crate::server::http::sessions::LANGUAGE_COOKIE;
use crate::server::limits::Deed;
use crate::server::session::{self, Device};
use crate::server::{self, AppState, Result, state};

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

/// Takes one from the budget of the visitor and one from that of `address`, wherever it is asked from.
pub fn spend(state: &AppState, deed: Deed, address: &str) -> kit::Result<()> {
    state.limits.take(deed, &visitor())?;
    state.limits.take(deed, address)
}

/// Answers somebody who asks for a letter: `send` writes one to the address, whatever it is.
pub async fn answer_by_letter<F>(form: LetterForm, send: F) -> kit::Result<()>
where
    F: for<'c> Fn(&'c mut Conn, &'c Config, &'c str, Locale, Moment) -> BoxFuture<'c, Result<()>>,
    F: Copy + Send + Sync + 'static,
{
    let (state, locale) = (state(), server::locale());
    let email = form.read(locale)?;
    spend(&state, Deed::Letter, &email)?;
    let input = (state.config.clone(), email, state.now());
    let sending = state.db.write(input, move |tx, (config, email, now)| send(tx, config, email, locale, *now));
    Ok(sending.await?)
}

/// Counts a try with the link of a letter, by who tries and by the link, wherever it is tried from.
pub fn try_link(state: &AppState, token: &str) -> kit::Result<()> {
    state.limits.take(Deed::SignIn, &visitor())?;
    state.limits.take(Deed::SignIn, &hash_token(token))
}

/// Refuses a link that can no longer be used before a password is hashed for it.
pub async fn must_be_open(state: &AppState, purpose: Purpose, token: &str, refusal: &Error) -> kit::Result<()> {
    try_link(state, token)?;
    let open = links::is_open(&mut *state.db.read().await?, purpose, token, state.now()).await?;
    if open { Ok(()) } else { Err(refusal.clone()) }
}

/// Puts the sign-in on the answer and sends the browser on: to the promise first, when it was not given yet.
pub fn let_in(state: &AppState, signed_in: &SignedIn, next: &LocalPath) {
    set_cookie(session::cookie(&state.config, &signed_in.token));
    leptos_axum::redirect(&landing(signed_in.promised, next));
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
