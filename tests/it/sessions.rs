//! The layer that says who is looking, when the database is not well.

use std::time::Duration;

use assemble::server::db::Kind;
use http::StatusCode;
use sqlx::Executor;

use crate::both;
use crate::http::{GREET, form_cookie};
use crate::journal::count;

both!(a_sign_in_that_cannot_be_looked_up_is_not_over, |app| async move {
    let person = app.person("minato", &[]).await;
    let cookie = app.sign_in(&person).await;
    app.state.db.close().await;
    let (status, headers, page) = app.get("/me", Some(&cookie)).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "a stranger would be sent to sign in");
    assert!(!headers.contains_key("location") && page.contains("<h1>"), "{page}");
    let (status, ..) = app.post_json_client(GREET, &[("form[name]", "Minato")], Some(&cookie)).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
});

// Nothing can be written as long as the test holds its lock, and it lets go when the page has come.
both!(no_page_waits_until_it_is_noted_that_a_device_was_used, |app| async move {
    let person = app.person("minato", &[]).await;
    let cookie = app.sign_in(&person).await;
    app.state.clock.set(app.state.now().plus_hours(1));
    let begin = if app.state.db.kind() == Kind::Sqlite { "begin immediate" } else { "begin" };
    let mut lock = app.state.db.read().await.expect("a connection");
    lock.execute(begin).await.expect("a transaction");
    lock.execute("update sessions set agent = agent").await.expect("a lock");
    let (status, _, page) = app.get("/me", Some(&cookie)).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("minato@example.jp"));
    lock.execute("commit").await.expect("let go");
    while count(&app, "select max(seen_at) from sessions").await < app.state.now().0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
});

both!(the_door_keeps_the_address_that_was_typed, |app| async move {
    let typed = [("form[email]", "minato@example.jp"), ("form[password]", "not the password"), ("form[next]", "/me")];
    let page = "/sign-in?next=/me";
    let (status, headers, _) = app.post_form_from(page, "/api/accounts/sign-in", &typed, None).await;
    assert_eq!((status, headers["location"].to_str().expect("text")), (StatusCode::SEE_OTHER, page));
    let (_, _, page) = app.get(page, Some(&form_cookie(&headers))).await;
    assert!(page.contains("value=\"minato@example.jp\"") && page.contains("ちがうようです"), "{page}");
    assert!(page.contains("value=\"/me\"") && !page.contains("not the password"));
});
