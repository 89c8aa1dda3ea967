//! Accounts over the real router: joining, the door, devices, the promise; and that nobody can tell who is a member.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use assemble::accounts::store;
use assemble::kit::Role;
use assemble::kit::id::UserId;
use assemble::server::AppState;
use assemble::server::http::client::ClientIp;
use assemble::server::http::router;
use assemble::server::limits::Limits;
use assemble::server::session;
use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, REFERER, RETRY_AFTER, SET_COOKIE, USER_AGENT};
use http::{Request, StatusCode};
use sqlx::Row;
use tower::ServiceExt;

use crate::both;
use crate::support::{NOW, TestApp};

const SITE: &str = "http://localhost:3000";
const PASSWORD: &str = "灯りのそばにいるひと";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

/// A browser with its cookies.
struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    address: IpAddr,
}

/// What came back.
#[derive(Debug, PartialEq)]
struct Answer {
    status: StatusCode,
    location: String,
    retry_after: Option<u32>,
    body: String,
}

impl Browser {
    /// One that may try as often as it likes.
    fn new(app: &TestApp) -> Browser {
        Browser::on(AppState { limits: Limits::new(true), ..app.state.clone() })
    }

    /// One that the rate limits hold for.
    fn limited(app: &TestApp) -> Browser {
        Browser::on(app.state.clone())
    }

    fn on(state: AppState) -> Browser {
        Browser { router: router(state), cookies: BTreeMap::new(), address: IpAddr::from([192, 0, 2, 1]) }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).header(ACCEPT, "text/html"), Body::empty()).await
    }

    /// Sends a form as a page without JavaScript does.
    async fn post(&mut self, page: &str, deed: &str, fields: &[(&str, &str)]) -> Answer {
        self.form(page, deed, fields, "text/html").await
    }

    /// Sends a form as the hydrated page does.
    async fn call(&mut self, deed: &str, fields: &[(&str, &str)]) -> Answer {
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
            .extension(ClientIp(self.address))
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

    async fn sign_up(&mut self, name: &str, email: &str) -> Answer {
        self.post("/sign-up", "sign-up", &[("name", name), ("email", email), ("password", PASSWORD)]).await
    }

    async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/sign-in", "sign-in", &[("email", email), ("password", password), ("next", "/")]).await
    }
}

/// The letters to an address: kind and text, in order.
async fn letters(app: &TestApp, address: &str) -> Vec<(String, String)> {
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
async fn token(app: &TestApp, address: &str, kind: &str) -> String {
    let letters = letters(app, address).await;
    let (_, text) = letters.iter().rfind(|(of, _)| of == kind).expect("such a letter");
    let (_, after) = text.split_once("token=").expect("a link");
    after.split_whitespace().next().expect("a token").to_owned()
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("a count").get(0)
}

/// A member who is signed in, by the way of the house.
async fn member(app: &TestApp, name: &str, email: &str) -> Browser {
    let mut browser = Browser::new(app);
    assert_eq!(browser.sign_up(name, email).await.location, "/sign-up/sent");
    let token = token(app, email, "verify").await;
    let answer = browser.post("/verify", "verify", &[("token", &token)]).await;
    assert_eq!(answer.location, "/promise", "{answer:?}");
    browser
}

fn minute() -> i64 {
    60
}

fn later(app: &TestApp, seconds: i64) {
    app.state.clock.set(app.state.now().plus_seconds(seconds));
}

both!(a_newcomer_comes_in_promises_and_leaves, |app| async move {
    let mut browser = Browser::new(&app);
    let page = browser.get("/sign-up").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("席をつくる"));

    let answer = browser.sign_up("みなと", " Minato@Example.JP ").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::FOUND, "/sign-up/sent"));
    assert!(browser.get("/sign-up/sent").await.body.contains("もう一度送る"));
    assert!(!browser.cookies.contains_key("session"), "nobody is in before the address is proven");

    let link = token(&app, "minato@example.jp", "verify").await;
    for _ in 0..2 {
        let page = browser.get(&format!("/verify?token={link}")).await;
        assert!(page.body.contains("確認して、はじめる"), "looking does not use the link");
    }
    let answer = browser.post("/verify", "verify", &[("token", &link)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::FOUND, "/promise"));
    assert!(browser.cookies.contains_key("session"));

    let page = browser.get("/promise").await;
    assert!(page.body.contains("特定できる情報を書く場所ではありません"));
    assert!(page.body.contains("通告義務がある場合は、所属機関の手順を優先してください"));
    assert!(page.body.contains("約束します"));
    let answer = browser.post("/promise", "accept-promise", &[("version", "1"), ("next", "/journal")]).await;
    assert_eq!(answer.location, "/journal");
    later(&app, 86_400);
    browser.call("accept-promise", &[("version", "1"), ("next", "/")]).await;
    let page = browser.get("/promise").await;
    assert!(page.body.contains("2026年11月24日（火）に、この約束をしました"), "the first date stays");
    assert!(browser.get("/me").await.body.contains("minato@example.jp"));

    let answer = browser.post("/me", "sign-out", &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::FOUND, "/sign-in?done=out"));
    assert!(!browser.cookies.contains_key("session"));
    assert_eq!(count(&app, "select count(*) from sessions").await, 0);
    assert_eq!(browser.get("/me").await.location, "/sign-in?next=/me");

    let answer = browser
        .post("/sign-in", "sign-in", &[("email", "MINATO@example.jp"), ("password", PASSWORD), ("next", "/me")])
        .await;
    assert_eq!(answer.location, "/me");
    assert_eq!(browser.post("/me", "sign-out", &[]).await.status, StatusCode::FOUND);
    assert_eq!(browser.post("/me", "sign-out", &[]).await.status, StatusCode::FOUND, "leaving twice is no error");
});

both!(links_work_once_and_in_their_time, |app| async move {
    let mut browser = member(&app, "みなと", "minato@example.jp").await;
    let verify = token(&app, "minato@example.jp", "verify").await;
    browser.cookies.clear();
    for wrong in [verify.as_str(), "", "nothing", "あ\u{202e}</textarea><script>", &"a".repeat(100_000)] {
        let answer = browser.call("verify", &[("token", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.chars().take(20).collect::<String>());
        assert!(browser.cookies.is_empty());
    }
    assert!(browser.get(&format!("/verify?token={verify}")).await.body.contains("このリンクは使えません"));
    assert!(browser.get("/verify").await.body.contains("このリンクは使えません"));

    browser.call("forgot", &[("email", "minato@example.jp")]).await;
    let first = token(&app, "minato@example.jp", "reset").await;
    let new = [("token", first.as_str()), ("password", "あたらしいことばの列")];
    assert_eq!(browser.call("verify", &new[..1]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "other purpose");
    later(&app, 61 * minute());
    assert_eq!(browser.call("reset", &new).await.status, StatusCode::UNPROCESSABLE_ENTITY, "an hour is over");
    later(&app, 1);
    browser.call("forgot", &[("email", "minato@example.jp")]).await;
    let second = token(&app, "minato@example.jp", "reset").await;
    later(&app, 1);
    browser.call("forgot", &[("email", "minato@example.jp")]).await;
    let third = token(&app, "minato@example.jp", "reset").await;
    assert_ne!(second, third);
    let new = |token| [("token", token), ("password", "あたらしいことばの列")];
    assert_eq!(browser.call("reset", &new(second.as_str())).await.status, StatusCode::UNPROCESSABLE_ENTITY, "voided");
    assert_eq!(browser.call("reset", &[("token", third.as_str()), ("password", "short")]).await.status, 422);
    assert_eq!(browser.call("reset", &new(third.as_str())).await.status, StatusCode::OK, "a refused form uses nothing");
    assert_eq!(browser.call("reset", &new(third.as_str())).await.status, StatusCode::UNPROCESSABLE_ENTITY, "replayed");
});

both!(of_two_who_use_one_link_at_once_one_gets_in, |app| async move {
    let mut browser = Browser::new(&app);
    browser.sign_up("みなと", "minato@example.jp").await;
    let link = token(&app, "minato@example.jp", "verify").await;
    let tries = (0..8).map(|_| {
        let (mut browser, link) = (Browser::new(&app), link.clone());
        async move { browser.call("verify", &[("token", &link)]).await.status }
    });
    let statuses = futures::future::join_all(tries).await;
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
    assert_eq!(count(&app, "select count(*) from sessions").await, 1);
});

both!(of_two_who_sign_up_with_one_address_at_once_both_hear_the_same, |app| async move {
    let tries = (0..6).map(|n| {
        let mut browser = Browser::new(&app);
        async move { browser.sign_up(&format!("ひと{n}"), "minato@example.jp").await }
    });
    for answer in futures::future::join_all(tries).await {
        assert_eq!(answer.location, "/sign-up/sent", "{answer:?}");
    }
    assert_eq!(count(&app, "select count(*) from users").await, 1);
    assert_eq!(letters(&app, "minato@example.jp").await.len(), 6);
    assert_eq!(count(&app, "select count(*) from one_time_links where used_at is null").await, 1);
});

both!(nobody_can_tell_who_is_a_member, |app| async move {
    member(&app, "みなと", "known@example.jp").await;
    let mut waiting = Browser::new(&app);
    waiting.sign_up("あおい", "waiting@example.jp").await;
    let addresses = ["known@example.jp", "waiting@example.jp", "unknown@example.jp"];
    for (deed, page) in [("send-again", "/sign-up/sent"), ("forgot", "/forgot"), ("sign-up", "/sign-up")] {
        let mut answers = Vec::new();
        for address in addresses {
            later(&app, 1);
            let before = letters(&app, address).await.len();
            let mut browser = Browser::new(&app);
            let fields = [("name", "だれか"), ("email", address), ("password", PASSWORD)];
            let fields = if deed == "sign-up" { &fields[..] } else { &fields[1..2] };
            let answer = browser.post(page, deed, fields).await;
            let shown = browser.get(&answer.location).await;
            assert_eq!(letters(&app, address).await.len(), before + 1, "{deed} {address}");
            let json = Browser::new(&app).call(deed, fields).await;
            // Each page has a nonce of its own.
            let (_, nonce) = shown.body.split_once("nonce=\"").expect("a nonce");
            let nonce = nonce.split('"').next().expect("its end").to_owned();
            answers.push((answer, shown.status, shown.body.replace(&nonce, ""), json));
        }
        assert_eq!(answers[0], answers[1], "{deed}");
        assert_eq!(answers[0], answers[2], "{deed}");
    }
    let kinds = |letters: Vec<(String, String)>| letters.into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    assert!(kinds(letters(&app, "known@example.jp").await).contains(&"already".to_owned()));
    assert!(kinds(letters(&app, "unknown@example.jp").await).contains(&"unknown".to_owned()));
    let text = letters(&app, "known@example.jp").await.iter().map(|(_, text)| text.clone()).collect::<String>();
    assert!(text.contains("/sign-in") && text.contains("/forgot") && !text.contains(PASSWORD));

    // A wrong password, an unknown address and an account without a password read the same.
    let mut conn = app.state.db.read().await.expect("a connection");
    let now = app.state.now();
    store::create_admin(&mut conn, "admin@example.jp", "運営", now, &app.state.vault).await.expect("an organiser");
    drop(conn);
    let mut answers = Vec::new();
    for address in ["known@example.jp", "nobody@example.jp", "admin@example.jp", "waiting@example.jp"] {
        let answer =
            Browser::new(&app).call("sign-in", &[("email", address), ("password", "ちがうことばです。")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answers.push(answer);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
});

both!(known_and_unknown_addresses_cost_the_same_time, |app| async move {
    member(&app, "みなと", "known@example.jp").await;
    let mut browser = Browser::new(&app);
    for deed in ["sign-in", "sign-up"] {
        let mut fastest = BTreeMap::from([("known@example.jp", Duration::MAX), ("unknown@example.jp", Duration::MAX)]);
        for _ in 0..5 {
            for (address, fastest) in &mut fastest {
                let started = Instant::now();
                let password = if deed == "sign-in" { "ちがうことばです。" } else { PASSWORD };
                browser.call(deed, &[("name", "だれか"), ("email", address), ("password", password)]).await;
                *fastest = started.elapsed().min(*fastest);
            }
        }
        let (known, unknown) = (fastest["known@example.jp"], fastest["unknown@example.jp"]);
        let ratio = known.as_secs_f64() / unknown.as_secs_f64();
        // Without the decoy the two differ by the whole cost of a hash, many times over.
        assert!((0.4..2.5).contains(&ratio), "{deed}: {known:?} against {unknown:?}");
    }
});

both!(a_sign_up_that_was_never_proven_gives_way_to_the_next, |app| async move {
    let mut stranger = Browser::new(&app);
    let fields = [("name", "よその人"), ("email", "minato@example.jp"), ("password", "よその人のことば")];
    stranger.post("/sign-up", "sign-up", &[fields[0], fields[1], ("password", "よその人が決めたことば")]).await;
    let old = token(&app, "minato@example.jp", "verify").await;
    later(&app, 1);
    let mut browser = member(&app, "みなと", "minato@example.jp").await;
    assert_eq!(stranger.call("verify", &[("token", &old)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer =
        stranger.call("sign-in", &[("email", "minato@example.jp"), ("password", "よその人が決めたことば")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.get("/me").await.body.contains("みなと"));
    // Once proven, signing up with the address changes nothing.
    stranger.sign_up("よその人", "minato@example.jp").await;
    assert!(!browser.get("/me").await.body.contains("よその人"));
    assert_eq!(browser.sign_in("minato@example.jp", PASSWORD).await.status, StatusCode::FOUND);
});

both!(the_right_password_before_the_proof_brings_the_letter_again, |app| async move {
    let mut browser = Browser::new(&app);
    browser.sign_up("みなと", "minato@example.jp").await;
    later(&app, 1);
    let answer = browser.sign_in("minato@example.jp", PASSWORD).await;
    assert_eq!(answer.location, "/sign-up/sent");
    assert!(!browser.cookies.contains_key("session"));
    assert_eq!(letters(&app, "minato@example.jp").await.len(), 2);
});

both!(signing_in_rotates_the_session, |app| async move {
    let mut browser = member(&app, "みなと", "minato@example.jp").await;
    let before = browser.cookies["session"].clone();
    browser.sign_in("minato@example.jp", PASSWORD).await;
    assert_ne!(browser.cookies["session"], before);
    assert_eq!(count(&app, "select count(*) from sessions").await, 1, "the one before has ended");
});

both!(a_new_password_ends_the_other_sign_ins, |app| async move {
    let mut here = member(&app, "みなと", "minato@example.jp").await;
    let mut there = Browser::new(&app);
    there.sign_in("minato@example.jp", PASSWORD).await;
    let change = |present, new| [("present_password", present), ("password", new)];
    let wrong = here.call("password", &change("ちがうことばです。", "あたらしいことばの列")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("present_password"));
    assert_eq!(there.get("/me").await.status, StatusCode::OK, "a refused change ends nothing");

    let answer = here.post("/me/password", "password", &change(PASSWORD, "あたらしいことばの列")).await;
    assert_eq!(answer.location, "/me?done=password");
    assert!(here.get("/me?done=password").await.body.contains("パスワードを変えました"));
    assert_eq!(there.get("/me").await.location, "/sign-in?next=/me");
    assert_eq!(there.call("sign-in", &[("email", "minato@example.jp"), ("password", PASSWORD)]).await.status, 422);
    assert_eq!(letters(&app, "minato@example.jp").await.len(), 2, "and a letter tells of it");

    there.call("forgot", &[("email", "minato@example.jp")]).await;
    let link = token(&app, "minato@example.jp", "reset").await;
    assert!(there.get(&format!("/reset?token={link}")).await.body.contains("新しいパスワードを決める"));
    there.call("reset", &[("token", &link), ("password", "三つめのことばをここに")]).await;
    assert_eq!(here.get("/me").await.location, "/sign-in?next=/me");
    assert_eq!(there.get("/me").await.status, StatusCode::OK);
});

both!(each_person_sees_and_ends_only_their_own_devices, |app| async move {
    let mut here = member(&app, "みなと", "minato@example.jp").await;
    let mut there = Browser::new(&app);
    there.sign_in("minato@example.jp", PASSWORD).await;
    let mut other = member(&app, "あおい", "aoi@example.jp").await;
    let page = here.get("/me/devices").await;
    assert!(page.body.contains("iPhone の Safari"));
    assert_eq!(page.body.matches("data-tone=\"accent\"").count(), 1, "this one is marked");
    let ids = |page: &str| -> Vec<String> {
        page.split("name=\"form[id]\"")
            .skip(1)
            .map(|part| {
                let (_, after) = part.split_once("value=\"").expect("a value");
                after[..36].to_owned()
            })
            .collect()
    };
    let mine = ids(&page.body);
    assert_eq!(mine.len(), 2);
    let theirs = ids(&other.get("/me/devices").await.body);
    assert_eq!(theirs.len(), 1);

    for id in [theirs[0].as_str(), "", "x", "019376b0-7c6a-7000-8000-0123456789ab", &"a".repeat(100_000)] {
        assert_eq!(here.call("end-device", &[("id", id)]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(other.get("/me").await.status, StatusCode::OK);
    assert_eq!(there.get("/me").await.status, StatusCode::OK);
    // The present one is listed first.
    assert_eq!(here.post("/me/devices", "end-device", &[("id", &mine[1])]).await.location, "/me/devices?done=ended");
    assert_eq!(there.get("/me").await.location, "/sign-in?next=/me");
    there.sign_in("minato@example.jp", PASSWORD).await;
    assert_eq!(here.post("/me/devices", "end-other-devices", &[]).await.location, "/me/devices?done=others");
    assert_eq!(there.get("/me").await.location, "/sign-in?next=/me");
    assert_eq!(other.get("/me").await.status, StatusCode::OK, "the others are only one's own");
    assert_eq!(here.post("/me/devices", "end-device", &[("id", &mine[0])]).await.location, "/sign-in?done=out");
    assert!(!here.cookies.contains_key("session"));
});

both!(whoever_is_not_signed_in_may_do_nothing_here, |app| async move {
    let mut visitor = Browser::new(&app);
    visitor.cookies.insert("session".to_owned(), "made-up".to_owned());
    let profile = [("name", "x"), ("locale", "ja"), ("zone", "Asia/Tokyo")];
    let password = [("present_password", PASSWORD), ("password", PASSWORD)];
    let id = [("id", "019376b0-7c6a-7000-8000-0123456789ab")];
    let promise = [("version", "1"), ("next", "/")];
    let deeds: [(&str, &[(&str, &str)]); 8] = [
        ("glance", &[]),
        ("my-profile", &[]),
        ("profile", &profile),
        ("devices", &[]),
        ("end-device", &id),
        ("end-other-devices", &[]),
        ("password", &password),
        ("accept-promise", &promise),
    ];
    for (deed, fields) in deeds {
        assert_eq!(visitor.call(deed, fields).await.status, StatusCode::UNAUTHORIZED, "{deed}");
    }
    for page in ["/me", "/me/profile", "/me/password", "/me/devices"] {
        assert_eq!(visitor.get(page).await.location, format!("/sign-in?next={page}"));
    }
    assert!(visitor.get("/promise").await.body.contains("守秘の約束"), "anybody may read the promise");
});

both!(bad_input_is_told_and_changes_nothing, |app| async move {
    let mut browser = Browser::new(&app);
    let long = "あ".repeat(100_000);
    for (name, email, password) in [
        ("", "", ""),
        (long.as_str(), "minato@example.jp", PASSWORD),
        ("みなと", long.as_str(), PASSWORD),
        ("みなと", "minato@example.jp", long.as_str()),
        ("\u{202e}\u{200f}", "minato@example.jp", PASSWORD),
        ("みなと", "minato@example.jp\r\nBcc: all@example.jp", PASSWORD),
        ("みなと", "minato@example.jp", "🌙🌙🌙"),
    ] {
        let fields = [("name", name), ("email", email), ("password", password)];
        assert_eq!(browser.call("sign-up", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_ne!(browser.call("sign-in", &fields[1..]).await.status, StatusCode::OK);
    }
    assert_eq!(browser.call("sign-up", &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(count(&app, "select count(*) from users").await, 0);
    assert_eq!(count(&app, "select count(*) from letters").await, 0);

    // Without JavaScript the page comes back with what was typed, except the password.
    let evil = "</textarea><script>alert(1)</script>\"";
    let answer = browser
        .post("/sign-up", "sign-up", &[("name", evil), ("email", "minato@"), ("password", "秘密の秘密の秘密の秘密")])
        .await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/sign-up"));
    let page = browser.get("/sign-up").await;
    assert!(page.body.contains("value=\"minato@\"") && page.body.contains("「@」のうしろまで書いてください"));
    assert!(!page.body.contains("秘密の秘密") && !page.body.contains("<script>alert(1)"));

    // An emoji and a script are names like any other, shown as they are.
    let mut browser = member(&app, "🌙</title><script>x", "moon@example.jp").await;
    for page in ["/me", "/me/profile", "/me/password"] {
        let page = browser.get(page).await;
        assert!(page.body.contains("🌙") && !page.body.contains("<script>x"));
    }
});

both!(the_profile_is_kept_and_its_language_holds_at_once, |app| async move {
    let mut browser = member(&app, "みなと", "minato@example.jp").await;
    let mut fields = vec![
        ("name", "湊"),
        ("profession", "psychiatric_social_worker"),
        ("profession_other", "病棟の精神保健福祉士"),
        ("experience", "up_to_nine"),
        ("region", "17"),
        ("works_alone", "true"),
        ("interests[]", "rest"),
        ("interests[]", "only_one"),
        ("locale", "en"),
        ("zone", "Europe/Paris"),
    ];
    let answer = browser.post("/me/profile", "profile", &fields).await;
    assert_eq!(answer.location, "/me/profile?done=saved");
    let page = browser.get("/me/profile?done=saved").await;
    assert!(page.body.contains("lang=\"en\"") && page.body.contains("Saved.") && page.body.contains("Profile"));
    let mut conn = app.state.db.read().await.expect("a connection");
    let id: String = sqlx::query("select id from users").fetch_one(&mut *conn).await.expect("one person").get(0);
    let id: UserId = id.parse().expect("an id");
    let profile = store::profile(&mut conn, &id).await.expect("a profile");
    drop(conn);
    assert_eq!((profile.name.as_str(), profile.region.as_str(), profile.zone.as_str()), ("湊", "17", "Europe/Paris"));
    assert!(profile.works_alone);
    assert_eq!(profile.interests.len(), 2);
    assert_eq!(profile.profession.map(|one| one.as_str()), Some("psychiatric_social_worker"));

    for (field, wrong) in [
        ("name", ""),
        ("profession", "wizard"),
        ("profession_other", "あああああああああああああああああああああああああああああああああああああああああ"),
        ("experience", "99"),
        ("region", "48"),
        ("interests[]", "money"),
        ("locale", "fr"),
        ("zone", "Asia/Atlantis"),
        ("zone", "../../etc/passwd"),
    ] {
        let mut fields = fields.clone();
        fields.retain(|(name, _)| *name != field);
        fields.push((field, wrong));
        let answer = browser.call("profile", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.body.contains(field.trim_end_matches("[]")), "{}", answer.body);
    }
    // What is left out is taken back: an unticked box sends nothing.
    fields.retain(|(name, _)| !matches!(*name, "works_alone" | "interests[]" | "profession_other"));
    browser.call("profile", &fields).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let profile = store::profile(&mut conn, &id).await.expect("a profile");
    assert!(!profile.works_alone && profile.interests.is_empty() && profile.profession_other.is_empty());
});

both!(visitors_and_members_choose_their_language, |app| async move {
    let mut browser = Browser::new(&app);
    let answer = browser.post("/sign-in", "language", &[("locale", "en"), ("next", "/sign-in")]).await;
    assert_eq!(answer.location, "/sign-in");
    assert!(browser.get("/sign-in").await.body.contains("Welcome back"));
    let answer = browser.post("/sign-in", "language", &[("locale", "ja"), ("next", "//evil.example/")]).await;
    assert_eq!(answer.location, "/");
    assert!(browser.get("/sign-in").await.body.contains("おかえりなさい"));
    assert_eq!(browser.call("language", &[("locale", "fr"), ("next", "/")]).await.status, StatusCode::BAD_REQUEST);

    let mut member = member(&app, "みなと", "minato@example.jp").await;
    member.post("/me", "language", &[("locale", "en"), ("next", "/me")]).await;
    member.cookies.remove("lang");
    assert!(member.get("/me").await.body.contains("Sign out"), "kept with the account");
});

both!(too_many_tries_have_to_wait, |app| async move {
    let mut browser = Browser::limited(&app);
    let mut statuses = Vec::new();
    for n in 0..6 {
        let email = format!("m{n}@example.jp");
        let fields = [("name", "x"), ("email", email.as_str()), ("password", PASSWORD)];
        statuses.push(browser.call("sign-up", &fields).await);
    }
    assert!(statuses[..5].iter().all(|answer| answer.status == StatusCode::OK));
    assert_eq!(statuses[5].status, StatusCode::TOO_MANY_REQUESTS);
    assert!(statuses[5].retry_after.is_some_and(|seconds| seconds > 0));
    assert!(letters(&app, "m5@example.jp").await.is_empty());

    // By mail address, wherever the visitor comes from.
    for n in 0..8_u8 {
        browser.address = IpAddr::from([198, 51, 100, n]);
        let answer = browser.call("forgot", &[("email", "someone@example.jp")]).await;
        assert_eq!(answer.status, if n < 5 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS });
    }
    assert_eq!(letters(&app, "someone@example.jp").await.len(), 5);

    // By visitor, whichever account is tried; and by account, wherever from.
    let tries = |n: u8| (format!("victim{n}@example.jp"), "ちがうことばです。");
    browser.address = IpAddr::from([203, 0, 113, 1]);
    for n in 0..11 {
        let (email, password) = tries(n);
        let answer = browser.call("sign-in", &[("email", &email), ("password", password)]).await;
        assert_eq!(answer.status, if n < 10 { 422 } else { 429 });
    }
    for n in 0..11_u8 {
        browser.address = format!("2001:db8:{n:x}::1").parse().expect("an address");
        let answer = browser.call("sign-in", &[("email", "m0@example.jp"), ("password", "ちがうことばです。")]).await;
        assert_eq!(answer.status, if n < 10 { 422 } else { 429 });
        assert_eq!(answer.retry_after.is_some(), n == 10);
    }
    // A page without JavaScript hears it too.
    let answer = browser.post("/sign-in", "sign-in", &[("email", "m0@example.jp"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.retry_after.is_some());
});

both!(the_first_organiser_comes_by_a_link_and_only_the_first, |app| async move {
    let link = async || {
        let now = app.state.now();
        let link = app.state.db.write(now, |tx, now| Box::pin(store::setup_link(tx, *now))).await.expect("a look");
        link
    };
    let first = link().await.expect("there is no organiser yet");
    let second = link().await.expect("still none");
    let mut browser = Browser::new(&app);
    let fields = |token| [("token", token), ("name", "運営"), ("email", "admin@example.jp"), ("password", PASSWORD)];
    assert!(browser.get(&format!("/setup?token={second}")).await.body.contains("はじめの運営者"));
    assert_eq!(browser.call("setup", &fields(first.as_str())).await.status, 422, "the later link counts");
    assert_eq!(browser.call("setup", &fields("")).await.status, 422);
    let answer =
        browser.call("setup", &[("token", second.as_str()), ("name", ""), ("email", ""), ("password", "")]).await;
    assert_eq!(answer.status, 422, "and a refused form uses nothing");
    let answer = browser.post("/setup", "setup", &fields(second.as_str())).await;
    assert_eq!(answer.location, "/promise", "{answer:?}");
    assert!(browser.get("/me").await.body.contains("運営の机"));
    assert_eq!(browser.call("setup", &fields(second.as_str())).await.status, 422);
    assert_eq!(link().await, None);
    assert_eq!(count(&app, "select count(*) from users").await, 1);
});

both!(an_organiser_made_by_hand_chooses_a_password_by_link, |app| async move {
    let make = async |email: &'static str| {
        let input = (email, app.state.vault.clone(), app.state.now());
        let write = app
            .state
            .db
            .write(input, |tx, (email, vault, now)| Box::pin(store::create_admin(tx, email, "運営", *now, vault)));
        write.await.expect("an organiser")
    };
    let link = make("admin@example.jp").await;
    let mut browser = Browser::new(&app);
    let answer = browser.post("/reset", "reset", &[("token", &link), ("password", PASSWORD)]).await;
    assert_eq!(answer.location, "/promise?next=/me%3Fdone%3Dpassword");
    assert!(browser.get("/me").await.body.contains("運営の机"));
    // Somebody who is a member already keeps their account.
    member(&app, "みなと", "minato@example.jp").await;
    make("minato@example.jp").await;
    assert_eq!(count(&app, "select count(*) from users").await, 2);
    assert_eq!(count(&app, "select count(*) from user_roles where role = 'admin'").await, 2);
});

both!(roles_are_given_and_taken_once, |app| async move {
    member(&app, "みなと", "minato@example.jp").await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let id: String = sqlx::query("select id from users").fetch_one(&mut *conn).await.expect("one person").get(0);
    let id: UserId = id.parse().expect("an id");
    for _ in 0..2 {
        store::grant(&mut conn, &id, Role::Host, Some(&id), NOW).await.expect("granted");
    }
    assert_eq!(session::roles_of(&mut conn, &id).await.expect("roles"), [Role::Host]);
    store::revoke(&mut conn, &id, Role::Host).await.expect("revoked");
    assert!(session::roles_of(&mut conn, &id).await.expect("roles").is_empty());
    let contact = store::contact_of(&mut conn, &id).await.expect("a contact");
    assert_eq!((contact.name.as_str(), contact.address.as_str()), ("みなと", "minato@example.jp"));
    assert_eq!(contact.zone, "Asia/Tokyo");
});
