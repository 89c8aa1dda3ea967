//! わたしの歩み: what happened to a person stands there on one line, for that person alone.

use assemble::kit::Role;
use assemble::kit::id::{EntryId, RegistrationId, UserId, WorkshopId};
use http::StatusCode;

use crate::both;
use crate::support::{NOW, TestApp};
use crate::worksheets::{TOP, finished};

/// A workshop of ten days ago to which somebody came, or only registered.
async fn gathering(app: &TestApp, host: &UserId, guest: &UserId, title: &str, came: bool) {
    let ids = (app.state.new_id::<WorkshopId>(), app.state.new_id::<RegistrationId>());
    let input = (ids, host.clone(), guest.clone(), title.to_owned());
    let made = app.state.db.write(input, move |tx, ((workshop, place), host, guest, title)| {
        Box::pin(async move {
            let at = NOW.plus_days(-10);
            sqlx::query(
                "insert into workshops (id, host_id, kind, title, body, starts_at, ends_at, zone, place, online_url,
                                        capacity, created_at, updated_at, published_at, version)
                 values ($1, $2, 'exchange', $3, '', $4, $5, 'Asia/Tokyo', '', '', 9, $4, $4, $4, 1)",
            )
            .bind(workshop.as_str())
            .bind(host.as_str())
            .bind(title.as_str())
            .bind(at.0)
            .bind(at.plus_hours(2).0)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "insert into registrations (id, workshop_id, user_id, seq, joined_at, confirmed_at, checked_in_at)
                 values ($1, $2, $3, 1, $4, $4, $5)",
            )
            .bind(place.as_str())
            .bind(workshop.as_str())
            .bind(guest.as_str())
            .bind(at.0)
            .bind(came.then_some(at.0))
            .execute(tx)
            .await?;
            Ok(())
        })
    });
    made.await.expect("a workshop");
}

/// An entry of the diary that holds words, begun then.
async fn entry(app: &TestApp, owner: &UserId, days_ago: i64) -> EntryId {
    let id: EntryId = app.state.new_id();
    let input = (id.clone(), owner.clone());
    let made = app.state.db.write(input, move |tx, (id, owner)| {
        Box::pin(async move {
            let at = NOW.plus_days(-days_ago);
            sqlx::query(
                "insert into journal_entries (id, owner_id, template, template_version, head_seq, last_seq, created_at,
                                              updated_at)
                 values ($1, $2, 'hitokoto', 1, 1, 1, $3, $3)",
            )
            .bind(id.as_str())
            .bind(owner.as_str())
            .bind(at.0)
            .execute(tx)
            .await?;
            Ok(())
        })
    });
    made.await.expect("an entry");
    id
}

both!(one_line_holds_what_happened_to_oneself, |app| async move {
    let (minato, aoi) = (app.person("minato", &[]).await, app.person("aoi", &[]).await);
    let host = app.person("mizuno", &[Role::Host]).await;
    let (cookie, other) = (app.sign_in(&minato).await, app.sign_in(&aoi).await);
    let (_, _, empty) = app.get("/me/path", Some(&cookie)).await;
    assert!(empty.contains("歩みは、これから") && empty.contains("href=\"/worksheets\""), "{empty}");

    let round = finished(&app, &minato, &cookie, TOP).await;
    gathering(&app, &host, &minato, "来た<集まり>", true).await;
    gathering(&app, &host, &minato, "来なかった集まり", false).await;
    let (near, far) = (entry(&app, &minato, 10).await, entry(&app, &minato, 5).await);

    let (status, headers, page) = app.get("/me/path", Some(&cookie)).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_eq!(headers.get("cache-control").map(|value| value.as_bytes()), Some(&b"no-store"[..]));
    assert!(page.contains(&format!("/worksheets/values/{round}/result")) && page.contains("いたわり"), "{page}");
    assert!(page.contains("来た&lt;集まり&gt;") && !page.contains("来なかった集まり"), "{page}");
    assert!(page.contains(&format!("/journal/{near}/read")), "the diary of a day on the line: {page}");
    assert!(!page.contains(&far.to_string()), "a day without anything else is not on it: {page}");
    assert!(!page.contains(".wasm"), "a plain page needs no program");

    let (_, _, theirs) = app.get("/me/path", Some(&other)).await;
    assert!(theirs.contains("歩みは、これから") && !theirs.contains("来た"), "nobody sees another's: {theirs}");
});

both!(only_who_is_signed_in_has_a_way, |app| async move {
    let (status, headers, _) = app.get("/me/path", None).await;
    let leads = headers.get("location").is_some_and(|to| to.to_str().is_ok_and(|to| to.starts_with("/sign-in")));
    assert!(status == StatusCode::UNAUTHORIZED || leads, "{status}");
    let (status, _, body) = app.post_json_client("/api/journey/path", &[], None).await;
    assert!(!status.is_success() && !body.contains("days"), "{status} {body}");
});
