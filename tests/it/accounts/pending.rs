//! Sign-ups that wait for the proof of their address: each letter stands for the sign-up that it was written for.

use std::net::IpAddr;

use assemble::accounts::store;
use assemble::server::db::{Conn, Db};
use http::StatusCode;
use sqlx::Row;

use super::browser::{Browser, PASSWORD, count, later, letters, member, token};
use crate::both;
use crate::databases::Database;
use crate::locks::meet;
use crate::support::{On, TestApp};

const ADDRESS: &str = "minato@example.jp";
const STRANGER: &str = "よその人が決めたことば";

/// Somebody signs up with an address that is not theirs; the token of the letter that its owner gets.
async fn stranger(app: &TestApp) -> String {
    later(app, 1);
    let fields = [("name", "よその人"), ("email", ADDRESS), ("password", STRANGER)];
    assert_eq!(Browser::new(app).post("/sign-up", "sign-up", &fields).await.location, "/sign-up/sent");
    token(app, ADDRESS, "verify").await
}

/// The owner of the address signs up; the token of their letter.
async fn owner(app: &TestApp) -> String {
    later(app, 1);
    assert_eq!(Browser::new(app).sign_up("みなと", ADDRESS).await.location, "/sign-up/sent");
    token(app, ADDRESS, "verify").await
}

async fn try_password(app: &TestApp, password: &str) -> StatusCode {
    Browser::new(app).call("sign-in", &[("email", ADDRESS), ("password", password)]).await.status
}

/// Follows the link of a letter and gives a password there.
async fn open(app: &TestApp, link: &str, password: &str) -> (StatusCode, Browser) {
    let mut browser = Browser::new(app);
    let status = browser.call("verify", &[("token", link), ("password", password)]).await.status;
    (status, browser)
}

const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

both!(a_later_sign_up_takes_nothing_from_the_one_before, |app| async move {
    let mine = owner(&app).await;
    let theirs = stranger(&app).await;
    let (status, mut browser) = open(&app, &mine, PASSWORD).await;
    assert_eq!(status, StatusCode::OK, "the letter of the first sign-up is as good as it was");
    assert!(browser.get("/me").await.body.contains("みなと"));
    assert_eq!(try_password(&app, STRANGER).await, REFUSED);
    assert_eq!(try_password(&app, PASSWORD).await, StatusCode::OK);

    // With the proof every other link is void.
    assert!(browser.get(&format!("/verify?token={theirs}")).await.body.contains("このリンクは使えません"));
    assert_eq!(open(&app, &theirs, STRANGER).await.0, REFUSED);
    assert_eq!(try_password(&app, STRANGER).await, REFUSED);
    assert!(browser.get("/me").await.body.contains("みなと"));
    assert_eq!(count(&app, "select count(*) from one_time_links where used_at is null").await, 0);

    // And signing up once more changes nothing.
    later(&app, 1);
    Browser::new(&app).sign_up("よその人", ADDRESS).await;
    assert_eq!(letters(&app, ADDRESS).await.last().map(|(kind, _)| kind.as_str()), Some("already"));
    assert!(!browser.get("/me").await.body.contains("よその人"));
});

both!(an_earlier_sign_up_takes_nothing_from_the_one_after, |app| async move {
    let theirs = stranger(&app).await;
    let mine = owner(&app).await;
    let (status, mut browser) = open(&app, &mine, PASSWORD).await;
    assert_eq!(status, StatusCode::OK);
    assert!(browser.get("/me").await.body.contains("みなと"));
    assert_eq!(open(&app, &theirs, STRANGER).await.0, REFUSED);
    assert_eq!((try_password(&app, STRANGER).await, try_password(&app, PASSWORD).await), (REFUSED, StatusCode::OK));
});

// The name is a stranger's own text: 「当選おめでとう http://…」 would come to anybody's address from us.
both!(no_letter_to_an_unproven_address_holds_a_word_of_who_signed_up, |app| async move {
    owner(&app).await;
    stranger(&app).await;
    let mut browser = Browser::new(&app);
    browser.call("send-again", &[("email", ADDRESS)]).await;
    browser.call("forgot", &[("email", ADDRESS)]).await;
    browser.sign_in(ADDRESS, STRANGER).await;
    let letters = letters(&app, ADDRESS).await;
    assert_eq!(letters.len(), 5);
    for (kind, text) in &letters {
        assert!(!text.contains("よその人") && !text.contains("みなと"), "{kind}: {text}");
    }
    assert!(letters.iter().any(|(kind, text)| kind == "verify" && text.contains("おぼえがなければ")));
});

both!(a_strangers_letter_leads_nobody_into_an_account_whose_password_they_know, |app| async move {
    let theirs = stranger(&app).await;
    let mut browser = Browser::new(&app);
    let page = browser.get(&format!("/verify?token={theirs}")).await;
    assert!(page.body.contains("name=\"form[password]\"") && page.body.contains("href=\"/forgot\""), "{}", page.body);
    for password in ["", PASSWORD] {
        let fields = [("token", theirs.as_str()), ("password", password)];
        let answer = browser.post(&format!("/verify?token={theirs}"), "verify", &fields).await;
        assert_eq!(answer.location, format!("/verify?token={theirs}"));
        assert!(!browser.cookies.contains_key("session"));
        assert!(browser.get(&answer.location).await.body.contains("field-error"));
    }
    // The owner of the address chooses a password of their own, and the stranger's is good for nothing.
    browser.call("forgot", &[("email", ADDRESS)]).await;
    let link = token(&app, ADDRESS, "reset").await;
    assert_eq!(browser.call("reset", &[("token", &link), ("password", PASSWORD)]).await.status, StatusCode::OK);
    assert_eq!(browser.get("/me").await.status, StatusCode::OK);
    assert_eq!((try_password(&app, STRANGER).await, open(&app, &theirs, STRANGER).await.0), (REFUSED, REFUSED));
});

both!(passwords_of_a_link_are_not_tried_without_end, |app| async move {
    let mine = owner(&app).await;
    let mut browser = Browser::limited(&app);
    let mut statuses = Vec::new();
    for n in 0..11_u8 {
        browser.address = IpAddr::from([198, 51, 100, n]);
        statuses.push(browser.call("verify", &[("token", &mine), ("password", STRANGER)]).await.status);
    }
    assert!(statuses[..10].iter().all(|status| *status == REFUSED), "{statuses:?}");
    assert_eq!(statuses[10], StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(open(&app, &mine, PASSWORD).await.0, StatusCode::OK, "the link is as good as it was");
});

both!(of_several_links_for_one_address_one_is_used, |app| async move {
    let mut links = Vec::new();
    for _ in 0..4 {
        links.push(owner(&app).await);
        links.push(stranger(&app).await);
    }
    let words = [PASSWORD, STRANGER];
    let tries = links.iter().enumerate().map(|(at, link)| open(&app, link, words[at % 2]));
    let statuses: Vec<StatusCode> =
        futures::future::join_all(tries).await.into_iter().map(|(status, _)| status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
    assert_eq!(count(&app, "select count(*) from sessions").await, 1);
    // The password is the one that belongs to the link that was used.
    let mine = statuses.iter().position(|status| *status == StatusCode::OK).is_some_and(|at| at % 2 == 0);
    let (right, wrong) = if mine { (PASSWORD, STRANGER) } else { (STRANGER, PASSWORD) };
    assert_eq!((try_password(&app, right).await, try_password(&app, wrong).await), (StatusCode::OK, REFUSED));
});

// `join` locks the account whose address waits. Without it the address still waits for who signs up, and they get a
// link that is of no use, although the account is there by then.
both!(who_signs_up_while_the_address_is_being_proven_hears_that_they_are_in, |app| async move {
    let mine = owner(&app).await;
    later(&app, 61);
    let now = app.state.now();
    let mut browser = Browser::new(&app);
    let again = async { Ok(browser.sign_up("みなと", ADDRESS).await) };
    let met = meet(&app, async |tx: &mut Conn| store::joining::prove(tx, &mine, now).await, again).await;
    assert!(met.first.is_some());
    assert_eq!(met.second.expect("an answer").location, "/sign-up/sent");
    let kinds: Vec<String> = letters(&app, ADDRESS).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["verify", "already"]);
});

both!(a_second_press_on_the_button_sends_no_second_letter, |app| async move {
    let (mut one, mut two) = (Browser::new(&app), Browser::new(&app));
    let (first, second) = tokio::join!(one.sign_up("みなと", ADDRESS), two.sign_up("みなと", ADDRESS));
    assert_eq!((first.location.as_str(), second.location.as_str()), ("/sign-up/sent", "/sign-up/sent"));
    later(&app, 30);
    assert_eq!(one.sign_up("みなと", ADDRESS).await.location, "/sign-up/sent");
    assert_eq!(letters(&app, ADDRESS).await.len(), 1);
    // Who chose something else is somebody else, and after a minute one may well ask again.
    stranger(&app).await;
    assert_eq!(letters(&app, ADDRESS).await.len(), 2);
    later(&app, 60);
    one.sign_up("みなと", ADDRESS).await;
    assert_eq!(letters(&app, ADDRESS).await.len(), 3);
});

both!(the_right_password_before_the_proof_brings_the_letter_again, |app| async move {
    owner(&app).await;
    later(&app, 1);
    let mut browser = Browser::new(&app);
    let answer = browser.sign_in(ADDRESS, PASSWORD).await;
    assert_eq!(answer.location, "/sign-up/sent");
    assert!(!browser.cookies.contains_key("session"));
    assert_eq!(letters(&app, ADDRESS).await.len(), 2);
    let again = token(&app, ADDRESS, "verify").await;
    assert_eq!(open(&app, &again, PASSWORD).await.0, StatusCode::OK);
    assert_eq!(try_password(&app, PASSWORD).await, StatusCode::OK);
});

both!(whoever_knows_a_password_is_sent_the_link_of_that_sign_up, |app| async move {
    let mine = owner(&app).await;
    stranger(&app).await;
    later(&app, 1);
    // Only the latest is tried: trying them all would tell by its time that somebody waits here.
    assert_eq!(try_password(&app, PASSWORD).await, REFUSED);
    assert_eq!(try_password(&app, STRANGER).await, StatusCode::OK);
    let letters = letters(&app, ADDRESS).await;
    assert_eq!(letters.len(), 3);
    let again = token(&app, ADDRESS, "verify").await;
    assert_ne!(again, mine);
    assert_eq!(open(&app, &again, PASSWORD).await.0, REFUSED, "it is for the other sign-up");
    assert_eq!(open(&app, &mine, PASSWORD).await.0, StatusCode::OK);
    assert_eq!((try_password(&app, STRANGER).await, try_password(&app, PASSWORD).await), (REFUSED, StatusCode::OK));
});

both!(another_letter_is_for_the_one_sign_up_or_lets_its_reader_choose, |app| async move {
    owner(&app).await;
    later(&app, 1);
    let mut browser = Browser::new(&app);
    browser.call("send-again", &[("email", ADDRESS)]).await;
    let again = token(&app, ADDRESS, "verify").await;
    let kinds: Vec<String> = letters(&app, ADDRESS).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["verify", "verify"]);

    // Now that two wait, the letter belongs to neither of them.
    let theirs = stranger(&app).await;
    later(&app, 1);
    browser.call("send-again", &[("email", ADDRESS)]).await;
    let choose = token(&app, ADDRESS, "choose").await;
    let text = letters(&app, ADDRESS).await.pop().expect("a letter").1;
    assert!(!text.contains("よその人") && text.contains("/reset?token="), "{text}");
    let answer = browser.call("reset", &[("token", &choose), ("password", "三つめのことばをここに")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(browser.get("/me").await.status, StatusCode::OK);
    for (link, password) in [(&again, PASSWORD), (&theirs, STRANGER)] {
        assert_eq!(open(&app, link, password).await.0, REFUSED);
    }
    for wrong in [PASSWORD, STRANGER] {
        assert_eq!(try_password(&app, wrong).await, REFUSED);
    }
    assert_eq!(try_password(&app, "三つめのことばをここに").await, StatusCode::OK);
});

both!(a_link_that_ran_out_leaves_the_password_to_ask_for_another, |app| async move {
    let old = owner(&app).await;
    later(&app, 25 * 3600);
    assert_eq!(open(&app, &old, PASSWORD).await.0, REFUSED);
    assert_eq!(try_password(&app, PASSWORD).await, StatusCode::OK);
    let again = token(&app, ADDRESS, "verify").await;
    assert_ne!(again, old);
    assert_eq!(open(&app, &again, PASSWORD).await.0, StatusCode::OK);
});

both!(an_address_that_an_organiser_vouched_for_is_proven_by_nobody_else, |app| async move {
    let theirs = stranger(&app).await;
    let input = (app.state.vault.clone(), app.state.now());
    let made =
        app.state.db.write(input, |tx, (vault, now)| Box::pin(store::create_admin(tx, ADDRESS, "運営", *now, vault)));
    let link = made.await.expect("an organiser");
    assert_eq!(open(&app, &theirs, STRANGER).await.0, REFUSED);
    assert_eq!(try_password(&app, STRANGER).await, REFUSED);
    let answer = Browser::new(&app).call("reset", &[("token", &link), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::OK);
});

both!(letters_of_members_are_no_sign_ups, |app| async move {
    let mut browser = member(&app, "みなと", ADDRESS).await;
    let answer = browser.call("send-again", &[("email", ADDRESS)]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(count(&app, "select count(*) from one_time_links where used_at is null").await, 0);
});

/// What waited when the columns came has moved to its link; what was proven stayed where it is.
async fn sign_ups_move_to_their_links(url: String) {
    const BEFORE: &str = "
        insert into users (id, email, password_hash, name, locale, zone, profession, profession_other, experience,
                           region, works_alone, interests, created_at, verified_at) values
            ('in', 'in@example.jp', 'theirs', 'a', 'ja', 'Asia/Tokyo', '', '', '', '', 0, '', 1, 1),
            ('waits', 'waits@example.jp', 'waiting', 'b', 'en', 'Europe/Paris', '', '', '', '', 0, '', 1, null);
        insert into one_time_links (token_hash, purpose, user_id, created_at, expires_at, used_at) values
            ('1', 'verify', 'in', 1, 2, 2), ('2', 'verify', 'waits', 1, 2, null), ('3', 'reset', 'waits', 1, 2, null),
            ('4', 'setup', null, 1, 2, null);";
    let db = Db::connect(&url).await.expect("the database answers");
    let mut conn = db.read().await.expect("a connection");
    for text in [
        include_str!("../../../migrations/0001_house.sql"),
        include_str!("../../../migrations/0011_role_history.sql"),
        BEFORE,
        include_str!("../../../migrations/0012_sign_ups.sql"),
    ] {
        sqlx::raw_sql(text).execute(&mut *conn).await.expect("it runs");
    }
    let rows = |sql: &'static str| sqlx::query(sql);
    let users = rows("select password_hash from users order by id").fetch_all(&mut *conn).await.expect("users");
    assert_eq!(users.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>(), ["theirs", ""]);
    let links = rows(
        "select coalesce(password_hash || ' ' || name || ' ' || locale || ' ' || zone, '-')
                      from one_time_links order by token_hash",
    );
    let links = links.fetch_all(&mut *conn).await.expect("links");
    let links: Vec<String> = links.iter().map(|row| row.get(0)).collect();
    assert_eq!(links, ["-", "waiting b en Europe/Paris", "-", "-"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sign_ups_moved_to_their_links_sqlite() {
    let app = TestApp::new(On::Sqlite).await;
    sign_ups_move_to_their_links(format!("sqlite:{}", app.state.config.data.join("before.db").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sign_ups_moved_to_their_links_postgres() {
    let database = Database::bare_postgres().await;
    sign_ups_move_to_their_links(database.url.clone()).await;
}
