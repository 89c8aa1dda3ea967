//! What a member does for themselves, and what nobody may do for somebody else.

use std::net::IpAddr;

use assemble::accounts::model::zone;
use assemble::accounts::store;
use assemble::kit::Locale;
use assemble::kit::id::UserId;
use assemble::server::time;
use http::StatusCode;
use sqlx::Row;

use super::browser::{Browser, PASSWORD, count, letters, member, token};
use crate::both;

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
    let email = [("email", "aoi@example.jp"), ("present_password", PASSWORD)];
    let link = [("token", "made-up")];
    let deeds: [(&str, &[(&str, &str)]); 12] = [
        ("glance", &[]),
        ("my-profile", &[]),
        ("profile", &profile),
        ("devices", &[]),
        ("end-device", &id),
        ("end-other-devices", &[]),
        ("password", &password),
        ("accept-promise", &promise),
        ("email", &[]),
        ("change-email", &email),
        ("keep-email", &[]),
        ("confirm-email", &link),
    ];
    for (deed, fields) in deeds {
        assert_eq!(visitor.call(deed, fields).await.status, StatusCode::UNAUTHORIZED, "{deed}");
    }
    for page in ["/me", "/me/profile", "/me/password", "/me/devices", "/me/email", "/me/email/confirm"] {
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
    for page in ["/me", "/me/profile"] {
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

#[test]
fn every_zone_on_offer_can_be_reckoned_in() {
    for (zone, _) in zone::offered("", Locale::ja) {
        assert!(time::is_zone(&zone), "{zone}");
    }
}

both!(visitors_and_members_choose_their_language, |app| async move {
    let mut browser = Browser::new(&app);
    let answer = browser.post("/sign-in", "language", &[("locale", "en"), ("next", "/sign-in")]).await;
    assert_eq!(answer.location, "/sign-in");
    assert!(browser.get("/sign-in").await.body.contains("Welcome back"));
    browser.sign_up("Mika", "mika@example.jp").await;
    let (_, letter) = letters(&app, "mika@example.jp").await.remove(0);
    assert!(letter.contains("give the password you chose"), "letters speak it, too: {letter}");
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

    // By visitor, whichever address is asked for; and by mail address, wherever the visitor comes from.
    for n in 0..13_u8 {
        browser.address = IpAddr::from([198, 51, 100, n]);
        let answer = browser.call("forgot", &[("email", "someone@example.jp")]).await;
        assert_eq!(answer.status, if n < 10 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS });
    }
    assert_eq!(letters(&app, "someone@example.jp").await.len(), 10);
    browser.address = IpAddr::from([192, 0, 2, 77]);
    for n in 0..6 {
        let answer = browser.call("forgot", &[("email", &format!("other{n}@example.jp"))]).await;
        assert_eq!(answer.status, if n < 5 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS });
    }

    // By visitor, whichever account is tried.
    let tries = |n: u8| (format!("victim{n}@example.jp"), "ちがうことばです。");
    browser.address = IpAddr::from([203, 0, 113, 1]);
    for n in 0..11 {
        let (email, password) = tries(n);
        let answer = browser.call("sign-in", &[("email", &email), ("password", password)]).await;
        assert_eq!(answer.status, if n < 10 { 422 } else { 429 });
    }
    // A page without JavaScript hears it too.
    let answer = browser.post("/sign-in", "sign-in", &[("email", "m0@example.jp"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.retry_after.is_some());
});
