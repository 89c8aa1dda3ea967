//! The plan: who may use it, what is kept, what is refused; and what its tests share.

use assemble::kit::Role;
use assemble::kit::id::{QuestionId, RowId, SeriesId};
use http::StatusCode;
use sqlx::Row;

use super::details;
use crate::both;
use crate::support::TestApp;

/// What every form of the plan may hold; each takes what it knows.
pub fn form<'a>(id: &'a str, version: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("form[workshop]", id), ("form[version]", version)];
    fields.extend_from_slice(more);
    fields
}

pub const ENTRY: [(&str, &str); 5] = [
    ("form[visibility]", "members"),
    ("form[mode]", "first"),
    ("form[cancel_hours]", "3"),
    ("form[offer_hours]", "12"),
    ("form[fee]", "1,000円"),
];

pub async fn post(app: &TestApp, name: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> (StatusCode, String) {
    let (status, _, body) = app.post_json_client(&format!("/api/workshops/{name}"), fields, cookie).await;
    (status, body)
}

pub async fn text(app: &TestApp, statement: &'static str, id: &str) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(statement).bind(id.to_owned()).fetch_one(&mut *conn).await.expect("a row").get(0)
}

pub async fn count(app: &TestApp, statement: &'static str) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(statement).fetch_one(&mut *conn).await.expect("a row").get(0)
}

/// A question of a workshop, by form.
pub async fn ask(app: &TestApp, id: &str, more: &[(&str, &str)], cookie: &str) -> String {
    let question = app.state.new_id::<QuestionId>().to_string();
    let mut fields = vec![("form[workshop]", id), ("form[question]", question.as_str())];
    fields.extend_from_slice(more);
    let (status, body) = post(app, "question_save", &fields, Some(cookie)).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    question
}

both!(only_those_who_host_it_reach_the_plan, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    let guest = app.person("guest", &[]).await;
    app.register(&id, &guest).await;
    let id = id.to_string();
    let member = app.sign_in(&guest).await;
    let other = app.person("other", &[Role::Host]).await;
    let stranger = app.sign_in(&other).await;
    let cohost = app.person("cohost", &[Role::Host]).await;
    let admin = app.sign_in(&app.person("admin", &[Role::Admin]).await).await;
    let host = app.sign_in(&host).await;
    let add = [("form[workshop]", id.as_str()), ("form[user]", cohost.as_str())];
    assert_eq!(post(&app, "host_add", &add, Some(&host)).await.0, StatusCode::OK);
    let cohost_cookie = app.sign_in(&cohost).await;
    let fresh = app.state.new_id::<RowId>().to_string();
    let all = form(
        &id,
        "2",
        &[
            ("form[act]", "close"),
            ("form[question]", &fresh),
            ("form[user]", other.as_str()),
            ("form[copy]", &fresh),
            ("form[letter]", &fresh),
            ("form[people][]", &fresh),
            ("form[dates]", "3"),
            ("form[subject]", "x"),
            ("form[text]", "x"),
        ],
    );
    let names = [
        "plan_entry",
        "plan_seats",
        "plan_day",
        "plan_step",
        "question_save",
        "question_move",
        "people_act",
        "letter_send",
        "host_add",
        "host_remove",
        "duplicate",
        "course_make",
        "plan_spread",
    ];
    for name in names {
        // A letter says whom it goes to in one field.
        let all: Vec<_> =
            all.iter().filter(|(key, _)| name != "letter_send" || *key != "form[people][]").copied().collect();
        assert_eq!(post(&app, name, &all, None).await.0, StatusCode::UNAUTHORIZED, "{name}");
        for cookie in [&member, &stranger] {
            assert_eq!(post(&app, name, &all, Some(cookie)).await.0, StatusCode::NOT_FOUND, "{name}");
        }
        for wrong in ["", "1", "019376b0-7c6a-7000-8000-0123456789ab", "' or 1=1 --"] {
            let status = post(&app, name, &form(wrong, "1", &[]), Some(&host)).await.0;
            assert_eq!(status, StatusCode::NOT_FOUND, "{name} {wrong:?}");
        }
    }
    let parts = ["entry", "seats", "questions", "day", "people", "needs", "letter", "course", "history", "preview"];
    for part in parts {
        let path = format!("/host/{id}/plan/{part}");
        for cookie in [&member, &stranger] {
            assert_eq!(app.get(&path, Some(cookie)).await.0, StatusCode::NOT_FOUND, "{part}");
        }
        for cookie in [&host, &cohost_cookie, &admin] {
            let (status, _, html) = app.get(&path, Some(cookie)).await;
            assert_eq!(status, StatusCode::OK, "{part}: {html}");
            assert!(html.contains("はじめての多職種交流会"), "{part}");
        }
        let ask = [("id", id.as_str()), ("part", part)];
        assert_eq!(post(&app, "plan_page", &ask, None).await.0, StatusCode::UNAUTHORIZED, "{part}");
        assert_eq!(post(&app, "plan_page", &ask, Some(&member)).await.0, StatusCode::NOT_FOUND, "{part}");
    }
    assert_eq!(app.get(&format!("/host/{id}/plan/nothing"), Some(&host)).await.0, StatusCode::NOT_FOUND);
    // A co-host works as the host does, until they are taken off.
    let version = text(&app, "select cast(version as text) from workshops where id = $1", &id).await;
    assert_eq!(post(&app, "plan_entry", &form(&id, &version, &ENTRY), Some(&cohost_cookie)).await.0, StatusCode::OK);
    assert!(app.get("/host", Some(&cohost_cookie)).await.2.contains(&id));
    assert_eq!(post(&app, "host_remove", &add, Some(&host)).await.0, StatusCode::OK);
    assert_eq!(app.get(&format!("/host/{id}/plan/people"), Some(&cohost_cookie)).await.0, StatusCode::NOT_FOUND);
    let nobody = [("form[workshop]", id.as_str()), ("form[user]", guest.as_str())];
    assert_eq!(post(&app, "host_add", &nobody, Some(&host)).await.0, StatusCode::NOT_FOUND, "no host by role");
});

both!(two_hosts_do_not_undo_each_other, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await.to_string();
    let cookie = app.sign_in(&host).await;
    let day = [("form[materials_before]", "# 読みもの"), ("form[reminders][]", "1440"), ("form[purge_days]", "10")];
    assert_eq!(post(&app, "plan_day", &form(&id, "2", &day), Some(&cookie)).await.0, StatusCode::OK);
    for (name, more) in [("plan_day", &day[..]), ("plan_entry", &ENTRY[..]), ("plan_seats", &[][..])] {
        assert_eq!(post(&app, name, &form(&id, "2", more), Some(&cookie)).await.0, StatusCode::CONFLICT, "{name}");
    }
    let rules = [("form[kept][nurse]", "２"), ("form[most][teacher]", "3"), ("form[release][nurse]", "72")];
    assert_eq!(post(&app, "plan_seats", &form(&id, "3", &rules), Some(&cookie)).await.0, StatusCode::OK);
    let released = text(
        &app,
        "select cast(w.starts_at - s.released_at as text) from seat_rules s join workshops w on w.id = s.workshop_id
         where s.profession = 'nurse' and w.id = $1",
        &id,
    );
    assert_eq!(released.await, (72_i64 * 3_600_000_000).to_string());
    // When the start moves, what counts from it moves along.
    assert_eq!(post(&app, "plan_entry", &form(&id, "4", &ENTRY), Some(&cookie)).await.0, StatusCode::OK);
    app.change(&id.parse().expect("an id"), |details| {
        details.starts_at = details.starts_at.plus_days(3);
        details.ends_at = details.ends_at.plus_days(3);
    })
    .await;
    let until = text(&app, "select cast(starts_at - cancel_until as text) from workshops where id = $1", &id).await;
    assert_eq!(until, (3_i64 * 3_600_000_000).to_string());
    let history = app.get(&format!("/host/{id}/plan/history"), Some(&cookie)).await.2;
    assert!(history.contains("設定を変えた") && history.contains("host"), "{history}");
});

both!(odd_plans_are_refused_and_named, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await.to_string();
    let cookie = app.sign_in(&host).await;
    let long = "長".repeat(100_000);
    let rtl = "\u{202e}<script>alert(1)</script>🕯";
    for (name, field, value) in [
        ("plan_entry", "visibility", "kings"),
        ("plan_entry", "mode", ""),
        ("plan_entry", "opens", "あした"),
        ("plan_entry", "closes", "2026-02-30T10:00"),
        ("plan_entry", "closes", "2030-01-01T10:00"),
        ("plan_entry", "cancel_hours", "-1"),
        ("plan_entry", "offer_hours", "999999999999999999999"),
        ("plan_entry", "fee", &long),
        ("plan_day", "materials_after", &long),
        ("plan_day", "purge_days", "💺"),
        ("plan_day", "certificate_share", "101"),
        ("plan_seats", "kept][nurse", "9"),
        ("plan_seats", "release][doctor", "x"),
        ("course_make", "dates", "31"),
        ("letter_send", "subject", rtl),
    ] {
        let name_of = format!("form[{field}]");
        let mut fields = form(&id, "2", if name == "plan_entry" { &ENTRY } else { &[] });
        fields.retain(|(key, _)| *key != name_of);
        fields.push((&name_of, value));
        let fresh = app.state.new_id::<SeriesId>().to_string();
        fields.extend([("form[copy]", fresh.as_str()), ("form[joining]", "both")]);
        let (status, body) = post(&app, name, &fields, Some(&cookie)).await;
        let expected = if name == "letter_send" { "text".to_owned() } else { field.replace("][", ".") };
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {field}: {body}");
        assert!(body.contains(&format!("\"field\":\"{expected}\"")), "{name} {field}: {body}");
    }
    // The hour that summer time leaves out is told from nonsense.
    crate::workshops::audience::sql(&app, "update workshops set zone = 'America/New_York' where id = $1", &id, "")
        .await;
    let mut fields = form(&id, "2", &ENTRY);
    fields.push(("form[opens]", "2026-03-08T02:30"));
    let (_, body) = post(&app, "plan_entry", &fields, Some(&cookie)).await;
    assert!(body.contains("夏時間"), "{body}");
    assert_eq!(text(&app, "select cast(version as text) from workshops where id = $1", &id).await, "2");
});

both!(a_rule_that_is_refused_says_whose_it_is_and_stands_open, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await.to_string();
    let cookie = app.sign_in(&host).await;
    let page = format!("/host/{id}/plan/seats");
    let version = text(&app, "select cast(version as text) from workshops where id = $1", &id).await;
    let fields = form(&id, &version, &[("form[most][nurse]", "99")]);
    let (status, headers, _) = app.post_form_from(&page, "/api/workshops/plan_seats", &fields, Some(&cookie)).await;
    assert!(status.is_redirection(), "{status}");
    let kept = headers.get("set-cookie").map(|value| value.to_str().expect("text").to_owned());
    let cookies =
        kept.map_or_else(|| cookie.clone(), |kept| format!("{cookie}; {}", kept.split(';').next().unwrap_or_default()));
    let html = app.get(&page, Some(&cookies)).await.2;
    assert!(html.contains("看護師の「上限」は、0から8までの数字で書いてください"), "{html}");
    let (open, folded) = html.split_once("職種を足す").expect("the others wait in a fold");
    assert!(open.contains("name=\"form[most][nurse]\"") && !folded.contains("name=\"form[most][nurse]\""), "{html}");
    assert!(folded.contains("name=\"form[most][teacher]\""));
});
