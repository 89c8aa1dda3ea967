//! Courses as one: registering for all dates, leaving them, and being moved from one date to another.

use assemble::kit::Locale;
use assemble::kit::id::{SeriesId, UserId, WorkshopId};
use assemble::server::Result;
use assemble::workshops::store::course::{self, Said};
use assemble::workshops::store::{Asking, seating};
use futures::future::join_all;
use http::StatusCode;
use sqlx::Row;

use super::calendar::lines;
use super::details;
use super::planning::{ask, count, post, text};
use crate::both;
use crate::clients::python;
use crate::support::{NOW, TestApp};

const REASON: &str = "友だちに聞いて";
const NEEDS: &str = "ひだりの耳がきこえません";

/// Drafts of a course of three dates, the first one first, each with the same question.
pub async fn drafts(app: &TestApp, host: &UserId, seats: i64) -> Vec<WorkshopId> {
    let cookie = app.sign_in(host).await;
    let id = app.draft(host, details(seats)).await.to_string();
    ask(app, &id, &[("form[kind]", "short"), ("form[label]", "きっかけ")], &cookie).await;
    let series = app.state.new_id::<SeriesId>().to_string();
    let make = [
        ("form[workshop]", id.as_str()),
        ("form[copy]", series.as_str()),
        ("form[dates]", "3"),
        ("form[weeks]", "1"),
        ("form[joining]", "both"),
    ];
    assert_eq!(post(app, "course_make", &make, Some(&cookie)).await.0, StatusCode::OK);
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query("select id from workshops where series_id = $1 order by starts_at, id").bind(series);
    let rows = rows.fetch_all(&mut *conn).await.expect("dates");
    rows.iter().map(|row| row.get::<String, _>(0).parse().expect("an id")).collect()
}

/// The same, published.
pub async fn dates(app: &TestApp, host: &UserId, seats: i64) -> Vec<WorkshopId> {
    let dates = drafts(app, host, seats).await;
    let step = [("form[workshop]", dates[0].as_str()), ("form[act]", "publish_course")];
    let cookie = app.sign_in(host).await;
    assert_eq!(post(app, "plan_step", &step, Some(&cookie)).await.0, StatusCode::OK);
    dates
}

/// Registers somebody for all dates; says for how many.
pub async fn join_all_dates(app: &TestApp, id: &WorkshopId, user: &UserId) -> Result<usize> {
    let said = Said { typed: Default::default(), key: String::new(), locale: Locale::ja, asking: Asking::default() };
    let input = (app.state.config.clone(), app.state.vault.clone(), id.clone(), user.clone(), said, app.state.now());
    let joining = app.state.db.write(input, |tx, (config, vault, id, user, said, now)| {
        Box::pin(course::register(tx, config, vault, id, user, said, *now))
    });
    Ok(joining.await?.outcomes.len())
}

both!(who_waits_at_every_date_is_not_told_of_a_seat, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 1).await;
    let form = [("form[workshop]", dates[0].as_str())];
    for (person, done) in [("first", "seats"), ("second", "lines")] {
        let cookie = app.sign_in(&app.person(person, &[]).await).await;
        let (_, headers, _) = app.post_form("/api/workshops/register_course", &form, Some(&cookie)).await;
        assert_eq!(headers["location"], format!("/workshops/{}?done={done}", dates[0]));
    }
    let third = app.person("third", &[]).await;
    app.sql("update workshops set capacity = $2 where id = $1", dates[1].as_str(), None, Some(3)).await;
    let cookie = app.sign_in(&third).await;
    let (_, headers, _) = app.post_form("/api/workshops/register_course", &form, Some(&cookie)).await;
    assert!(headers["location"].to_str().expect("an address").ends_with("?done=some"), "{headers:?}");
    let page = app.get(&format!("/workshops/{}?done=some", dates[0]), Some(&cookie)).await.2;
    assert!(page.contains("席が決まった回と、まだ決まっていない回があります"), "{page}");
});

/// Registers somebody by form, with an answer, needs and a wish.
pub async fn say(app: &TestApp, act: &str, id: &WorkshopId, cookie: &str) {
    let question =
        text(app, "select id from questions where workshop_id = $1 and removed_at is null", id.as_str()).await;
    let key = format!("form[answers][q{question}]");
    let form = [
        ("form[workshop]", id.as_str()),
        ("form[wish]", "until"),
        ("form[hours]", "48"),
        ("form[needs]", NEEDS),
        (key.as_str(), REASON),
    ];
    let (status, body) = post(app, act, &form, Some(cookie)).await;
    assert_eq!(status, StatusCode::OK, "{body}");
}

/// Somebody's standing registration.
async fn registration(app: &TestApp, id: &WorkshopId, user: &UserId) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    let held = seating::held_by(&mut conn, id, user).await.expect("an answer").expect("a place");
    held.id.to_string()
}

async fn shift(app: &TestApp, from: &WorkshopId, to: &WorkshopId, who: &[String], cookie: &str) {
    let mut form = vec![("form[workshop]", from.as_str()), ("form[act]", "move"), ("form[to]", to.as_str())];
    form.push(("form[sure]", "yes"));
    form.extend(who.iter().map(|one| ("form[people][]", one.as_str())));
    let (status, body) = post(app, "people_act", &form, Some(cookie)).await;
    assert_eq!(status, StatusCode::OK, "{body}");
}

/// What Python's icalendar reads in the only letter of a kind.
async fn calendar_of(app: &TestApp, kind: &'static str) -> serde_json::Value {
    let ics = text(app, "select calendar from letters where kind = $1", kind).await;
    assert!(ics.contains("\r\nMETHOD:PUBLISH\r\n") && !ics.contains("ATTENDEE") && !ics.contains("meet.example"));
    let read = python("icalendar", &ics);
    assert_eq!(read["errors"], serde_json::Value::Array(Vec::new()));
    read["events"].clone()
}

fn statuses(events: &serde_json::Value) -> Vec<&str> {
    events.as_array().expect("events").iter().filter_map(|event| event["status"].as_str()).collect()
}

both!(whoever_is_moved_keeps_their_words, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 1).await;
    let cookie = app.sign_in(&host).await;
    let (guest, next, other) =
        (app.person("guest", &[]).await, app.person("next", &[]).await, app.person("other", &[]).await);
    say(&app, "register", &dates[0], &app.sign_in(&guest).await).await;
    app.sql("update registrations set paid_at = $2 where user_id = $1", guest.as_str(), None, Some(7)).await;
    app.register(&dates[0], &next).await;
    app.register(&dates[1], &other).await;
    let who = registration(&app, &dates[0], &guest).await;
    for _ in 0..2 {
        shift(&app, &dates[0], &dates[1], std::slice::from_ref(&who), &cookie).await;
    }
    assert_eq!((app.standing(&dates[0], &guest).await, app.standing(&dates[1], &guest).await), ("gone", "waiting"));
    assert_eq!(app.standing(&dates[0], &next).await, "seat", "what they left goes on");
    let there = registration(&app, &dates[1], &guest).await;
    let page = app.get(&format!("/host/{}/plan/needs?person={there}", dates[1]), Some(&cookie)).await.2;
    assert!(page.contains(NEEDS) && page.contains(REASON), "{page}");
    let kept = "select wish || ' ' || wish_hours || ' ' || paid_at from registrations where id = $1";
    assert_eq!(text(&app, kept, &there).await, "until 48 7");
    assert_eq!(count(&app, "select count(*) from registrations where needs is not null").await, 1);
    assert_eq!(count(&app, "select count(*) from question_answers").await, 1);
    // One letter, with both dates, and none that says that a host took something away.
    assert_eq!((app.letters("workshop_moved").await, app.letters("workshop_removed").await), (1, 0));
    let events = calendar_of(&app, "workshop_moved").await;
    assert_eq!(statuses(&events), ["CANCELLED", "TENTATIVE"]);
    let mut conn = app.state.db.read().await.expect("a connection");
    let token = app.token(&guest, "workshop_moved").await;
    assert_eq!(seating::link_owner(&mut conn, &token).await.expect("it leads there"), (dates[1].clone(), guest));
    drop(conn);
    assert_eq!(count(&app, "select count(*) from workshop_history where action = 'moved'").await, 1);
    let by_host = "select count(*) from workshop_history h join user_roles u on u.user_id = h.actor_id
                   where h.action = 'registered'";
    assert_eq!(count(&app, by_host).await, 1, "the host did it");
});

both!(a_seat_is_not_given_up_for_a_line_unasked, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 1).await;
    let cookie = app.sign_in(&host).await;
    let (guest, other) = (app.person("guest", &[]).await, app.person("other", &[]).await);
    app.register(&dates[0], &guest).await;
    app.register(&dates[1], &other).await;
    let who = registration(&app, &dates[0], &guest).await;
    let menu = app.get(&format!("/host/{}/plan/people", dates[0]), Some(&cookie)).await.2;
    assert!(menu.contains("（満席・順番待ちになります）") && menu.contains("（あと1席）"), "{menu}");
    let press = async |to: &WorkshopId| {
        let form = [
            ("form[workshop]", dates[0].as_str()),
            ("form[act]", "move"),
            ("form[to]", to.as_str()),
            ("form[people][]", who.as_str()),
        ];
        let (_, headers, _) = app.post_form("/api/workshops/people_act", &form, Some(&cookie)).await;
        app.get(headers["location"].to_str().expect("an address"), Some(&cookie)).await.2
    };
    let page = press(&dates[1]).await;
    assert!(page.contains("guestさんは、いまの席がなくなり") && page.contains("残しておく"), "{page}");
    assert!(page.contains(&format!("name=\"form[to]\" value=\"{}\"", dates[1])), "{page}");
    assert_eq!((app.standing(&dates[0], &guest).await, app.standing(&dates[1], &guest).await), ("seat", "gone"));
    // Where a seat is free nobody loses anything, so nothing is asked.
    assert!(press(&dates[2]).await.contains("guestさんを移しました。"));
    assert_eq!((app.standing(&dates[0], &guest).await, app.standing(&dates[2], &guest).await), ("gone", "seat"));
});

both!(nobody_is_registered_twice_by_being_moved, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 20).await;
    let cookie = app.sign_in(&host).await;
    // Registered for both: both places stay, and the host hears of it.
    let guest = app.person("guest", &[]).await;
    app.register(&dates[1], &guest).await;
    say(&app, "register", &dates[0], &app.sign_in(&guest).await).await;
    let there = registration(&app, &dates[1], &guest).await;
    let here = registration(&app, &dates[0], &guest).await;
    let form = [
        ("form[workshop]", dates[0].as_str()),
        ("form[act]", "move"),
        ("form[to]", dates[1].as_str()),
        ("form[people][]", here.as_str()),
    ];
    let (_, headers, _) = app.post_form("/api/workshops/people_act", &form, Some(&cookie)).await;
    let page = app.get(headers["location"].to_str().expect("an address"), Some(&cookie)).await.2;
    assert!(page.contains("1人は、その日にすでに席か順番があるので、移していません。"), "{page}");
    assert_eq!(registration(&app, &dates[0], &guest).await, here);
    assert_eq!(registration(&app, &dates[1], &guest).await, there);
    assert_eq!(app.letters("workshop_moved").await, 0);
    // Two hosts move people past each other.
    let people = app.members(8).await;
    let (mut here, mut over) = (Vec::new(), Vec::new());
    for (nth, user) in people.iter().enumerate() {
        let date = &dates[nth % 2];
        app.register(date, user).await;
        let list = if nth % 2 == 0 { &mut here } else { &mut over };
        list.push(registration(&app, date, user).await);
    }
    over.reverse();
    let there = shift(&app, &dates[0], &dates[1], &here, &cookie);
    let back = shift(&app, &dates[1], &dates[0], &over, &cookie);
    futures::join!(there, back);
    for (nth, user) in people.iter().enumerate() {
        let (old, new) = (&dates[nth % 2], &dates[(nth + 1) % 2]);
        assert_eq!((app.standing(old, user).await, app.standing(new, user).await), ("gone", "seat"), "{nth}");
    }
    // A workshop that is no date of the course is no way to go.
    let elsewhere = app.workshop(&host, details(3)).await;
    let who = registration(&app, &dates[1], &guest).await;
    let form = [
        ("form[workshop]", dates[1].as_str()),
        ("form[act]", "move"),
        ("form[to]", elsewhere.as_str()),
        ("form[people][]", who.as_str()),
    ];
    assert_eq!(post(&app, "people_act", &form, Some(&cookie)).await.0, StatusCode::NOT_FOUND);
});

both!(a_course_is_joined_and_left_in_one_piece, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 2).await;
    for user in app.members(2).await {
        app.register(&dates[1], &user).await;
    }
    let guest = app.person("guest", &[]).await;
    let cookie = app.sign_in(&guest).await;
    for act in ["register_course", "leave_course"] {
        let form = [("form[workshop]", dates[0].as_str())];
        assert_eq!(post(&app, act, &form, None).await.0, StatusCode::UNAUTHORIZED, "{act}");
        let alone = app.workshop(&host, details(2)).await;
        let form = [("form[workshop]", alone.as_str())];
        assert_eq!(post(&app, act, &form, Some(&cookie)).await.0, StatusCode::NOT_FOUND, "{act}");
    }
    let seats = app.letters("workshop_confirmed").await;
    for _ in 0..2 {
        say(&app, "register_course", &dates[0], &cookie).await;
    }
    let mut standing = Vec::new();
    for date in &dates {
        standing.push(app.standing(date, &guest).await);
    }
    assert_eq!(standing, ["seat", "waiting", "seat"]);
    let said = "select count(*) from registrations where wish_hours = 48 and needs is not null";
    assert_eq!((count(&app, said).await, count(&app, "select count(*) from question_answers").await), (3, 3));
    // One letter, with a link and an entry for each date.
    let letters = (app.letters("workshop_course").await, app.letters("workshop_confirmed").await);
    assert_eq!((letters, app.letters("workshop_waiting").await), ((1, seats), 0));
    assert_eq!(statuses(&calendar_of(&app, "workshop_course").await), ["CONFIRMED", "TENTATIVE", "CONFIRMED"]);
    let letter = text(&app, "select text_body from letters where kind = $1", "workshop_course").await;
    assert!(letter.contains("いまは順番待ちの1番目です"), "{letter}");
    let links = letter.split("place?token=").skip(1);
    let tokens: Vec<String> = links.map(|rest| rest.chars().take_while(|c| !c.is_whitespace()).collect()).collect();
    let mut conn = app.state.db.read().await.expect("a connection");
    for (token, date) in tokens.iter().zip(&dates) {
        let owner = seating::link_owner(&mut conn, token).await.expect("it leads somewhere");
        assert_eq!(owner, (date.clone(), guest.clone()));
    }
    drop(conn);
    assert_eq!(tokens.len(), 3);
    let feed = app.get(&app.calendar_path(&guest).await, None).await.2;
    let titles: Vec<String> =
        lines(&feed).iter().filter_map(|line| line.strip_prefix("SUMMARY:").map(str::to_owned)).collect();
    assert_eq!(
        titles,
        [
            "はじめての多職種交流会（第1回）",
            "（順番待ち）はじめての多職種交流会（第2回）",
            "はじめての多職種交流会（第3回）"
        ]
    );
    // The first date is over; the links to the others still work, and they are left together.
    app.travel_to(NOW.plus_days(3));
    assert!(app.get(&format!("/place?token={}", tokens[2]), None).await.2.contains("はじめての多職種交流会"));
    let page = app.get(&format!("/workshops/{}", dates[0]), Some(&cookie)).await.2;
    let question = page.split("<h3>ぜんぶの回を取り消しますか").nth(1).expect("it asks first");
    let question = question.split("</dialog>").next().unwrap_or_default();
    assert!(
        !question.contains("11月25日") && question.contains("12月2日") && question.contains("12月9日"),
        "{question}"
    );
    let form = [("form[workshop]", dates[0].as_str())];
    app.sql("update workshops set cancel_until = $2 where id <> $1", "", None, Some(NOW.0)).await;
    assert_eq!(app.standing(&dates[2], &guest).await, "seat");
    for _ in 0..2 {
        // Whoever waits may go until it begins; for the seat it is too late.
        let (status, body) = post(&app, "leave_course", &form, Some(&cookie)).await;
        let late = app.letters("workshop_course_left").await == 1
            && status == StatusCode::UNPROCESSABLE_ENTITY
            && body.contains("で締めきりました");
        assert!(status == StatusCode::OK || late, "{body}");
    }
    assert_eq!((app.standing(&dates[1], &guest).await, app.standing(&dates[2], &guest).await), ("gone", "seat"));
    let told = text(&app, "select text_body from letters where kind = $1", "workshop_course_left").await;
    assert!(told.contains("取り消せる時期を過ぎている") && told.contains("12月9日"), "{told}");
    app.sql("update workshops set cancel_until = $2 where id <> $1", "", None, Some(NOW.plus_days(99).0)).await;
    for _ in 0..2 {
        assert_eq!(post(&app, "leave_course", &form, Some(&cookie)).await.0, StatusCode::OK);
    }
    assert_eq!((app.standing(&dates[0], &guest).await, app.standing(&dates[2], &guest).await), ("seat", "gone"));
    assert_eq!((app.letters("workshop_course_left").await, app.letters("workshop_given_back").await), (2, 0));
});

both!(a_course_by_link_is_joined_with_its_key, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 2).await;
    for (date, key) in dates.iter().zip(["kagi", "kagi", "betsu"]) {
        let by_link = "update workshops set visibility = 'link', visible_key = $2 where id = $1";
        app.sql(by_link, date.as_str(), Some(key), None).await;
    }
    let guest = app.person("guest", &[]).await;
    let cookie = app.sign_in(&guest).await;
    let form = [("form[workshop]", dates[0].as_str())];
    assert_eq!(post(&app, "register_course", &form, Some(&cookie)).await.0, StatusCode::NOT_FOUND);
    let with_key = [form[0], ("form[key]", "kagi")];
    let (_, headers, _) = app.post_form("/api/workshops/register", &with_key, Some(&cookie)).await;
    assert_eq!(headers["location"], format!("/workshops/{}?key=kagi&done=registered", dates[0]));
    // Whoever has a place sees the page without its key, and then has it for the dates with the same one.
    assert_eq!(post(&app, "register_course", &form, Some(&cookie)).await.0, StatusCode::OK);
    let mut standing = Vec::new();
    for date in &dates {
        standing.push(app.standing(date, &guest).await);
    }
    assert_eq!(standing, ["seat", "seat", "gone"]);
});

both!(a_course_fills_exactly_whoever_comes_from_which_side, |app| async move {
    const SEATS: i64 = 3;
    let host = app.host().await;
    let dates = dates(&app, &host, SEATS).await;
    let people = app.members(12).await;
    let joining = people.iter().enumerate().map(|(nth, user)| {
        let (app, dates) = (&app, &dates);
        async move {
            match nth % 3 {
                // By the page of the first date and by that of the last, twice at once; and date by date from the end.
                0 => {
                    let (a, b) = (join_all_dates(app, &dates[0], user), join_all_dates(app, &dates[2], user));
                    let both = futures::join!(a, b);
                    assert_eq!((both.0.expect("places"), both.1.expect("places")), (3, 3));
                }
                1 => assert_eq!(join_all_dates(app, &dates[1], user).await.expect("places"), 3),
                _ => {
                    for date in dates.iter().rev() {
                        app.register(date, user).await;
                    }
                }
            }
        }
    });
    join_all(joining).await;
    for date in &dates {
        let rows = app.registrations(date).await;
        let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
        assert_eq!(seqs, (1..=12).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| row.confirmed == (row.seq <= SEATS)), "{rows:?}");
    }
    assert_eq!(app.letters("workshop_course").await, 8, "one each, also to those who asked twice");
});
