//! Who may call what: signed out, a member, another host, an organiser.

use assemble::kit::Role;
use assemble::workshops::model::seating::Wish;
use http::StatusCode;
use sqlx::Row;

use super::{LINK, details};
use crate::both;
use crate::support::TestApp;

const FORMS: [&str; 4] = ["workshops/create", "workshops/edit", "workshops/publish", "workshops/call_off"];

/// The fields of a good form about a workshop.
pub fn fields<'a>(id: &'a str, version: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("form[id]", id),
        ("form[workshop]", id),
        ("form[version]", version),
        ("form[kind]", "training"),
        ("form[title]", "あたらしい題"),
        ("form[body]", "ようこそ"),
        ("form[starts]", "2026-12-01T20:00"),
        ("form[ends]", "2026-12-01T21:30"),
        ("form[zone]", "Asia/Tokyo"),
        ("form[capacity]", "4"),
        ("form[place]", "神戸"),
        ("form[online_url]", ""),
    ]
}

async fn status(app: &TestApp, name: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> StatusCode {
    app.post_json_client(&format!("/api/{name}"), fields, cookie).await.0
}

both!(nobody_acts_signed_out, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await.to_string();
    let form = fields(&id, "2");
    for name in FORMS.into_iter().chain(["workshops/register", "workshops/cancel"]) {
        assert_eq!(status(&app, name, &form, None).await, StatusCode::UNAUTHORIZED, "{name}");
    }
    for name in ["workshops/desk", "workshops/blank"] {
        assert_eq!(status(&app, name, &[], None).await, StatusCode::UNAUTHORIZED, "{name}");
    }
    assert_eq!(status(&app, "workshops/host", &[("id", &id)], None).await, StatusCode::UNAUTHORIZED);
    let (status, headers, _) = app.post_form("/api/workshops/register", &form, None).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers["location"], "/sign-in?next=%2Fworkshops");
    assert_eq!(app.letters("workshop_confirmed").await, 0);
});

both!(members_and_other_hosts_learn_nothing_of_a_desk, |app| async move {
    let host = app.host().await;
    let draft = app.draft(&host, details(2)).await.to_string();
    let open = app.workshop(&host, details(2)).await.to_string();
    let member = app.person("member", &[Role::Coach]).await;
    let other = app.person("other", &[Role::Host]).await;
    for user in [&member, &other] {
        let cookie = app.sign_in(user).await;
        let cookie = Some(cookie.as_str());
        for id in [&draft, &open] {
            let form = fields(id, "1");
            for name in &FORMS[1..] {
                assert_eq!(status(&app, name, &form, cookie).await, StatusCode::NOT_FOUND, "{name}");
            }
            assert_eq!(status(&app, "workshops/host", &[("id", id)], cookie).await, StatusCode::NOT_FOUND);
            assert_eq!(app.get(&format!("/host/{id}"), cookie).await.0, StatusCode::NOT_FOUND);
        }
        // A draft is like a workshop that never was.
        assert_eq!(status(&app, "workshops/show", &[("id", &draft)], cookie).await, StatusCode::NOT_FOUND);
        assert_eq!(status(&app, "workshops/register", &fields(&draft, ""), cookie).await, StatusCode::NOT_FOUND);
        assert_eq!(status(&app, "workshops/cancel", &fields(&draft, ""), cookie).await, StatusCode::NOT_FOUND);
        assert_eq!(app.get(&format!("/workshops/{draft}"), cookie).await.0, StatusCode::NOT_FOUND);
    }
    let cookie = app.sign_in(&member).await;
    for name in ["workshops/desk", "workshops/blank"] {
        assert_eq!(status(&app, name, &[], Some(&cookie)).await, StatusCode::FORBIDDEN, "{name}");
    }
    assert_eq!(status(&app, "workshops/create", &fields(&draft, "0"), Some(&cookie)).await, StatusCode::FORBIDDEN);
    // Somebody else's id on a new form is no way in either.
    let cookie = app.sign_in(&other).await;
    assert_eq!(status(&app, "workshops/create", &fields(&draft, "0"), Some(&cookie)).await, StatusCode::NOT_FOUND);
    let desk = app.post_json_client("/api/workshops/desk", &[], Some(&cookie)).await.2;
    assert!(!desk.contains(&draft) && !desk.contains(&open), "{desk}");
    let (_, _, list) = app.get("/workshops", Some(&cookie)).await;
    assert!(list.contains(&open) && !list.contains(&draft));
});

both!(the_host_and_an_organiser_change_a_workshop, |app| async move {
    let host = app.host().await;
    let admin = app.person("admin", &[Role::Admin]).await;
    let id = app.draft(&host, details(2)).await.to_string();
    let (host, admin) = (app.sign_in(&host).await, app.sign_in(&admin).await);
    assert_eq!(app.get(&format!("/workshops/{id}"), Some(&host)).await.0, StatusCode::OK, "a draft can be read over");
    assert_eq!(status(&app, "workshops/edit", &fields(&id, "1"), Some(&host)).await, StatusCode::OK);
    assert_eq!(status(&app, "workshops/edit", &fields(&id, "2"), Some(&admin)).await, StatusCode::OK);
    assert_eq!(status(&app, "workshops/edit", &fields(&id, "2"), Some(&host)).await, StatusCode::CONFLICT);
    assert_eq!(status(&app, "workshops/publish", &fields(&id, ""), Some(&admin)).await, StatusCode::OK);
    assert_eq!(status(&app, "workshops/publish", &fields(&id, ""), Some(&host)).await, StatusCode::OK, "again is fine");
    assert_eq!(status(&app, "workshops/create", &fields(&id, "0"), Some(&admin)).await, StatusCode::FORBIDDEN);
    assert_eq!(status(&app, "workshops/call_off", &fields(&id, ""), Some(&host)).await, StatusCode::OK);
    assert_eq!(status(&app, "workshops/edit", &fields(&id, "5"), Some(&host)).await, StatusCode::CONFLICT);
});

both!(the_promise_comes_before_a_seat, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let member = app.person("member", &[]).await;
    let forget = app.state.db.write(member.clone(), |tx, user| {
        Box::pin(async move {
            sqlx::query("delete from promises where user_id = $1").bind(user.as_str()).execute(tx).await?;
            Ok(())
        })
    });
    forget.await.expect("it is forgotten");
    let cookie = app.sign_in(&member).await;
    let form = [("form[workshop]", id.as_str())];
    assert_eq!(status(&app, "workshops/register", &form, Some(&cookie)).await, StatusCode::FORBIDDEN);
    let (_, _, page) = app.get(&format!("/workshops/{id}"), Some(&cookie)).await;
    assert!(page.contains(&format!("/promise?next=/workshops/{id}")), "{page}");
    assert!(app.registrations(&id).await.is_empty());
});

both!(the_online_link_is_for_those_with_a_seat, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let (page, api) = (format!("/workshops/{id}"), [("id", id.as_str())]);
    let people = app.members(3).await;
    for user in &people[..2] {
        app.register(&id, user).await;
    }
    let seated = app.sign_in(&people[0]).await;
    assert!(app.get(&page, Some(&seated)).await.2.contains(LINK));
    assert!(app.get(&page, Some(&app.sign_in(&host).await)).await.2.contains(LINK));
    let waits = app.sign_in(&people[1]).await;
    let stranger = app.sign_in(&people[2]).await;
    for cookie in [None, Some(waits.as_str()), Some(stranger.as_str())] {
        for path in [page.as_str(), "/workshops"] {
            let (status, _, html) = app.get(path, cookie).await;
            assert_eq!(status, StatusCode::OK);
            assert!(!html.contains(LINK) && !html.contains("kokodake"), "{path} gives the link away");
        }
        let shown = app.post_json_client("/api/workshops/show", &api, cookie).await.2;
        assert!(shown.contains("神戸 元町") && !shown.contains("kokodake"), "{shown}");
    }
    app.give_back(&id, &people[0]).await;
    assert!(!app.get(&page, Some(&seated)).await.2.contains("kokodake"), "who gave the seat back does not see it");
    assert!(app.get(&page, Some(&waits)).await.2.contains(LINK), "who moved up does");
});

both!(what_hosts_alone_may_read, |app| async move {
    const SECRET: &str = "ひだりの耳がきこえません";
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let user = app.person("minato", &[]).await;
    let mine = app.sign_in(&user).await;
    let form = [("form[workshop]", id.as_str()), ("form[needs]", SECRET), ("form[wish]", "until"), ("form[hours]", "")];
    let (status, _, _) = app.post_form("/api/workshops/register", &form, Some(&mine)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(app.registrations(&id).await.is_empty(), "a form that needs another look registers nobody");
    let form = [("form[workshop]", id.as_str()), ("form[needs]", SECRET)];
    app.post_form("/api/workshops/register", &form, Some(&mine)).await;
    assert_eq!(app.registrations(&id).await.len(), 1);
    let stored = {
        let mut conn = app.state.db.read().await.expect("a connection");
        sqlx::query("select needs from registrations").fetch_one(&mut *conn).await.expect("a row").get::<Vec<u8>, _>(0)
    };
    assert!(!String::from_utf8_lossy(&stored).contains("耳") && !app.letter_texts().await.contains("耳"));
    let theirs = app.sign_in(&host).await;
    assert!(!app.get(&format!("/host/{id}"), Some(&theirs)).await.2.contains("耳"), "it has a page of its own");
    assert!(app.get(&format!("/host/{id}/plan/needs"), Some(&theirs)).await.2.contains(SECRET));
    let (_, _, html) = app.get("/me/readers", Some(&mine)).await;
    assert!(html.contains("配慮してほしいこと") && html.contains("ホスト"), "the author sees who read it");
});

both!(nobody_answers_for_others, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(2).await;
    app.register(&id, &people[0]).await;
    app.ask_for(&id, &people[1], Wish::Ask).await;
    app.give_back(&id, &people[0]).await;
    let form = [("form[workshop]", id.as_str()), ("form[act]", "accept"), ("form[wish]", "auto")];
    for name in ["answer", "wish", "decide", "askers"] {
        let path = format!("/api/workshops/{name}");
        let form = if name == "askers" { vec![("id", id.as_str())] } else { form.to_vec() };
        assert_eq!(app.post_json_client(&path, &form, None).await.0, StatusCode::UNAUTHORIZED, "{name}");
    }
    let stranger = app.sign_in(&people[0]).await;
    let answered = app.post_json_client("/api/workshops/answer", &form, Some(&stranger)).await;
    assert_eq!(answered.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", answered.2);
    assert_eq!(app.post_json_client("/api/workshops/wish", &form, Some(&stranger)).await.0, StatusCode::NOT_FOUND);
    let guess = [("form[token]", "guess"), ("form[act]", "accept")];
    assert_eq!(app.post_json_client("/api/workshops/place_act", &guess, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.post_json_client("/api/workshops/place", &[("token", "guess")], None).await.2, "null");
    assert_eq!(app.standing(&id, &people[1]).await, "offered");
    let own = app.sign_in(&people[1]).await;
    let (_, headers, _) = app.post_form("/api/workshops/answer", &form, Some(&own)).await;
    assert_eq!(headers["location"], format!("/workshops/{id}?done=accepted"));
    assert_eq!(app.standing(&id, &people[1]).await, "seat");
});
