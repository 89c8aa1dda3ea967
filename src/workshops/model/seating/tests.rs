use proptest::prelude::*;

use super::*;
use Profession::{Doctor, Nurse, SocialWorker};

const NOW: Moment = Moment(1_000_000_000);

fn room(capacity: i64, rules: &[Rule], taken: &[(Profession, i64)]) -> Room {
    Room {
        capacity,
        rules: rules.to_vec(),
        taken: taken.iter().map(|(profession, n)| (Some(*profession), *n)).collect(),
        mode: Mode::First,
        starts_at: NOW.plus_days(3),
    }
}

fn rule(profession: Profession, kept: i64, most: Option<i64>, target: Option<i64>) -> Rule {
    Rule { profession, kept, most, target, released_at: Some(NOW.plus_hours(1)) }
}

fn waits(profession: Profession, wish: Wish) -> Waiter {
    Waiter { class: Some(profession), wish, approved: false, asks_now: false }
}

#[test]
fn kept_seats_are_for_their_profession_until_they_are_released() {
    let mut seats = room(4, &[rule(Nurse, 2, None, None)], &[(Doctor, 2)]);
    let until = Some(NOW.plus_hours(1));
    assert_eq!(seats.bar(Some(Doctor), NOW), Some(Bar::Kept(vec![(Nurse, until)])));
    assert_eq!(seats.bar(None, NOW), Some(Bar::Kept(vec![(Nurse, until)])));
    assert_eq!(seats.bar(Some(Nurse), NOW), None);
    assert_eq!(seats.bar(Some(Doctor), NOW.plus_hours(1)), None, "released");
    seats.take(Some(Nurse));
    assert!(seats.bar(Some(Doctor), NOW).is_some() && seats.bar(Some(Nurse), NOW).is_none());
    seats.take(Some(Nurse));
    assert_eq!(seats.bar(Some(Nurse), NOW), Some(Bar::Full));
}

#[test]
fn what_is_left_is_what_could_be_taken() {
    let of = |kept, most| [rule(Nurse, kept, most, None), rule(Doctor, 2, None, None)];
    for (capacity, kept, taken) in (1..7).flat_map(|n| (0..4).flat_map(move |kept| (0..3).map(move |on| (n, kept, on))))
    {
        for most in [None, Some(1), Some(3)] {
            for class in [Some(Nurse), Some(Doctor), Some(SocialWorker), None] {
                let mut seats = room(capacity, &of(kept, most), &[(Nurse, taken)]);
                let left = seats.left(class, NOW);
                let mut sat = 0;
                while seats.bar(class, NOW).is_none() {
                    seats.take(class);
                    sat += 1;
                }
                assert_eq!(left, sat, "{capacity} seats, {kept} kept, {most:?} at most, {taken} taken, {class:?}");
            }
        }
    }
}

#[test]
fn the_parts_of_the_picture_add_up_to_all_seats() {
    let part = |class, taken, open| Part { class, taken, open };
    let kept = [rule(Nurse, 2, None, None), rule(SocialWorker, 0, Some(3), None)];
    let seats = room(6, &kept, &[(Doctor, 1), (Nurse, 3)]);
    assert_eq!(seats.parts(NOW), [part(Some(Nurse), 2, 0), part(None, 2, 2)], "the third nurse sits among everybody");
    assert_eq!(seats.parts(NOW.plus_hours(1)), [part(None, 4, 2)], "released");
    assert_eq!(room(4, &[], &[]).parts(NOW), [part(None, 0, 4)]);
    // More is kept than there is, and the last free seat is shown once.
    let kept = [rule(Doctor, 2, None, None), rule(Nurse, 2, None, None)];
    let seats = room(3, &kept, &[(Doctor, 1), (SocialWorker, 1)]);
    assert_eq!(seats.parts(NOW), [part(Some(Doctor), 1, 1), part(Some(Nurse), 0, 0), part(None, 1, 0)]);
    assert_eq!(room(2, &[rule(Nurse, 2, None, None)], &[]).parts(NOW), [part(Some(Nurse), 0, 2)]);
}

#[test]
fn an_over_full_profession_does_not_block_another() {
    let mut seats = room(4, &[rule(Doctor, 0, Some(1), None)], &[(Doctor, 1)]);
    assert_eq!(seats.bar(Some(Doctor), NOW), Some(Bar::Most(Doctor, 1, Some(NOW.plus_hours(1)))));
    let line = [waits(Doctor, Wish::Auto), waits(Nurse, Wish::Auto), waits(SocialWorker, Wish::Ask)];
    assert_eq!(seats.settle(&line, NOW), [(1, Step::Confirm), (2, Step::Offer)]);
}

#[test]
fn the_class_furthest_below_its_share_goes_first() {
    let rules = [rule(Nurse, 0, None, Some(2)), rule(Doctor, 0, None, Some(1))];
    let mut seats = room(6, &rules, &[(Nurse, 1)]);
    let line = [
        waits(SocialWorker, Wish::Auto),
        waits(Doctor, Wish::Auto),
        waits(Nurse, Wish::Auto),
        waits(Nurse, Wish::Auto),
        waits(Nurse, Wish::Auto),
    ];
    let order: Vec<usize> = seats.settle(&line, NOW).into_iter().map(|(at, _)| at).collect();
    assert_eq!(order, [2, 1, 3, 4, 0], "nurses 3 below of 4, then even, then by joining");
}

#[test]
fn promises_that_exceed_the_room_do_not_lock_it() {
    let rules = [rule(Nurse, 2, None, None), rule(Doctor, 2, None, None)];
    let mut seats = room(5, &rules, &[(SocialWorker, 3)]);
    let line = [waits(SocialWorker, Wish::Auto), waits(Doctor, Wish::Auto), waits(Nurse, Wish::Auto)];
    assert_eq!(seats.settle(&line, NOW), [(1, Step::Confirm), (2, Step::Confirm)]);
}

#[test]
fn wishes_and_modes_decide_who_is_asked() {
    let late = NOW.plus_days(3).plus_hours(-5);
    let mut seats = room(9, &[], &[]);
    let until = waits(Nurse, Wish::Until(5));
    assert_eq!(seats.bar_of(&until, late.plus_seconds(-1)), None);
    assert_eq!(seats.bar_of(&until, late), Some(Bar::TooLate(5)));
    assert_eq!(seats.bar_of(&Waiter { asks_now: true, ..until }, late), None, "who asks now need not be asked");
    seats.mode = Mode::Approval;
    let ask = waits(Nurse, Wish::Ask);
    assert_eq!(seats.bar_of(&ask, NOW), Some(Bar::Approval));
    assert_eq!(seats.bar_of(&Waiter { approved: true, ..ask }, NOW), None);
    seats.mode = Mode::Lottery { draw_at: late, drawn: false };
    assert_eq!(seats.bar_of(&ask, NOW), Some(Bar::Draw(late)));
    seats.mode = Mode::Lottery { draw_at: late, drawn: true };
    assert_eq!(seats.settle(&[ask, Waiter { asks_now: true, ..ask }], NOW), [(0, Step::Offer), (1, Step::Confirm)]);
}

#[test]
fn a_wish_has_one_name_everywhere() {
    for wish in [Wish::Auto, Wish::Ask, Wish::Until(12)] {
        assert_eq!(Wish::parse(wish.as_str(), wish.hours()), Some(wish));
    }
    assert_eq!(Wish::parse("until", None), None);
    assert_eq!(Wish::parse("until", Some(0)), None);
    assert_eq!(Wish::parse("never", Some(1)), None);
}

/// An oracle that thinks differently: it lays real chairs, tries every chair, and compares everybody with everybody.
mod oracle {
    use super::*;

    /// How many promised seats could still be filled, found by trying one promised person after the other.
    fn promises_left(capacity: usize, people: &[Class], rules: &[Rule]) -> usize {
        let tries = rules.iter().filter(|rule| {
            let here = people.iter().filter(|class| **class == Some(rule.profession)).count() as i64;
            here < rule.kept && rule.most.is_none_or(|most| here < most)
        });
        let after = tries.map(|rule| {
            let mut people = people.to_vec();
            people.push(Some(rule.profession));
            if people.len() > capacity { 0 } else { 1 + promises_left(capacity, &people, rules) }
        });
        after.max().unwrap_or(0)
    }

    fn may_sit(capacity: usize, people: &[Class], rules: &[Rule], one: Class) -> bool {
        let mut after = people.to_vec();
        after.push(one);
        if after.len() > capacity {
            return false;
        }
        for rule in rules {
            let here = after.iter().filter(|class| **class == Some(rule.profession)).count() as i64;
            if Some(rule.profession) == one && rule.most.is_some_and(|most| here > most) {
                return false;
            }
        }
        let before = promises_left(capacity, people, rules);
        let owed = rules.iter().any(|rule| {
            let here = people.iter().filter(|class| **class == one).count() as i64;
            Some(rule.profession) == one && here < rule.kept && rule.most.is_none_or(|most| here < most)
        });
        // Whoever sits down either fills a promise or breaks none.
        promises_left(capacity, &after, rules) + usize::from(owed) >= before
    }

    fn distance(capacity: usize, people: &[Class], rules: &[Rule], class: Class) -> f64 {
        let all: i64 = rules.iter().filter_map(|rule| rule.target).sum();
        let part = rules.iter().find(|rule| Some(rule.profession) == class).and_then(|rule| rule.target);
        let here = people.iter().filter(|one| **one == class).count() as f64;
        part.filter(|_| all > 0).map_or(0.0, |part| (capacity as f64 * part as f64 / all as f64 - here).max(0.0))
    }

    pub fn outcome(capacity: usize, mut people: Vec<Class>, rules: &[Rule], line: &[Class]) -> Vec<usize> {
        let mut order = Vec::new();
        loop {
            let could: Vec<usize> = (0..line.len())
                .filter(|at| !order.contains(at) && may_sit(capacity, &people, rules, line[*at]))
                .collect();
            let far = |at: usize| distance(capacity, &people, rules, line[at]);
            let beats = |a: usize, b: usize| match far(a) - far(b) {
                more if more > 1e-9 => true,
                less if less < -1e-9 => false,
                _ => a < b,
            };
            let Some(first) = could.iter().find(|a| could.iter().all(|b| *a == b || beats(**a, *b))) else {
                return order;
            };
            people.push(line[*first]);
            order.push(*first);
        }
    }
}

fn a_rule(profession: Profession) -> impl Strategy<Value = Option<Rule>> {
    let numbers = (0..4_i64, proptest::option::of(0..5_i64), proptest::option::of(0..5_i64), any::<bool>());
    proptest::option::of(numbers.prop_map(move |(kept, most, target, released)| Rule {
        profession,
        kept,
        most,
        target,
        released_at: released.then_some(NOW),
    }))
}

fn a_class() -> impl Strategy<Value = Class> {
    prop_oneof![Just(Some(Nurse)), Just(Some(Doctor)), Just(Some(SocialWorker)), Just(None)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_outcome_is_that_of_the_oracle(
        capacity in 1..=8_i64,
        rules in (a_rule(Nurse), a_rule(Doctor), a_rule(SocialWorker)),
        sitting in proptest::collection::vec(a_class(), 0..6),
        line in proptest::collection::vec((a_class(), 0..3_u8), 0..=12),
    ) {
        let rules: Vec<Rule> = [rules.0, rules.1, rules.2].into_iter().flatten().collect();
        let mut seats = room(capacity, &rules, &[]);
        sitting.iter().take(capacity as usize).for_each(|class| seats.take(*class));
        let before = seats.clone();
        let wishes = [Wish::Auto, Wish::Ask, Wish::Until(1)];
        let waiters: Vec<Waiter> = line
            .iter()
            .map(|(class, wish)| Waiter { class: *class, wish: wishes[*wish as usize], approved: false, asks_now: false })
            .collect();
        let steps = seats.settle(&waiters, NOW);
        let order: Vec<usize> = steps.iter().map(|(at, _)| *at).collect();
        let binding: Vec<Rule> = rules.iter().copied().filter(|rule| rule.released_at.is_none()).collect();
        let classes: Vec<Class> = line.iter().map(|(class, _)| *class).collect();
        let people: Vec<Class> = sitting.iter().copied().take(capacity as usize).collect();
        prop_assert_eq!(&order, &oracle::outcome(capacity as usize, people, &binding, &classes));

        // Never more than fit, and never more than a profession may have, unless it had more before.
        prop_assert!(seats.taken.values().sum::<i64>() <= capacity);
        for rule in &binding {
            if let Some(most) = rule.most {
                let class = Some(rule.profession);
                prop_assert!(seats.taken_by(class) <= most.max(before.taken_by(class)));
            }
        }
        for (at, waiter) in waiters.iter().enumerate() {
            if !order.contains(&at) {
                prop_assert!(seats.bar_of(waiter, NOW).is_some(), "a seat is free and {at} waits");
                let later = |other: &usize| *other > at && waiters[*other].class == waiter.class;
                prop_assert!(!order.iter().any(later), "{at} was overtaken");
            }
        }
    }
}
