//! Appointments: one time, one person; calendars that follow; letters by day.

use assemble::coaching::cohorts::model::AppointmentId;
use assemble::coaching::cohorts::reminders;
use assemble::coaching::cohorts::store::appointments::{self, Outcome};
use assemble::kit::Moment;
use assemble::server::db::Conn;

use super::{Circle, LINK, book, cancel, circle, letters, offer, shift};
use crate::admin::join;
use crate::both;
use crate::journal::{count, run};
use crate::locks::meet;
use crate::support::{NOW, TestApp};
use crate::workshops::calendar::lines;

/// Books or cancels over HTTP; the status.
async fn post(app: &TestApp, path: &str, field: (&str, &str), cookie: &str) -> u16 {
    app.post_json_client(&format!("/api/cohorts/{path}"), &[field], Some(cookie)).await.0.as_u16()
}

both!(who_books_and_cancels_again_and_again_fills_no_letter_box, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let (slot, later) = (offer(&app, &circle, NOW.plus_days(2)).await, offer(&app, &circle, NOW.plus_days(3)).await);
    let cookie = app.sign_in(&circle.member).await;
    let ahead = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        appointments::ahead_of(&mut conn, &circle.member, NOW).await.expect("asked")
    };
    for _ in 0..4 {
        assert_eq!(post(&app, "book", ("form[slot]", slot.as_str()), &cookie).await, 200);
        let one = ahead().await.remove(0).id;
        assert_eq!(post(&app, "cancel", ("form[appointment]", one.as_str()), &cookie).await, 200);
    }
    let told = async || {
        let kinds: Vec<String> = letters(&app).await.into_iter().map(|[kind, ..]| kind).collect();
        ["appointment_booked", "appointment_cancelled"].map(|kind| kinds.iter().filter(|one| *one == kind).count())
    };
    assert_eq!(told().await, [2, 2], "each of the two hears of it once");
    // Another time is another thing.
    assert_eq!(post(&app, "book", ("form[slot]", later.as_str()), &cookie).await, 200);
    assert_eq!(told().await, [4, 2]);
    app.state.clock.set(NOW.plus_hours(1));
    assert_eq!(post(&app, "book", ("form[slot]", slot.as_str()), &cookie).await, 200);
    assert_eq!(told().await, [6, 2]);
    // And nobody goes on for ever.
    let mut last = 200;
    for _ in 0..20 {
        last = post(&app, "book", ("form[slot]", slot.as_str()), &cookie).await;
    }
    assert_eq!(last, 429);
    assert_eq!(told().await, [6, 2]);
});

async fn another(app: &TestApp, circle: &Circle, name: &str) -> assemble::kit::id::UserId {
    let who = app.person(name, &[]).await;
    join(app, &circle.cohort, &who, assemble::admin::model::Part::Member).await.expect("joined");
    who
}

// `book` locks the cohort. Without it the second does not see the first and fails on the unique index, with our
// excuses instead of an answer.
both!(of_two_who_book_one_time_at_once_one_has_it, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let other = another(&app, &circle, "haruka").await;
    let slot = offer(&app, &circle, NOW.plus_days(2)).await;
    let id: AppointmentId = app.state.new_id();
    let first = async |tx: &mut Conn| appointments::book(tx, &circle.member, &slot, &id, NOW).await;
    let met = meet(&app, first, book(&app, &other, &slot)).await;
    assert_eq!(met.first.0, Outcome::Done);
    assert_eq!(met.second.expect("an answer").0, Outcome::Taken);
    assert!(met.waited);
    assert_eq!(count(&app, "select count(*) from appointments").await, 1);
});

// The same lock. Without it somebody with one appointment books two more at once.
both!(nobody_books_more_than_their_share_at_once, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let mut slots = Vec::new();
    for day in 2..5 {
        slots.push(offer(&app, &circle, NOW.plus_days(day)).await);
    }
    assert_eq!(book(&app, &circle.member, &slots[0]).await.expect("an answer").0, Outcome::Done);
    let id: AppointmentId = app.state.new_id();
    let first = async |tx: &mut Conn| appointments::book(tx, &circle.member, &slots[1], &id, NOW).await;
    let met = meet(&app, first, book(&app, &circle.member, &slots[2])).await;
    assert_eq!((met.first.0, met.second.expect("an answer").0), (Outcome::Done, Outcome::Enough));
    assert_eq!(count(&app, "select count(*) from appointments").await, 2);
});

both!(a_time_is_booked_moved_and_cancelled_by_forms, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let (member, coach) = (app.sign_in(&circle.member).await, app.sign_in(&circle.coach).await);
    let fields = [
        ("form[cohort]", circle.cohort.as_str()),
        ("form[first]", "2026-11-26T19:00"),
        ("form[second]", "2026-11-26T20:00"),
        ("form[minutes]", "45"),
        ("form[weeks]", "1"),
        ("form[link]", LINK),
    ];
    let (_, headers, _) = app.post_form("/api/cohorts/offer", &fields, Some(&coach)).await;
    assert_eq!(headers["location"], "/coaching/appointments?done=offered");
    let (status, ..) = app.post_json_client("/api/cohorts/offer", &fields, Some(&coach)).await;
    assert_eq!(status, 422, "the same again overlaps");
    let page = app.get("/cohort/appointments", Some(&member)).await.2;
    assert!(page.contains("19:00") && page.contains("20:00") && !page.contains(LINK), "the way in is for who booked");
    let mut conn = app.state.db.read().await.expect("a connection");
    let free =
        assemble::coaching::cohorts::store::slots::free_for(&mut conn, &circle.member, NOW).await.expect("times");
    drop(conn);
    assert_eq!(free.len(), 2);
    let slot = |at: usize| free[at].id.to_string();
    let (_, headers, _) = app.post_form("/api/cohorts/book", &[("form[slot]", &slot(0))], Some(&member)).await;
    assert_eq!(headers["location"], "/cohort/appointments?done=booked");
    app.post_form("/api/cohorts/book", &[("form[slot]", &slot(0))], Some(&member)).await;
    assert_eq!(count(&app, "select count(*) from appointments").await, 1, "twice is once");
    for (page, cookie) in [("/cohort/appointments", &member), ("/coaching/appointments", &coach), ("/cohort", &member)]
    {
        assert!(app.get(page, Some(cookie)).await.2.contains(LINK), "{page}");
    }
    assert!(app.get("/today", Some(&member)).await.2.contains("コーチと話す時間"));
    let mut conn = app.state.db.read().await.expect("a connection");
    let one = appointments::ahead_of(&mut conn, &circle.member, NOW).await.expect("asked").remove(0);
    drop(conn);
    let uid = format!("UID:{}@localhost", one.id);
    let feed = app.calendar_path(&circle.member).await;
    let check = async |sequence: i64, status: &str| {
        for (path, cookie) in
            [(feed.clone(), None), (format!("/appointments/{}/calendar.ics", one.id), Some(coach.as_str()))]
        {
            let (code, _, ics) = app.get(&path, cookie).await;
            let all = lines(&ics);
            assert_eq!(code, 200, "{path}");
            for line in [uid.clone(), format!("SEQUENCE:{sequence}"), format!("STATUS:{status}")] {
                assert!(all.contains(&line), "{line} in {ics}");
            }
            // Whoever knows the address of the feed reads it: the way in is only in the file for who is signed in.
            assert_eq!(ics.contains(LINK), cookie.is_some() && status == "CONFIRMED", "{ics}");
        }
    };
    check(0, "CONFIRMED").await;
    let moving = [("form[appointment]", one.id.as_str()), ("form[slot]", &slot(1))];
    let (_, headers, _) = app.post_form("/api/cohorts/move", &moving, Some(&member)).await;
    assert_eq!(headers["location"], "/cohort/appointments?done=moved");
    check(1, "CONFIRMED").await;
    let (_, headers, _) =
        app.post_form("/api/cohorts/cancel", &[("form[appointment]", one.id.as_str())], Some(&coach)).await;
    assert_eq!(headers["location"], "/coaching/appointments?done=cancelled");
    app.post_form("/api/cohorts/cancel", &[("form[appointment]", one.id.as_str())], Some(&member)).await;
    check(2, "CANCELLED").await;
    // Both hear of each change once, with an entry for their calendars and without the way in.
    let sent = letters(&app).await;
    let kinds: Vec<&str> = sent.iter().map(|[kind, ..]| kind.as_str()).collect();
    for kind in ["appointment_booked", "appointment_moved", "appointment_cancelled"] {
        assert_eq!(kinds.iter().filter(|one| **one == kind).count(), 2, "{kinds:?}");
    }
    assert!(sent.iter().all(|[_, _, text, ics]| !text.contains("futari") && !ics.contains("futari")));
    let gone = sent.iter().filter(|[kind, _, _, ics]| kind == "appointment_cancelled" && ics.contains("METHOD:CANCEL"));
    assert_eq!(gone.count(), 2);
});

both!(an_hour_before_it_is_too_late_for_the_member_and_not_for_the_coach, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let start = NOW.plus_days(2);
    let (slot, later) = (offer(&app, &circle, start).await, offer(&app, &circle, start.plus_days(1)).await);
    let one = book(&app, &circle.member, &slot).await.expect("an answer").1.expect("booked");
    app.state.clock.set(start.plus_minutes(-59));
    assert_eq!(cancel(&app, &circle.member, &one.id).await.expect("an answer").0, Outcome::Late);
    assert_eq!(shift(&app, &circle.member, &one.id, &later).await.expect("an answer").0, Outcome::Late);
    let soon = offer(&app, &circle, start.plus_minutes(-30).plus_days(0).plus_minutes(-45)).await;
    assert_eq!(book(&app, &circle.member, &soon).await.expect("an answer").0, Outcome::Late);
    assert_eq!(cancel(&app, &circle.coach, &one.id).await.expect("an answer").0, Outcome::Done);
    assert_eq!(cancel(&app, &circle.coach, &one.id).await.expect("an answer").0, Outcome::Already);
    // A time that the coach called off is offered no more; one that a member gave back is.
    assert_eq!(book(&app, &circle.member, &slot).await.expect("an answer").0, Outcome::Taken);
    let two = book(&app, &circle.member, &later).await.expect("an answer").1.expect("booked");
    cancel(&app, &circle.member, &two.id).await.expect("an answer");
    assert_eq!(book(&app, &circle.member, &later).await.expect("an answer").0, Outcome::Done);
});

both!(a_reminder_comes_once_by_day_on_the_day_before, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let start = NOW.plus_days(3); // Friday, 19:30
    let slot = offer(&app, &circle, start).await;
    let one = book(&app, &circle.member, &slot).await.expect("an answer").1.expect("booked");
    run(&app, "insert into letter_refusals (user_id, topic, refused_at) select id, 'reminders', 1 from users where name like 'coach%'").await;
    let reminded = async |at: Moment| {
        app.state.clock.set(at);
        let (a, b) = tokio::join!(reminders::sweep(app.state.clone()), reminders::sweep(app.state.clone()));
        a.and(b).expect("a round");
        count(&app, "select count(*) from letters where kind = 'appointment_reminder'").await
    };
    assert_eq!(reminded(start.plus_days(-2)).await, 0);
    assert_eq!(reminded(start.plus_hours(-22)).await, 0, "21:30, nobody is woken");
    assert_eq!(reminded(start.plus_hours(-24)).await, 1, "the coach wants none");
    assert_eq!(reminded(start.plus_hours(-23)).await, 1);
    // It moves to Saturday on Wednesday, and is told anew on Friday.
    app.state.clock.set(start.plus_days(-2));
    let later = offer(&app, &circle, start.plus_days(1)).await;
    shift(&app, &circle.member, &one.id, &later).await.expect("moved");
    assert_eq!(reminded(start).await, 2);
    cancel(&app, &circle.member, &one.id).await.expect("cancelled");
    assert_eq!(reminded(start.plus_hours(1)).await, 2);
});

both!(who_leaves_takes_their_appointments_along, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let slot = offer(&app, &circle, NOW.plus_days(2)).await;
    book(&app, &circle.member, &slot).await.expect("booked");
    let cookie = app.sign_in(&circle.member).await;
    let (_, headers, _) =
        app.post_form("/api/cohorts/leave", &[("form[cohort]", circle.cohort.as_str())], Some(&cookie)).await;
    assert_eq!(headers["location"], "/cohort?done=left");
    assert_eq!(count(&app, "select count(*) from appointments where cancelled_at is null").await, 0);
    assert_eq!(letters(&app).await.iter().filter(|[kind, ..]| kind == "appointment_cancelled").count(), 2);
    assert!(app.get("/cohort", Some(&cookie)).await.2.contains("いま入っている期はありません"));
    let free = another(&app, &circle, "haruka").await;
    assert_eq!(book(&app, &free, &slot).await.expect("an answer").0, Outcome::Done, "the time is free again");
});
