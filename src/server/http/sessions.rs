//! Puts the viewer, the language and what a refused form carried into every request.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, HeaderValue, SET_COOKIE, VARY};

use super::notice::{Asker, Notice};
use super::{stash, trace};
use crate::kit::{Locale, Moment, Viewer, locale};
use crate::server::failure::Result;
use crate::server::session::{self, Device};
use crate::server::state::AppState;

/// The cookie that remembers a visitor's language.
pub const LANGUAGE_COOKIE: &str = "lang";

/// The layer. A sign-in that cannot be looked up is not one that is over: whoever holds it hears that something is wrong
/// here, and is not shown the pages of a stranger, whose form would be refused and whose words would be lost.
pub async fn attach(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let mut viewer_locale = None;
    let token = session::read_cookie(request.headers(), session::cookie_name(&state.config)).map(str::to_owned);
    if let Some(token) = token {
        // A page that lies open asks by itself; that is no use by which a sign-in would last.
        let used = !trace::watches(request.uri().path());
        match find(&state, &token, used).await {
            Ok(Some((viewer, device))) => {
                viewer_locale = Some(viewer.locale);
                request.extensions_mut().insert(viewer);
                request.extensions_mut().insert(device);
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(%error, "could not read a session");
                return Asker::of(&state, &request).answer(Notice::Slow);
            }
        }
    }
    let locale = viewer_locale.unwrap_or_else(|| guess_locale(&request));
    request.extensions_mut().insert(locale);
    let forget = stash::take_carried(&state, &mut request).await;
    let private = viewer_locale.is_some() || request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Some(forget) = forget {
        headers.append(SET_COOKIE, forget);
    }
    let private = private || headers.contains_key(SET_COOKIE);
    let policy = HeaderValue::from_static(if private { "no-store" } else { "no-cache" });
    headers.entry(CACHE_CONTROL).or_insert(policy);
    headers.append(VARY, HeaderValue::from_static("cookie, accept-language"));
    response
}

async fn find(state: &AppState, token: &str, used: bool) -> Result<Option<(Viewer, Device)>> {
    let now = state.now();
    let mut conn = state.db.read().await?;
    let Some((viewer, device, stale)) = session::find(&mut conn, token, now).await? else { return Ok(None) };
    drop(conn);
    if stale && used {
        tokio::spawn(touch(state.clone(), device.clone(), now));
    }
    Ok(Some((viewer, device)))
}

/// Notes that a device was used. No page waits for it or fails with it: the next one notes it as well.
async fn touch(state: AppState, Device(session): Device, now: Moment) {
    let write = state.db.write((session, now), |tx, (session, now)| Box::pin(session::touch(tx, session, *now)));
    if let Err(error) = write.await {
        tracing::warn!(%error, "could not note that a device was used");
    }
}

/// The language of a visitor: the cookie's, else the first of ours that the browser names.
pub fn guess_locale(request: &Request) -> Locale {
    if let Some(cookie) = session::read_cookie(request.headers(), LANGUAGE_COOKIE) {
        return locale::parse(cookie);
    }
    let wanted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("ja");
    // The first of our languages that the browser names; Japanese when it names neither.
    let tags = wanted.split(',').map(|tag| tag.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let ours = tags.into_iter().find(|tag| tag.starts_with("ja") || tag.starts_with("en"));
    ours.map_or(Locale::ja, |tag| locale::parse(&tag))
}
