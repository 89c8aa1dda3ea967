//! Who finds and opens a workshop that is not for everybody, and when drafts publish themselves.

use assemble::kit::Role;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::workshops::store;
use http::StatusCode;

use super::details;
use super::planning::{post, text};
use crate::both;
use crate::support::{NOW, TestApp};

/// Runs one statement of the test's own with one or two texts.
pub async fn sql(app: &TestApp, statement: &'static str, first: &str, second: &str) {
    let input = (first.to_owned(), second.to_owned());
    let write = app.state.db.write(input, move |tx, (first, second)| {
        Box::pin(async move {
            let query = sqlx::query(statement).bind(first);
            let query = if statement.contains("$2") { query.bind(second) } else { query };
            query.execute(tx).await?;
            Ok(())
        })
    });
    write.await.expect("it is written");
}

async fn sees(app: &TestApp, id: &WorkshopId, user: Option<&UserId>, key: &str) -> (bool, bool) {
    let cookie = match user {
        Some(user) => Some(app.sign_in(user).await),
        None => None,
    };
    let (status, ..) = app.get(&format!("/workshops/{id}?key={key}"), cookie.as_deref()).await;
    assert!(matches!(status, StatusCode::OK | StatusCode::NOT_FOUND), "{status}");
    let (_, _, list) = app.get("/workshops", cookie.as_deref()).await;
    (status == StatusCode::OK, list.contains(id.as_str()))
}

/// A cohort with this member.
async fn cohort_of(app: &TestApp, member: &UserId) {
    sql(app, "insert into cohorts (id, name, created_at) values ($1, '第一期生', 1)", "c1", "").await;
    let joined = "insert into cohort_people (cohort_id, user_id, part, joined_at) values ($1, $2, 'member', 1)";
    sql(app, joined, "c1", member.as_str()).await;
}

/// Says for whom a workshop is: that cohort, or whoever has the key `kagi`, if so.
async fn show_to(app: &TestApp, id: &WorkshopId, visibility: &str) {
    let shown = "update workshops set visibility = $2, visible_cohort = 'c1', visible_key = 'kagi' where id = $1";
    sql(app, shown, id.as_str(), visibility).await;
}

both!(each_sees_what_is_for_them, |app| async move {
    let host = app.host().await;
    let people = app.members(2).await;
    let (member, peer) = (&people[0], &people[1]);
    let admin = app.person("admin", &[Role::Admin]).await;
    let other = app.person("other", &[Role::Host]).await;
    cohort_of(&app, peer).await;
    let (yes, no, page_only) = ((true, true), (false, false), (true, false));
    for (visibility, visitor, of_members, of_peer, with_key) in [
        ("public", yes, yes, yes, yes),
        ("members", no, yes, yes, no),
        ("cohort", no, no, yes, no),
        ("link", no, no, no, page_only),
    ] {
        let id = app.workshop(&host, details(3)).await;
        show_to(&app, &id, visibility).await;
        assert_eq!(sees(&app, &id, None, "").await, visitor, "{visibility}: a visitor");
        assert_eq!(sees(&app, &id, Some(member), "").await, of_members, "{visibility}: a member");
        assert_eq!(sees(&app, &id, Some(&other), "").await, of_members, "{visibility}: another host");
        assert_eq!(sees(&app, &id, Some(peer), "").await, of_peer, "{visibility}: one of the cohort");
        assert_eq!(sees(&app, &id, None, "kagi").await, with_key, "{visibility}: the key");
        assert!(sees(&app, &id, Some(&host), "").await.0 && sees(&app, &id, Some(&admin), "").await.0, "{visibility}");
    }
});

both!(the_month_the_search_feeds_and_machines_keep_to_the_same, |app| async move {
    let host = app.host().await;
    let people = app.members(2).await;
    let (member, peer) = (app.sign_in(&people[0]).await, app.sign_in(&people[1]).await);
    cohort_of(&app, &people[1]).await;
    for (visibility, of_visitors, of_members, of_peers) in [
        ("public", true, true, true),
        ("members", false, true, true),
        ("cohort", false, false, true),
        ("link", false, false, false),
    ] {
        let id = app.workshop(&host, details(3)).await;
        show_to(&app, &id, visibility).await;
        let public = visibility == "public";
        for (cookie, theirs) in
            [(None, of_visitors), (Some(member.as_str()), of_members), (Some(peer.as_str()), of_peers)]
        {
            let said = format!("{visibility}, {cookie:?}");
            for list in ["/workshops?month=2026-11", "/workshops?q=%E5%A4%9A%E8%81%B7%E7%A8%AE"] {
                let html = app.get(list, cookie).await.2;
                assert_eq!(html.contains(&format!("/workshops/{id}")), theirs, "{list}: {said}");
            }
            let status = if theirs { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(app.get(&format!("/workshops/{id}/calendar.ics"), cookie).await.0, status, "{said}");
            // Feed readers do not sign in, so it is the same for everybody.
            assert_eq!(app.get("/workshops/feed.atom", cookie).await.2.contains(id.as_str()), public, "{said}");
        }
        let (status, headers, page) = app.get(&format!("/workshops/{id}?key=kagi"), None).await;
        assert_eq!(page.contains("ld+json") && page.contains("og:title"), public, "{visibility}");
        // Who has the key may tell a machine of it; searches are asked to keep out.
        let kept_out = headers.get("x-robots-tag").is_some_and(|tag| tag == "noindex");
        assert_eq!((status == StatusCode::OK, kept_out), (public || visibility == "link", visibility == "link"));
    }
});

both!(drafts_publish_themselves_when_their_time_comes, |app| async move {
    let host = app.host().await;
    let (due, later, begun) =
        (app.draft(&host, details(3)).await, app.draft(&host, details(3)).await, app.draft(&host, details(3)).await);
    for (id, at) in [(&due, NOW.plus_hours(1)), (&later, NOW.plus_hours(20)), (&begun, NOW.plus_hours(1))] {
        let statement = "update workshops set publish_at = cast($2 as bigint) where id = $1";
        sql(&app, statement, id.as_str(), &at.0.to_string()).await;
    }
    sql(&app, "update workshops set starts_at = 1 where id = $1", begun.as_str(), "").await;
    let sweep =
        async |at| app.state.db.write(at, |tx, now| Box::pin(store::publish_due(tx, *now))).await.expect("swept");
    assert!(sweep(NOW).await.is_empty());
    assert_eq!(sweep(NOW.plus_hours(2)).await, std::slice::from_ref(&due));
    assert!(sweep(NOW.plus_hours(2)).await.is_empty(), "once");
    assert!(sees(&app, &due, None, "").await.0 && !sees(&app, &later, None, "").await.0);
});

both!(a_letter_opens_a_page_by_link_for_somebody_who_is_not_signed_in, |app| async move {
    let host = app.host().await;
    let guest = app.person("guest", &[]).await;
    let id = app.workshop(&host, details(3)).await;
    let by_link = "update workshops set visibility = 'link', visible_key = 'kagi' where id = $1";
    sql(&app, by_link, id.as_str(), "").await;
    let page = format!("/workshops/{id}?key=kagi");
    app.register(&id, &guest).await;
    let letters = app.letter_texts().await;
    assert!(letters.contains(&page), "{letters}");
    assert_eq!(app.get(&page, None).await.0, StatusCode::OK);
    let entry = text(&app, "select calendar from letters where user_id = $1", guest.as_str()).await;
    assert!(entry.replace("\r\n ", "").contains(&format!("{page}\r\n")), "{entry}");
    // The page leads on with its key: to the calendar's entry, and back after signing in.
    let html = app.get(&page, None).await.2;
    let ics = format!("/workshops/{id}/calendar.ics?key=kagi");
    let back = format!("next=/workshops/{id}%3Fkey%3Dkagi");
    assert!(html.contains(&ics) && html.contains(&back) && !html.contains("ld+json"), "{html}");
    assert!(app.get(&ics, None).await.2.replace("\r\n ", "").contains(&page));
    assert_eq!(app.get(&format!("/workshops/{id}/calendar.ics"), None).await.0, StatusCode::NOT_FOUND);
    // Nothing that everybody reads holds it.
    for public in ["/workshops", "/workshops/feed.atom", "/"] {
        let shown = app.get(public, None).await.2;
        assert!(!shown.contains("kagi") && !shown.contains(id.as_str()), "{public}: {shown}");
    }
    // Who gives the place back stands before the page, and the letter leads there too; nobody else learns the key.
    let stranger = app.sign_in(&app.person("stranger", &[]).await).await;
    let cookie = app.sign_in(&guest).await;
    for (cookie, shown) in [(&stranger, false), (&cookie, true)] {
        let form = [("form[workshop]", id.as_str())];
        let (_, headers, _) = app.post_form("/api/workshops/cancel", &form, Some(cookie)).await;
        let to = headers.get("location").expect("a way on").to_str().expect("a path").to_owned();
        assert_eq!(to.contains("key=kagi"), shown, "{to}");
    }
    assert!(text(&app, LEFT, guest.as_str()).await.contains(&page));
});

/// What the letter says that follows on giving a place back.
const LEFT: &str = "select text_body from letters where user_id = $1 and kind = 'workshop_given_back'";

both!(a_copy_of_what_has_no_key_gets_one_of_its_own, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let id = app.draft(&host, details(3)).await.to_string();
    let copy = app.state.new_id::<WorkshopId>().to_string();
    let form = [("form[workshop]", id.as_str()), ("form[copy]", copy.as_str())];
    assert_eq!(post(&app, "duplicate", &form, Some(&cookie)).await.0, StatusCode::OK);
    let by_link = "update workshops set visibility = 'link', published_at = 1 where id = $1";
    sql(&app, by_link, &copy, "").await;
    assert_eq!(app.get(&format!("/workshops/{copy}"), None).await.0, StatusCode::NOT_FOUND, "an empty key is none");
});
