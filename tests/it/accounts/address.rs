//! Another mail address: asked for with the password, proven by a letter to it, and heard of at the old one.

use std::time::{Duration, Instant};

use assemble::accounts::store::address::ask;
use assemble::accounts::store::{NewPerson, joining, secrets};
use assemble::kit::Locale;
use assemble::server::db::Conn;
use http::StatusCode;

use super::browser::{Answer, Browser, PASSWORD, count, later, letters, member, token};
use crate::both;
use crate::locks::meet;
use crate::support::TestApp;

const OLD: &str = "minato@example.jp";
const NEW: &str = "minato.new@example.jp";
const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

async fn minato(app: &TestApp) -> Browser {
    member(app, "みなと", OLD).await
}

async fn wish(browser: &mut Browser, address: &str) -> Answer {
    browser.post("/me/email", "change-email", &[("email", address), ("present_password", PASSWORD)]).await
}

async fn prove(browser: &mut Browser, link: &str) -> StatusCode {
    browser.call("confirm-email", &[("token", link)]).await.status
}

async fn try_password(app: &TestApp, address: &str) -> StatusCode {
    Browser::new(app).call("sign-in", &[("email", address), ("password", PASSWORD)]).await.status
}

async fn kinds(app: &TestApp, address: &str) -> Vec<String> {
    let mut kinds: Vec<String> = letters(app, address).await.into_iter().map(|(kind, _)| kind).collect();
    kinds.sort();
    kinds
}

/// The open links that bring an address.
async fn open(app: &TestApp) -> i64 {
    count(app, "select count(*) from one_time_links where purpose = 'email' and used_at is null").await
}

both!(a_new_address_is_asked_for_proven_and_heard_of_at_the_old_one, |app| async move {
    let mut here = minato(&app).await;
    let mut there = Browser::new(&app);
    there.sign_in(OLD, PASSWORD).await;
    assert!(here.get("/me").await.body.contains("href=\"/me/email\""));
    assert!(here.get("/me/email").await.body.contains(OLD));

    assert_eq!(wish(&mut here, " Minato.New@Example.JP ").await.location, "/me/email?done=asked");
    let page = here.get("/me/email?done=asked").await.body;
    assert!(page.contains(NEW) && page.contains("取りやめる") && page.contains("メールをお送りしました"), "{page}");
    assert_eq!(kinds(&app, NEW).await, ["address"]);
    assert_eq!(kinds(&app, OLD).await, ["address-asked", "verify"]);
    let (_, asked) = letters(&app, OLD).await.into_iter().find(|(kind, _)| kind == "address-asked").expect("a letter");
    assert!(asked.contains("心あたりがないとき") && asked.contains("/forgot") && !asked.contains(NEW), "{asked}");
    let (_, proof) = letters(&app, NEW).await.remove(0);
    assert!(!proof.contains("みなと"), "no word of a stranger goes to an address that is not theirs: {proof}");

    // Until it is proven everything is as it was, and looking proves nothing.
    let link = token(&app, NEW, "address").await;
    for _ in 0..2 {
        let page = here.get(&format!("/me/email/confirm?token={link}")).await;
        assert!(page.body.contains("このアドレスに変える"), "{}", page.body);
    }
    assert_eq!((try_password(&app, OLD).await, try_password(&app, NEW).await), (StatusCode::OK, REFUSED));
    there.call("forgot", &[("email", OLD)]).await;
    let reset = token(&app, OLD, "reset").await;

    let page = format!("/me/email/confirm?token={link}");
    assert_eq!(here.post(&page, "confirm-email", &[("token", &link)]).await.location, "/me?done=email");
    let page = here.get("/me?done=email").await.body;
    assert!(page.contains("メールアドレスを変えました") && page.contains(NEW) && !page.contains(OLD), "{page}");
    assert_eq!(there.get("/me").await.location, "/sign-in?next=/me", "other sign-ins end, as with a new password");
    assert_eq!((try_password(&app, OLD).await, try_password(&app, NEW).await), (REFUSED, StatusCode::OK));
    assert!(kinds(&app, OLD).await.contains(&"address-changed".to_owned()));
    let late = [("token", reset.as_str()), ("password", "あたらしいことばの列")];
    assert_eq!(there.call("reset", &late).await.status, REFUSED, "letters to the old address open nothing");
    assert_eq!(prove(&mut here, &link).await, REFUSED, "replayed");
    assert!(here.get(&format!("/me/email/confirm?token={link}")).await.body.contains("このリンクは使えません"));
});

both!(one_address_waits_at_a_time_and_may_be_taken_back, |app| async move {
    let mut browser = minato(&app).await;
    wish(&mut browser, "first@example.jp").await;
    let first = token(&app, "first@example.jp", "address").await;
    later(&app, 1);
    wish(&mut browser, NEW).await;
    let second = token(&app, NEW, "address").await;
    assert_eq!((prove(&mut browser, &first).await, open(&app).await), (REFUSED, 1));
    assert!(!browser.get("/me/email").await.body.contains("first@example.jp"));
    // A second press on the button sends nothing; a minute later one may well ask again.
    wish(&mut browser, NEW).await;
    assert_eq!(letters(&app, NEW).await.len(), 1);
    later(&app, 61);
    wish(&mut browser, NEW).await;
    assert_eq!((letters(&app, NEW).await.len(), prove(&mut browser, &second).await), (2, REFUSED));

    let third = token(&app, NEW, "address").await;
    assert_eq!(browser.post("/me/email", "keep-email", &[]).await.location, "/me/email?done=kept");
    let page = browser.get("/me/email?done=kept").await.body;
    assert!(page.contains("取りやめました") && !page.contains(NEW), "{page}");
    assert_eq!((prove(&mut browser, &third).await, open(&app).await), (REFUSED, 0));
    assert_eq!(browser.call("keep-email", &[]).await.status, StatusCode::OK, "nothing is left to take back");
    // One may ask again at once; and everything has its time.
    later(&app, 1);
    wish(&mut browser, NEW).await;
    assert_eq!(open(&app).await, 1);
    let fourth = token(&app, NEW, "address").await;
    later(&app, 24 * 3600 + 1);
    assert_eq!(prove(&mut browser, &fourth).await, REFUSED);
    assert!(!browser.get("/me/email").await.body.contains(NEW));
    assert_eq!(try_password(&app, OLD).await, StatusCode::OK);
});

// Who is warned at the old address does what the letter says, and the stranger's link is good for nothing.
both!(a_new_password_takes_a_strangers_wish_back, |app| async move {
    let mut stranger = minato(&app).await;
    wish(&mut stranger, "stranger@example.jp").await;
    let link = token(&app, "stranger@example.jp", "address").await;
    let mut owner = Browser::new(&app);
    owner.call("forgot", &[("email", OLD)]).await;
    let reset = token(&app, OLD, "reset").await;
    assert_eq!(owner.call("reset", &[("token", &reset), ("password", "あたらしいことばの列")]).await.status, 200);
    assert_eq!(open(&app).await, 0);
    assert_eq!(prove(&mut stranger, &link).await, StatusCode::UNAUTHORIZED);
    assert_eq!(prove(&mut owner, &link).await, REFUSED);
    assert_eq!(count(&app, "select count(*) from users where email = 'minato@example.jp'").await, 1);
});

both!(a_link_is_of_use_only_to_who_asked_for_it, |app| async move {
    let (mut mine, mut other) = (minato(&app).await, member(&app, "あおい", "aoi@example.jp").await);
    wish(&mut mine, NEW).await;
    let link = token(&app, NEW, "address").await;
    assert_eq!(prove(&mut other, &link).await, REFUSED);
    other.call("keep-email", &[]).await;
    let mut visitor = Browser::new(&app);
    assert_eq!(prove(&mut visitor, &link).await, StatusCode::UNAUTHORIZED);
    let there = visitor.get(&format!("/me/email/confirm?token={link}")).await.location;
    assert!(there.starts_with("/sign-in?next=/me/email/confirm") && there.contains(&link), "they come back: {there}");
    assert!(!other.get("/me/email").await.body.contains(NEW));
    assert_eq!(open(&app).await, 1);
    assert_eq!(prove(&mut mine, &link).await, StatusCode::OK);
});

both!(what_is_no_address_or_no_password_is_told_and_changes_nothing, |app| async move {
    let mut browser = minato(&app).await;
    let long = "あ".repeat(100_000);
    for (email, password, field) in [
        ("", PASSWORD, "email"),
        ("minato@", PASSWORD, "email"),
        (long.as_str(), PASSWORD, "email"),
        ("minato@example.jp\r\nBcc: all@example.jp", PASSWORD, "email"),
        (OLD, PASSWORD, "email"),
        (NEW, "", "present_password"),
        (NEW, "ちがうことばです。", "present_password"),
        (NEW, long.as_str(), "present_password"),
    ] {
        let fields = [("email", email), ("present_password", password)];
        let answer = browser.call("change-email", &fields).await;
        assert!(answer.status == REFUSED && answer.body.contains(field), "{field}: {answer:?}");
    }
    for wrong in ["", "nothing", "あ\u{202e}</textarea><script>", long.as_str()] {
        assert_eq!(prove(&mut browser, wrong).await, REFUSED);
    }
    assert_eq!((open(&app).await, letters(&app, NEW).await.len()), (0, 0));
    // Without JavaScript the page comes back with what was typed, except the password.
    let fields = [("email", NEW), ("present_password", "ちがうことばです。")];
    assert_eq!(browser.post("/me/email", "change-email", &fields).await.location, "/me/email");
    let page = browser.get("/me/email").await.body;
    assert!(page.contains("いまのパスワードとちがうようです") && page.contains(&format!("value=\"{NEW}\"")), "{page}");
    assert!(!page.contains("ちがうことばです"));
});

both!(nobody_hears_from_a_wish_who_is_a_member, |app| async move {
    member(&app, "あおい", "known@example.jp").await;
    Browser::new(&app).sign_up("そら", "waiting@example.jp").await;
    let mut browser = minato(&app).await;
    let mut answers = Vec::new();
    for address in ["known@example.jp", "waiting@example.jp", "unknown@example.jp"] {
        later(&app, 1);
        let before = (letters(&app, address).await.len(), letters(&app, OLD).await.len());
        let answer = wish(&mut browser, address).await;
        let after = (letters(&app, address).await.len(), letters(&app, OLD).await.len());
        assert_eq!(after, (before.0 + 1, before.1 + 1), "{address}");
        let page = browser.get(&answer.location).await.body;
        // Each page has a nonce of its own.
        let (_, nonce) = page.split_once("nonce=\"").expect("a nonce");
        let nonce = nonce.split('"').next().expect("its end").to_owned();
        answers.push((answer, page.replace(&nonce, "").replace(address, "")));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    assert!(kinds(&app, "known@example.jp").await.contains(&"address-taken".to_owned()));
    let (_, taken) = letters(&app, "known@example.jp").await.pop().expect("a letter");
    assert!(!taken.contains("token=") && !taken.contains("みなと"), "{taken}");
    assert_eq!(kinds(&app, "waiting@example.jp").await, ["address", "verify"]);
});

both!(known_and_unknown_addresses_take_a_wish_in_the_same_time, |app| async move {
    member(&app, "あおい", "known@example.jp").await;
    let mut browser = minato(&app).await;
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..7 {
        for (address, fastest) in ["known@example.jp", "unknown@example.jp"].iter().zip(&mut fastest) {
            later(&app, 61);
            let started = Instant::now();
            assert_eq!(wish(&mut browser, address).await.location, "/me/email?done=asked");
            *fastest = started.elapsed().min(*fastest);
        }
    }
    let ratio = fastest[0].as_secs_f64() / fastest[1].as_secs_f64();
    assert!((0.4..2.5).contains(&ratio), "{fastest:?}");
});

both!(an_address_that_was_taken_meanwhile_stays_its_owners, |app| async move {
    let mut here = minato(&app).await;
    let mut there = Browser::new(&app);
    there.sign_in(OLD, PASSWORD).await;
    wish(&mut here, NEW).await;
    let link = token(&app, NEW, "address").await;
    let mut owner = member(&app, "あおい", NEW).await;
    let answer = here.call("confirm-email", &[("token", &link)]).await;
    assert!(answer.status == REFUSED && answer.body.contains("席は、もうあります"), "{answer:?}");
    assert!(owner.get("/me").await.body.contains("あおい"));
    assert!(here.get("/me").await.body.contains(OLD));
    assert_eq!(there.get("/me").await.status, StatusCode::OK, "what was refused ends nothing");
    assert!(!kinds(&app, OLD).await.contains(&"address-changed".to_owned()));
});

// Anybody can sign up with an address: what nobody proved keeps no address from who did.
both!(a_sign_up_that_nobody_proved_gives_way, |app| async move {
    let mut browser = minato(&app).await;
    Browser::new(&app).sign_up("よその人", NEW).await;
    let theirs = token(&app, NEW, "verify").await;
    wish(&mut browser, NEW).await;
    let link = token(&app, NEW, "address").await;
    assert_eq!(prove(&mut browser, &link).await, StatusCode::OK);
    assert_eq!(try_password(&app, NEW).await, StatusCode::OK);
    assert!(browser.get("/me").await.body.contains("みなと"));
    let late = Browser::new(&app).call("verify", &[("token", &theirs), ("password", PASSWORD)]).await;
    assert_eq!(late.status, REFUSED);
    // Whoever signs up with it now hears that it is a member's, and the old address is free.
    later(&app, 61);
    Browser::new(&app).sign_up("よその人", NEW).await;
    assert!(kinds(&app, NEW).await.contains(&"already".to_owned()));
    member(&app, "あたらしい人", OLD).await;
});

// On PostgreSQL the sign-up is not seen while it is being written, and the unique address refuses the proof: it looks
// again.
both!(a_sign_up_at_the_moment_of_the_proof_gives_way, |app| async move {
    let mut browser = minato(&app).await;
    wish(&mut browser, NEW).await;
    let link = token(&app, NEW, "address").await;
    let stranger = NewPerson {
        id: app.state.new_id(),
        email: NEW.to_owned(),
        password_hash: "x".to_owned(),
        name: "よその人".to_owned(),
        locale: Locale::ja,
        zone: "Asia/Tokyo".to_owned(),
    };
    let (config, vault, now) = (app.state.config.clone(), app.state.vault.clone(), app.state.now());
    let proof = async { Ok(prove(&mut browser, &link).await) };
    let met = meet(&app, async |tx: &mut Conn| joining::join(tx, &config, &vault, &stranger, now).await, proof).await;
    assert_eq!(met.second.expect("an answer"), StatusCode::OK);
    assert_eq!(try_password(&app, NEW).await, StatusCode::OK);
    assert!(browser.get("/me").await.body.contains("みなと"));
});

both!(of_two_proofs_at_once_one_counts, |app| async move {
    let mut browser = minato(&app).await;
    wish(&mut browser, NEW).await;
    let link = token(&app, NEW, "address").await;
    let tries = (0..6).map(|_| {
        let (mut browser, cookies, link) = (Browser::new(&app), browser.cookies.clone(), link.clone());
        async move {
            browser.cookies = cookies;
            prove(&mut browser, &link).await
        }
    });
    let statuses = futures::future::join_all(tries).await;
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
    assert_eq!(kinds(&app, OLD).await, ["address-asked", "address-changed", "verify"]);
});

both!(of_two_who_prove_one_address_at_once_one_has_it, |app| async move {
    let people = [("あおい", "aoi@example.jp"), ("そら", "sora@example.jp"), ("うみ", "umi@example.jp")];
    let mut ready = Vec::new();
    for (name, email) in people {
        let mut browser = member(&app, name, email).await;
        later(&app, 1);
        wish(&mut browser, NEW).await;
        ready.push((browser, token(&app, NEW, "address").await));
    }
    let tries = ready.into_iter().map(|(mut browser, link)| async move { prove(&mut browser, &link).await });
    let statuses = futures::future::join_all(tries).await;
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| *status == StatusCode::OK || *status == REFUSED), "{statuses:?}");
    assert_eq!(count(&app, "select count(*) from users where email = 'minato.new@example.jp'").await, 1);
});

// `ask` locks the person. Without it neither sees the other's wish, and two links lead to the address.
both!(of_two_wishes_at_once_the_second_is_a_second_press_on_the_button, |app| async move {
    let mut browser = minato(&app).await;
    let account = secrets::by_email(&mut app.state.db.read().await.expect("a connection"), OLD).await;
    let account = account.expect("it is read").expect("an account");
    let (config, now) = (app.state.config.clone(), app.state.now());
    let again = async { Ok(wish(&mut browser, NEW).await) };
    let met = meet(&app, async |tx: &mut Conn| ask(tx, &config, &account, NEW, now).await, again).await;
    assert_eq!(met.second.expect("an answer").location, "/me/email?done=asked");
    assert_eq!((open(&app).await, letters(&app, NEW).await.len()), (1, 1));
});

both!(wishes_have_the_budget_of_other_letters, |app| async move {
    let cookies = minato(&app).await.cookies;
    let mut browser = Browser::limited(&app);
    browser.cookies = cookies;
    let mut answers = Vec::new();
    for n in 0..6 {
        answers.push(wish(&mut browser, &format!("m{n}@example.jp")).await);
    }
    assert!(answers[..5].iter().all(|answer| answer.location == "/me/email?done=asked"), "{answers:?}");
    assert_eq!(answers[5].status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answers[5].retry_after.is_some_and(|seconds| seconds > 0));
    assert!(letters(&app, "m5@example.jp").await.is_empty());
    assert!(browser.get("/me/email").await.body.contains("m4@example.jp"), "the one before still waits");
});
