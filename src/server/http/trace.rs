//! One line in the log and one count for each request. Never its query, body or cookies: they may be secret.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;
use tracing::Instrument;

use crate::server::context::RequestId;

/// The layer.
pub async fn record(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = method_name(request.method());
    let route = route(&request);
    let path = open_path(request.uri().path()).to_owned();
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let span = tracing::info_span!("request", request_id = %id);
    let response = next.run(request).instrument(span).await;
    let took = started.elapsed();
    let status = response.status();
    metrics::counter!("http_requests_total", "method" => method, "route" => route.clone(), "status" => status.as_str().to_owned())
        .increment(1);
    metrics::histogram!("http_request_seconds", "route" => route.clone()).record(took.as_secs_f64());
    let ms = (took.as_secs_f64() * 10_000.0).round() / 10.0;
    let status = status.as_u16();
    // What is asked every few seconds, or many times a page, would drown the rest.
    let quiet = matches!(route.as_str(), "file" | "/healthz" | "/readyz" | "/metrics") || watches(&route);
    if status >= 500 {
        tracing::error!(request_id = %id, method, %route, %path, status, ms, "request");
    } else if quiet {
        tracing::debug!(request_id = %id, method, %route, %path, status, ms, "request");
    } else {
        tracing::info!(request_id = %id, method, %route, %path, status, ms, "request");
    }
    response
}

/// Whether an open page asks there by itself whether it may still show what it shows.
pub fn watches(path: &str) -> bool {
    path.ends_with("/still")
}

/// Where the rest of a path is a secret: who knows it reads a calendar, or ends letters.
const SECRETS: [&str; 2] = ["/calendar/", "/letters/stop/"];

/// The path without what is secret in it.
fn open_path(path: &str) -> &str {
    SECRETS.into_iter().find(|secret| path.starts_with(secret)).unwrap_or(path)
}

/// The pattern of the route, so that the number of metrics does not grow with the number of addresses.
fn route(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(pattern) => pattern.as_str().to_owned(),
        None if super::files::looks_like_file(request.uri().path()) => "file".to_owned(),
        None => "other".to_owned(),
    }
}

fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_asks_by_itself_is_known_by_its_address() {
        assert!(watches("/coach/journals/{id}/still") && watches("/coach/supervision/x/still"));
        assert!(!watches("/coach/journals/still/x") && !watches("/still-life"));
    }

    #[test]
    fn secrets_stay_out_of_the_log() {
        assert_eq!(open_path("/calendar/abc.ics"), "/calendar/");
        assert_eq!(open_path("/letters/stop/abc"), "/letters/stop/");
        assert_eq!(open_path("/workshops/1/calendar.ics"), "/workshops/1/calendar.ics");
    }
}
