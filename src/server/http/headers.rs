//! The headers that every answer carries, errors and files included.

use std::sync::LazyLock;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::server::state::AppState;

/// Only features that every browser knows: an unknown one makes a message in its console.
const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
/// The same for a page that reads codes.
const PERMISSIONS_WITH_CAMERA: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// `cargo leptos watch` tells the page over a socket when to load anew.
static CONNECT: LazyLock<&str> =
    LazyLock::new(|| if std::env::var_os("LEPTOS_WATCH").is_some() { "'self' ws:" } else { "'self'" });

/// The layer.
pub async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert_with(|| policy("'self'"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(PERMISSIONS_POLICY).or_insert(HeaderValue::from_static(PERMISSIONS));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if state.config.site_url().starts_with("https://") {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    response
}

/// Called where a page is rendered, which alone knows the nonce of its scripts: only those may run.
pub fn allow_scripts_of_this_page() {
    if let (Some(nonce), Some(response)) = (leptos::nonce::use_nonce(), use_context::<ResponseOptions>()) {
        let scripts = format!("'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'");
        response.insert_header(CONTENT_SECURITY_POLICY, policy(&scripts));
    }
}

/// Lets the page that is rendered ask for the camera.
pub fn allow_camera() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS_WITH_CAMERA));
    }
}

/// Asks search engines not to keep the page that is rendered.
pub fn keep_out_of_searches() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
}

fn policy(scripts: &str) -> HeaderValue {
    let connect = *CONNECT;
    let text = format!(
        "default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; connect-src {connect}; \
         worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'self'"
    );
    HeaderValue::from_str(&text).expect("a nonce is plain ASCII")
}
