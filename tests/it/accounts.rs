//! Accounts over the real router: joining, the door, devices, the promise; and that nobody can tell who is a member.

mod address;
mod browser;
mod closing;
mod locked_out;
mod me;
mod organiser;
mod pending;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use assemble::accounts::store;
use http::StatusCode;

use self::browser::{Browser, PASSWORD, count, later, letters, member, token};
use crate::both;
use crate::journal::run;

both!(a_newcomer_comes_in_promises_and_leaves, |app| async move {
    let mut browser = Browser::new(&app);
    let page = browser.get("/sign-up").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("登録する"));

    let answer = browser.sign_up("みなと", " Minato@Example.JP ").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::FOUND, "/sign-up/sent"));
    let page = browser.get("/sign-up/sent").await.body;
    assert!(page.contains("もう一度送る") && page.contains(">minato@example.jp<"), "{page}");
    assert!(page.contains("アドレスを直す") && !page.contains("type=\"email\""), "nobody types it twice: {page}");
    let page = browser.get("/sign-up/sent").await.body;
    assert!(!page.contains("minato@example.jp") && page.contains("type=\"email\""), "said once: {page}");
    assert!(!browser.cookies.contains_key("session"), "nobody is in before the address is proven");

    let link = token(&app, "minato@example.jp", "verify").await;
    for _ in 0..2 {
        let page = browser.get(&format!("/verify?token={link}")).await;
        assert!(page.body.contains("確認して、はじめる"), "looking does not use the link");
    }
    let answer = browser.post("/verify", "verify", &[("token", &link), ("password", PASSWORD)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::FOUND, "/promise"));
    assert!(browser.cookies.contains_key("session"));

    let page = browser.get("/promise").await;
    assert!(page.body.contains("特定できる情報を書く場所ではありません"));
    assert!(page.body.contains("通告義務がある場合は、所属機関の手順を優先してください"));
    assert!(page.body.contains("約束します"));
    assert!(page.body.contains("action=\"/api/accounts/sign-out\""), "nobody is held at the gate");
    assert!(!Browser::new(&app).get("/promise").await.body.contains("sign-out"), "visitors only read");
    let answer = browser.post("/promise", "accept-promise", &[("version", "1"), ("next", "/journal")]).await;
    assert_eq!(answer.location, "/journal");
    later(&app, 86_400);
    browser.call("accept-promise", &[("version", "1"), ("next", "/")]).await;
    let page = browser.get("/promise").await;
    assert!(page.body.contains("2026年11月24日（火）に、この約束をしました"), "the first date stays");
    assert!(!page.body.contains("sign-out"), "the way out is on わたし again");
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

both!(a_new_version_of_the_promise_is_asked_for_and_the_one_before_stays_on_record, |app| async move {
    let mut browser = member(&app, "みなと", "minato@example.jp").await;
    for other in ["0", "2", "-1"] {
        let answer = browser.call("accept-promise", &[("version", other), ("next", "/")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "nobody promises what they were not shown: {other}");
    }
    assert_eq!(count(&app, "select count(*) from promises").await, 0);
    let present = [("version", "1"), ("next", "/")];
    assert_eq!(browser.call("accept-promise", &present).await.status, StatusCode::OK);
    assert_eq!(browser.get("/journal").await.status, StatusCode::OK);
    run(&app, "update promises set version = 0").await;
    assert!(browser.get("/journal").await.location.starts_with("/promise"), "theirs is an earlier one");
    assert!(browser.get("/promise").await.body.contains("/api/accounts/accept-promise"));
    assert_eq!(browser.call("accept-promise", &present).await.status, StatusCode::OK);
    assert_eq!(count(&app, "select count(*) from promises").await, 2);
    assert_eq!(browser.get("/journal").await.status, StatusCode::OK);
});

both!(links_work_once_and_in_their_time, |app| async move {
    let mut browser = member(&app, "みなと", "minato@example.jp").await;
    let verify = token(&app, "minato@example.jp", "verify").await;
    browser.cookies.clear();
    for wrong in [verify.as_str(), "", "nothing", "あ\u{202e}</textarea><script>", &"a".repeat(100_000)] {
        let answer = browser.call("verify", &[("token", wrong), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.chars().take(20).collect::<String>());
        assert!(browser.cookies.is_empty());
    }
    assert!(browser.get(&format!("/verify?token={verify}")).await.body.contains("このリンクは使えません"));
    assert!(browser.get("/verify").await.body.contains("このリンクは使えません"));

    browser.call("forgot", &[("email", "minato@example.jp")]).await;
    let first = token(&app, "minato@example.jp", "reset").await;
    let new = [("token", first.as_str()), ("password", "あたらしいことばの列")];
    assert_eq!(browser.call("verify", &new).await.status, StatusCode::UNPROCESSABLE_ENTITY, "other purpose");
    later(&app, 61 * 60);
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
        async move { browser.call("verify", &[("token", &link), ("password", PASSWORD)]).await.status }
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
    assert_eq!(count(&app, "select count(*) from one_time_links where used_at is null").await, 6, "a link for each");
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
            // Each page has a nonce of its own, and may say the address that was typed.
            let (_, nonce) = shown.body.split_once("nonce=\"").expect("a nonce");
            let nonce = nonce.split('"').next().expect("its end").to_owned();
            answers.push((answer, shown.status, shown.body.replace(&nonce, "").replace(address, ""), json));
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
    member(&app, "みなと", "known0@example.jp").await;
    let mut browser = Browser::new(&app);
    // Several sign-ups wait there, and still one password is tried.
    for _ in 0..3 {
        browser.sign_up("あおい", "waiting0@example.jp").await;
    }
    for deed in ["sign-in", "sign-up"] {
        let all = ["known", "unknown", "waiting"];
        let mut fastest = BTreeMap::from(all.map(|who| (who, Duration::MAX)));
        for turn in 0..9 {
            // The same once more within a minute would be a second press on the button, and cost nothing.
            let name = format!("だれか{turn}");
            for (who, fastest) in &mut fastest {
                // Who signed up is unknown no more.
                let nth = if *who == "unknown" { turn } else { 0 };
                let address = format!("{who}{nth}@example.jp");
                let started = Instant::now();
                let password = if deed == "sign-in" { "ちがうことばです。" } else { PASSWORD };
                browser.call(deed, &[("name", &name), ("email", &address), ("password", password)]).await;
                *fastest = started.elapsed().min(*fastest);
            }
        }
        let unknown = fastest["unknown"];
        for who in all {
            let ratio = fastest[who].as_secs_f64() / unknown.as_secs_f64();
            // Without the decoy they differ by the whole cost of a hash, many times over.
            assert!((0.4..2.5).contains(&ratio), "{deed} {who}: {:?} against {unknown:?}", fastest[who]);
        }
    }
});

both!(whoever_mistyped_their_address_finds_the_rest_of_the_form_again, |app| async move {
    member(&app, "みなと", "known@example.jp").await;
    let fields = |email| [("name", "\"あおい\" </textarea>"), ("email", email), ("password", PASSWORD)];
    let mut forms = Vec::new();
    // A member's address and an unknown one come back alike, with the program of the browser and without.
    for (email, program) in [
        ("known@example.jp", false),
        ("unknwon@example.jp", false),
        ("known@example.jp", true),
        ("slip@example.jp", true),
    ] {
        later(&app, 61);
        let mut browser = Browser::new(&app);
        let answer = match program {
            true => browser.call("sign-up", &fields(email)).await,
            false => browser.post("/sign-up", "sign-up", &fields(email)).await,
        };
        assert_eq!(answer.location, "/sign-up/sent", "{answer:?}");
        assert!(browser.get("/sign-up/sent").await.body.contains("href=\"/sign-up\""));
        browser.post("/sign-up/sent", "send-again", &[("email", email)]).await;
        browser.get("/sign-up/sent?done=again").await;
        let page = browser.get("/sign-up").await.body;
        let (_, form) = page.split_once("action=\"/api/accounts/sign-up\"").expect("the form");
        let form = form.split("</form>").next().expect("its end");
        assert!(form.contains("value=\"&quot;あおい&quot; &lt;/textarea&gt;\""), "{form}");
        assert!(form.contains(&format!("value=\"{email}\"")), "{form}");
        assert!(!page.contains(PASSWORD) && !form.contains("aria-invalid=\"true\""), "{form}");
        forms.push(form.replace(email, ""));
        assert!(!browser.get("/sign-up").await.body.contains("あおい"), "it comes back once");
    }
    assert!(forms.iter().all(|form| *form == forms[0]), "{forms:?}");

    // The right address is one field away. Who is in leaves nothing for the next at this computer.
    let mut browser = Browser::new(&app);
    browser.sign_up("ひかり", "hikari@example.jp").await;
    let link = token(&app, "hikari@example.jp", "verify").await;
    let answer = browser.post("/verify", "verify", &[("token", &link), ("password", PASSWORD)]).await;
    assert_eq!(answer.location, "/promise");
    browser.post("/promise", "sign-out", &[]).await;
    assert!(!browser.get("/sign-up").await.body.contains("ひかり"));
});
