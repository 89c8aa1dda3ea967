//! How long it takes until groups are as good as they can be, or the search is given up.

use std::time::{Duration, Instant};

use assemble::live::groups::{Event, STEPS, check, solve};

use super::at;
use crate::Table;
use crate::registrations::milliseconds;

/// Groups, people in each, rounds.
const SHAPES: [(usize, usize, usize); 4] = [(8, 4, 5), (12, 4, 4), (5, 4, 5), (10, 5, 5)];
const SEEDS: u64 = 20;

/// Adds a row a shape.
pub fn measure(table: &mut Table) {
    for (groups, size, rounds) in SHAPES {
        let event = Event { groups: Some(groups), ..Event::plain(groups * size, size, rounds) };
        let mut repeats = 0;
        let times: Vec<Duration> = (1..=SEEDS)
            .map(|seed| {
                let started = Instant::now();
                let schedule = solve(&event, seed, STEPS, || false);
                let taken = started.elapsed();
                assert_eq!(check::faults(&event, &schedule.rounds), Vec::<String>::new());
                repeats += check::recount(&schedule.rounds).repeats;
                taken
            })
            .collect();
        table.row(
            format!("{groups} groups of {size}, {rounds} rounds"),
            format!("{} ms", milliseconds(at(&times, 0.5))),
            format!("slowest of {SEEDS} seeds {} ms (aim < 300), {repeats} meet again", milliseconds(at(&times, 1.0))),
        );
    }
}
