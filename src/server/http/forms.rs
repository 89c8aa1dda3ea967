//! Forms without JavaScript, or before it arrived. Leptos answers a refused form by a redirect to the page it
//! came from, with the error in the address and without what was typed. This layer keeps both (`stash`), and the page
//! that is shown again takes them from there, once. It also gives errors of server functions the HTTP status that says
//! the same.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION, REFERER, RETRY_AFTER, SET_COOKIE};
use http::{Method, StatusCode};

use super::notice::{Asker, Notice};
use super::stash;
use crate::kit::form::Carried;
use crate::kit::{Error, LocalPath, Viewer};
use crate::server::failure::{Failure, Result};
use crate::server::state::AppState;

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
    let sender = request.extensions().get::<Viewer>().map(|viewer| viewer.id.clone());
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
    let mut answer = match error {
        Error::SignIn => {
            let next: String = url::form_urlencoded::byte_serialize(back.as_str().as_bytes()).collect();
            see_other(&format!("/sign-in?next={next}"))
        }
        // The status tells programs to wait; the page tells people, and takes them back to their form.
        Error::TooMany { retry_after } => asker.answer(Notice::Wait(retry_after, back.clone())),
        _ => see_other(back.as_str()),
    };
    // Who comes back from signing in finds their words, and nothing to mend.
    let error = (error != Error::SignIn).then_some(error);
    let carried = Carried { action, values: typed, error };
    let cookie = match stash::keep(&state, sender.as_ref(), &back, carried).await {
        Ok(cookie) => cookie,
        Err(failure) => {
            tracing::error!(request_id = asker.request_id, %failure, "could not keep a refused form");
            return asker.answer(Notice::Broken);
        }
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
