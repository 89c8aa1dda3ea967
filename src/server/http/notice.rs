//! What we say when a request cannot be served and the application cannot say it: a page for people, in their
//! language and in the site's look, and our error as JSON for the program in the browser.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};

use super::document::{document, stylesheet};
use super::sessions;
use crate::kit::{Error, LocalPath, Locale};
use crate::server::context::RequestId;
use crate::server::mail::escape;
use crate::server::state::AppState;
use crate::tl;

/// What there is to say.
#[derive(Clone, Debug)]
pub enum Notice {
    /// 404, where rendering a whole page would be waste.
    Missing,
    /// 500: a bug.
    Broken,
    /// 503: it took too long.
    Slow,
    /// 429, after so many seconds it may be tried again from that page.
    Wait(u32, LocalPath),
    /// 413.
    TooLarge,
    /// 415.
    UnknownType,
    /// 403: the request did not come from a page of ours.
    Foreign,
    /// 405.
    WrongMethod,
}

/// Who asked, as far as the wording needs to know. Taken before the request is passed on.
#[derive(Clone, Debug)]
pub struct Asker {
    /// The id of the request.
    pub request_id: String,
    wants_page: bool,
    locale: Locale,
    leptos: leptos::config::LeptosOptions,
}

impl Asker {
    /// Who sent `request`.
    pub fn of(state: &AppState, request: &Request) -> Asker {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let known = request.extensions().get::<Locale>().copied();
        Asker {
            request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            wants_page: accept.contains("text/html"),
            locale: known.unwrap_or_else(|| sessions::guess_locale(request)),
            leptos: state.leptos.clone(),
        }
    }

    /// The answer that says `notice`.
    pub fn answer(&self, notice: Notice) -> Response {
        let (body, kind) = match self.wants_page {
            true => (self.page(&notice), "text/html; charset=utf-8"),
            false => (self.json(&notice), "application/json"),
        };
        let mut response = (notice.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Notice::Wait(seconds, _) = notice {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn page(&self, notice: &Notice) -> String {
        let locale = self.locale;
        let (title, words) = notice.words(locale, &self.request_id);
        let (path, label) = match notice {
            Notice::Wait(_, back) => (back.as_str(), tl!(locale, server.back_to_form)),
            _ => ("/", tl!(locale, server.to_start)),
        };
        let inside = format!(
            "<section class=\"empty\"><h1>{}</h1><p>{}</p><p><a class=\"btn\" href=\"{}\">{}</a></p></section>",
            escape(title),
            escape(&words),
            escape(path),
            escape(label)
        );
        document(locale, &stylesheet(&self.leptos), title, &inside)
    }

    fn json(&self, notice: &Notice) -> String {
        let error = match notice {
            Notice::Missing => Error::NotFound,
            Notice::Broken | Notice::Slow => Error::Internal { request_id: self.request_id.clone() },
            Notice::Wait(retry_after, _) => Error::TooMany { retry_after: *retry_after },
            Notice::TooLarge | Notice::UnknownType | Notice::Foreign | Notice::WrongMethod => Error::BadRequest,
        };
        serde_json::to_string(&error).unwrap_or_default()
    }
}

impl Notice {
    fn status(&self) -> StatusCode {
        match self {
            Notice::Missing => StatusCode::NOT_FOUND,
            Notice::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Notice::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Notice::Wait(..) => StatusCode::TOO_MANY_REQUESTS,
            Notice::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Notice::UnknownType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Notice::Foreign => StatusCode::FORBIDDEN,
            Notice::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    fn words(&self, locale: Locale, request_id: &str) -> (&'static str, String) {
        match self {
            Notice::Missing => (tl!(locale, server.missing_title), tl!(locale, server.missing).to_owned()),
            Notice::Broken => {
                (tl!(locale, server.broken_title), tl!(locale, server.broken, id = request_id.to_owned()))
            }
            Notice::Slow => (tl!(locale, server.slow_title), tl!(locale, server.slow).to_owned()),
            Notice::Wait(seconds, _) if *seconds > 90 => {
                (tl!(locale, server.wait_title), tl!(locale, server.wait_minutes, n = seconds.div_ceil(60)))
            }
            Notice::Wait(seconds, _) => {
                (tl!(locale, server.wait_title), tl!(locale, server.wait_seconds, n = *seconds))
            }
            Notice::TooLarge => (tl!(locale, server.large_title), tl!(locale, server.large).to_owned()),
            Notice::UnknownType => (tl!(locale, server.type_title), tl!(locale, server.type_words).to_owned()),
            Notice::Foreign => (tl!(locale, server.foreign_title), tl!(locale, server.foreign).to_owned()),
            Notice::WrongMethod => (tl!(locale, server.method_title), tl!(locale, server.method).to_owned()),
        }
    }
}
