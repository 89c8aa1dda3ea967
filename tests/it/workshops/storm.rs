//! Everything that can happen to seats, at random and by four at once; and fifty people at one waiting list.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use assemble::kit::Moment;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::workshops::model::seating::Wish;
use assemble::workshops::model::{Editor, Outcome};
use assemble::workshops::store::{self, By, bulk, plan, seating};
use futures::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::Row;

use super::details;
use crate::both;
use crate::support::{NOW, TestApp};

const TASKS: u64 = 4;
const WORKSHOPS: u64 = 9;
const ROUNDS: u64 = 15;
/// More than ten thousand in all, on each database.
const STEPS: usize = 19;
const PEOPLE: usize = 16;
const PROFESSIONS: [&str; 3] = ["nurse", "doctor", "social_worker"];

/// A registration that stands, at one moment.
struct Place {
    user: UserId,
    seq: i64,
    class: String,
    taken: bool,
    confirmed: bool,
    /// Whether it is always ready for a seat, and has always counted for the same profession.
    plain: bool,
}

/// All that stands, in one statement, so that it is of one moment: capacity, maxima, places.
async fn snapshot(app: &TestApp, id: &WorkshopId) -> (i64, HashMap<String, i64>, Vec<Place>, bool) {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(
        "select w.capacity, r.seq, r.profession, r.confirmed_at, r.offered_at, r.wish, r.user_id, w.cancelled_at,
                (select count(*) from workshop_history h where h.workshop_id = w.id and h.user_id = r.user_id
                 and h.action in ('profession', 'wish', 'merged')),
                s.most, s.released_at
         from workshops w
         left join registrations r on r.workshop_id = w.id and r.cancelled_at is null
         left join seat_rules s on s.workshop_id = w.id and s.profession = r.profession
         where w.id = $1 order by r.seq, r.id",
    )
    .bind(id.as_str())
    .fetch_all(&mut *conn)
    .await
    .expect("rows");
    let (mut most, mut places, mut people) = (HashMap::new(), Vec::new(), HashSet::new());
    for row in rows.iter().filter(|row| row.get::<Option<i64>, _>(1).is_some()) {
        let class: String = row.get(2);
        let released = row.get::<Option<i64>, _>(10).is_some_and(|at| at <= app.state.now().0);
        if let Some(n) = row.get::<Option<i64>, _>(9).filter(|_| !released) {
            most.insert(class.clone(), n);
        }
        let user: String = row.get(6);
        assert!(people.insert(user.clone()), "somebody is registered twice");
        let confirmed = row.get::<Option<i64>, _>(3).is_some();
        places.push(Place {
            user: user.parse().expect("an id"),
            seq: row.get(1),
            class,
            confirmed,
            taken: confirmed || row.get::<Option<i64>, _>(4).is_some(),
            plain: row.get::<String, _>(5) != "until" && row.get::<i64, _>(8) == 0,
        });
    }
    (rows[0].get(0), most, places, rows[0].get::<Option<i64>, _>(7).is_some())
}

/// What holds at every moment: nobody too many.
async fn nobody_too_many(app: &TestApp, id: &WorkshopId) {
    let (capacity, most, places, _) = snapshot(app, id).await;
    let taken = places.iter().filter(|place| place.taken).count() as i64;
    assert!(taken <= capacity, "{taken} seats given away of {capacity}");
    for (class, most) in most {
        let taken = places.iter().filter(|place| place.taken && place.class == class).count() as i64;
        assert!(taken <= most, "{taken} seats given to {class}, of {most}");
    }
}

/// What holds once the clock has been looked at: no seat is free for anybody who waits, nobody was overtaken by their
/// own profession, and what pages show is what is stored.
async fn nobody_forgotten(app: &TestApp, id: &WorkshopId) {
    nobody_too_many(app, id).await;
    let (capacity, _, places, called_off) = snapshot(app, id).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let workshop = store::published(&mut conn, id).await.expect("a workshop");
    let room = seating::room(&mut conn, &workshop).await.expect("a room");
    let taken = places.iter().filter(|place| place.taken).count() as i64;
    assert_eq!((workshop.seats.capacity, workshop.seats.confirmed), (capacity, taken));
    assert_eq!(workshop.seats.waiting, places.len() as i64 - taken);
    for (at, place) in (1..).zip(places.iter().filter(|place| !place.taken)) {
        let mine = store::my_place(&mut conn, id, &place.user).await.expect("an answer").expect("a place");
        assert_eq!(mine.waiting_position, Some(at), "the position that a page shows is the one in the line");
    }
    if called_off {
        return;
    }
    let waiting: Vec<&Place> = places.iter().filter(|place| !place.taken).collect();
    for (at, place) in waiting.iter().enumerate() {
        let class = assemble::accounts::model::Profession::parse(&place.class);
        if place.plain {
            assert!(room.bar(class, app.state.now()).is_some(), "a seat is free and {} waits", place.seq);
            let overtaken = places
                .iter()
                .any(|other| other.taken && other.plain && other.seq > place.seq && other.class == place.class);
            assert!(!overtaken, "{} was overtaken", place.seq);
        }
        assert!(!place.confirmed && at < PEOPLE);
    }
}

/// One random deed.
async fn deed(app: &TestApp, id: &WorkshopId, people: &[UserId], random: &mut StdRng) -> &'static str {
    let user = &people[random.random_range(0..people.len())];
    match random.random_range(0..100) {
        0..38 => {
            let wishes = [Wish::Auto, Wish::Auto, Wish::Ask, Wish::Until(28 * 24)];
            app.ask_for(id, user, wishes[random.random_range(0..4)]).await;
            "register"
        }
        38..58 => {
            app.give_back(id, user).await;
            "give back"
        }
        58..72 => {
            app.reply(id, user, true).await;
            "accept"
        }
        72..80 => {
            app.reply(id, user, false).await;
            "decline"
        }
        80..86 => {
            let profession = PROFESSIONS[random.random_range(0..3)];
            let input = (app.state.config.clone(), user.clone(), profession, app.state.now());
            let write = app.state.db.write(input, |tx, (config, user, profession, now)| {
                Box::pin(async move {
                    sqlx::query("update users set profession = $2 where id = $1")
                        .bind(user.as_str())
                        .bind(*profession)
                        .execute(&mut *tx)
                        .await?;
                    seating::profession_changed(tx, config, user, *now).await
                })
            });
            write.await.expect("a correction");
            "profession"
        }
        86..90 => {
            let capacity = random.random_range(2..=9);
            let input = (app.state.config.clone(), id.clone(), capacity, app.state.now());
            // As the host's form does it, but with whatever version is stored.
            let write = app.state.db.write(input, |tx, (config, id, capacity, now)| {
                Box::pin(async move {
                    let before = store::for_editor(tx, &Editor::Organiser, id).await?;
                    let mut details = before.details.clone();
                    details.capacity = *capacity;
                    let by = By { editor: &Editor::Organiser, actor: &before.host, now: *now };
                    store::edit(tx, config, by, id, before.version, &details).await
                })
            });
            // Somebody else's change may have come between: then this one is refused.
            let _ = write.await;
            "capacity"
        }
        90..94 => {
            let other = &people[random.random_range(0..people.len())];
            if other != user {
                app.merge(user, other).await;
            }
            "merge"
        }
        // A host releases a rule before its time.
        94 => {
            let input = (app.state.config.clone(), id.clone(), user.clone(), app.state.now());
            let write = app.state.db.write(input, |tx, (config, id, actor, now)| {
                Box::pin(async move {
                    let version = store::for_editor(tx, &Editor::Organiser, id).await?.version;
                    plan::open(tx, &Editor::Organiser, id, version, false, *now).await?;
                    let mut rules = plan::rules(tx, id).await?;
                    if let Some(rule) = rules.iter_mut().find(|rule| rule.released_at.is_none_or(|at| at > *now)) {
                        rule.released_at = Some(*now);
                    }
                    plan::save_rules(tx, id, &rules, actor, *now).await?;
                    bulk::settle(tx, config, id, *now).await
                })
            });
            // Somebody else's change may have come between here, too.
            let _ = write.await;
            "release"
        }
        95..98 => {
            app.state.clock.set(app.state.now().plus_minutes(random.random_range(1..200)));
            "time"
        }
        _ => {
            app.sweep_seats().await;
            "sweep"
        }
    }
}

/// How many people read more than once that it is called off.
async fn called_off_twice(app: &TestApp, id: &WorkshopId) -> i64 {
    let page = format!("%/workshops/{id}%");
    let mut conn = app.state.db.read().await.expect("a connection");
    let twice = "select count(*) from (select user_id from letters
                 where kind = 'workshop_called_off' and calendar like $1
                 group by user_id having count(*) > 1) t";
    sqlx::query(twice).bind(page).fetch_one(&mut *conn).await.expect("a count").get(0)
}

/// How many seats are given away or held.
async fn taken(app: &TestApp, id: &WorkshopId) -> usize {
    snapshot(app, id).await.2.iter().filter(|place| place.taken).count()
}

both!(whatever_happens_seats_and_order_are_kept, |app| async move {
    let app = Arc::new(app);
    let host = app.host().await;
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        people.push(app.pro(&format!("p{n}"), PROFESSIONS[n % 3]).await);
    }
    let people = Arc::new(people);
    for number in 0..WORKSHOPS {
        let start = app.state.now();
        let mut about = details(5);
        (about.starts_at, about.ends_at) = (start.plus_days(29), start.plus_days(29).plus_hours(1));
        let id = app.workshop(&host, about).await;
        app.sql("update workshops set offer_hours = $2 where id = $1", id.as_str(), None, Some(1)).await;
        let released = |hours: i64| -> Option<Moment> { Some(start.plus_hours(hours)) };
        app.rule(&id, "nurse", 2, None, released(15)).await;
        app.rule(&id, "doctor", 0, Some(2), released(25)).await;
        app.rule(&id, "social_worker", 1, Some(3), None).await;
        for round in 0..ROUNDS {
            let tasks = (0..TASKS).map(|task| {
                let (app, id, people) = (app.clone(), id.clone(), people.clone());
                tokio::spawn(async move {
                    let mut random = StdRng::seed_from_u64(number << 32 | round << 16 | task);
                    for step in 0..STEPS {
                        // In the last round it is called off while the others go on.
                        if (round, task, step) == (ROUNDS - 1, 0, STEPS / 2) {
                            app.call_off(&id).await;
                        }
                        deed(&app, &id, &people, &mut random).await;
                        if random.random_range(0..5) == 0 {
                            nobody_too_many(&app, &id).await;
                        }
                    }
                })
            });
            for task in join_all(tasks).await {
                task.expect("no rule was broken");
            }
            app.sweep_seats().await;
            nobody_forgotten(&app, &id).await;
        }
        app.call_off(&id).await;
        assert_eq!(called_off_twice(&app, &id).await, 0, "a letter each");
        // Whatever people do then, nobody gets a seat any more.
        let left = taken(&app, &id).await;
        let mut random = StdRng::seed_from_u64(number);
        for _ in 0..STEPS {
            let did = deed(&app, &id, &people, &mut random).await;
            assert!(taken(&app, &id).await <= left, "a seat was given at what is called off: {did}");
        }
        assert_eq!(app.register(&id, &host).await, Outcome::Closed);
        nobody_forgotten(&app, &id).await;
    }
    for kind in [
        "workshop_offer",
        "workshop_expired",
        "workshop_declined",
        "workshop_accepted",
        "workshop_moved_up",
        "workshop_merged",
    ] {
        assert!(app.letters(kind).await > 0, "the storm was too quiet: {kind}");
    }
    assert!(app.state.now() > NOW.plus_days(3));
});

both!(fifty_at_once_stand_in_line_from_one_to_fifty, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let first = app.person("first", &[]).await;
    app.register(&id, &first).await;
    let people = app.members(50).await;
    let mut positions: Vec<i64> = join_all(people.iter().map(|user| app.register(&id, user)))
        .await
        .into_iter()
        .map(|outcome| match outcome {
            Outcome::Waiting(position) => position,
            other => panic!("{other:?}"),
        })
        .collect();
    positions.sort_unstable();
    assert_eq!(positions, (1..=50).collect::<Vec<_>>());
});
