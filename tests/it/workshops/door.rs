//! At the door: members who are not on the list, let in by a host, within the same rules as everybody.

use assemble::kit::Error;
use assemble::kit::id::{SeriesId, UserId, WorkshopId};
use assemble::server::Failure;
use assemble::workshops::day::model::Presence;
use assemble::workshops::day::store::{self, Marked, WalkedIn};
use assemble::workshops::model::seating::{Bar, Wish};
use assemble::workshops::model::{Editor, Outcome};
use futures::future::join_all;
use http::StatusCode;

use super::details;
use crate::both;
use crate::support::{NOW, TestApp};

async fn try_walk_in(app: &TestApp, host: &UserId, id: &WorkshopId, user: &UserId) -> Result<WalkedIn, Failure> {
    let input = (app.state.config.clone(), host.clone(), id.clone(), user.clone(), app.state.now());
    let walking = app.state.db.write(input, |tx, (config, host, id, user, now)| {
        Box::pin(async move {
            let editor = Editor::Host(host.clone());
            store::walk_in(tx, config, (&editor, host), id, user, *now).await
        })
    });
    walking.await
}

async fn walk_in(app: &TestApp, host: &UserId, id: &WorkshopId, user: &UserId) -> WalkedIn {
    try_walk_in(app, host, id, user).await.expect("an answer")
}

async fn noted(app: &TestApp, id: &WorkshopId, user: &UserId) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(
        "select action || ' ' || detail from workshop_history where workshop_id = $1 and user_id = $2 order by 1",
    );
    let rows = rows.bind(id.as_str()).bind(user.as_str()).fetch_all(&mut *conn).await.expect("rows");
    rows.iter().map(|row| sqlx::Row::get(row, 0)).collect()
}

both!(who_walks_in_is_registered_and_here_in_one_piece, |app| async move {
    let (host, id, people) = app.gathering(3, 2).await;
    let guest = app.person("guest", &[]).await;
    let before = app.letters("workshop_confirmed").await;
    let walks = (0..8).map(|_| walk_in(&app, &host, &id, &guest));
    let all = join_all(walks).await;
    assert!(matches!(&all[0], WalkedIn::Here(_)) && all.iter().all(|one| *one == all[0]), "{all:?}");
    assert_eq!(app.registrations(&id).await.iter().filter(|row| row.user == guest).count(), 1);
    assert_eq!(noted(&app, &id, &guest).await, ["checked_in ", "registered door"]);
    assert_eq!(app.letters("workshop_confirmed").await, before + 1);
    let cookie = app.sign_in(&host).await;
    let history = app.get(&format!("/host/{id}/plan/history"), Some(&cookie)).await.2;
    assert!(history.contains("受付で") && !history.contains("checked_in"), "a word of the program: {history}");
    let here = app.people_of(&id).await.into_iter().find(|one| one.user == guest).expect("on the list");
    assert_eq!((here.presence(), here.share()), (Presence::Here, 100));
    // Whoever is on the list already is only checked in; who left comes back.
    assert!(matches!(walk_in(&app, &host, &id, &people[0]).await, WalkedIn::Here(_)));
    app.mark(&host, &id, &guest, Presence::Left).await;
    walk_in(&app, &host, &id, &guest).await;
    let presences = app.people_of(&id).await;
    let presences: Vec<Presence> = presences.iter().map(|one| one.presence()).collect();
    assert_eq!(presences, [Presence::Here, Presence::Expected, Presence::Here]);
    assert_eq!(app.registrations(&id).await.len(), 3);
});

both!(two_at_one_free_seat, |app| async move {
    let (host, id, _) = app.gathering(5, 4).await;
    let mut guests = Vec::new();
    for n in 0..6 {
        guests.push(app.person(&format!("guest{n}"), &[]).await);
    }
    let all = join_all(guests.iter().map(|guest| walk_in(&app, &host, &id, guest))).await;
    assert_eq!(all.iter().filter(|one| matches!(one, WalkedIn::Here(_))).count(), 1, "{all:?}");
    assert_eq!(all.iter().filter(|one| **one == WalkedIn::Barred(Bar::Full)).count(), 5, "{all:?}");
    assert_eq!(app.registrations(&id).await.len(), 5, "nobody is put into the line at the door");
    // More seats are the host's to make.
    app.change(&id, |details| details.capacity = 6).await;
    let all = join_all(guests.iter().map(|guest| walk_in(&app, &host, &id, guest))).await;
    assert_eq!(all.iter().filter(|one| matches!(one, WalkedIn::Here(_))).count(), 2, "{all:?}");
});

both!(the_rules_of_seats_hold_at_the_door, |app| async move {
    let (host, id, people) = app.gathering(3, 1).await;
    app.rule(&id, "doctor", 1, None, None).await;
    app.rule(&id, "teacher", 0, Some(0), None).await;
    let teacher = app.pro("teacher", "teacher").await;
    let doctor = app.pro("doctor", "doctor").await;
    let nurses = [app.pro("nurse1", "nurse").await, app.pro("nurse2", "nurse").await];
    assert!(matches!(walk_in(&app, &host, &id, &teacher).await, WalkedIn::Barred(Bar::Most(..))));
    assert!(matches!(walk_in(&app, &host, &id, &nurses[0]).await, WalkedIn::Here(_)));
    assert!(matches!(walk_in(&app, &host, &id, &nurses[1]).await, WalkedIn::Barred(Bar::Kept(_))));
    assert!(matches!(walk_in(&app, &host, &id, &doctor).await, WalkedIn::Here(_)));
    // Closed registration keeps members out, and not who stands before the host.
    let other = app.workshop(&host, details(1)).await;
    app.sql("update workshops set closed_at = $2 where id = $1", other.as_str(), None, Some(NOW.0)).await;
    assert_eq!(app.register(&other, &people[0]).await, Outcome::Closed);
    assert!(matches!(walk_in(&app, &host, &other, &people[0]).await, WalkedIn::Here(_)));
    // Where the host's word is asked for, this is it; before a draw nobody has a seat.
    for (mode, seated) in [("approval", true), ("lottery", false)] {
        let id = app.workshop(&host, details(1)).await;
        app.sql("update workshops set mode = $2 where id = $1", id.as_str(), Some(mode), None).await;
        app.sql("update workshops set draw_at = coalesce($2, starts_at) where id = $1", id.as_str(), None, None).await;
        let walked = walk_in(&app, &host, &id, &people[0]).await;
        assert_eq!(matches!(walked, WalkedIn::Here(_)), seated, "{mode}: {walked:?}");
    }
});

both!(who_waits_and_stands_at_the_door, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(3).await;
    app.register(&id, &people[0]).await;
    app.ask_for(&id, &people[1], Wish::Ask).await;
    app.register(&id, &people[2]).await;
    app.travel_to(NOW.plus_days(1).plus_minutes(-15));
    assert_eq!(walk_in(&app, &host, &id, &people[2]).await, WalkedIn::Barred(Bar::Full));
    app.give_back(&id, &people[0]).await;
    assert_eq!(app.standing(&id, &people[1]).await, "offered");
    assert_eq!(walk_in(&app, &host, &id, &people[2]).await, WalkedIn::Barred(Bar::Full), "it is held for another");
    assert!(matches!(walk_in(&app, &host, &id, &people[1]).await, WalkedIn::Here(_)), "it is held for them");
    // Once it has begun the line stands still: whoever is there takes what is free.
    app.travel_to(NOW.plus_days(1).plus_minutes(5));
    app.change(&id, |details| details.capacity = 2).await;
    assert_eq!(app.standing(&id, &people[2]).await, "waiting");
    assert!(matches!(walk_in(&app, &host, &id, &people[2]).await, WalkedIn::Here(_)));
    assert!(noted(&app, &id, &people[2]).await.contains(&"confirmed door".to_owned()));
});

both!(a_draw_that_was_missed_is_made_before_anybody_walks_in, |app| async move {
    let host = app.host().await;
    let people = app.members(3).await;
    let guest = app.person("guest", &[]).await;
    let starts = NOW.plus_days(1);
    // The program was down while the draw was due, and comes back before it begins, or only when it has begun.
    for (seats, before) in [(2, true), (4, true), (4, false)] {
        app.travel_to(NOW);
        let id = app.workshop(&host, details(seats)).await;
        let lottery = "update workshops set mode = 'lottery', draw_at = $2 where id = $1";
        app.sql(lottery, id.as_str(), None, Some(NOW.plus_hours(2).0)).await;
        for user in &people {
            assert_eq!(app.register(&id, user).await, Outcome::Entered);
        }
        app.travel_to(starts.plus_minutes(if before { -15 } else { 5 }));
        let walked = walk_in(&app, &host, &id, &guest).await;
        assert_eq!(matches!(walked, WalkedIn::Here(_)), seats == 4, "{seats} {before}: {walked:?}");
        let seated = app.registrations(&id).await.iter().filter(|row| row.confirmed).count();
        assert_eq!(seated, if before { usize::try_from(seats).expect("few") } else { 1 }, "{seats} {before}");
        if seats == 2 {
            assert_eq!(walked, WalkedIn::Barred(Bar::Full));
            let drawn = app.registrations(&id).await.into_iter().find(|row| row.confirmed).expect("somebody");
            assert!(matches!(walk_in(&app, &host, &id, &drawn.user).await, WalkedIn::Here(_)));
        }
    }
    assert_eq!((app.letters("workshop_drawn").await, app.letters("workshop_not_drawn").await), (5, 1));
});

both!(nobody_walks_in_too_early_or_who_is_no_member, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    let draft = app.draft(&host, details(3)).await;
    let guest = app.person("guest", &[]).await;
    let other = app.person("other", &[assemble::kit::Role::Host]).await;
    assert_eq!(walk_in(&app, &host, &id, &guest).await, WalkedIn::Not(Marked::TooEarly));
    app.travel_to(NOW.plus_days(1));
    assert_eq!(walk_in(&app, &host, &draft, &guest).await, WalkedIn::Not(Marked::NotHeld));
    let refused = |walked: Result<WalkedIn, Failure>| matches!(walked.map_err(Error::from), Err(Error::NotFound));
    assert!(refused(try_walk_in(&app, &host, &id, &host).await), "the host has no seat at their own");
    assert!(refused(try_walk_in(&app, &other, &id, &guest).await), "it is not their workshop");
    for left_out in [
        "update users set closed_at = 1 where id = $1 and $2 is null",
        "update users set closed_at = null, verified_at = null where id = $1 and $2 is null",
    ] {
        app.sql(left_out, guest.as_str(), None, None).await;
        assert!(refused(try_walk_in(&app, &host, &id, &guest).await), "{left_out}");
    }
    app.sql("update users set verified_at = $2 where id = $1", guest.as_str(), None, Some(1)).await;
    // Afterwards the list is put right, without a letter about what is over.
    app.travel_to(NOW.plus_days(2));
    assert!(matches!(walk_in(&app, &host, &id, &guest).await, WalkedIn::Here(_)));
    assert_eq!(app.letters("workshop_confirmed").await, 0);
});

both!(a_host_finds_members_by_name_and_by_code, |app| async move {
    let (host, id, people) = app.gathering(2, 2).await;
    let named = async |name: &str, to: &'static str| {
        let user = app.person(name, &[]).await;
        app.sql("update users set name = $2 where id = $1", user.as_str(), Some(to), None).await;
        user
    };
    let sakura = named("guest", "サクラ<script>").await;
    app.sql("update users set name = $2 where id = $1", people[0].as_str(), Some("さくらこ"), None).await;
    let cookie = app.sign_in(&host).await;
    let look = async |q: &str| app.get(&format!("/host/{id}/check-in?q={q}"), Some(&cookie)).await.2;
    let form = |user: &UserId| format!("name=\"form[user]\" value=\"{user}\"");
    let html = look("%E3%81%95%E3%81%8F%E3%82%89").await;
    assert!(html.contains(&form(&sakura)) && !html.contains(&form(&people[0])) && !html.contains("サクラ<script>"));
    for q in ["", "%E3%81%95", "zz"] {
        assert!(!look(q).await.contains("form[user]"), "{q}: nobody is listed for the asking");
    }
    // Full: the reason stands there, and no way around it.
    let field = [("form[workshop]", id.as_str()), ("form[user]", sakura.as_str())];
    let (status, _, body) = app.post_json_client("/api/workshops/walk_in", &field, Some(&cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("席はすべて埋まっています"), "{body}");
    // The code of the place that was given back finds its owner, and so does one of another date of the course.
    app.travel_to(NOW);
    assert!(app.give_back(&id, &people[1]).await);
    app.sql("update registrations set check_code = $2 where user_id = $1", people[1].as_str(), Some("A3C4E6"), None)
        .await;
    let series: SeriesId = app.state.new_id();
    let (next, elsewhere) = (app.draft(&host, details(2)).await, app.draft(&host, details(2)).await);
    app.sql(
        "insert into series (id, title, body, joining, host_id, created_at, updated_at)
         select cast($1 as text), title, '', 'both', host_id, 1, 1 from workshops where id = $2",
        series.as_str(),
        Some(id.as_str()),
        None,
    )
    .await;
    for date in [&id, &next] {
        app.sql("update workshops set series_id = $2 where id = $1", date.as_str(), Some(series.as_str()), None).await;
    }
    app.sql("update workshops set published_at = $2 where id = $1", next.as_str(), None, Some(NOW.0)).await;
    app.travel_to(NOW.plus_days(1));
    assert!(look("a3c-4e6").await.contains(&form(&people[1])));
    for (date, found) in [(&next, true), (&elsewhere, false)] {
        let html = app.get(&format!("/host/{date}/check-in?q=A3C4E6"), Some(&cookie)).await.2;
        assert_eq!(html.contains(&form(&people[1])), found, "a code is known within its course alone");
    }
    let (_, headers, _) = app.post_form("/api/workshops/walk_in", &field, Some(&cookie)).await;
    let to = headers["location"].to_str().expect("text").to_owned();
    assert!(to.starts_with(&format!("/host/{id}/check-in?who=")), "{to}");
    let html = app.get(to.split('#').next().expect("a path"), Some(&cookie)).await.2;
    assert!(html.contains("さんを受付しました") && !html.contains("サクラ<script>"), "{html}");
});
