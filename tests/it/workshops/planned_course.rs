//! A course as its host makes it: from a draft, published as one, and copies of single dates.

use assemble::kit::id::{SeriesId, UserId, WorkshopId};
use http::StatusCode;

use super::details;
use super::planning::{ask, count, post, text};
use crate::both;

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
