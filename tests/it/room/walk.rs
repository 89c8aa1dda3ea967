//! Many people do anything in any order, by a seed: places and times stay exact at every step.

use assemble::coaching::cohorts::leaving::leave;
use assemble::coaching::cohorts::model::{Act, ApplicationId, AppointmentId, MOST_BOOKED, SlotId, Standing};
use assemble::coaching::cohorts::store::applications::{self, Decided};
use assemble::coaching::cohorts::store::appointments::{self, Outcome};
use assemble::kit::Role;
use assemble::kit::id::UserId;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{apply, book, cancel, circle, decide, offer, shift};
use crate::both;
use crate::journal::count;
use crate::support::{NOW, TestApp};

const PLACES: i64 = 4;
const PEOPLE: usize = 9;
const SLOTS: i64 = 6;
const STEPS: usize = 220;

/// What must hold whatever happened.
async fn holds(app: &TestApp) {
    for (wrong, sql) in [
        ("members who applied without having been accepted",
         "select count(*) from cohort_people p join cohort_applications a on a.owner_id = p.user_id and a.withdrawn_at is null
          where p.part = 'member' and p.left_at is null and a.accepted_at is null"),
        ("accepted people outside",
         "select count(*) from cohort_applications a where a.accepted_at is not null and a.withdrawn_at is null
          and not exists (select 1 from cohort_people p where p.user_id = a.owner_id and p.left_at is null)"),
        ("times given twice",
         "select count(*) from (select slot_id from appointments where cancelled_at is null group by slot_id having count(*) > 1) x"),
        ("appointments of people outside",
         "select count(*) from appointments a where a.cancelled_at is null
          and not exists (select 1 from cohort_people p where p.user_id = a.member_id and p.left_at is null)"),
        ("appointments at times that are offered no more",
         "select count(*) from appointments a join appointment_slots s on s.id = a.slot_id
          where a.cancelled_at is null and s.withdrawn_at is not null"),
    ] {
        assert_eq!(count(app, sql).await, 0, "{wrong}");
    }
    assert!(count(app, "select count(*) from cohort_people where part = 'member' and left_at is null").await <= PLACES);
    let most = "select coalesce(max(n), 0) from (select count(*) as n from appointments where cancelled_at is null group by member_id) x";
    assert!(count(app, most).await <= MOST_BOOKED);
}

async fn standing(
    app: &TestApp,
    who: &UserId,
    cohort: &assemble::kit::id::CohortId,
) -> Option<(ApplicationId, Standing)> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let found = applications::of_person(&mut conn, cohort, who).await.expect("asked");
    found.map(|one| (one.id, one.standing))
}

both!(places_and_times_stay_exact_whatever_people_do, |app| async move {
    let circle = circle(&app, "第一期生", PLACES).await;
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let mut people = vec![circle.member.clone()];
    for n in 1..PEOPLE {
        people.push(app.person(&format!("person{n}"), &[]).await);
    }
    let mut slots: Vec<SlotId> = Vec::new();
    for n in 0..SLOTS {
        slots.push(offer(&app, &circle, NOW.plus_days(2 + n)).await);
    }
    let mut chance = StdRng::seed_from_u64(20_261_122);
    let (mut done, mut refused) = (0, 0);
    for _ in 0..STEPS {
        let who = people[chance.random_range(0..PEOPLE)].clone();
        let slot = slots[chance.random_range(0..slots.len())].clone();
        let mut conn = app.state.db.read().await.expect("a connection");
        let ahead = appointments::ahead_of(&mut conn, &who, NOW).await.expect("asked");
        drop(conn);
        let some: Option<AppointmentId> = ahead.first().map(|one| one.id.clone());
        let applied = standing(&app, &who, &circle.cohort).await;
        let well = match (chance.random_range(0..9), some, applied) {
            (0 | 1, _, _) => apply(&app, &circle.cohort, &who, "話したい").await.is_ok(),
            (2 | 3, _, Some((id, before))) => {
                let act = Act::ALL[chance.random_range(0..3)];
                let decided = decide(&app, &organiser, &id, act).await.expect("an answer").1;
                assert_eq!(decided == Decided::Already, before == act.standing());
                decided == Decided::Now
            }
            (4, _, Some((id, before))) => {
                let input = (who.clone(), id);
                let back =
                    app.state.db.write(input, |tx, (who, id)| Box::pin(applications::withdraw(tx, who, id, NOW)));
                assert_eq!(back.await.is_ok(), before.may_withdraw());
                before.may_withdraw()
            }
            (5, _, _) if chance.random_range(0..3) == 0 => {
                let input = (app.state.config.clone(), circle.cohort.clone(), who.clone());
                let left = app
                    .state
                    .db
                    .write(input, |tx, (config, cohort, who)| Box::pin(leave(tx, config, cohort, who, NOW)));
                left.await.is_ok()
            }
            (6, Some(id), _) => {
                let by = if chance.random_range(0..4) == 0 { &circle.coach } else { &who };
                let outcome = cancel(&app, by, &id).await.expect("an answer").0;
                if *by == circle.coach {
                    slots.push(offer(&app, &circle, NOW.plus_days(20 + slots.len() as i64)).await);
                }
                outcome == Outcome::Done
            }
            (7, Some(id), _) => matches!(shift(&app, &who, &id, &slot).await, Ok((Outcome::Done, _))),
            _ => matches!(book(&app, &who, &slot).await, Ok((Outcome::Done, _))),
        };
        if well {
            done += 1
        } else {
            refused += 1
        }
        holds(&app).await;
    }
    assert!(done > STEPS / 5 && refused > STEPS / 10, "much happened, and much was refused: {done} {refused}");
});
