//! Many people at once for few seats.

use assemble::kit::id::{UserId, WorkshopId};
use assemble::server::http;
use assemble::workshops::model::Outcome;
use assemble::workshops::store;
use axum::body::Body;
use futures::future::join_all;
use sqlx::Connection;
use tower::ServiceExt;

use super::details;
use crate::both;
use crate::support::{SITE, TestApp, read};

const SEATS: i64 = 50;
const PEOPLE: usize = 200;

/// What each person was told; none when it failed.
type Replies = Vec<(UserId, Option<Outcome>)>;

/// Whether exactly the seats were given away, the others wait at 1, 2, 3 …, and everybody was told what is stored.
async fn exact(app: &TestApp, id: &WorkshopId, replies: &Replies) -> Result<(), String> {
    let rows = app.registrations(id).await;
    let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
    if seqs != (1..=PEOPLE as i64).collect::<Vec<_>>() {
        return Err(format!("{} rows, numbered up to {:?}", rows.len(), seqs.last()));
    }
    let confirmed = rows.iter().filter(|row| row.confirmed).count() as i64;
    if confirmed != SEATS {
        return Err(format!("{confirmed} people have one of {SEATS} seats"));
    }
    for (user, told) in replies {
        let at = rows.iter().position(|row| row.user == *user).ok_or("somebody has no row")? as i64;
        let stored = if at < SEATS { Outcome::Confirmed } else { Outcome::Waiting(at - SEATS + 1) };
        if *told != Some(stored) {
            return Err(format!("number {} was told {told:?}", at + 1));
        }
    }
    Ok(())
}

/// One POST through the whole stack.
async fn post(router: axum::Router, id: String, cookie: String) -> Option<Outcome> {
    let request = ::http::Request::post("/api/workshops/register")
        .header("host", "localhost:3000")
        .header("origin", SITE)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .header("cookie", cookie)
        .body(Body::from(format!("form%5Bworkshop%5D={id}")))
        .expect("a request");
    let (status, _, body) = read(router.oneshot(request).await.expect("the router always answers")).await;
    assert!(!status.is_server_error(), "{status} {body}");
    serde_json::from_str(&body).ok()
}

both!(two_hundred_members_at_once_fill_fifty_seats_exactly, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(SEATS)).await;
    let mut people = Vec::new();
    for user in app.members(PEOPLE).await {
        let cookie = app.sign_in(&user).await;
        people.push((user, cookie));
    }
    let router = http::router(app.state.clone());
    let posts = people.iter().map(|(_, cookie)| tokio::spawn(post(router.clone(), id.to_string(), cookie.clone())));
    let told = join_all(posts).await;
    let replies: Replies =
        people.iter().zip(told).map(|((user, _), told)| (user.clone(), told.expect("no panic"))).collect();
    assert_eq!(exact(&app, &id, &replies).await, Ok(()));
    assert_eq!(app.letters("workshop_confirmed").await, SEATS);
    assert_eq!(app.letters("workshop_waiting").await, PEOPLE as i64 - SEATS);
});

// The same rush with the lock removed: each registration is a plain transaction of its own, as it would be without
// `lock_row` on PostgreSQL and without the single writer on SQLite. It must not come out right.
both!(without_the_lock_the_same_rush_goes_wrong, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(SEATS)).await;
    let people = app.members(PEOPLE).await;
    let joins = people.iter().map(|user| {
        let (state, id, user) = (app.state.clone(), id.clone(), user.clone());
        tokio::spawn(async move {
            let mut conn = state.db.read().await.ok()?;
            let mut tx = conn.begin().await.ok()?;
            let outcome =
                store::join(&mut tx, &state.config, &id, &user, &store::Asking::default(), state.now()).await.ok()?;
            tx.commit().await.ok()?;
            Some(outcome)
        })
    });
    let told = join_all(joins).await;
    let replies: Replies =
        people.iter().zip(told).map(|(user, told)| (user.clone(), told.expect("no panic"))).collect();
    let verdict = exact(&app, &id, &replies).await;
    assert!(verdict.is_err(), "without a lock this cannot come out right");
});
