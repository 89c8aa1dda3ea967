//! What server functions and pages ask of the request that they serve.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use http::request::Parts;
use leptos::prelude::*;

use super::state::AppState;
use crate::kit::{Error, Locale, Result, Viewer};

/// The id of a request, for logs and error pages.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The shared state of the program.
pub fn state() -> AppState {
    expect_context::<AppState>()
}

/// Who is looking; `Error::SignIn` when nobody is signed in.
pub fn viewer() -> Result<Viewer> {
    maybe_viewer().ok_or(Error::SignIn)
}

/// Who is looking, if anybody is signed in.
pub fn maybe_viewer() -> Option<Viewer> {
    extension::<Viewer>()
}

/// The language of this request: the viewer's, else the cookie's, else the browser's.
pub fn locale() -> Locale {
    extension::<Locale>().unwrap_or(Locale::ja)
}

/// The id of this request; empty outside of one.
pub fn request_id() -> String {
    extension::<RequestId>().map(|id| id.0).unwrap_or_default()
}

/// The path of this request; empty outside of one.
pub fn path() -> String {
    with_context(|parts: &Parts| parts.uri.path().to_owned()).unwrap_or_default()
}

/// Whether the head of this page has its description: components run more than once while a page is made.
#[derive(Clone, Default)]
pub struct Described(Arc<AtomicBool>);

/// True for the first who asks on a page.
pub fn describes_first() -> bool {
    use_context::<Described>().is_none_or(|described| !described.0.swap(true, Ordering::Relaxed))
}

/// Something that a layer attached to the request.
pub fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    with_context(|parts: &Parts| parts.extensions.get::<T>().cloned()).flatten()
}

/// Ready when it is asked for the second time. Before the server renders what waits for a resource, it asks once whether
/// more resources come to light there, and throws away what it was shown: who is not ready then is made once.
pub async fn second_look() {
    let mut looked = false;
    poll_fn(|context| {
        if looked {
            return Poll::Ready(());
        }
        looked = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures::FutureExt;

    use super::*;

    #[test]
    fn a_second_look_is_ready_when_it_is_asked_again() {
        let mut look = pin!(second_look());
        assert!(look.as_mut().now_or_never().is_none());
        assert!(look.as_mut().now_or_never().is_some());
        // Who waits for it is woken.
        futures::executor::block_on(second_look());
    }
}
