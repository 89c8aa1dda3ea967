//! Only pages of our own may change anything. Browsers say where a request comes from; a request that changes
//! something and does not say it, or says another place, is refused before anything reads it. So is a content
//! type that other sites' forms could send unasked (`text/plain`).

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;
use http::header::{CONTENT_TYPE, HOST, HeaderName, ORIGIN, REFERER};

use super::notice::{Asker, Notice};
use crate::server::config::{Config, is_loopback};
use crate::server::state::AppState;

/// What a mail program's button posts to comes from no page at all, and as the mail program likes it. The secret
/// in the address says who may, and all it can do is to end letters.
const FROM_ANYWHERE: &str = "/letters/stop/";

const ACCEPTED: [&str; 2] = ["application/x-www-form-urlencoded", "application/json"];

/// The layer.
pub async fn check(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let referer = text(&request, &REFERER).and_then(|referer| url::Url::parse(referer).ok());
    if !referer.is_some_and(|referer| is_ours(&state.config, &request, &referer.origin().ascii_serialization())) {
        // Leptos sends people back to it.
        request.headers_mut().remove(REFERER);
    }
    let only_looks = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if only_looks || request.uri().path().starts_with(FROM_ANYWHERE) {
        return next.run(request).await;
    }
    let asker = Asker::of(&state, &request);
    if !comes_from_us(&state.config, &request) {
        return asker.answer(Notice::Foreign);
    }
    if !has_accepted_type(&request) {
        return asker.answer(Notice::UnknownType);
    }
    next.run(request).await
}

/// Whether the page that asks for a socket is ours. Browsers say which it is, and send our cookies from any.
pub fn opens_from_us(config: &Config, request: &Request) -> bool {
    text(request, &ORIGIN).is_some_and(|origin| is_ours(config, request, origin))
}

fn comes_from_us(config: &Config, request: &Request) -> bool {
    match text(request, &HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => text(request, &ORIGIN).is_some_and(|origin| is_ours(config, request, origin)),
    }
}

/// Whether `origin` is the site's, or this machine's own as the request names it.
fn is_ours(config: &Config, request: &Request, origin: &str) -> bool {
    let site = url::Url::parse(&config.site_url()).map(|url| url.origin().ascii_serialization());
    if site.is_ok_and(|site| site == origin) {
        return true;
    }
    let authority = request.uri().authority().map(|authority| authority.as_str());
    let Some(host) = authority.or_else(|| text(request, &HOST)) else { return false };
    let ours = format!("http://{host}");
    let local = url::Url::parse(&ours).is_ok_and(|url| url.host_str().is_some_and(is_loopback));
    local && ours == origin
}

fn has_accepted_type(request: &Request) -> bool {
    let kind = text(request, &CONTENT_TYPE).and_then(|kind| kind.split(';').next()).map(str::trim);
    kind.is_some_and(|kind| ACCEPTED.iter().any(|accepted| kind.eq_ignore_ascii_case(accepted)))
}

fn text<'r>(request: &'r Request, name: &HeaderName) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(site: &str, headers: &[(&str, &str)]) -> bool {
        let config = Config { url: Some(site.to_owned()), ..Config::for_tests(std::path::PathBuf::from("nowhere")) };
        let mut request = Request::post("/api/x");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        comes_from_us(&config, &request.body(axum::body::Body::empty()).expect("a request"))
    }

    #[test]
    fn a_change_has_to_come_from_a_page_of_ours() {
        let site = "https://assemble.example/";
        assert!(passes(site, &[("sec-fetch-site", "same-origin")]));
        assert!(passes(site, &[("sec-fetch-site", "none")]));
        assert!(passes(site, &[("origin", "https://assemble.example")]));
        for wrong in [
            vec![],
            vec![("origin", "null")],
            vec![("origin", "https://evil.example"), ("host", "evil.example")],
            vec![("origin", "http://assemble.example")],
            vec![("origin", "https://assemble.example:8443")],
            vec![("origin", "https://assemble.example.evil.example")],
            vec![("sec-fetch-site", "same-site"), ("origin", "https://assemble.example")],
            vec![("sec-fetch-site", "cross-site"), ("origin", "https://assemble.example")],
            vec![("sec-fetch-site", "")],
        ] {
            assert!(!passes(site, &wrong), "{wrong:?}");
        }
    }

    #[test]
    fn on_this_machine_any_name_of_it_will_do() {
        let site = "http://localhost:3000";
        assert!(passes(site, &[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(passes(site, &[("origin", "http://[::1]:3000"), ("host", "[::1]:3000")]));
        assert!(!passes(site, &[("origin", "http://127.0.0.1:4000"), ("host", "127.0.0.1:3000")]));
        // A name that somebody else made to point here.
        assert!(!passes(site, &[("origin", "http://evil.example:3000"), ("host", "evil.example:3000")]));
    }
}
