//! The pages as people without JavaScript get them.

use assemble::kit::Role;
use http::StatusCode;

use super::access::fields;
use super::details;
use crate::both;
use crate::journal::run;
use crate::support::NOW;

both!(a_visitor_reads_and_is_led_back_after_signing_in, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(12)).await;
    let (status, _, html) = app.get(&format!("/workshops/{id}"), None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("<strong>3分ずつ</strong>"), "Markdown is rendered on the server");
    assert!(html.contains("2026年11月25日（水）<span class=\"hours\">19:30〜21:00"), "{html}");
    assert!(html.contains(&format!("/sign-in?next=/workshops/{id}")));
    assert!(html.contains("あと12席") && html.matches("data-seat=\"open\"").count() == 12);
    let (_, _, html) = app.get(&format!("/workshops/{id}"), Some("lang=en")).await;
    assert!(
        html.contains("Wed 25 November 2026, <span class=\"hours\">19:30 – 21:00") && html.contains("Seats left: 12")
    );
});

both!(who_comes_too_early_or_too_late_is_told_so, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(12)).await;
    let page = format!("/workshops/{id}");
    run(&app, "update workshops set opens_at = starts_at - 3600000000").await;
    let html = app.get(&page, None).await.2;
    assert!(html.contains("11月25日（水）18:30から、ここで申し込めます"), "{html}");
    run(&app, "update workshops set opens_at = null, closes_at = starts_at - 90000000000").await;
    let html = app.get(&page, None).await.2;
    assert!(html.contains("申し込みは締めきられました") && !html.contains("sign-in?next=/workshops/"), "{html}");
});

both!(seats_are_shown_until_it_is_over, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(12)).await;
    let page = format!("/workshops/{id}");
    assert!(app.get(&page, None).await.2.contains("data-seat"));
    app.travel_to(NOW.plus_days(3));
    let html = app.get(&page, None).await.2;
    assert!(!html.contains("あと12席") && !html.contains("data-seat") && html.contains("id=\"place\""), "{html}");
});

both!(a_text_that_was_changed_is_shown_at_once, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(12)).await;
    let page = format!("/workshops/{id}");
    for _ in 0..2 {
        assert!(app.get(&page, None).await.2.contains("<strong>3分ずつ</strong>"));
    }
    app.change(&id, |details| details.body = "**5分ずつ**になりました。".to_owned()).await;
    let html = app.get(&page, None).await.2;
    assert!(html.contains("<strong>5分ずつ</strong>") && !html.contains("3分ずつ"), "{html}");
});

both!(a_member_registers_waits_and_gives_back_by_forms, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let page = format!("/workshops/{id}");
    let people = app.members(2).await;
    let (first, second) = (app.sign_in(&people[0]).await, app.sign_in(&people[1]).await);
    let form = [("form[workshop]", id.as_str())];
    let (_, _, html) = app.get(&page, Some(&first)).await;
    assert!(html.contains("action=\"/api/workshops/register\"") && html.contains("name=\"form[workshop]\""));
    app.post_form("/api/workshops/register", &form, Some(&first)).await;
    let (_, _, html) = app.get(&format!("{page}?done=registered"), Some(&first)).await;
    assert!(html.contains("申し込みました") && html.contains("席があります"), "{html}");
    let (_, _, html) = app.get(&page, Some(&second)).await;
    assert!(html.contains("待つと1番目です"));
    let (_, headers, _) = app.post_form("/api/workshops/register", &form, Some(&second)).await;
    assert_eq!(headers["location"], format!("{page}?done=waiting"));
    let (_, _, html) = app.get(&page, Some(&second)).await;
    assert!(html.contains("順番待ちの1番目です") && html.contains("1番目の順番がなくなります"));
    let (_, _, html) = app.get(&page, Some(&first)).await;
    assert!(html.contains("待っている1人のうち最初の方のものになります"), "it says what is lost");
    app.post_form("/api/workshops/cancel", &form, Some(&first)).await;
    assert!(app.get(&page, Some(&second)).await.2.contains("席があります"));
});

both!(a_host_drafts_publishes_and_sees_who_comes, |app| async move {
    let host = app.person("mizuno", &[Role::Host]).await;
    let cookie = app.sign_in(&host).await;
    let cookie = Some(cookie.as_str());
    let (_, _, html) = app.get("/host", cookie).await;
    assert!(html.contains("/host/new"));
    let (status, _, html) = app.get("/host/new", cookie).await;
    assert_eq!(status, StatusCode::OK);
    let id = html.split("name=\"form[id]\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let (_, headers, _) = app.post_form("/api/workshops/create", &fields(id, "0"), cookie).await;
    assert_eq!(headers["location"], format!("/host/{id}?done=drafted"));
    let (_, _, html) = app.get(&format!("/host/{id}?done=drafted"), cookie).await;
    assert!(html.contains("公開する") && html.contains("2026-12-01T20:00"), "{html}");
    app.post_form("/api/workshops/publish", &[("form[workshop]", id)], cookie).await;
    let id = id.parse().expect("an id");
    for user in app.members(5).await {
        app.register(&id, &user).await;
    }
    let (_, _, html) = app.get(&format!("/host/{id}"), cookie).await;
    let at = |name: &str| html.find(&format!("{name}さん")).unwrap_or_else(|| panic!("{name} is missing"));
    assert!(at("member0") < at("member3") && at("member3") < at("member4"), "in the order of joining");
    assert!(html.contains("看護師") && html.contains("順番を待つ人"));
    assert!(html.contains("申し込んだ5人の席と順番がなくなり"), "calling off says what is lost");
    let (_, headers, _) = app.post_form("/api/workshops/call_off", &[("form[workshop]", id.as_str())], cookie).await;
    assert_eq!(headers["location"], format!("/host/{id}?done=called_off"));
    assert!(app.get(&format!("/workshops/{id}"), None).await.2.contains("とりやめになりました"));
    assert!(app.get("/host", cookie).await.2.contains("とりやめ"));
});
