//! What people and programs may send, however odd: a clear message or a page, nothing changed, nothing lost.

use assemble::kit::Error;
use assemble::kit::id::WorkshopId;
use http::StatusCode;

use super::access::fields;
use super::details;
use crate::both;
use crate::support::TestApp;

/// A good form with one field replaced.
fn with<'a>(id: &'a str, version: &'a str, name: &str, value: &'a str) -> Vec<(&'static str, &'a str)> {
    let name = format!("form[{name}]");
    fields(id, version).into_iter().map(|(key, old)| (key, if key == name { value } else { old })).collect()
}

/// The fields that a refusal names.
async fn refused(app: &TestApp, path: &str, form: &[(&str, &str)], cookie: &str) -> Vec<String> {
    let (status, _, body) = app.post_json_client(path, form, Some(cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    match serde_json::from_str(&body).expect("an error") {
        Error::Invalid(errors) => errors.0.into_iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn count(app: &TestApp) -> i64 {
    use sqlx::Row;
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query("select count(*) from workshops").fetch_one(&mut *conn).await.expect("a count").get(0)
}

both!(each_wrong_field_is_named_and_nothing_is_kept, |app| async move {
    let cookie = app.sign_in(&app.host().await).await;
    let id = app.state.new_id::<WorkshopId>().to_string();
    let long = "長".repeat(100_000);
    let long_link = format!("https://example.jp/{}", "a".repeat(600));
    for (name, value) in [
        ("kind", ""),
        ("kind", "party"),
        ("title", ""),
        ("title", "\u{202e}\u{200f} "),
        ("title", long.as_str()),
        ("body", &long),
        ("starts", ""),
        ("starts", "2026-02-30T10:00"),
        ("starts", "あした"),
        ("zone", "Mars/Olympus"),
        ("zone", &long),
        ("capacity", "0"),
        ("capacity", "999999999999999999999"),
        ("capacity", "💺"),
        ("place", &long),
        ("online_url", "javascript:alert(1)"),
        ("online_url", "http://example.jp"),
        ("online_url", "https://\"><script>alert(1)</script>"),
        ("online_url", &long_link),
    ] {
        let refused = refused(&app, "/api/workshops/create", &with(&id, "0", name, value), &cookie).await;
        assert!(refused.iter().any(|field| field == name), "{name}: {refused:?}");
    }
    let before = with(&id, "0", "ends", "2026-12-01T19:59");
    assert_eq!(refused(&app, "/api/workshops/create", &before, &cookie).await, ["ends"]);
    assert_eq!(count(&app).await, 0);
});

both!(an_hour_that_summer_time_skips_is_refused_with_its_reason, |app| async move {
    let cookie = app.sign_in(&app.host().await).await;
    let id = app.state.new_id::<WorkshopId>().to_string();
    let mut form = with(&id, "0", "starts", "2027-03-14T02:30");
    for (name, value) in &mut form {
        match *name {
            "form[ends]" => *value = "2027-03-14T04:00",
            "form[zone]" => *value = "America/New_York",
            _ => {}
        }
    }
    assert_eq!(refused(&app, "/api/workshops/create", &form, &cookie).await, ["starts"]);
    let (_, _, body) = app.post_json_client("/api/workshops/create", &form, Some(&cookie)).await;
    assert!(body.contains("夏時間"), "{body}");
});

both!(wrong_ids_name_nothing, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let cookie = Some(cookie.as_str());
    for id in ["", "1", "019376b0-7c6a-7000-8000-0123456789ab", "../../etc/passwd", "' or 1=1 --"] {
        for name in ["register", "cancel", "publish", "call_off", "edit"] {
            let (status, _, body) =
                app.post_json_client(&format!("/api/workshops/{name}"), &fields(id, "1"), cookie).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{name} {id:?} {body}");
        }
    }
    for path in ["/workshops/1", "/workshops/019376b0-7c6a-7000-8000-0123456789ab", "/host/%00"] {
        assert_eq!(app.get(path, cookie).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(app.get("/workshops?kind=%3Cscript%3E&after=x&when=1&place=2&free=3", cookie).await.0, StatusCode::OK);
    let id = app.draft(&host, details(2)).await.to_string();
    let (status, ..) = app.post_json_client("/api/workshops/edit", &fields(&id, "first"), cookie).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, ..) = app.post_json_client("/api/workshops/show", &[("id", "1")], cookie).await;
    assert!(status.is_client_error(), "{status}");
});

both!(hostile_words_stay_words, |app| async move {
    let cookie = app.sign_in(&app.host().await).await;
    let id = app.state.new_id::<WorkshopId>().to_string();
    let evil = "</title></textarea><script>alert(1)</script>🕯\u{202e}";
    let mut form = fields(&id, "0");
    for (name, value) in &mut form {
        if matches!(*name, "form[title]" | "form[body]" | "form[place]") {
            *value = evil;
        }
    }
    for _ in 0..2 {
        let (status, _, body) = app.post_json_client("/api/workshops/create", &form, Some(&cookie)).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
    assert_eq!(count(&app).await, 1, "sent twice, made once");
    let publish = [("form[workshop]", id.as_str())];
    assert_eq!(app.post_json_client("/api/workshops/publish", &publish, Some(&cookie)).await.0, StatusCode::OK);
    for path in ["/workshops".to_owned(), format!("/workshops/{id}"), "/host".to_owned(), format!("/host/{id}")] {
        let (status, _, html) = app.get(&path, Some(&cookie)).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!html.contains("<script>alert(1)") && html.contains("alert(1)"), "{path}");
        assert!(!html.contains("</title></textarea>"), "{path}");
    }
});

both!(a_refused_form_comes_back_with_what_was_typed, |app| async move {
    let host = app.host().await;
    let session = app.sign_in(&host).await;
    let id = app.draft(&host, details(2)).await;
    app.change(&id, |details| details.place = "べつの画面の会場".to_owned()).await;
    // The form was made from version 1; another window has saved version 2.
    let mut form = with(id.as_str(), "1", "title", "</textarea><script>わたしの題");
    form.push(("form_key", id.as_str()));
    let page = format!("/host/{id}");
    let (status, headers, _) = app.post_form_from(&page, "/api/workshops/edit", &form, Some(&session)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let form_cookie = headers["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
    let both = format!("{session}; {form_cookie}");
    let (status, _, html) = app.get(&page, Some(&both)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("わたしの題") && !html.contains("<script>わたしの題"), "what was typed is lost");
    assert!(
        html.contains("べつの画面の会場") && html.contains("いま保存されている内容"),
        "what is stored is not shown"
    );
    let (_, _, html) = app.get(&format!("/host/{id}"), Some(&session)).await;
    assert!(!html.contains("わたしの題"), "it comes back once");
});

both!(a_replayed_post_changes_nothing_more, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let cookie = app.sign_in(&app.person("member", &[]).await).await;
    let form = [("form[workshop]", id.as_str())];
    for _ in 0..3 {
        let (status, headers, _) = app.post_form("/api/workshops/register", &form, Some(&cookie)).await;
        assert!(status.is_redirection());
        assert_eq!(headers["location"], format!("/workshops/{id}?done=registered"));
    }
    assert_eq!((app.registrations(&id).await.len(), app.letters("workshop_confirmed").await), (1, 1));
    for _ in 0..3 {
        let (_, headers, _) = app.post_form("/api/workshops/cancel", &form, Some(&cookie)).await;
        assert_eq!(headers["location"], format!("/workshops/{id}?done=cancelled"));
    }
    assert_eq!((app.registrations(&id).await.len(), app.letters("workshop_given_back").await), (1, 1));
});
