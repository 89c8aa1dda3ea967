//! A host's own list: what it says of those who wait, courses in one row, looking for a title, and pages of what was.

use assemble::kit::Role;
use assemble::kit::id::UserId;
use http::StatusCode;

use super::audience::sql;
use super::course::dates;
use super::{Details, details};
use crate::both;
use crate::support::{NOW, TestApp, shown};

/// The desk as it is shown at this address.
async fn desk(app: &TestApp, path: &str, cookie: &str) -> String {
    let (status, _, html) = app.get(path, Some(cookie)).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    shown(&html)
}

fn called(title: &str, days: i64) -> Details {
    let (starts_at, ends_at) = (NOW.plus_days(days), NOW.plus_days(days).plus_hours(1));
    Details { title: title.to_owned(), starts_at, ends_at, ..details(4) }
}

/// Workshops that were, the first one yesterday, each a day before the last.
async fn past(app: &TestApp, host: &UserId, count: i64) {
    for n in 1..=count {
        let id = app.draft(host, called(&format!("過ぎた会{n:02}"), -n)).await;
        app.sql("update workshops set published_at = $2 where id = $1", id.as_str(), None, Some(1)).await;
    }
}

both!(a_host_pages_through_what_was_and_looks_for_a_title, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    app.workshop(&host, called("50%の_力!", 3)).await;
    assert!(!desk(&app, "/host", &cookie).await.contains("type=\"search\""), "nobody looks for one of few");
    past(&app, &host, 24).await;
    let were = |html: &str| html.matches("class=\"row-title\">過ぎた会").count();
    let html = desk(&app, "/host", &cookie).await;
    assert_eq!(were(&html), 20, "{html}");
    assert!(html.contains("50%の_力!") && html.contains("過ぎた会20") && html.contains("type=\"search\""));
    let next = html.split("href=\"/host?after=").nth(1).and_then(|rest| rest.split('"').next()).expect("a next page");
    let html = desk(&app, &format!("/host?after={next}"), &cookie).await;
    assert_eq!(were(&html), 4, "{html}");
    assert!(html.contains("過ぎた会24") && !html.contains("50%の_力!") && !html.contains("rel=\"next\""), "{html}");
    for (query, found, ahead) in [
        ("q=%E4%BC%9A2", 5, false),
        ("q=%25", 0, true),
        ("q=_", 0, true),
        ("q=nothing", 0, false),
        ("after=x_y", 20, false),
    ] {
        let html = desk(&app, &format!("/host?{query}"), &cookie).await;
        assert_eq!((were(&html), html.contains("50%の_力!")), (found, ahead), "{query}: {html}");
    }
    let html = desk(&app, "/host?q=%3Cscript%3E", &cookie).await;
    assert!(html.contains("当てはまる集まりはありません。") && html.contains("&lt;script"), "{html}");
    // Another host finds nothing of it.
    let other = app.sign_in(&app.person("other", &[Role::Host]).await).await;
    assert!(!desk(&app, "/host?q=%E4%BC%9A", &other).await.contains("過ぎた会"));
});

// A draft is as quickly made as it is left lying about.
const MANY_DRAFTS: &str = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)
    insert into workshops (id, kind, title, body, starts_at, ends_at, zone, capacity, place, online_url, host_id, version,
                           created_at, updated_at)
    select '019376b0-7c6a-7000-8000-' || cast(100000000000 + n.i as text), w.kind, w.title, w.body, w.starts_at, w.ends_at,
           w.zone, w.capacity, w.place, w.online_url, w.host_id, 1, w.created_at, w.updated_at
    from workshops w cross join n where w.id = $1";

both!(drafts_that_lie_about_put_nothing_out, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let old = app.draft(&host, called("むかしの下書き", -9)).await;
    sql(&app, MANY_DRAFTS, old.as_str(), "").await;
    app.draft(&host, called("あすの下書き", 1)).await;
    app.workshop(&host, called("あすの会", 1)).await;
    let html = desk(&app, "/host", &cookie).await;
    assert!(html.contains("あすの会") && html.contains("あすの下書き"));
    assert_eq!(html.matches("むかしの下書き").count(), 499);
});

both!(a_course_takes_one_row_of_the_desk, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 2).await;
    let cookie = app.sign_in(&host).await;
    app.workshop(&host, called("べつの会", 2)).await;
    let html = desk(&app, "/host", &cookie).await;
    let (course, _) = html.split_once("べつの会").expect("the other one stands below the course");
    assert!(course.contains("ほかの2回") && dates.iter().all(|date| course.contains(date.as_str())), "{html}");
});

both!(the_desk_says_who_waits_and_for_what, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    for (mode, words) in [("first", "順番待ち 2人"), ("approval", "確認を待つ人 3人"), ("lottery", "抽選前 3人")]
    {
        let id = app.workshop(&host, called(mode, 3)).await;
        app.sql("update workshops set mode = $2, capacity = 1 where id = $1", id.as_str(), Some(mode), None).await;
        for user in app.members_called(mode, 3).await {
            app.register(&id, &user).await;
        }
        // Also when nobody can register any more.
        for closed in [None, Some(NOW.0)] {
            app.sql("update workshops set closed_at = $2 where id = $1", id.as_str(), None, closed).await;
            let html = desk(&app, "/host", &cookie).await;
            assert!(html.contains(words), "{mode} {closed:?}: {html}");
            assert_eq!(html.contains("受付を止めています"), closed.is_some(), "{mode}: {html}");
        }
        assert!(app.call_off(&id).await);
    }
});

both!(a_new_course_leads_on_to_its_other_dates, |app| async move {
    let cookie = app.sign_in(&app.host().await).await;
    let new = app.get("/host/new", Some(&cookie)).await.2;
    assert!(new.contains("href=\"/host/new?for=course\"") && !new.contains("form[then]"), "{new}");
    let page = app.get("/host/new?for=course", Some(&cookie)).await.2;
    let id = page.split("name=\"form[id]\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let mut form = crate::workshops::access::fields(id, "0");
    assert!(page.contains("name=\"form[then]\" value=\"course\""), "{page}");
    form.push(("form[then]", "course"));
    let (_, headers, _) = app.post_form("/api/workshops/create", &form, Some(&cookie)).await;
    let to = format!("/host/{id}/plan/course?done=drafted");
    assert_eq!(headers["location"], to);
    let html = app.get(&to, Some(&cookie)).await.2;
    assert!(html.contains("1回目の下書きを残しました") && html.contains("name=\"form[dates]\""), "{html}");
});
