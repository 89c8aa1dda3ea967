//! What happens to a request that breaks or takes too long: a page that says so, and a line in the log.

use std::panic::AssertUnwindSafe;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt;

use super::notice::{Asker, Notice};
use crate::server::state::AppState;

/// The layer against panics: one request's bug is not another's.
pub async fn catch_panics(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&state, &request);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
            let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            tracing::error!(request_id = asker.request_id, panic = words, "a request panicked");
            asker.answer(Notice::Broken)
        }
    }
}

/// The layer against requests that never end.
pub async fn limit_time(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&state, &request);
    match tokio::time::timeout(state.config.request_timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => asker.answer(Notice::Slow),
    }
}

/// The layer against large bodies: refuses those that say their size, and cuts off those that do not.
pub async fn limit_body(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&state, &request);
    let length =
        request.headers().get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > super::forms::MAX_FORM as u64) {
        return asker.answer(Notice::TooLarge);
    }
    let request = request.map(|body| axum::body::Body::new(http_body_util::Limited::new(body, super::forms::MAX_FORM)));
    next.run(request).await
}
