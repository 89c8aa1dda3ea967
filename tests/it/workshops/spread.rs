//! What is decided about one date of a course is carried over to the others.

use assemble::kit::id::{UserId, WorkshopId};
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;
use assemble::workshops::store::series::{self, Course};
use http::StatusCode;
use sqlx::Row;

use super::details;
use super::planning::{ENTRY, ask, count, form, post, text};
use crate::both;
use crate::support::{NOW, TestApp};

const HOUR: i64 = 3_600_000_000;

/// A published course of four weekly dates with a question; the first date first.
async fn course(app: &TestApp, host: &UserId, cookie: &str) -> Vec<WorkshopId> {
    let mut one = details(6);
    (one.starts_at, one.ends_at) = (NOW.plus_days(2), NOW.plus_days(2).plus_hours(1));
    let id = app.draft(host, one).await;
    ask(app, id.as_str(), &[("form[kind]", "yes_no"), ("form[label]", "軽食")], cookie).await;
    let copies: Vec<WorkshopId> = (0..3).map(|_| app.state.new_id()).collect();
    let course = Course { id: app.state.new_id(), joining: "both".to_owned(), copies: copies.clone(), weeks: 1 };
    let made = app.state.db.write((host.clone(), id.clone(), course), |tx, (host, id, course)| {
        Box::pin(async move {
            let editor = Editor::Host(host.clone());
            series::make(tx, By { editor: &editor, actor: host, now: NOW }, id, course).await?;
            series::publish(tx, &editor, host, id, NOW).await
        })
    });
    assert_eq!(made.await.expect("a course"), 4);
    [vec![id], copies].concat()
}

/// The hidden fields of the summary, as its form sends them; none when there is nothing to carry over.
async fn summary(app: &TestApp, id: &WorkshopId, parts: &[&str], cookie: &str) -> (String, Vec<(String, String)>) {
    let query: String = parts.iter().map(|part| format!("copy={part}&")).collect();
    let html = app.get(&format!("/host/{id}/plan/course?{query}"), Some(cookie)).await.2;
    let form = html.split("action=\"/api/workshops/plan_spread\"").nth(1).and_then(|rest| rest.split("</form>").next());
    let value = |tag: &str, name: &str| {
        let rest = tag.split(&format!("{name}=\"")).nth(1)?;
        rest.split('"').next().map(str::to_owned)
    };
    let inputs = form.unwrap_or_default().split("<input").skip(1);
    let fields = inputs.filter_map(|tag| Some((value(tag, "name")?, value(tag, "value")?)));
    let fields = fields.filter(|(name, _)| name.starts_with("form[")).collect();
    (html, fields)
}

async fn send(app: &TestApp, fields: &[(String, String)], cookie: &str) -> (StatusCode, String) {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    post(app, "plan_spread", &fields, Some(cookie)).await
}

async fn number(app: &TestApp, sql: &'static str, id: &WorkshopId) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).bind(id.as_str()).fetch_one(&mut *conn).await.expect("a row").get(0)
}

async fn version(app: &TestApp, id: &WorkshopId) -> String {
    text(app, "select cast(version as text) from workshops where id = $1", id.as_str()).await
}

both!(what_changed_on_one_date_reaches_the_others_in_one_piece, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let dates = course(&app, &host, &cookie).await;
    let (first, second, last) = (&dates[0], &dates[1], &dates[3]);
    let guest = app.person("guest", &[]).await;
    app.register(second, &guest).await;
    app.change(last, |details| details.title = "さいごの夜".to_owned()).await;
    let (_, fields) = summary(&app, first, &["body", "place", "capacity", "rules", "questions", "fee"], &cookie).await;
    assert!(fields.is_empty(), "copies are the same: {fields:?}");

    app.change(first, |details| {
        details.title = "あたらしい題名".to_owned();
        details.place = "元町の二階".to_owned();
        details.capacity = 9;
    })
    .await;
    let fields = form(first.as_str(), "", &ENTRY);
    let stands = version(&app, first).await;
    let fields: Vec<_> = fields.into_iter().map(|(k, v)| (k, if k == "form[version]" { &stands } else { v })).collect();
    assert_eq!(post(&app, "plan_entry", &fields, Some(&cookie)).await.0, StatusCode::OK);
    let stands = version(&app, first).await;
    let rules = form(first.as_str(), &stands, &[("form[kept][nurse]", "2"), ("form[release][nurse]", "72")]);
    assert_eq!(post(&app, "plan_seats", &rules, Some(&cookie)).await.0, StatusCode::OK);
    let asked = text(&app, "select id from questions where workshop_id = $1", first.as_str()).await;
    let on = format!("{asked}=yes");
    let more = [("form[kind]", "short"), ("form[label]", "苦手"), ("form[shown_if]", on.as_str())];
    ask(&app, first.as_str(), &more, &cookie).await;
    let kept = text(&app, "select id from questions where workshop_id = $1", second.as_str()).await;

    // All but the title: the last evening keeps its own.
    let parts = ["place", "capacity", "rules", "questions", "fee", "deadline"];
    let (html, fields) = summary(&app, first, &parts, &cookie).await;
    assert!(html.contains("3つの回に反映する") && html.contains("1人にメールが届きます"), "{html}");
    let letters = app.letters("workshop_changed").await;
    let (status, body) = send(&app, &fields, &cookie).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(send(&app, &fields, &cookie).await.0, StatusCode::CONFLICT, "what was read is done");
    assert_eq!(app.letters("workshop_changed").await, letters + 1, "who registered hears of the new place, once");
    for id in &dates[1..] {
        let place =
            text(&app, "select place || ' ' || capacity || ' ' || fee from workshops where id = $1", id.as_str());
        assert_eq!(place.await, "元町の二階 9 1,000円");
        let until = "select starts_at - cancel_until from workshops where id = $1";
        assert_eq!(number(&app, until, id).await, 3 * HOUR);
        let released = "select w.starts_at - s.released_at from workshops w
                        join seat_rules s on s.workshop_id = w.id where w.id = $1 and s.kept = 2";
        assert_eq!(number(&app, released, id).await, 72 * HOUR);
        let depends = "select count(*) from questions q join questions o on o.id = q.shown_if_question
                       where q.workshop_id = $1 and o.workshop_id = $1 and q.label = '苦手' and o.label = '軽食'";
        assert_eq!(number(&app, depends, id).await, 1);
    }
    let again = text(&app, "select id from questions where label = '軽食' and workshop_id = $1", second.as_str()).await;
    assert_eq!(again, kept, "the same question keeps its answers");
    for (at, id) in (0..).zip(&dates) {
        let starts = "select starts_at from workshops where id = $1";
        assert_eq!(number(&app, starts, id).await, NOW.plus_days(2 + 7 * at).0, "no date moves");
    }
    let title = "select title from workshops where id = $1";
    assert_eq!(text(&app, title, last.as_str()).await, "さいごの夜");
    let history = app.get(&format!("/host/{second}/plan/history"), Some(&cookie)).await.2;
    assert!(history.contains("ほかの回から写した") && history.contains("場所とリンク"), "{history}");
    assert_eq!(count(&app, "select count(*) from workshop_history where action = 'spread_to'").await, 1);
});

both!(too_few_seats_on_one_date_change_none, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let dates = course(&app, &host, &cookie).await;
    for user in app.members(3).await {
        app.register(&dates[2], &user).await;
    }
    app.change(&dates[0], |details| (details.capacity, details.place) = (2, "となりの部屋".to_owned())).await;
    let (_, fields) = summary(&app, &dates[0], &["capacity", "place"], &cookie).await;
    let (status, body) = send(&app, &fields, &cookie).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    assert!(body.contains("3人の席が決まっています") && body.contains("12月10日"), "{body}");
    assert_eq!(count(&app, "select count(*) from workshops where capacity = 6").await, 3);
    assert_eq!(count(&app, "select count(*) from workshops where place = 'となりの部屋'").await, 1);
    assert_eq!(app.letters("workshop_changed").await, 0);
    assert_eq!(count(&app, "select count(*) from workshop_history where action = 'spread'").await, 0);
});

both!(what_was_not_read_is_not_changed, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let dates = course(&app, &host, &cookie).await;
    app.change(&dates[0], |details| details.body = "あたらしい文".to_owned()).await;
    let (_, fields) = summary(&app, &dates[0], &["body"], &cookie).await;
    app.change(&dates[3], |details| details.body = "ここだけの文".to_owned()).await;
    assert_eq!(send(&app, &fields, &cookie).await.0, StatusCode::CONFLICT);
    assert_eq!(count(&app, "select count(*) from workshops where body = 'あたらしい文'").await, 1);
    // A date that has begun, or was called off, is left alone.
    app.travel_to(NOW.plus_days(9));
    let (html, fields) = summary(&app, &dates[2], &["body"], &cookie).await;
    assert!(html.contains("1つの回に反映する"), "only the last one lies ahead: {html}");
    assert_eq!(send(&app, &fields, &cookie).await.0, StatusCode::OK);
    let old = text(&app, "select body from workshops where id = $1", dates[1].as_str()).await;
    let last = text(&app, "select body from workshops where id = $1", dates[3].as_str()).await;
    assert_eq!((old == last, last.contains("ここだけ")), (true, false));
    // Another host's date of the course is not theirs to change.
    let other = app.person("other", &[assemble::kit::Role::Host]).await;
    app.sql("update workshops set host_id = $2 where id = $1", dates[3].as_str(), Some(other.as_str()), None).await;
    let (html, _) = summary(&app, &dates[2], &["title"], &cookie).await;
    assert!(!html.contains("id=\"spread\""), "{html}");
});

both!(materials_are_carried_over_and_what_is_not_is_said, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let dates = course(&app, &host, &cookie).await;
    let statement = "update workshops set materials_before = $2 where id = $1";
    app.sql(statement, dates[0].as_str(), Some("読んできてください"), None).await;
    let (html, fields) = summary(&app, &dates[0], &["materials"], &cookie).await;
    assert!(html.contains("写さないもの") && html.contains("3つの回に反映する"), "{html}");
    assert_eq!(send(&app, &fields, &cookie).await.0, StatusCode::OK);
    assert_eq!(count(&app, "select count(*) from workshops where materials_before = '読んできてください'").await, 4);
    let (_, fields) = summary(&app, &dates[0], &["materials"], &cookie).await;
    assert!(fields.is_empty(), "they are the same now: {fields:?}");
});
