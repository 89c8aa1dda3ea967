//! A browser without a screen, and what tests about people look up.

use std::collections::BTreeMap;
use std::net::IpAddr;

use assemble::server::AppState;
use assemble::server::http::router;
use assemble::server::limits::Limits;
use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, REFERER, RETRY_AFTER, SET_COOKIE, USER_AGENT};
use http::{Request, StatusCode};
use sqlx::Row;
use tower::ServiceExt;

use crate::support::TestApp;

pub const SITE: &str = "http://localhost:3000";
pub const PASSWORD: &str = "灯りのそばにいるひと";
pub const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

/// A browser with its cookies.
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub address: IpAddr,
}

/// What came back.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub retry_after: Option<u32>,
    pub body: String,
}

impl Browser {
    /// One that may try as often as it likes.
    pub fn new(app: &TestApp) -> Browser {
        Browser::on(AppState { limits: Limits::new(true), ..app.state.clone() })
    }

    /// One that the rate limits hold for.
    pub fn limited(app: &TestApp) -> Browser {
        Browser::on(app.state.clone())
    }

    fn on(state: AppState) -> Browser {
        Browser { router: router(state), cookies: BTreeMap::new(), address: IpAddr::from([192, 0, 2, 1]) }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).header(ACCEPT, "text/html"), Body::empty()).await
    }

    /// Sends a form as a page without JavaScript does.
    pub async fn post(&mut self, page: &str, deed: &str, fields: &[(&str, &str)]) -> Answer {
        self.form(page, deed, fields, "text/html").await
    }

    /// Sends a form as the hydrated page does.
    pub async fn call(&mut self, deed: &str, fields: &[(&str, &str)]) -> Answer {
        self.form("/", deed, fields, "application/json").await
    }

    async fn form(&mut self, page: &str, deed: &str, fields: &[(&str, &str)], accept: &str) -> Answer {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            let plain = deed == "link-is-open";
            body.append_pair(
                &if plain { (*name).to_owned() } else { format!("form[{name}]") }.replace("[]]", "][]"),
                value,
            );
        }
        let request = Request::post(format!("/api/accounts/{deed}"))
            .header(ACCEPT, accept)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(REFERER, format!("{SITE}{page}"));
        self.send(request, Body::from(body.finish())).await
    }

    async fn send(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = request
            .header(ORIGIN, SITE)
            .header(COOKIE, cookies.join("; "))
            .header(USER_AGENT, IPHONE)
            .extension(axum::extract::ConnectInfo(std::net::SocketAddr::new(self.address, 4711)))
            .body(body)
            .expect("a request");
        if cookies.is_empty() {
            request.headers_mut().remove(COOKIE);
        }
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        for set in answer.headers().get_all(SET_COOKIE) {
            let (pair, rest) = set.to_str().expect("text").split_once(';').expect("attributes");
            let (name, value) = pair.split_once('=').expect("a pair");
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let header = |name| answer.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
        let (status, location) = (answer.status(), header(LOCATION).unwrap_or_default());
        let retry_after = header(RETRY_AFTER).map(|seconds| seconds.parse().expect("seconds"));
        let body = to_bytes(answer.into_body(), 10_000_000).await.expect("a body");
        Answer { status, location, retry_after, body: String::from_utf8(body.to_vec()).expect("UTF-8") }
    }

    pub async fn sign_up(&mut self, name: &str, email: &str) -> Answer {
        self.post("/sign-up", "sign-up", &[("name", name), ("email", email), ("password", PASSWORD)]).await
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/sign-in", "sign-in", &[("email", email), ("password", password), ("next", "/")]).await
    }
}

/// The letters to an address: kind and text, in order.
pub async fn letters(app: &TestApp, address: &str) -> Vec<(String, String)> {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query("select kind, text_body from letters where address = $1 order by created_at, id")
        .bind(address)
        .fetch_all(&mut *conn)
        .await
        .expect("letters")
        .iter()
        .map(|row| (row.get(0), row.get(1)))
        .collect()
}

/// The token in the latest letter of that kind. Letters of one frozen moment come in any order.
pub async fn token(app: &TestApp, address: &str, kind: &str) -> String {
    let letters = letters(app, address).await;
    let (_, text) = letters.iter().rfind(|(of, _)| of == kind).expect("such a letter");
    let (_, after) = text.split_once("token=").expect("a link");
    after.split_whitespace().next().expect("a token").to_owned()
}

pub async fn count(app: &TestApp, sql: &'static str) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("a count").get(0)
}

/// A member who is signed in, by the way of the house.
pub async fn member(app: &TestApp, name: &str, email: &str) -> Browser {
    let mut browser = Browser::new(app);
    assert_eq!(browser.sign_up(name, email).await.location, "/sign-up/sent");
    let token = token(app, email, "verify").await;
    let answer = browser.post("/verify", "verify", &[("token", &token), ("password", PASSWORD)]).await;
    assert_eq!(answer.location, "/promise", "{answer:?}");
    browser
}

pub fn later(app: &TestApp, seconds: i64) {
    app.state.clock.set(app.state.now().plus_seconds(seconds));
}
