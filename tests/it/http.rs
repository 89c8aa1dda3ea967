//! The real router: who may change something, what every answer carries, and what people see when it fails.

use std::time::Duration;

use assemble::kit::{Error, FieldErrors, Result, Role};
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::both;
use crate::support::{On, SITE, TestApp, read};

/// The form of a server function of our own, so that these tests depend on no room.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct GreetForm {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub password: String,
}

/// Does what the name says.
#[server(endpoint = "test/greet")]
pub async fn greet(form: GreetForm) -> Result<()> {
    match form.name.as_str() {
        "" => Err(Error::Invalid(FieldErrors::one("name", "Write a name."))),
        "signed out" => Err(Error::SignIn),
        "changed" => Err(Error::Conflict),
        "hasty" => Err(Error::TooMany { retry_after: 120 }),
        "bug" => panic!("a bug that these tests asked for"),
        "slow" => {
            tokio::time::sleep(Duration::from_millis(700)).await;
            Ok(())
        }
        _ => {
            leptos_axum::redirect("/workshops?done=greeted");
            Ok(())
        }
    }
}

pub const GREET: &str = "/api/test/greet";

async fn post_with(app: &TestApp, headers: &[(&str, &str)], body: &str) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::post(GREET);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    read(app.send(request.body(Body::from(body.to_owned())).expect("a request")).await).await
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

both!(only_pages_of_ours_may_change_anything, |app| async move {
    let name = "form%5Bname%5D=Minato";
    let fine = post_with(&app, &[("origin", SITE), FORM], name).await;
    assert_eq!(fine.0, StatusCode::OK, "{fine:?}");
    let fine = post_with(&app, &[("sec-fetch-site", "same-origin"), FORM], name).await;
    assert_eq!(fine.0, StatusCode::OK, "{fine:?}");
    for wrong in [
        vec![FORM],
        vec![("origin", "https://evil.example"), FORM],
        vec![("origin", "null"), FORM],
        vec![("sec-fetch-site", "cross-site"), ("origin", SITE), FORM],
    ] {
        let refused = post_with(&app, &wrong, name).await;
        assert_eq!(refused.0, StatusCode::FORBIDDEN, "{wrong:?}");
        assert_has_headers(&refused.1);
    }
    for kind in ["text/plain", "multipart/form-data; boundary=x", "text/plain; x=application/json", ""] {
        let refused = post_with(&app, &[("origin", SITE), ("content-type", kind)], name).await;
        assert_eq!(refused.0, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
});

#[tokio::test]
async fn nothing_changes_by_get() {
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, http::Method::POST, "{path}");
    }
    let app = TestApp::new(On::Sqlite).await;
    let (status, headers, page) = app.get("/api/test/greet?form%5Bname%5D=Minato", None).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(headers["content-type"].to_str().expect("text").starts_with("text/html"), "{page}");
}

#[tokio::test]
async fn nobody_is_sent_back_to_another_site() {
    let app = TestApp::new(On::Sqlite).await;
    let headers = [("origin", SITE), FORM, ("accept", "text/html"), ("referer", "https://evil.example/trap")];
    for name in ["", "slow"] {
        let (status, headers, _) = post_with(&app, &headers, &format!("form%5Bname%5D={name}")).await;
        assert!(status.is_redirection(), "{status}");
        assert_eq!(headers["location"], "/");
    }
}

fn assert_has_headers(headers: &HeaderMap) {
    for (name, part) in [
        ("content-security-policy", "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "camera=()"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-request-id", "-"),
        ("cache-control", ""),
    ] {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        assert!(value.is_some_and(|value| value.contains(part)), "{name}: {value:?}");
    }
    assert!(!headers["content-security-policy"].to_str().expect("text").contains("unsafe-inline"));
}

fn with_site(config: &mut assemble::server::config::Config) {
    config.site = config.data.join("site");
    let pkg = config.site.join("pkg");
    std::fs::create_dir_all(&pkg).expect("a directory");
    for (path, words) in [
        ("pkg/assemble.0123456789abcdefghijkl.js", "plain"),
        ("pkg/assemble.0123456789abcdefghijkl.js.br", "packed"),
        ("pkg/assemble.0123456789abcdefghijkl.css", "body {}"),
        ("pkg/assemble.0123456789abcdefghijkl.wasm", ""),
        ("pkg/other.js", "plain"),
        ("room.txt", "js: 0123456789abcdefghijkl\nwasm: 0123456789abcdefghijkl\n"),
        ("hash.txt", "css: 0123456789abcdefghijkl\njs: 0123456789abcdefghijkl\nwasm: 0123456789abcdefghijkl\n"),
        ("robots.txt", "User-agent: *"),
    ] {
        std::fs::write(config.site.join(path), words).expect("a file");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let app = TestApp::with(On::Sqlite, with_site).await;
    for path in ["/", "/workshops", "/nowhere", "/robots.txt", "/pkg/nothing.js", "/api/nothing", GREET] {
        assert_has_headers(&app.get(path, None).await.1);
    }
    let (_, headers, _) = app.post_form(GREET, &[("form[name]", "bug")], None).await;
    assert_has_headers(&headers);
    let (_, headers, _) = app.get("/", None).await;
    assert!(!headers.contains_key("strict-transport-security"));
    let secure = TestApp::with(On::Sqlite, |config| config.url = Some("https://assemble.example".to_owned())).await;
    assert!(secure.get("/", None).await.1.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn only_scripts_with_the_nonce_of_this_page_may_run() {
    let app = TestApp::new(On::Sqlite).await;
    let mut seen = Vec::new();
    for path in ["/", "/nowhere"] {
        let (_, headers, page) = app.get(path, None).await;
        let policy = headers["content-security-policy"].to_str().expect("text");
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned();
        assert!(policy.contains("'strict-dynamic' 'wasm-unsafe-eval'"), "{policy}");
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().expect("a tag");
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "<script{tag}> on {path}");
        }
        assert!(!page.contains(" style="));
        assert!(!seen.contains(&nonce));
        seen.push(nonce);
    }
}

both!(what_is_private_is_stored_nowhere, |app| async move {
    let person = app.person("minato", &[]).await;
    let cookie = app.sign_in(&person).await;
    let caching = |headers: HeaderMap| headers["cache-control"].to_str().expect("text").to_owned();
    assert_eq!(caching(app.get("/workshops", None).await.1), "no-cache");
    assert_eq!(caching(app.get("/workshops", Some(&cookie)).await.1), "no-store");
    assert_eq!(caching(app.get("/nowhere", Some(&cookie)).await.1), "no-store");
    assert_eq!(caching(app.post_json_client(GREET, &[("form[name]", "Minato")], None).await.1), "no-store");
});

#[tokio::test]
async fn files_come_packed_and_are_kept_as_long_as_their_name_lasts() {
    let app = TestApp::with(On::Sqlite, with_site).await;
    let (status, headers, body) = app.get("/pkg/assemble.0123456789abcdefghijkl.js", None).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, "plain"));
    assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
    let packed = Request::get("/pkg/assemble.0123456789abcdefghijkl.js").header("accept-encoding", "gzip, br");
    let (_, headers, body) = read(app.send(packed.body(Body::empty()).expect("a request")).await).await;
    assert_eq!((headers["content-encoding"].to_str().expect("text"), body.as_str()), ("br", "packed"));
    let (_, headers, _) = app.get("/robots.txt", None).await;
    assert_eq!(headers["cache-control"], "public, max-age=3600");
    assert_eq!(app.get("/pkg/other.js", None).await.1["cache-control"], "no-cache");
    let known = headers["last-modified"].clone();
    let again = Request::get("/robots.txt").header("if-modified-since", known).body(Body::empty());
    assert_eq!(app.send(again.expect("a request")).await.status(), StatusCode::NOT_MODIFIED);
    for outside in ["/../test.db", "/%2e%2e/test.db", "/pkg/..%2f..%2ftest.db", "/pkg/%2e%2e/%2e%2e/root.key"] {
        assert_eq!(app.get(outside, None).await.0, StatusCode::NOT_FOUND, "{outside}");
    }
    // Pages that stand alone find the stylesheet of the build.
    let (_, _, page) = app.post_form(GREET, &[("form[name]", "bug")], None).await;
    assert!(page.contains("href=\"/pkg/assemble.0123456789abcdefghijkl.css\""), "{page}");
}

#[tokio::test]
async fn an_unknown_address_gets_the_apps_own_page() {
    let app = TestApp::new(On::Sqlite).await;
    let (status, headers, page) = app.get("/nowhere/at/all", None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(headers["content-type"].to_str().expect("text").starts_with("text/html"));
    assert!(page.contains("<main id=\"main\"") && page.contains("このページは見つかりません"), "{page}");
    let (_, _, page) = app.get("/nowhere", Some("lang=en")).await;
    assert!(page.contains("This page cannot be found"), "{page}");
    let (status, _, body) = app.post_json_client("/api/nothing", &[], None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(matches!(serde_json::from_str(&body), Ok(Error::NotFound)), "{body}");
}

#[tokio::test]
async fn a_page_is_packed_for_browsers_that_can_unpack_it() {
    let app = TestApp::new(On::Sqlite).await;
    let request = Request::get("/workshops").header("accept", "text/html").header("accept-encoding", "br");
    let response = app.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(response.headers()["content-encoding"], "br");
}

#[tokio::test]
async fn a_bug_in_one_request_is_a_page_for_people_and_json_for_programs() {
    let app = TestApp::new(On::Sqlite).await;
    let (status, headers, page) = app.post_form(GREET, &[("form[name]", "bug")], Some("lang=en")).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    let id = headers["x-request-id"].to_str().expect("text");
    assert!(page.contains("The fault is ours") && page.contains(id), "{page}");
    let (status, _, body) = app.post_json_client(GREET, &[("form[name]", "bug")], None).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        matches!(serde_json::from_str(&body), Ok(Error::Internal { request_id }) if !request_id.is_empty()),
        "{body}"
    );
    assert_eq!(app.get("/", None).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_request_that_never_ends_is_ended() {
    let app = TestApp::with(On::Sqlite, |config| config.request_timeout = Duration::from_millis(100)).await;
    let (status, _, page) = app.post_form(GREET, &[("form[name]", "slow")], None).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("こみあっている"), "{page}");
}

#[tokio::test]
async fn a_form_of_more_than_two_megabytes_is_refused() {
    let app = TestApp::new(On::Sqlite).await;
    let long = "a".repeat(2 * 1024 * 1024);
    let (status, _, page) = app.post_form(GREET, &[("form[name]", &long)], None).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.contains("<h1>"), "{page}");
    // Not saying the length does not help.
    let stream = futures::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>("b".repeat(64 * 1024))));
    let request = Request::post(GREET).header("origin", SITE).header(FORM.0, FORM.1);
    let response = app.send(request.body(Body::from_stream(stream)).expect("a request")).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    // As long as it may be, it arrives.
    let (status, ..) = app.post_form(GREET, &[("form[name]", &long[..2_000_000])], None).await;
    assert_eq!(status, StatusCode::FOUND);
}

/// The cookie of a form that came back, as it is sent.
pub fn form_cookie(headers: &HeaderMap) -> String {
    let cookies = headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let cookie = cookies.into_iter().find(|cookie| cookie.starts_with("form-")).expect("a form cookie");
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    cookie.split(';').next().expect("a pair").to_owned()
}

both!(a_refused_form_comes_back_once_with_what_was_typed, |app| async move {
    let typed = [("form[name]", ""), ("form[note]", "</textarea>typed words"), ("form[password]", "hunter22")];
    let (status, headers, _) = app.post_form(GREET, &typed, None).await;
    assert_eq!((status, headers["location"].to_str().expect("text")), (StatusCode::SEE_OTHER, "/workshops"));
    let cookie = form_cookie(&headers);

    // Somebody with another cookie sees nothing, and takes nothing away.
    let (name, _) = cookie.split_once('=').expect("a pair");
    let (_, _, page) = app.get("/workshops", Some(&format!("{name}=another-token"))).await;
    assert!(!page.contains("typed words"));

    // A page in another tab leaves it alone, even if it is sent the same cookie.
    let (_, headers, page) = app.get("/sign-in", Some(&cookie)).await;
    assert!(!page.contains("typed words") && !headers.contains_key("set-cookie"));

    let (status, headers, page) = app.get("/workshops", Some(&cookie)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("typed words") && page.contains("Write a name."), "{page}");
    assert!(!page.contains("hunter22"));
    assert!(!page.contains("</textarea>typed"), "it stays inside its script");
    assert_eq!(headers["cache-control"], "no-store");
    let cleared = headers
        .get_all("set-cookie")
        .iter()
        .any(|value| value.to_str().is_ok_and(|it| it.starts_with(&format!("{name}=;")) && it.contains("Max-Age=0")));
    assert!(cleared, "{headers:?}");

    let (_, _, page) = app.get("/workshops", Some(&cookie)).await;
    assert!(!page.contains("typed words"), "only once");
});

both!(what_nobody_came_back_for_is_swept_away, |app| async move {
    let (_, headers, _) = app.post_form(GREET, &[("form[name]", "")], None).await;
    let cookie = form_cookie(&headers);
    app.state.clock.set(app.state.now().plus_hours(1));
    let (_, _, page) = app.get("/workshops", Some(&cookie)).await;
    assert!(!page.contains("Write a name."), "too late");
    app.post_form(GREET, &[("form[name]", "")], None).await;
    app.state.clock.set(app.state.now().plus_hours(1));
    assemble::server::jobs::sweep(app.state.clone()).await.expect("swept");
    let mut conn = app.state.db.read().await.expect("a connection");
    let row = sqlx::query("select count(*) from form_stashes").fetch_one(&mut *conn).await.expect("a count");
    assert_eq!(sqlx::Row::get::<i64, _>(&row, 0), 0);
});

#[tokio::test]
async fn programs_hear_the_status_and_the_error() {
    let app = TestApp::new(On::Sqlite).await;
    for (name, expected) in [("", 422), ("changed", 409), ("hasty", 429), ("signed out", 401)] {
        let (status, headers, body) = app.post_json_client(GREET, &[("form[name]", name)], None).await;
        assert_eq!(status.as_u16(), expected, "{name}");
        let error: Error = serde_json::from_str(&body).expect("our error");
        assert_eq!(error.status(), expected);
        assert!(!headers.contains_key("set-cookie") && !headers.contains_key("location"));
    }
    let (status, ..) = app.post_json_client(GREET, &[("form", "not a map")], None).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn too_many_tries_are_told_kindly_and_lose_nothing() {
    let app = TestApp::new(On::Sqlite).await;
    let typed = [("form[name]", "hasty"), ("form[note]", "typed words")];
    let (status, headers, page) = app.post_form(GREET, &typed, None).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(headers["retry-after"], "120");
    assert!(page.contains("2分ほど") && page.contains("href=\"/workshops\""), "{page}");
    let (_, _, page) = app.get("/workshops", Some(&form_cookie(&headers))).await;
    assert!(page.contains("typed words"));
}

#[tokio::test]
async fn who_has_to_sign_in_first_comes_back_after_it() {
    let app = TestApp::new(On::Sqlite).await;
    let (status, headers, _) = app.post_form(GREET, &[("form[name]", "signed out")], None).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers["location"], "/sign-in?next=%2Fworkshops");
}

both!(supervisors_and_collectors_are_answered, |app| async move {
    assert_eq!(app.get("/healthz", None).await.0, StatusCode::OK);
    assert_eq!(app.get("/readyz", None).await.0, StatusCode::OK);
    // Nobody knows where a request of this test comes from, so it may not read the numbers.
    assert_eq!(app.get("/metrics", None).await.0, StatusCode::NOT_FOUND);
    app.state.db.close().await;
    assert_eq!(app.get("/healthz", None).await.0, StatusCode::OK);
    assert_eq!(app.get("/readyz", None).await.0, StatusCode::SERVICE_UNAVAILABLE);
});

#[tokio::test]
async fn a_collector_elsewhere_needs_the_token() {
    let app = TestApp::with(On::Sqlite, |config| config.metrics_token = Some("collector".to_owned())).await;
    let ask =
        |token: &str| Request::get("/metrics").header("authorization", format!("Bearer {token}")).body(Body::empty());
    assert_eq!(app.send(ask("guess").expect("a request")).await.status(), StatusCode::NOT_FOUND);
    let (status, _, text) = read(app.send(ask("collector").expect("a request")).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("outbox_depth"), "{text}");
}

#[tokio::test]
async fn the_demo_shows_its_letters_and_only_its_own() {
    use assemble::kit::Locale;
    use assemble::server::mail::{Letter, outbox};
    let app = TestApp::with(On::Sqlite, |config| config.demo = true).await;
    let written = app.state.db.write(app.state.now(), |tx, now| {
        Box::pin(async move {
            for address in ["minato@example.jp", "somebody@gmail.com"] {
                let letter = Letter::new(None, address, "verify", Locale::ja, format!("確認 {address}"))
                    .paragraph("<b>こんにちは</b>")
                    .button("開く", "http://localhost:3000/verify?token=abc");
                outbox::enqueue(tx, &letter, *now).await?;
            }
            Ok(())
        })
    });
    written.await.expect("letters");
    let (status, headers, page) = app.get("/demo/letters", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_has_headers(&headers);
    assert!(page.contains("minato@example.jp") && !page.contains("somebody@gmail.com"));
    assert!(page.contains("<a href=\"http://localhost:3000/verify?token=abc\">"), "{page}");
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>こ"));
    let plain = TestApp::new(On::Sqlite).await;
    assert_eq!(plain.get("/demo/letters", None).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_pages_of_a_room_have_a_program_of_their_own_and_are_plain_where_it_was_not_built() {
    for (built, app) in [
        (true, TestApp::with(On::Sqlite, with_site).await),
        (false, TestApp::with(On::Sqlite, |config| config.site = config.data.join("nowhere")).await),
    ] {
        let host = app.person("host", &[Role::Host]).await;
        let cookie = app.sign_in(&host).await;
        for page in ["/live/x", "/live/x/host", "/live/x/screen"] {
            let (_, _, body) = app.get(page, Some(&cookie)).await;
            assert_eq!(body.contains("/pkg/room.0123456789abcdefghijkl.wasm"), built, "{page}");
            assert_eq!(body.contains("data-live"), !built, "{page}");
            assert!(!body.contains("/pkg/assemble.0123456789abcdefghijkl.wasm"), "{page}");
        }
    }
}

both!(a_plain_page_comes_without_the_program_and_a_page_of_every_day_with_it, |app| async move {
    let host = app.person("host", &[Role::Host, Role::Admin]).await;
    let cookie = app.sign_in(&host).await;
    for (page, program) in [
        ("/today", true),
        ("/workshops", true),
        ("/host", false),
        ("/host/new?x=/today", false),
        ("/admin", false),
        ("/me/calendar", false),
        ("/me/email", false),
        ("/sign-up/sent?done=again", false),
        ("/sign-up", true),
        ("/me/certificates?x=1", false),
        ("/me/profile", true),
        ("/hosts", true),
        ("/live", false),
        ("/live/x/recap", false),
    ] {
        let (_, _, body) = app.get(page, Some(&cookie)).await;
        assert_eq!(body.contains(".wasm"), program, "{page}");
        assert_eq!(body.contains("data-live"), !program, "{page}");
        assert_eq!(body.contains("__RESOLVED_RESOURCES["), program, "{page}: values that only the program reads");
    }
});
