//! Forms without JavaScript, or before it arrived. Leptos answers a refused form by a redirect to the page it
//! came from, with the error in the address and without what was typed. This layer keeps both: error and words
//! are sealed with a key that only goes into a cookie, stored for half an hour, and the page that is shown again
//! takes them from there, once. It also gives errors of server functions the HTTP status that says the same.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION, REFERER, RETRY_AFTER, SET_COOKIE};
use http::{Method, StatusCode};
use sqlx::Row;

use super::notice::{Asker, Notice};
use crate::kit::form::Carried;
use crate::kit::{Error, LocalPath, Moment};
use crate::server::crypto::{Vault, hash_token, new_token};
use crate::server::failure::{Failure, Result};
use crate::server::session::{read_cookie, set_cookie};
use crate::server::state::AppState;

const COOKIE: &str = "form";
/// Longer than anybody has to wait after too many tries.
const MINUTES: i64 = 30;

/// The largest form that is read, in bytes.
pub const MAX_FORM: usize = 2 * 1024 * 1024;

/// The layer.
pub async fn carry_refused(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let action = request.uri().path().to_owned();
    let wants_page = header_has(&request, ACCEPT, "text/html");
    let back = local_referer(&request);
    let is_form = header_has(&request, CONTENT_TYPE, "application/x-www-form-urlencoded");
    let asker = Asker::of(&state, &request);
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_FORM).await else { return asker.answer(Notice::TooLarge) };
    let typed = if wants_page && is_form { typed_values(&body) } else { Vec::new() };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if !response.headers().contains_key("serverfnerror") {
        return if wants_page { never_bare(response, &back) } else { response };
    }
    let (error, response) = match read_error(response, &asker.request_id).await {
        Ok(read) => read,
        Err(failure) => {
            tracing::error!(request_id = asker.request_id, %failure, "could not read a refusal");
            return asker.answer(Notice::Broken);
        }
    };
    if !wants_page {
        return response;
    }
    if error == Error::SignIn {
        let next: String = url::form_urlencoded::byte_serialize(back.as_str().as_bytes()).collect();
        return see_other(&format!("/sign-in?next={next}"));
    }
    let wait = if let Error::TooMany { retry_after } = error { Some(retry_after) } else { None };
    let carried = Carried { action, values: typed, error: Some(error) };
    let cookie = match keep(&state, &carried).await {
        Ok(cookie) => cookie,
        Err(failure) => {
            tracing::error!(request_id = asker.request_id, %failure, "could not keep a refused form");
            return asker.answer(Notice::Broken);
        }
    };
    let mut answer = match wait {
        // The status tells programs to wait; the page tells people, and takes them back to their form.
        Some(seconds) => asker.answer(Notice::Wait(seconds, back)),
        None => see_other(back.as_str()),
    };
    answer.headers_mut().append(SET_COOKIE, cookie);
    answer
}

/// A browser that hides where it came from would be shown our JSON: it goes back to the first page instead.
fn never_bare(response: Response, back: &LocalPath) -> Response {
    if !response.status().is_success() || response.headers().contains_key(LOCATION) {
        return response;
    }
    let mut answer = see_other(back.as_str());
    for cookie in response.headers().get_all(SET_COOKIE) {
        answer.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    answer
}

/// Puts what a refused form carried into the request for a page; true when the cookie should be cleared.
pub async fn take_carried(state: &AppState, request: &mut Request) -> bool {
    let is_page = request.method() == Method::GET && header_has(request, ACCEPT, "text/html");
    let Some(token) = read_cookie(request.headers(), COOKIE).filter(|_| is_page).map(str::to_owned) else {
        return false;
    };
    match take(state, &token).await {
        Ok(Some(carried)) => {
            request.extensions_mut().insert(carried);
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "could not take a refused form"),
    }
    true
}

/// The `Set-Cookie` value that forgets the form.
pub fn clear_cookie(state: &AppState) -> HeaderValue {
    set_cookie(&state.config, COOKIE, "", 0, true)
}

/// Deletes what nobody came back for.
pub async fn sweep(state: &AppState) -> Result<()> {
    state
        .db
        .write(state.now(), |tx, now| {
            Box::pin(async move {
                sqlx::query("delete from form_stashes where expires_at < $1").bind(now.0).execute(tx).await?;
                Ok(())
            })
        })
        .await
}

async fn keep(state: &AppState, carried: &Carried) -> Result<HeaderValue> {
    let token = new_token();
    let plain = serde_json::to_vec(carried).map_err(|error| Failure::other("writing a form", error))?;
    let sealed = Vault::seal_with_token(token.as_bytes(), &plain)?;
    let row = (hash_token(&token), sealed, state.now().plus_minutes(MINUTES));
    state
        .db
        .write(row, |tx, (id, sealed, expires_at)| {
            Box::pin(async move {
                sqlx::query("insert into form_stashes (id_hash, sealed, expires_at) values ($1, $2, $3)")
                    .bind(id)
                    .bind(sealed)
                    .bind(expires_at.0)
                    .execute(tx)
                    .await?;
                Ok(())
            })
        })
        .await?;
    Ok(set_cookie(&state.config, COOKIE, &token, MINUTES * 60, true))
}

async fn take(state: &AppState, token: &str) -> Result<Option<Carried>> {
    let taken = state
        .db
        .write((hash_token(token), state.now()), |tx, (id, now): &(String, Moment)| {
            Box::pin(async move {
                let row = sqlx::query("delete from form_stashes where id_hash = $1 returning sealed, expires_at")
                    .bind(id)
                    .fetch_optional(tx)
                    .await?;
                let Some(row) = row else { return Ok(None) };
                let fresh = row.try_get::<i64, _>(1)? > now.0;
                Ok(if fresh { Some(row.try_get::<Vec<u8>, _>(0)?) } else { None })
            })
        })
        .await?;
    let Some(sealed) = taken else { return Ok(None) };
    let plain = Vault::open_with_token(token.as_bytes(), &sealed)?;
    Ok(Some(serde_json::from_slice(&plain).map_err(|error| Failure::other("reading a form", error))?))
}

/// The error in an answer, and the answer with the status that fits it.
async fn read_error(response: Response, request_id: &str) -> Result<(Error, Response)> {
    let (mut parts, body) = response.into_parts();
    let mut body = to_bytes(body, MAX_FORM).await.map_err(|error| Failure::other("reading a refusal", error))?;
    let mut error: Error = serde_json::from_slice(&body).map_err(|error| Failure::other("reading a refusal", error))?;
    if error == (Error::Internal { request_id: String::new() }) {
        // Leptos itself failed, and knows no ids.
        error = Error::Internal { request_id: request_id.to_owned() };
        body = serde_json::to_vec(&error).map_err(|error| Failure::other("writing a refusal", error))?.into();
        parts.headers.remove(CONTENT_LENGTH);
    }
    parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    parts.headers.remove(LOCATION);
    if let Error::TooMany { retry_after } = error {
        parts.headers.insert(RETRY_AFTER, HeaderValue::from(retry_after));
    }
    Ok((error, Response::from_parts(parts, Body::from(body))))
}

fn typed_values(body: &Bytes) -> Vec<(String, String)> {
    url::form_urlencoded::parse(body)
        .filter(|(name, _)| !name.contains("password"))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

fn header_has(request: &Request, name: http::HeaderName, part: &str) -> bool {
    request.headers().get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(part))
}

/// The page that the form stood on. Foreign referers are dropped by the origin layer before this.
fn local_referer(request: &Request) -> LocalPath {
    let referer = request.headers().get(REFERER).and_then(|value| value.to_str().ok());
    let path = referer.and_then(|referer| url::Url::parse(referer).ok()).map(|url| match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    });
    LocalPath::new(&path.unwrap_or_default())
}
