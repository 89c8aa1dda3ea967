//! Until when one may register and give a seat back is said on the page and in the letters, on the reader's clock.

use http::StatusCode;

use super::details;
use super::planning::post;
use crate::both;
use crate::support::NOW;

both!(deadlines_are_told_and_what_is_left_after_them, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let (member, late) = (app.person("member", &[]).await, app.person("late", &[]).await);
    app.sql("update users set zone = $2 where id = $1", late.as_str(), Some("Europe/London"), None).await;
    let page = format!("/workshops/{id}");
    let (cookie, london) = (app.sign_in(&member).await, app.sign_in(&late).await);
    let html = app.get(&page, Some(&cookie)).await.2;
    assert!(html.contains("はじまるまで、いつでも取り消せます"), "nothing was set: {html}");
    assert!(html.contains("2026年12月25日（金）に消します"), "the day on which answers go: {html}");
    app.sql("update workshops set closes_at = $2 where id = $1", id.as_str(), None, Some(NOW.plus_hours(4).0)).await;
    app.sql("update workshops set cancel_until = $2 where id = $1", id.as_str(), None, Some(NOW.plus_hours(6).0)).await;
    let html = app.get(&page, Some(&cookie)).await.2;
    assert!(html.contains("11月24日（火）23:30まで") && html.contains("11月25日（水）01:30まで、いつでも"), "{html}");
    assert!(!html.contains("はじまるまで、いつでも取り消せます"), "{html}");
    let html = app.get(&page, Some(&london)).await.2;
    assert!(html.contains("11月24日（火）14:30まで") && html.contains("11月24日（火）16:30まで、いつでも"), "{html}");
    app.register(&id, &member).await;
    app.register(&id, &late).await;
    let letters = app.letter_texts().await;
    assert!(letters.contains("席をお返しできるのは、11月25日（水）01:30までです"), "{letters}");
    assert!(letters.contains("席をお返しできるのは、11月24日（火）16:30までです"), "{letters}");
    assert!(app.give_back(&id, &late).await);
    assert!(app.letter_texts().await.contains("申し込みは、11月24日（火）14:30までです"));
    // Afterwards the page offers nothing that cannot be done, and says what can.
    app.travel_to(NOW.plus_hours(7));
    let html = app.get(&page, Some(&cookie)).await.2;
    assert!(html.contains("11月24日（火）23:30に締めきりました"), "{html}");
    assert!(html.contains("席の取り消しは、11月25日（水）01:30で締めきりました"), "{html}");
    assert!(!html.contains("/api/workshops/cancel"), "{html}");
    let (status, body) = post(&app, "cancel", &[("form[workshop]", id.as_str())], Some(&cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    assert!(body.contains("11月25日（水）01:30で締めきりました"), "{body}");
    app.travel_to(NOW.plus_days(1));
    let (_, body) = post(&app, "cancel", &[("form[workshop]", id.as_str())], Some(&cookie)).await;
    assert!(body.contains("もうはじまっている"), "{body}");
});
