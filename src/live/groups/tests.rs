//! What must hold for groups, counted by the checker that shares no code with the solver.

use proptest::prelude::*;

use super::check::{faults, recount};
use super::*;

fn asked(groups: usize, size: usize, rounds: usize) -> Event {
    Event { groups: Some(groups), ..Event::plain(groups * size, size, rounds) }
}

/// Searches until the answer is good, and at most as long as anybody would.
fn search(event: &Event, good: impl Fn(&Score) -> bool) -> Schedule {
    let mut solver = Solver::new(event, 1);
    (0..STEPS).find(|_| good(&solver.answer().score) || !solver.step());
    solver.answer()
}

fn repeats(groups: usize, size: usize, rounds: usize, least: usize) -> usize {
    let event = asked(groups, size, rounds);
    let schedule = search(&event, |score| score.repeats == least);
    assert_eq!(faults(&event, &schedule.rounds), [""; 0]);
    let counted = recount(&schedule.rounds).repeats;
    assert_eq!(counted, schedule.score.repeats);
    counted
}

#[test]
fn nobody_meets_again_where_that_is_possible() {
    for (groups, size, rounds) in [
        (8, 4, 5),
        (12, 4, 4),
        (5, 4, 5),
        (10, 5, 5),
        (4, 4, 3),
        (4, 3, 2),
        (4, 4, 5),
        (3, 3, 4),
        (5, 3, 7),
        (7, 3, 9),
        (9, 3, 13),
        (8, 4, 9),
        (8, 3, 11),
        (7, 5, 7),
        (6, 6, 3),
        (7, 7, 8),
        (8, 8, 9),
        (9, 9, 10),
        (10, 2, 19),
        (6, 3, 8),
        (7, 3, 10),
        (11, 3, 16),
        (7, 4, 9),
        (8, 4, 10),
        (9, 4, 11),
        (10, 4, 13),
        (15, 3, 22),
        (17, 3, 25),
        (19, 3, 28),
        (21, 3, 31),
        (25, 3, 37),
        (33, 3, 49),
        (13, 4, 17),
        (19, 4, 25),
        (22, 4, 29),
        (14, 3, 20),
        (16, 3, 23),
        (18, 3, 26),
        (22, 3, 32),
        (24, 3, 35),
        (11, 4, 14),
        (12, 4, 15),
        (14, 4, 18),
        (10, 9, 4),
        (10, 10, 4),
        (12, 12, 7),
        (12, 5, 12),
        (14, 14, 5),
        (15, 15, 6),
    ] {
        assert_eq!(repeats(groups, size, rounds, 0), 0, "{groups} groups of {size}, {rounds} rounds");
    }
}

#[test]
fn repeats_are_as_few_as_counting_allows() {
    for (groups, size, rounds, least) in
        [(3, 4, 2, 3), (2, 4, 2, 4), (2, 4, 3, 8), (4, 4, 6, 24), (3, 3, 5, 9), (3, 4, 5, 24), (5, 4, 7, 20)]
    {
        assert_eq!(repeats(groups, size, rounds, least), least, "{groups} groups of {size}, {rounds} rounds");
    }
}

#[test]
fn a_seed_decides_and_more_steps_never_make_it_worse() {
    let mut event = asked(7, 4, 4);
    event.people.iter_mut().enumerate().for_each(|(at, person)| person.profession = Some(at as u16 % 3));
    let mut solver = Solver::new(&event, 5);
    let mut last = solver.answer().score;
    for steps in 1..16 {
        solver.step();
        let answer = solver.answer();
        assert_eq!(answer, solve(&event, 5, steps, || false));
        assert!((answer.score.repeats, answer.score.apart_broken) <= (last.repeats, last.apart_broken));
        last = answer.score;
    }
    assert_ne!(solve(&event, 5, 1, || false), solve(&event, 6, 1, || false));
    assert_eq!(solve(&event, 5, 16, || true), Solver::new(&event, 5).answer(), "a clock may stop it at any time");
}

#[test]
fn only_rounds_to_come_change_when_someone_leaves_and_someone_comes() {
    let mut event = asked(8, 4, 4);
    let planned = solve(&event, 1, STEPS, || false);
    event.fixed = planned.rounds[..2].to_vec();
    event.draft = planned.rounds[2..].to_vec();
    event.leave(9, 2);
    event.leave(20, 2);
    let late = event.arrive(Person::default(), 2);
    let changed = solve(&event, 1, STEPS, || false);
    assert_eq!(faults(&event, &changed.rounds), [""; 0]);
    assert_eq!(changed.rounds[..2], planned.rounds[..2]);
    assert!(changed.rounds[2..].iter().flatten().any(|group| group.contains(&late)));
    assert_eq!(recount(&changed.rounds).repeats, 0);
}

#[test]
fn a_series_goes_on_with_new_faces() {
    let mut event = asked(4, 4, 2);
    let first = solve(&event, 1, STEPS, || false);
    event.met = recount(&first.rounds).pairs.into_keys().collect();
    let second = solve(&event, 2, STEPS, || false);
    assert_eq!(second.score.repeats, 0);
    let both: Vec<Round> = first.rounds.into_iter().chain(second.rounds).collect();
    assert_eq!(recount(&both).repeats, 0);
}

#[test]
fn professions_organisations_and_first_timers_are_mixed_without_meeting_again() {
    let mut event = asked(8, 4, 5);
    for (at, person) in event.people.iter_mut().enumerate() {
        *person = Person {
            profession: Some(at as u16 % 5),
            organisation: Some(at as u16 / 4),
            years: Some((at % 3) as u8),
            first_timer: at % 2 == 0,
        };
    }
    event.apart = vec![(0, 1), (2, 9)];
    let score = search(&event, |score| score.mixing == 100).score;
    assert_eq!((score.repeats, score.apart_broken, score.lone_first_timers, score.few_professions), (0, 0, 0, 0));
    assert_eq!(score.same_organisation, 0);
    assert_eq!(score.mixing, 100);
}

#[test]
fn those_who_belong_together_stay_together() {
    let mut event = asked(6, 4, 4);
    event.together = vec![(0, 7), (7, 13), (3, 4)];
    event.apart = vec![(0, 3), (1, 2)];
    let schedule = search(&event, |score| score.mixing == 100);
    for group in schedule.rounds.iter().flatten() {
        assert_eq!((group.contains(&0), group.contains(&3)), (group.contains(&13), group.contains(&4)));
        assert!(![[0, 3], [1, 2]].iter().any(|pair| pair.iter().all(|person| group.contains(person))));
    }
    assert_eq!(schedule.score.repeats, 0, "{:?}", schedule.score);
}

// A slow machine may be stopped before it searched at all, while people wait for their groups.
#[test]
fn wishes_are_kept_from_the_first_answer_on() {
    for (groups, size, rounds) in [(3, 4, 2), (8, 4, 5), (6, 2, 3)] {
        let mut event = asked(groups, size, rounds);
        for (at, person) in event.people.iter_mut().enumerate() {
            person.profession = Some(at as u16 % 3);
        }
        for seed in 0..20 {
            let old = Solver::new(&event, seed).answer().rounds;
            let wishes = Event { together: vec![(0, 11), (2, 5)], apart: vec![(0, 1), (3, 4)], ..event.clone() };
            for draft in [Vec::new(), old] {
                let wishes = Event { draft, ..wishes.clone() };
                let mut solver = Solver::new(&wishes, seed);
                for _ in 0..3 {
                    let answer = solver.answer();
                    assert_eq!((answer.score.together_broken, answer.score.apart_broken), (0, 0), "{groups} {seed}");
                    assert_eq!(faults(&wishes, &answer.rounds), [""; 0]);
                    solver.step();
                }
            }
        }
    }
}

#[test]
fn few_people_many_groups_and_wishes_that_contradict_are_no_trouble() {
    for people in 0..4 {
        for groups in [None, Some(0), Some(1), Some(7)] {
            for rounds in [0, 1, 3] {
                let mut event = Event { groups, ..Event::plain(people, 4, rounds) };
                event.apart = vec![(0, 1), (5, 6), (2, 2)];
                event.together = vec![(0, 1), (1, 2)];
                event.away = vec![(0, 0), (77, 1), (0, 99)];
                event.met = vec![(0, 9), (1, 1)];
                let schedule = solve(&event, 1, 2, || false);
                assert_eq!(faults(&event, &schedule.rounds), [""; 0]);
            }
        }
    }
}

fn event() -> impl Strategy<Value = Event> {
    let person = (0..4_u16, 0..6_u16, any::<bool>()).prop_map(|(profession, organisation, first_timer)| Person {
        profession: Some(profession),
        organisation: Some(organisation),
        years: None,
        first_timer,
    });
    (proptest::collection::vec(person, 0..40), 2..6_usize, proptest::option::of(0..12_usize), 0..5_usize).prop_flat_map(
        |(people, size, groups, rounds)| {
            let pairs = || proptest::collection::vec((0..45_usize, 0..45_usize), 0..4);
            let away = proptest::collection::vec((0..45_usize, 0..5_usize), 0..12);
            (pairs(), pairs(), pairs(), away).prop_map(move |(apart, together, met, away)| {
                let (people, plain) = (people.clone(), Event::plain(0, size, rounds));
                Event { people, groups, apart, together, met, away, ..plain }
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_event_gets_groups_without_fault(event in event(), seed in any::<u64>()) {
        let schedule = solve(&event, seed, 4, || false);
        prop_assert_eq!(faults(&event, &schedule.rounds), Vec::<String>::new());
        prop_assert_eq!(&schedule, &solve(&event, seed, 4, || false));
        prop_assert!(schedule.score.repeats >= schedule.score.unavoidable, "{:?}", schedule.score);
    }

    #[test]
    fn rounds_that_took_place_stay(event in event(), seed in any::<u64>(), done in 0..5_usize) {
        let before = solve(&event, seed, 3, || false);
        let mut after = event.clone();
        after.fixed = before.rounds[..done.min(before.rounds.len())].to_vec();
        after.draft = before.rounds[after.fixed.len()..].to_vec();
        after.arrive(Person::default(), after.fixed.len());
        after.leave(0, after.fixed.len());
        let schedule = solve(&after, seed, 4, || false);
        prop_assert_eq!(faults(&after, &schedule.rounds), Vec::<String>::new());
    }
}
