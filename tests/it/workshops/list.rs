//! The list: filters, order, pages.

use assemble::kit::Locale;
use assemble::kit::id::UserId;
use assemble::workshops::model::{Filter, Kind, Where};
use assemble::workshops::store::{self, Details};
use http::StatusCode;

use super::details;
use crate::both;
use crate::support::{NOW, TestApp, shown};

async fn titles(app: &TestApp, filter: Filter) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let page =
        store::browse(&mut conn, &filter, None, app.state.now(), "Asia/Tokyo", Locale::ja).await.expect("a page");
    page.rows.into_iter().map(|card| card.title).collect()
}

both!(filters_find_what_they_say, |app| async move {
    let host = app.host().await;
    let of = |title: &str, kind: Kind, hours: i64, place: &str, link: &str| {
        let mut one = details(1);
        one.title = title.to_owned();
        one.kind = kind;
        (one.starts_at, one.ends_at) = (NOW.plus_hours(hours), NOW.plus_hours(hours + 2));
        (one.place, one.online_url) = (place.to_owned(), link.to_owned());
        one
    };
    let link = "https://meet.example.jp/x";
    app.workshop(&host, of("二", Kind::Dialogue, 30, "", link)).await;
    let first = app.workshop(&host, of("一", Kind::Exchange, 3, "神戸", "")).await;
    let third = app.workshop(&host, of("三", Kind::Exchange, 50, "神戸", link)).await;
    app.draft(&host, of("下書き", Kind::Exchange, 50, "神戸", link)).await;
    app.register(&first, &app.person("member", &[]).await).await;
    let all = Filter::default();
    assert_eq!(titles(&app, all.clone()).await, ["一", "二", "三"]);
    assert_eq!(titles(&app, Filter { kinds: vec![Kind::Exchange], ..all.clone() }).await, ["一", "三"]);
    assert_eq!(titles(&app, Filter { kinds: vec![Kind::Exchange, Kind::Dialogue], ..all.clone() }).await.len(), 3);
    assert_eq!(titles(&app, Filter { place: Some(Where::Online), ..all.clone() }).await, ["二", "三"]);
    assert_eq!(titles(&app, Filter { place: Some(Where::OnSite), ..all.clone() }).await, ["一", "三"]);
    assert_eq!(titles(&app, Filter { free: true, ..all.clone() }).await, ["二", "三"]);
    // A seat that a host or a draw decides about is none that one gets at once.
    for (mode, found) in [("approval", vec!["二"]), ("lottery", vec!["二"]), ("first", vec!["二", "三"])] {
        app.sql("update workshops set mode = $2 where id = $1", third.as_str(), Some(mode), None).await;
        assert_eq!(titles(&app, Filter { free: true, ..all.clone() }).await, found, "{mode}");
    }
    app.sql("update workshops set mode = 'lottery', drawn_at = $2 where id = $1", third.as_str(), None, Some(1)).await;
    assert_eq!(titles(&app, Filter { free: true, ..all.clone() }).await, ["二", "三"], "after the draw");
    for (opens, found) in [(NOW.plus_hours(1), vec!["二"]), (NOW, vec!["二", "三"])] {
        app.sql("update workshops set opens_at = $2 where id = $1", third.as_str(), None, Some(opens.0)).await;
        assert_eq!(titles(&app, Filter { free: true, ..all.clone() }).await, found, "not before registration opens");
    }
    app.travel_to(NOW.plus_hours(31));
    assert_eq!(titles(&app, all.clone()).await, ["二", "三"], "what is under way is not over");
    app.travel_to(NOW.plus_hours(32));
    assert_eq!(titles(&app, Filter { past: true, ..all.clone() }).await, ["二", "一"], "the latest first");
    assert_eq!(titles(&app, all).await, ["三"]);
});

both!(the_list_tells_each_whether_a_seat_is_free_for_them, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    app.rule(&id, "nurse", 2, None, None).await;
    let doctors = [app.pro("a", "doctor").await, app.pro("b", "doctor").await, app.pro("c", "doctor").await];
    let nurse = app.sign_in(&app.pro("d", "nurse").await).await;
    let tag = async |cookie: Option<&str>, words: &str| {
        let page = shown(&app.get("/workshops", cookie).await.2);
        assert!(page.contains(&format!(">{words}</span>")), "{words}: {page}");
    };
    tag(None, "あと1席").await;
    app.register(&id, &doctors[0]).await;
    // The free seats are for nurses. Nobody knows whether a visitor is one.
    let other = app.sign_in(&doctors[2]).await;
    for line in ["いまは順番待ちになります", "順番待ち 1人"] {
        tag(None, "職種によっては席があります").await;
        tag(Some(nurse.as_str()), "あと2席").await;
        tag(Some(other.as_str()), line).await;
        let page = shown(&app.get(&format!("/workshops/{id}"), Some(&nurse)).await.2);
        assert!(page.contains("<p>あと2席</p>"), "the page says the same: {page}");
        app.register(&id, &doctors[1]).await;
    }
});

both!(a_free_seat_is_found_where_the_tag_says_one, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    app.rule(&id, "nurse", 2, None, None).await;
    for doctor in ["a", "b", "c"] {
        app.register(&id, &app.pro(doctor, "doctor").await).await;
    }
    let (nurse, doctor) = (app.pro("d", "nurse").await, app.pro("e", "doctor").await);
    let filter = Filter { free: true, ..Filter::default() };
    let found = async |user: Option<&UserId>| {
        let mut conn = app.state.db.read().await.expect("a connection");
        let page = store::browse(&mut conn, &filter, user, NOW, "Asia/Tokyo", Locale::ja).await.expect("a page");
        let month = store::month(&mut conn, &filter, user, NOW, (NOW, NOW.plus_days(9))).await.expect("a month");
        assert_eq!(page.rows.len(), month.len(), "the month finds the same");
        let titles: Vec<String> = page.rows.into_iter().map(|card| card.title).collect();
        (titles, page.next.is_some())
    };
    // One doctor has a seat and two wait: the two that are free are kept, and the count of those who stand is full.
    assert_eq!(found(Some(&nurse)).await.0.len(), 1, "あと2席");
    assert_eq!(found(None).await.0.len(), 1, "職種によっては席があります");
    assert_eq!(found(Some(&doctor)).await, (vec![], false), "順番待ち 2人");
    // What is left out leaves no empty page behind.
    for _ in 0..22 {
        let kept = app.workshop(&host, details(1)).await;
        app.rule(&kept, "nurse", 1, None, None).await;
    }
    let late = Details { title: "あいている会".to_owned(), starts_at: NOW.plus_days(3), ..details(1) };
    app.workshop(&host, Details { ends_at: NOW.plus_days(4), ..late }).await;
    assert_eq!(found(Some(&doctor)).await, (vec!["あいている会".to_owned()], false));
});

both!(pages_follow_each_other_by_plain_links, |app| async move {
    let host = app.host().await;
    for n in 0..45 {
        let mut one = details(2);
        one.title = format!("第{n:02}回");
        // Some begin together: then the id decides.
        one.starts_at = NOW.plus_hours(1 + n / 3);
        app.workshop(&host, one).await;
    }
    let mut path = "/workshops?kind=exchange".to_owned();
    let mut seen = Vec::new();
    for page in 0..3 {
        let (status, _, html) = app.get(&path, None).await;
        assert_eq!(status, StatusCode::OK);
        let found = html.split("row-title").skip(1).filter_map(|part| part.split(['第', '回']).nth(1));
        seen.extend(found.map(str::to_owned));
        let next = html.split("rel=\"next\"").next().filter(|_| html.contains("rel=\"next\""));
        let href =
            next.and_then(|before| html[before.len()..].split("href=\"").nth(1)).and_then(|it| it.split('"').next());
        match href {
            Some(href) => path = href.replace("&amp;", "&"),
            None => assert_eq!(page, 2),
        }
    }
    let mut unique = seen.clone();
    unique.sort();
    unique.dedup();
    assert_eq!((seen.len(), unique.len()), (45, 45), "{path} {seen:?}");
});

both!(an_empty_list_says_what_to_do_first, |app| async move {
    let (status, _, html) = app.get("/workshops", None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("class=\"empty\"") && html.contains("/workshops?when=past"), "{html}");
});
