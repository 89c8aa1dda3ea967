//! How seats are given: decided anew when people have registered, by the host's word, and by draws, which anybody can
//! reckon again and nobody misses.

use assemble::kit::Role;
use assemble::kit::id::WorkshopId;
use assemble::server::jobs::wake_seats;
use assemble::workshops::model::Outcome;
use assemble::workshops::model::seating::Wish;
use assemble::workshops::store;
use assemble::workshops::store::seating::{self, Answered};
use http::StatusCode;

use super::details;
use super::planning::{count, form, post, text};
use crate::both;
use crate::support::{NOW, TestApp};

/// Sets how seats are given by the host's form.
async fn give_by(app: &TestApp, id: &WorkshopId, mode: &str, draw: &str, cookie: &str) {
    let version = text(app, "select cast(version as text) from workshops where id = $1", id.as_str()).await;
    let more = [
        ("form[visibility]", "public"),
        ("form[mode]", mode),
        ("form[draw]", draw),
        ("form[cancel_hours]", ""),
        ("form[offer_hours]", "12"),
        ("form[fee]", ""),
    ];
    let (status, body) = post(app, "plan_entry", &form(id.as_str(), &version, &more), Some(cookie)).await;
    assert_eq!(status, StatusCode::OK, "{mode}: {body}");
}

both!(another_way_of_giving_seats_loses_nobody, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let id = app.workshop(&host, details(2)).await;
    give_by(&app, &id, "approval", "", &cookie).await;
    let people = app.members(5).await;
    for user in &people[..2] {
        assert_eq!(app.register(&id, user).await, Outcome::Applied);
    }
    assert_eq!(app.ask_for(&id, &people[2], Wish::Ask).await, Outcome::Applied);
    // First come: those who asked first have the seats, the others wait, and each is told.
    give_by(&app, &id, "first", "", &cookie).await;
    for (user, standing) in people.iter().zip(["seat", "seat", "waiting", "gone"]) {
        assert_eq!(app.standing(&id, user).await, standing);
    }
    assert_eq!((app.letters("workshop_moved_up").await, app.letters("workshop_rule").await), (2, 1));
    // Saving the same once more changes nothing, and nobody gets a second letter.
    give_by(&app, &id, "first", "", &cookie).await;
    assert_eq!(app.letters("workshop_rule").await, 1);
    // A seat that is offered stays so under any rule, and can still be taken.
    assert!(app.give_back(&id, &people[0]).await);
    assert_eq!(app.standing(&id, &people[2]).await, "offered");
    assert_eq!(app.register(&id, &people[3]).await, Outcome::Waiting(1));
    give_by(&app, &id, "approval", "", &cookie).await;
    for (user, standing) in people.iter().zip(["gone", "seat", "offered", "waiting"]) {
        assert_eq!(app.standing(&id, user).await, standing);
    }
    assert_eq!(app.letters("workshop_rule").await, 2, "who waits is told; who has a seat or an offer keeps it");
    assert_eq!(app.reply(&id, &people[2], true).await, Answered::Done);
    // By a draw: who waits is in it, and nobody's seat is drawn for.
    give_by(&app, &id, "lottery", "2026-11-25T09:00", &cookie).await;
    assert_eq!(app.letters("workshop_rule").await, 3);
    assert!(app.letter_texts().await.contains("09:00に抽選をして"));
    assert_eq!(app.register(&id, &people[4]).await, Outcome::Entered);
    assert!(app.give_back(&id, &people[1]).await);
    assert_eq!(app.standing(&id, &people[3]).await, "waiting", "not before the draw");
    give_by(&app, &id, "first", "", &cookie).await;
    assert_eq!(app.standing(&id, &people[3]).await, "seat", "the first of the line");
    assert_eq!(app.standing(&id, &people[4]).await, "waiting");
    assert_eq!(count(&app, "select count(*) from workshop_history where action = 'mode'").await, 5);
    let page = app.get(&format!("/host/{id}/plan/history"), Some(&cookie)).await.2;
    assert!(page.contains("席の決め方を変えた") && page.contains("抽選"), "{page}");
});

both!(a_draw_that_was_missed_is_made_before_anybody_else_joins, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    // One is found by the next round, the other by somebody who comes before it.
    for late_first in [false, true] {
        app.travel_to(NOW);
        let id = app.workshop(&host, details(2)).await;
        give_by(&app, &id, "lottery", "2026-11-25T09:00", &cookie).await;
        let people = app.members_called(if late_first { "late" } else { "round" }, 4).await;
        for user in &people[..3] {
            assert_eq!(app.register(&id, user).await, Outcome::Entered);
        }
        // The program is down while the draw is due, and comes back hours later.
        app.travel_to(NOW.plus_hours(20));
        if !late_first {
            app.sweep_seats().await;
        }
        assert_eq!(app.register(&id, &people[3]).await, Outcome::Waiting(2), "at the end, never in the draw");
        let mut conn = app.state.db.read().await.expect("a connection");
        let drawn = seating::result(&mut conn, &id, None).await.expect("a result");
        drop(conn);
        assert_eq!(drawn.len(), 3);
        let seed = text(&app, "select draw_seed from workshops where id = $1", id.as_str()).await;
        app.sweep_seats().await;
        // Another moment for a draw that has taken place brings no second one.
        give_by(&app, &id, "lottery", "2026-11-25T18:00", &cookie).await;
        app.travel_to(NOW.plus_hours(23));
        app.sweep_seats().await;
        assert_eq!(text(&app, "select draw_seed from workshops where id = $1", id.as_str()).await, seed);
        assert_eq!(app.registrations(&id).await.iter().filter(|row| row.confirmed).count(), 2);
    }
    assert_eq!((app.letters("workshop_drawn").await, app.letters("workshop_not_drawn").await), (4, 2));
    assert_eq!(app.letters("workshop_rule").await, 0);
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
    assert!(list.contains("抽選前 5人") && !list.contains("順番待ち 5人"), "{list}");
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

both!(a_host_says_yes_to_several_at_once, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    app.sql("update workshops set mode = $2 where id = $1", id.as_str(), Some("approval"), None).await;
    let people = app.members(4).await;
    let mut tickets = Vec::new();
    for user in &people {
        assert_eq!(app.register(&id, user).await, Outcome::Applied);
        let mut conn = app.state.db.read().await.expect("a connection");
        tickets.push(seating::held_by(&mut conn, &id, user).await.expect("an answer").expect("a row").id.to_string());
    }
    let cookie = app.sign_in(&host).await;
    let table = app.get(&format!("/host/{id}/plan/people"), Some(&cookie)).await.2;
    assert!(table.contains("value=\"approve\"") && table.contains("value=\"refuse\""), "{table}");
    let act = async |act: &str, chosen: &[String], more: &[(&str, &str)]| {
        let mut fields = vec![("form[workshop]", id.as_str()), ("form[act]", act)];
        fields.extend(chosen.iter().map(|one| ("form[people][]", one.as_str())));
        fields.extend_from_slice(more);
        let (status, body) = post(&app, "people_act", &fields, Some(&cookie)).await;
        assert_eq!(status, StatusCode::OK, "{act}: {body}");
    };
    // The same press twice is one yes. Whoever asked first has the seat; the last one waits with a yes.
    for _ in 0..2 {
        act("approve", &tickets[1..], &[]).await;
    }
    act("refuse", &tickets[..1], &[]).await;
    for (user, standing) in people.iter().zip(["waiting", "seat", "seat", "waiting"]) {
        assert_eq!(app.standing(&id, user).await, standing, "a no is asked about first");
    }
    act("refuse", &tickets[..1], &[("form[sure]", "yes")]).await;
    assert_eq!(app.standing(&id, &people[0]).await, "gone");
    assert_eq!((app.letters("workshop_approved").await, app.letters("workshop_refused").await), (3, 1));
    let noted = "select count(*) from workshop_history where action = 'approved' and actor_id is not null";
    assert_eq!(count(&app, noted).await, 3, "one line for each");
});
