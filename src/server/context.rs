//! What server functions and pages ask of the request that they serve.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
    use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default()
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
    use_context::<Parts>()?.extensions.get::<T>().cloned()
}
