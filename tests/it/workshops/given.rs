//! Seats that are given by the host's word or by a draw, and what people write for their hosts alone.

use assemble::kit::Role;
use assemble::server::jobs::wake_seats;
use assemble::workshops::model::Outcome;
use assemble::workshops::store::{self, seating};
use http::StatusCode;
use sqlx::Row;

use super::details;
use crate::both;
use crate::support::NOW;

both!(a_host_says_yes_and_no, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    app.sql("update workshops set mode = $2 where id = $1", id.as_str(), Some("approval"), None).await;
    let people = app.members(3).await;
    for user in &people {
        assert_eq!(app.register(&id, user).await, Outcome::Applied);
    }
    let mut tickets = Vec::new();
    for user in &people {
        let mut conn = app.state.db.read().await.expect("a connection");
        tickets.push(seating::held_by(&mut conn, &id, user).await.expect("an answer").expect("a row").id.to_string());
    }
    let form = |at: usize, verdict: &'static str| {
        [("form[workshop]", id.as_str()), ("form[registration]", tickets[at].as_str()), ("form[verdict]", verdict)]
    };
    let other = app.person("other", &[Role::Host]).await;
    for (user, status) in [(&people[0], StatusCode::NOT_FOUND), (&other, StatusCode::NOT_FOUND)] {
        let cookie = app.sign_in(user).await;
        assert_eq!(app.post_json_client("/api/workshops/decide", &form(0, "approve"), Some(&cookie)).await.0, status);
        let asked = [("id", id.as_str())];
        assert_eq!(app.post_json_client("/api/workshops/askers", &asked, Some(&cookie)).await.0, status);
        assert_eq!(app.get(&format!("/host/{id}/plan/needs"), Some(&cookie)).await.0, status);
    }
    let cookie = app.sign_in(&host).await;
    assert!(app.get(&format!("/host/{id}"), Some(&cookie)).await.2.contains("お返事を待っている人"));
    for (at, verdict) in [(2, "approve"), (2, "approve"), (1, "refuse"), (0, "approve")] {
        app.post_form("/api/workshops/decide", &form(at, verdict), Some(&cookie)).await;
    }
    let standings =
        [app.standing(&id, &people[0]).await, app.standing(&id, &people[1]).await, app.standing(&id, &people[2]).await];
    assert_eq!(standings, ["waiting", "gone", "seat"]);
    assert_eq!((app.letters("workshop_approved").await, app.letters("workshop_refused").await), (2, 1));
    let too_late = app.post_json_client("/api/workshops/decide", &form(2, "refuse"), Some(&cookie)).await;
    assert_eq!(too_late.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", too_late.2);
    app.post_form("/api/workshops/decide", &form(2, "remove"), Some(&cookie)).await;
    assert_eq!(app.standing(&id, &people[0]).await, "seat", "the seat goes on");
    assert_eq!(app.letters("workshop_removed").await, 1);
});

both!(a_draw_is_made_once_and_can_be_reckoned_again, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    app.sql("update workshops set mode = $2 where id = $1", id.as_str(), Some("lottery"), None).await;
    let draw_at = NOW.plus_hours(2);
    app.sql("update workshops set draw_at = $2 where id = $1", id.as_str(), None, Some(draw_at.0)).await;
    let people = app.members(5).await;
    for user in &people {
        assert_eq!(app.register(&id, user).await, Outcome::Entered);
    }
    app.sweep_seats().await;
    assert_eq!(app.letters("workshop_drawn").await, 0, "not before its time");
    // Until then nobody stands in a line.
    let entered = app.sign_in(&people[3]).await;
    let (list, today) = (app.get("/workshops", Some(&entered)).await.2, app.get("/today", Some(&entered)).await.2);
    assert!(list.contains("抽選 5人") && !list.contains("順番待ち 5人"), "{list}");
    assert!(today.contains("抽選に申し込んでいます。") && !today.contains("番目にお待ちです"), "{today}");
    assert!(today.contains("90分・オンラインと会場"), "both ways: {today}");
    app.travel_to(draw_at);
    let (one, two) = tokio::join!(wake_seats(app.state.clone()), wake_seats(app.state.clone()));
    one.and(two).expect("two programs at once");
    assert_eq!((app.letters("workshop_drawn").await, app.letters("workshop_not_drawn").await), (2, 3));
    let mut conn = app.state.db.read().await.expect("a connection");
    let seed = store::published(&mut conn, &id).await.expect("it").draw_seed.expect("a seed");
    let drawn = seating::result(&mut conn, &id, None).await.expect("a result");
    drop(conn);
    let mut again: Vec<String> = drawn.iter().map(|one| one.ticket.clone()).collect();
    again.sort_by_key(|ticket| {
        use sha2::Digest;
        sha2::Sha256::digest(format!("{seed}:{ticket}").as_bytes()).to_vec()
    });
    assert_eq!(again, drawn.iter().map(|one| one.ticket.clone()).collect::<Vec<_>>());
    let (_, _, html) = app.get(&format!("/workshops/{id}"), None).await;
    assert!(html.contains(&seed) && html.contains("抽選の結果") && !html.contains("member0"), "{html}");
    let rows = app.registrations(&id).await;
    assert_eq!(rows.iter().filter(|row| row.confirmed).count(), 2);
});

both!(what_hosts_alone_may_read, |app| async move {
    const SECRET: &str = "ひだりの耳がきこえません";
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let user = app.person("minato", &[]).await;
    let mine = app.sign_in(&user).await;
    let form = [("form[workshop]", id.as_str()), ("form[needs]", SECRET), ("form[wish]", "until"), ("form[hours]", "")];
    let (status, _, _) = app.post_form("/api/workshops/register", &form, Some(&mine)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(app.registrations(&id).await.is_empty(), "a form that needs another look registers nobody");
    let form = [("form[workshop]", id.as_str()), ("form[needs]", SECRET)];
    app.post_form("/api/workshops/register", &form, Some(&mine)).await;
    assert_eq!(app.registrations(&id).await.len(), 1);
    let stored = {
        let mut conn = app.state.db.read().await.expect("a connection");
        sqlx::query("select needs from registrations").fetch_one(&mut *conn).await.expect("a row").get::<Vec<u8>, _>(0)
    };
    assert!(!String::from_utf8_lossy(&stored).contains("耳") && !app.letter_texts().await.contains("耳"));
    let theirs = app.sign_in(&host).await;
    assert!(!app.get(&format!("/host/{id}"), Some(&theirs)).await.2.contains("耳"), "it has a page of its own");
    assert!(app.get(&format!("/host/{id}/plan/needs"), Some(&theirs)).await.2.contains(SECRET));
    let (_, _, html) = app.get("/me/readers", Some(&mine)).await;
    assert!(html.contains("配慮してほしいこと") && html.contains("ホスト"), "the author sees who read it");
});
