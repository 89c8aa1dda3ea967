//! Whatever people and hosts do, in whatever order, some things always hold.

use std::collections::HashSet;

use assemble::workshops::model::Outcome;
use assemble::workshops::store::Edited;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{Registered, details};
use crate::both;

const STEPS: usize = 600;

/// What holds after each step; says what was broken.
fn holds(rows: &[Registered], capacity: i64) -> Result<(), String> {
    if rows.iter().enumerate().any(|(at, row)| row.seq != at as i64 + 1) {
        return Err("the order of joining has gaps".to_owned());
    }
    let active: Vec<&Registered> = rows.iter().filter(|row| !row.cancelled).collect();
    let people: HashSet<_> = active.iter().map(|row| &row.user).collect();
    if people.len() != active.len() {
        return Err("somebody is registered twice".to_owned());
    }
    let confirmed = active.iter().filter(|row| row.confirmed).count() as i64;
    if confirmed > capacity {
        return Err(format!("{confirmed} seats given away of {capacity}"));
    }
    if confirmed < capacity && confirmed < active.len() as i64 {
        return Err("a seat is free while somebody waits".to_owned());
    }
    if active.iter().take(confirmed as usize).any(|row| !row.confirmed) {
        return Err("somebody was overtaken".to_owned());
    }
    Ok(())
}

both!(random_sequences_keep_seats_and_order, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    let people = app.members(10).await;
    let mut capacity = 3;
    let mut random = StdRng::seed_from_u64(0x00a5_5e3b);
    for step in 0..STEPS {
        let user = &people[random.random_range(0..people.len())];
        let active: Vec<Registered> = app.registrations(&id).await.into_iter().filter(|row| !row.cancelled).collect();
        let did = match random.random_range(0..10) {
            0..5 => {
                let outcome = app.register(&id, user).await;
                let now: Vec<Registered> =
                    app.registrations(&id).await.into_iter().filter(|row| !row.cancelled).collect();
                let at = now.iter().position(|row| row.user == *user).expect("a row") as i64;
                let seats = now.iter().filter(|row| row.confirmed).count() as i64;
                let stored = if at < seats { Outcome::Confirmed } else { Outcome::Waiting(at - seats + 1) };
                assert_eq!(outcome, stored, "step {step}: what was told is not what is stored");
                format!("{outcome:?}")
            }
            5..9 => format!("given back: {}", app.give_back(&id, user).await),
            _ => {
                let wanted = random.random_range(1..=7);
                let taken = active.iter().filter(|row| row.confirmed).count() as i64;
                let edited = app.change(&id, |details| details.capacity = wanted).await;
                assert_eq!(edited, if wanted < taken { Edited::TooFewSeats(taken) } else { Edited::Saved });
                if edited == Edited::Saved {
                    capacity = wanted;
                }
                format!("{wanted} seats: {edited:?}")
            }
        };
        let rows = app.registrations(&id).await;
        assert_eq!(holds(&rows, capacity), Ok(()), "step {step}, {did}");
    }
    let rows = app.registrations(&id).await;
    let of = |test: fn(&Registered) -> bool| rows.iter().filter(|row| test(row)).count() as i64;
    assert!(rows.len() > 100, "the sequence was too quiet to tell anything");
    let first_letters = app.letters("workshop_confirmed").await + app.letters("workshop_waiting").await;
    assert_eq!(first_letters, rows.len() as i64, "one letter a registration");
    assert_eq!(app.letters("workshop_given_back").await, of(|row| row.cancelled));
    let seated = app.letters("workshop_confirmed").await + app.letters("workshop_moved_up").await;
    assert_eq!(seated, of(|row| row.confirmed), "one letter a seat");
    assert_eq!(app.letters("workshop_changed").await, 0, "seats are no change that people must hear of");
});
