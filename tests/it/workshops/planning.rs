//! The plan, the questions and the host's table: who may use them, what is kept, what is refused.

use assemble::kit::Role;
use assemble::kit::id::{QuestionId, RowId, SeriesId, UserId, WorkshopId};
use assemble::workshops::store::{people, questions};
use http::StatusCode;
use sqlx::Row;

use super::details;
use crate::both;
use crate::http::form_cookie;
use crate::support::{NOW, TestApp};

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

both!(questions_are_asked_kept_sealed_and_purged, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    let cookie = app.sign_in(&host).await;
    let evil = "</textarea><script>alert(1)</script>";
    let first = ask(&app, id.as_str(), &[("form[kind]", "yes_no"), ("form[label]", "昼食はいりますか")], &cookie).await;
    let on = format!("{first}=yes");
    let more =
        [("form[kind]", "long"), ("form[label]", evil), ("form[required]", "true"), ("form[shown_if]", on.as_str())];
    let second = ask(&app, id.as_str(), &more, &cookie).await;
    let html = app.get(&format!("/host/{id}/plan/questions"), Some(&cookie)).await.2;
    assert!(html.contains("昼食はいりますか") && !html.contains("<script>alert(1)"), "{html}");
    let guest = app.person("guest", &[]).await;
    app.register(&id, &guest).await;
    let secret = "ひみつのアレルギー".to_owned();
    let input = (app.state.vault.clone(), id.clone(), guest.clone(), first.clone(), second.clone(), secret.clone());
    let kept = app.state.db.write(input, |tx, (vault, id, user, first, second, secret)| {
        Box::pin(async move {
            let typed =
                [(format!("q{first}"), "yes".to_owned()), (format!("q{second}"), secret.clone())].into_iter().collect();
            let answers = questions::judged(tx, id, &typed, assemble::kit::Locale::ja).await?;
            questions::enter(tx, vault, id, user, &answers, NOW).await
        })
    });
    kept.await.expect("they are kept");
    assert_eq!(count(&app, "select count(*) from question_answers").await, 2);
    let registration = text(&app, "select id from registrations where workshop_id = $1", id.as_str()).await;
    let path = format!("/host/{id}/plan/needs?person={registration}");
    let list = app.get(&format!("/host/{id}/plan/people"), Some(&cookie)).await.2;
    assert!(!list.contains(&secret) && list.contains(&registration), "the table only says that there is something");
    let (status, _, html) = app.get(&path, Some(&cookie)).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains(&secret));
    assert!(count(&app, "select count(*) from access_log where actor_role = 'host'").await >= 1);
    let guest_cookie = app.sign_in(&guest).await;
    assert_eq!(app.get(&path, Some(&guest_cookie)).await.0, StatusCode::NOT_FOUND);
    let wrong = format!("/host/{id}/plan/needs?person={}", app.state.new_id::<RowId>());
    assert_eq!(app.get(&wrong, Some(&cookie)).await.0, StatusCode::NOT_FOUND);
    // In the table and in the file only where they are asked for, and each time the author sees it.
    let opened = "select count(*) from access_log where actor_role = 'host'";
    let before = count(&app, opened).await;
    let table = format!("/host/{id}/plan/people?answers=1");
    let html = app.get(&table, Some(&cookie)).await.2;
    assert!(html.contains(&secret) && html.contains("昼食はいりますか") && html.contains("はい"), "{html}");
    assert_eq!(app.get(&table, Some(&guest_cookie)).await.0, StatusCode::NOT_FOUND);
    let file = format!("/host/{id}/people.csv");
    let csv = app.get(&file, Some(&cookie)).await.2;
    assert!(csv.contains(&secret) && csv.lines().next().expect("a head").contains("昼食はいりますか"), "{csv}");
    assert_eq!(count(&app, opened).await, before + 2);
    app.get(&format!("/host/{id}/plan/people"), Some(&cookie)).await;
    assert_eq!(count(&app, opened).await, before + 2, "the plain table opens nothing");
    // Removed, the question is asked no more; the answer stays until it is purged.
    let act = [("form[workshop]", id.as_str()), ("form[question]", first.as_str()), ("form[act]", "remove")];
    assert_eq!(post(&app, "question_move", &act, Some(&cookie)).await.0, StatusCode::OK);
    assert!(app.get(&path, Some(&cookie)).await.2.contains("昼食はいりますか"));
    let mut conn = app.state.db.read().await.expect("a connection");
    let left = questions::list(&mut conn, &id).await.expect("questions");
    assert!(left.len() == 1 && left[0].shown_if.is_none(), "what depended on it is always asked");
    drop(conn);
    let purge =
        async |at| app.state.db.write(at, |tx, now| Box::pin(questions::purge_due(tx, *now))).await.expect("purged");
    assert_eq!(purge(NOW.plus_days(30)).await, 0);
    assert_eq!(purge(NOW.plus_days(32)).await, 2);
    assert_eq!(count(&app, "select count(*) from question_answers").await, 0);
    let before = count(&app, opened).await;
    let csv = app.get(&file, Some(&cookie)).await.2;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().expect("heads").clone();
    let row = reader.records().next().expect("a row").expect("a row");
    assert!(!heads.iter().any(|head| head == "昼食はいりますか"), "nobody's answer to it is left");
    assert!(heads.iter().next_back() == Some(evil) && row.iter().next_back() == Some(""), "blank: {csv}");
    assert_eq!(count(&app, opened).await, before, "nothing was opened");
});

both!(a_question_on_a_condition_is_asked_only_where_it_holds, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    let cookie = app.sign_in(&host).await;
    let first = ask(&app, id.as_str(), &[("form[kind]", "yes_no"), ("form[label]", "昼食")], &cookie).await;
    let on = format!("{first}=yes");
    let more =
        [("form[kind]", "short"), ("form[label]", "苦手"), ("form[required]", "true"), ("form[shown_if]", on.as_str())];
    let second = ask(&app, id.as_str(), &more, &cookie).await;
    let (first, second) = (format!("form[answers][q{first}]"), format!("form[answers][q{second}]"));
    let mut joined = 0;
    for (name, lunch, dislikes, kept) in [
        ("one", "yes", "", None),
        ("two", "no", "消える", Some(1)),
        ("three", "", "消える", Some(1)),
        ("four", "yes", "なす", Some(3)),
    ] {
        let guest = app.sign_in(&app.person(name, &[]).await).await;
        let html = app.get(&format!("/workshops/{id}"), Some(&guest)).await.2;
        assert!(html.contains("data-when=\"1\"") && html.contains("data-shows=\"1\""), "{html}");
        assert!(html.contains("「昼食」が「はい」"), "where nothing hides it, its hint stands there: {html}");
        let form = [("form[workshop]", id.as_str()), (first.as_str(), lunch), (second.as_str(), dislikes)];
        let (status, _, body) = app.post_json_client("/api/workshops/register", &form, Some(&guest)).await;
        assert_eq!(status == StatusCode::OK, kept.is_some(), "{name}: {body}");
        joined += i64::from(kept.is_some());
        assert_eq!(count(&app, "select count(*) from registrations").await, joined, "{name}");
        if let Some(kept) = kept {
            assert_eq!(count(&app, "select count(*) from question_answers").await, kept, "{name}");
        }
    }
});

both!(a_course_is_made_published_and_joined_as_one, |app| async move {
    let host = app.host().await;
    let id = app.draft(&host, details(8)).await.to_string();
    let cookie = app.sign_in(&host).await;
    ask(&app, &id, &[("form[kind]", "short"), ("form[label]", "きっかけ"), ("form[required]", "true")], &cookie).await;
    let series = app.state.new_id::<SeriesId>().to_string();
    let make = [
        ("form[workshop]", id.as_str()),
        ("form[copy]", series.as_str()),
        ("form[dates]", "8"),
        ("form[weeks]", "1"),
        ("form[joining]", "both"),
    ];
    for _ in 0..2 {
        let (status, body) = post(&app, "course_make", &make, Some(&cookie)).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
    assert_eq!(count(&app, "select count(*) from workshops where series_id is not null").await, 8);
    let step = [("form[workshop]", id.as_str()), ("form[act]", "publish_course")];
    assert_eq!(post(&app, "plan_step", &step, Some(&cookie)).await.0, StatusCode::OK);
    assert_eq!(count(&app, "select count(*) from workshops where published_at is not null").await, 8);
    let guest: UserId = app.person("guest", &[]).await;
    let guest_cookie = app.sign_in(&guest).await;
    let page = app.get(&format!("/workshops/{id}"), Some(&guest_cookie)).await.2;
    assert!(page.contains("ぜんぶの回に申し込む") && page.contains("きっかけ"), "{page}");
    let join = [("form[workshop]", id.as_str())];
    let (status, body) = post(&app, "register_course", &join, Some(&guest_cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    assert_eq!(count(&app, "select count(*) from registrations").await, 0, "all or nothing");
    assert!(body.contains("「きっかけ") && body.contains("」に答えてください"), "{body}");
    let question = text(&app, "select id from questions where workshop_id = $1", &id).await;
    let key = format!("form[answers][q{question}]");
    let join = [("form[workshop]", id.as_str()), (key.as_str(), "友だちに聞いて")];
    for _ in 0..2 {
        let (status, body) = post(&app, "register_course", &join, Some(&guest_cookie)).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
    assert_eq!(count(&app, "select count(*) from registrations").await, 8);
    assert_eq!(count(&app, "select count(*) from question_answers").await, 8, "each date has the answer");
    // The dates look alike, so both lists say which one it is.
    for (page, cookie) in [("/host", &cookie), ("/workshops", &guest_cookie)] {
        let html = app.get(page, Some(cookie)).await.2;
        assert!((1..=8).all(|n| html.contains(&format!("第{n}回"))), "{page}: {html}");
    }
    // A single copy is a draft a week later.
    let copy = app.state.new_id::<WorkshopId>().to_string();
    let again = [("form[workshop]", id.as_str()), ("form[copy]", copy.as_str())];
    for _ in 0..2 {
        assert_eq!(post(&app, "duplicate", &again, Some(&cookie)).await.0, StatusCode::OK);
    }
    assert_eq!(count(&app, "select count(*) from workshops").await, 9);
    assert_eq!(app.get(&format!("/workshops/{copy}"), Some(&guest_cookie)).await.0, StatusCode::NOT_FOUND);
});

both!(a_host_finds_marks_and_writes, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(200)).await;
    let cookie = app.sign_in(&host).await;
    for user in app.members(60).await {
        app.register(&id, &user).await;
    }
    let path = format!("/host/{id}/plan/people");
    let html = app.get(&path, Some(&cookie)).await.2;
    assert_eq!(html.matches("name=\"form[people][]\"").count(), people::PAGE);
    let next = html.split(&format!("{path}?after=")).nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let html = app.get(&format!("{path}?after={next}"), Some(&cookie)).await.2;
    assert_eq!(html.matches("name=\"form[people][]\"").count(), 10);
    for (query, found) in [
        ("q=member59", 1),
        ("q=MEMBER5", 11),
        ("q=%25", 0),
        ("profession=teacher", 0),
        ("standing=gone", 0),
        ("paid=yes", 0),
        ("needs=1", 0),
        ("sort=name&q=member1", 11),
        ("standing=%3Cscript%3E&after=x", 50),
    ] {
        let (status, _, html) = app.get(&format!("{path}?{query}"), Some(&cookie)).await;
        assert_eq!((status, html.matches("name=\"form[people][]\"").count()), (StatusCode::OK, found), "{query}");
    }
    let html = app.get(&format!("{path}?q=member59"), Some(&cookie)).await.2;
    let picked = html.split("name=\"form[people][]\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let picked = picked.expect("a person").to_owned();
    let paid = [("form[workshop]", id.as_str()), ("form[people][]", picked.as_str()), ("form[act]", "paid")];
    for _ in 0..2 {
        assert_eq!(post(&app, "people_act", &paid, Some(&cookie)).await.0, StatusCode::OK);
    }
    assert_eq!(count(&app, "select count(*) from registrations where paid_at is not null").await, 1);
    assert_eq!(count(&app, "select count(*) from workshop_history where action = 'paid'").await, 1);
    // A letter goes once it was read over, and once.
    let letter = app.state.new_id::<RowId>().to_string();
    let mut write = vec![
        ("form[workshop]", id.as_str()),
        ("form[letter]", letter.as_str()),
        ("form[to]", "chosen"),
        ("form[people]", picked.as_str()),
        ("form[subject]", "当日のこと\r\nBcc: x@example.jp"),
        ("form[text]", "こんにちは。\n\n<script>alert(1)</script>"),
    ];
    let (status, body) = post(&app, "letter_send", &write, Some(&cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    assert!(body.contains("1人に届きます"), "{body}");
    assert_eq!(app.letters("workshop_host").await, 0);
    let path = format!("/host/{id}/plan/letter");
    write[5].1 = "一行め。\r\n二行め。\r\n\r\n<script>alert(1)</script>";
    let (_, headers, _) = app.post_form_from(&path, "/api/workshops/letter_send", &write, Some(&cookie)).await;
    let page = app.get(&path, Some(&format!("{cookie}; {}", form_cookie(&headers)))).await.2;
    for wanted in ["○○さん", "<p>一行め。<br>二行め。</p>", "のホスト、hostさんからの手紙です", "1人に、こう届きます"]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("もう一度見てほしいところがあります"), "nothing is wrong with it: {page}");
    write.push(("form[seen]", "1"));
    for _ in 0..2 {
        let (status, body) = post(&app, "letter_send", &write, Some(&cookie)).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
    assert_eq!(app.letters("workshop_host").await, 1);
    let letters = app.letter_texts().await;
    assert!(letters.contains("member59") && letters.contains("&lt;script&gt;alert(1)") && !letters.contains('\r'));
});

both!(taking_people_off_is_asked_first_and_told_afterwards, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await.to_string();
    let cookie = app.sign_in(&host).await;
    for user in app.members(3).await {
        app.register(&id.parse().expect("an id"), &user).await;
    }
    let path = format!("/host/{id}/plan/people");
    let html = app.get(&path, Some(&cookie)).await.2;
    let picked: Vec<String> = html
        .split("name=\"form[people][]\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect();
    assert_eq!(picked.len(), 3);
    // Everybody on the page is ticked by a link.
    let ticked = app.get(&format!("{path}?ticked=1"), Some(&cookie)).await.2;
    let ticks = |html: &str| html.matches(" checked class=\"pick\"").count();
    assert_eq!((ticks(&html), ticks(&ticked)), (0, 3), "{ticked}");
    let act = async |act: &str, people: &[&String], more: &[(&str, &str)]| {
        let mut fields = vec![("form[workshop]", id.as_str()), ("form[act]", act), ("form[query]", "sort=name")];
        fields.extend(people.iter().map(|one| ("form[people][]", one.as_str())));
        fields.extend_from_slice(more);
        let (status, headers, _) = app.post_form("/api/workshops/people_act", &fields, Some(&cookie)).await;
        assert_eq!(status, StatusCode::FOUND);
        headers["location"].to_str().expect("an address").to_owned()
    };
    let gone = "select count(*) from registrations where cancelled_at is not null";

    // The first press only asks, and names who loses what.
    let sure = act("remove", &[&picked[0], &picked[2]], &[]).await;
    assert_eq!(count(&app, gone).await, 0);
    assert_eq!(app.letters("workshop_removed").await, 0);
    let html = app.get(&sure, Some(&cookie)).await.2;
    assert!(html.contains("member0さんの席がなくなり、メールが届きます。"), "{html}");
    assert!(html.contains("member2さんの申し込みと順番がなくなり") && html.contains("残しておく"), "{html}");
    assert!(html.contains("name=\"form[people][]\" value") && html.contains("?sort=name\""), "{html}");

    // The second one does it, and the page says what was done with whom.
    let done = act("remove", &[&picked[0]], &[("form[sure]", "yes")]).await;
    assert_eq!(count(&app, gone).await, 1);
    let html = app.get(&done, Some(&cookie)).await.2;
    assert!(html.contains("member0さんを外しました。") && !html.contains("当てはまりませんでした"), "{html}");
    let done = act("remove", &[&picked[0], &picked[1]], &[("form[sure]", "yes")]).await;
    let html = app.get(&done, Some(&cookie)).await.2;
    assert!(
        html.contains("member1さんを外しました。") && html.contains("ほかの1人には、当てはまりませんでした。"),
        "{html}"
    );
    let html = app.get(&act("paid", &[&picked[1], &picked[2]], &[]).await, Some(&cookie)).await.2;
    assert!(html.contains("2人の支払いを確認しました。"), "{html}");

    // An address names nobody who did not register here, and asks nothing of whoever is gone.
    let elsewhere = app.workshop(&host, details(2)).await;
    let html = app.get(&format!("/host/{elsewhere}/plan/people?done=remove&who={}", picked[0]), Some(&cookie)).await.2;
    assert!(!html.contains("member0") && !html.contains("外しました"));
    let html = app.get(&format!("{path}?sure=remove&who={}", picked[0]), Some(&cookie)).await.2;
    assert!(html.contains("だれにも当てはまりませんでした") && !html.contains("残しておく"), "{html}");
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

both!(a_draft_of_a_course_offers_to_publish_all_of_them, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let id = app.draft(&host, details(4)).await.to_string();
    let alone = app.get(&format!("/host/{id}"), Some(&cookie)).await.2;
    assert!(alone.contains(">公開する<") && !alone.contains("ぜんぶ公開する"), "{alone}");
    let series = app.state.new_id::<SeriesId>().to_string();
    let make = [
        ("form[workshop]", id.as_str()),
        ("form[copy]", series.as_str()),
        ("form[dates]", "3"),
        ("form[weeks]", "1"),
        ("form[joining]", "both"),
    ];
    assert_eq!(post(&app, "course_make", &make, Some(&cookie)).await.0, StatusCode::OK);
    let page = app.get(&format!("/host/{id}"), Some(&cookie)).await.2;
    assert!(page.contains("この回だけ公開する") && page.contains("下書きの3回をぜんぶ公開する"), "{page}");
    // The next one stands first on the desk.
    let desk = app.get("/host", Some(&cookie)).await.2;
    let at = |nth: &str| desk.find(nth).unwrap_or_else(|| panic!("{nth}: {desk}"));
    assert!(at("第1回") < at("第2回") && at("第2回") < at("第3回"));
    // The page of a date tells its own form from that of the whole course.
    let step = [("form[workshop]", id.as_str()), ("form[act]", "publish_course")];
    assert_eq!(post(&app, "plan_step", &step, Some(&cookie)).await.0, StatusCode::OK);
    let guest = app.sign_in(&app.person("guest", &[]).await).await;
    let page = app.get(&format!("/workshops/{id}"), Some(&guest)).await.2;
    assert!(page.contains("この回に申し込む") && page.contains("ぜんぶの回に申し込む"), "{page}");
});
