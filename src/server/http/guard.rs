//! What happens to a request that breaks or takes too long: a page that says so, and a line in the log.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tracing::Span;

use super::notice::{Asker, Notice};
use crate::server::failure::Failure;
use crate::server::state::AppState;

/// The layer against panics: one request's bug is not another's. The panic hook (`telemetry::watch_panics`) has told
/// where it was; what it said is told nowhere.
pub async fn catch_panics(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&state, &request);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => {
            let span = Span::current();
            response.map(|body| Body::new(Guarded { body, span, broken: false }))
        }
        Err(_) => {
            tracing::error!(request_id = asker.request_id, "a request panicked");
            asker.answer(Notice::Broken)
        }
    }
}

/// A body that is made while it is sent, long after the layers have answered. A panic in it ends it with an error, so
/// that the reader sees it is not whole, and the connection's task goes on; it is logged in the span of its request.
struct Guarded {
    body: Body,
    span: Span,
    broken: bool,
}

impl HttpBody for Guarded {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.broken {
            return Poll::Ready(None);
        }
        let this = &mut *self;
        let _inside = this.span.enter();
        let poll = AssertUnwindSafe(|| Pin::new(&mut this.body).poll_frame(context));
        std::panic::catch_unwind(poll).unwrap_or_else(|_| {
            this.broken = true;
            tracing::error!("an answer panicked on its way");
            Poll::Ready(Some(Err(axum::Error::new(Failure::refused("the answer broke off".to_owned())))))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.broken || self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The layer against requests that never end, a page whose resource panicked or hangs among them: it is rendered whole
/// before its answer begins.
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
    let request = request.map(|body| Body::new(http_body_util::Limited::new(body, super::forms::MAX_FORM)));
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use futures::StreamExt;
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn a_body_that_panics_ends_with_an_error() {
        let pieces = futures::stream::iter(0..3).map(|n| match n {
            0 => Ok::<_, std::io::Error>("a whole piece"),
            _ => panic!("in the middle of the answer"),
        });
        let mut body = Guarded { body: Body::from_stream(pieces), span: Span::none(), broken: false };
        let first = body.frame().await.expect("a frame").expect("it is whole");
        assert_eq!(first.into_data().expect("words"), "a whole piece");
        assert!(body.frame().await.expect("an end").is_err(), "the reader hears that it is not whole");
        assert!(body.frame().await.is_none() && body.is_end_stream());
    }
}
