//! A whole program in a test: database of its own, frozen clock, the real router.
#![allow(dead_code, reason = "each helper is for whichever room's tests want it")]

use std::path::PathBuf;
use std::sync::OnceLock;

use assemble::kit::id::UserId;
use assemble::kit::{Moment, Role};
use assemble::server::config::Config;
use assemble::server::db::Db;
use assemble::server::state::{AppState, Clock};
use assemble::server::{boot, http, session};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use tower::ServiceExt;

use crate::databases::Database;

/// What came back: status, headers, body as text.
pub type Answer = (::http::StatusCode, ::http::HeaderMap, String);

/// Where the site of a test lives, as a browser knows it.
pub const SITE: &str = "http://localhost:3000";

/// 2026-11-24T19:30+09:00, a Tuesday evening. Every test starts here.
pub const NOW: Moment = Moment(1_795_516_200_000_000);

/// Which database a test runs on.
#[derive(Clone, Copy, Debug)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Writes one test body for both databases: `both!(name, |app| async move { … });`
#[macro_export]
macro_rules! both {
    ($name:ident, |$app:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports, reason = "a test may use nothing of its module")]
            use super::*;

            async fn body($app: $crate::support::TestApp) {
                $body.await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                body($crate::support::TestApp::new($crate::support::On::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                body($crate::support::TestApp::new($crate::support::On::Postgres).await).await;
            }
        }
    };
}

/// A program under test. Its database and files go when it is dropped.
pub struct TestApp {
    pub state: AppState,
    /// Made when the first request is sent: listing the routes renders the whole map.
    router: OnceLock<Router>,
    pub database: Database,
    _data: tempfile::TempDir,
}

impl TestApp {
    pub async fn new(on: On) -> TestApp {
        TestApp::with(on, |_| {}).await
    }

    /// With a configuration of its own.
    pub async fn with(on: On, configure: impl FnOnce(&mut Config)) -> TestApp {
        let data = tempfile::tempdir().expect("a temporary directory");
        let database = Database::migrated(on, data.path()).await;
        let mut config = Config::for_tests(PathBuf::from(data.path()));
        configure(&mut config);
        let db = Db::connect(&database.url).await.expect("the database answers");
        let state = boot::assemble(config, db, [42; 32], Clock::frozen(NOW)).expect("the parts fit");
        TestApp { state, router: OnceLock::new(), database, _data: data }
    }

    /// Sends a request through the real router.
    pub async fn send(&self, request: ::http::Request<Body>) -> Response {
        let router = self.router.get_or_init(|| http::router(self.state.clone())).clone();
        router.oneshot(request).await.expect("the router always answers")
    }

    /// Opens a page as a browser does. `cookie` is the whole header: `session=…; lang=en`.
    pub async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        let request =
            ::http::Request::get(path).header("accept", "text/html,*/*;q=0.8").header("host", "localhost:3000");
        read(self.send(finish(request, cookie, "")).await).await
    }

    /// Posts a form as a browser without JavaScript does, from a page of our own (`/workshops` stands in for it).
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> Answer {
        self.post_form_from("/workshops", path, fields, cookie).await
    }

    /// The same from a page that matters.
    pub async fn post_form_from(
        &self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        cookie: Option<&str>,
    ) -> Answer {
        let request = post(path).header("accept", "text/html").header("referer", format!("{SITE}{page}"));
        read(self.send(finish(request, cookie, &encode(fields))).await).await
    }

    /// Posts a form as the program in the browser does.
    pub async fn post_json_client(&self, path: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> Answer {
        let request = post(path).header("accept", "application/json");
        read(self.send(finish(request, cookie, &encode(fields))).await).await
    }

    /// A verified person with these roles who accepted the promise. `name` also makes the mail address.
    pub async fn person(&self, name: &str, roles: &[Role]) -> UserId {
        let id: UserId = self.state.new_id();
        let input = (id.clone(), name.to_owned(), roles.to_vec(), self.state.vault.clone());
        let made = self.state.db.write(input, |tx, (id, name, roles, vault)| {
            Box::pin(async move {
                crate::crowd::person(tx, id, name, name, NOW).await?;
                for role in roles {
                    sqlx::query("insert into user_roles (user_id, role, granted_at) values ($1, $2, $3)")
                        .bind(id.as_str())
                        .bind(role.as_str())
                        .bind(NOW.0)
                        .execute(&mut *tx)
                        .await?;
                }
                vault.create_key(tx, id, NOW).await
            })
        });
        made.await.expect("a person");
        id
    }

    /// Signs a person in; the answer is the cookie for `get` and `post_form`.
    pub async fn sign_in(&self, user: &UserId) -> String {
        let input = (user.clone(), self.state.now());
        let open = self.state.db.write(input, |tx, (user, now)| Box::pin(session::open(tx, user, "test", *now)));
        format!("session={}", open.await.expect("a session"))
    }
}

fn post(path: &str) -> ::http::request::Builder {
    ::http::Request::post(path)
        .header("host", "localhost:3000")
        .header("origin", SITE)
        .header("content-type", "application/x-www-form-urlencoded")
}

fn finish(mut request: ::http::request::Builder, cookie: Option<&str>, body: &str) -> ::http::Request<Body> {
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    request.body(Body::from(body.to_owned())).expect("a request")
}

fn encode(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Reads an answer to its end.
pub async fn read(response: Response) -> Answer {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a whole body");
    (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
}

/// A page without what is there for a program that takes it over: marks between texts, and data in scripts.
pub fn shown(page: &str) -> String {
    let mut parts = page.split("<script");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.filter_map(|part| part.split_once("</script>"));
    rest.fold(first, |page, (_, shown)| page + shown).replace("<!>", "")
}
