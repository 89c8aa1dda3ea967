//! What the functions around the door ask of a request and put on its answer.

use futures::future::BoxFuture;
use http::header::{HeaderValue, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_axum::ResponseOptions;

use super::api::{SendAgain, SignUp};
use super::model::{LetterForm, Purpose, landing};
use super::store::secrets::{Account, Arrival, SignedIn};
use super::store::{NewPerson, joining, links, secrets};
use crate::kit::form::Carried;
use crate::kit::{self, Error, LocalPath, Locale, Moment, Viewer, locale};
use crate::server::config::Config;
use crate::server::context::{extension, maybe_viewer};
use crate::server::crypto::hash_token;
use crate::server::db::Conn;
use crate::server::http::client::{ClientIp, household};
use crate::server::http::sessions::LANGUAGE_COOKIE;
use crate::server::http::stash;
use crate::server::limits::Deed;
use crate::server::session::{self, Device};
use crate::server::{self, AppState, Result, state};
use crate::tl;

/// How long a browser remembers its language: a year, in seconds.
const YEAR: i64 = 365 * 86_400;

/// The visitor's address as a key for rate limits.
pub fn visitor() -> String {
    match extension::<ClientIp>() {
        Some(ClientIp(address)) => format!("from {}", household(address)),
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

/// Takes one from the budget for trying a password of the account of `address`. Nobody can use up what a member needs:
///
/// - A device that was signed in to this account before (its `known` cookie says so) has a budget of its own.
/// - Any other has that of the place that it comes from, so that one stranger, with one account or with many, is
///   stopped long before the account is.
/// - Strangers from many places share a wider one for the account. When it is used up nothing is said about waiting:
///   a letter brings the member in on a new device, and the devices that know them open as ever.
pub fn spend_try(state: &AppState, address: &str) -> kit::Result<()> {
    if let Some(device) = known_device(state, address) {
        return state.limits.take(Deed::SignIn, &device);
    }
    state.limits.take(Deed::SignIn, &visitor())?;
    let by_letter = |_| Error::field("", tl!(server::locale(), accounts.error_sign_in_by_letter));
    state.limits.take(Deed::SignInTo, address).map_err(by_letter)
}

/// Takes one from the budget for letters to `address`, by the same rule: a letter box is filled by nobody, and a member
/// can always ask for a letter on a device that knows them.
pub fn spend_letter(state: &AppState, address: &str) -> kit::Result<()> {
    if let Some(device) = known_device(state, address) {
        return state.limits.take(Deed::Letter, &device);
    }
    state.limits.take(Deed::Letter, &visitor())?;
    state.limits.take(Deed::LetterTo, address)
}

/// The page of the form that newcomers fill in.
const SIGN_UP: &str = "/sign-up";

/// What a signed `known` cookie is for.
const KNOWN: &str = "known device";

/// How many bytes of it tell devices apart.
const DEVICE: usize = 16;

fn known_cookie(state: &AppState) -> &'static str {
    if state.config.secure_cookies() { "__Host-known" } else { "known" }
}

/// The `Set-Cookie` value by which a device is known to the account of `address`. It opens nothing, and outlasts signing
/// out. Nobody reads from it whose it is.
pub fn remember_device(state: &AppState, address: &str) -> HeaderValue {
    let payload = [&rand::random::<[u8; DEVICE]>(), hash_token(address).as_bytes()].concat();
    session::set_cookie(&state.config, known_cookie(state), &state.vault.sign(KNOWN, &payload), YEAR, true)
}

/// The key of a device that was signed in to the account of `address` before.
fn known_device(state: &AppState, address: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    let payload = state.vault.signed(KNOWN, session::read_cookie(&parts.headers, known_cookie(state))?)?;
    let (device, of) = payload.split_at_checked(DEVICE)?;
    (of == hash_token(address).as_bytes()).then(|| format!("device {device:?}"))
}

/// Answers somebody who asks for a letter: `send` writes one to the address, whatever it is. Returns the address.
pub async fn answer_by_letter<F>(form: LetterForm, send: F) -> kit::Result<String>
where
    F: for<'c> Fn(&'c mut Conn, &'c Config, &'c str, Locale, Moment) -> BoxFuture<'c, Result<()>>,
    F: Copy + Send + Sync + 'static,
{
    let (state, locale) = (state(), server::locale());
    let email = form.read(locale)?;
    spend_letter(&state, &email)?;
    let input = (state.config.clone(), email.clone(), state.now());
    let sending = state.db.write(input, move |tx, (config, email, now)| send(tx, config, email, locale, *now));
    sending.await?;
    Ok(email)
}

/// Sends the browser on to where one waits for the letter that proves an address. Its page says once which address
/// that is, as the form on it would if it had come back.
pub async fn wait_for_letter(state: &AppState, email: String, done: &str) -> kit::Result<()> {
    let page = LocalPath::new(&format!("/sign-up/sent{done}"));
    let values = vec![("form[email]".to_owned(), email)];
    let carried = Carried { action: SendAgain::url().to_owned(), values, error: None };
    set_cookie(stash::say(state, &page, &carried).await?);
    leptos_axum::redirect(page.as_str());
    Ok(())
}

/// Lets the form of a sign-up that was taken come back once as it was typed, but for the password: whoever finds that
/// the address has a slip mends that alone. Known addresses and unknown ones come back alike.
pub async fn keep_typed(state: &AppState, name: String, email: String) -> kit::Result<()> {
    let values = vec![("form[name]".to_owned(), name), ("form[email]".to_owned(), email)];
    let carried = Carried { action: SignUp::url().to_owned(), values, error: None };
    set_cookie(stash::say(state, &LocalPath::new(SIGN_UP), &carried).await?);
    Ok(())
}

/// The account of who is signed in, once they have shown that they know its password.
pub async fn must_know(state: &AppState, viewer: &Viewer, present_password: String) -> kit::Result<Account> {
    state.limits.take(Deed::SignIn, viewer.id.as_str())?;
    let account = secrets::by_id(&mut *state.db.read().await?, &viewer.id).await?.ok_or(Error::SignIn)?;
    if !state.passwords.verify(present_password, account.password_hash.clone()).await? {
        return Err(Error::field("present_password", tl!(viewer.locale, accounts.error_present_password)));
    }
    Ok(account)
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
    set_cookie(remember_device(state, &signed_in.address));
    // Whoever is in has nothing to mend there, and the next at this computer shall not read it.
    set_cookie(stash::forget(state, SIGN_UP));
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
