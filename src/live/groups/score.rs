//! How well a schedule mixes people, in numbers for the host.

use serde::{Deserialize, Serialize};

use super::model::{Event, Round};
use super::setting::{Setting, pairs};

/// What a schedule reaches, over all rounds of the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// How well people are mixed, 0 to 100; 100 is as well as these people can be mixed.
    pub mixing: u8,
    /// How often two people sit together.
    pub meetings: usize,
    /// How many of these are meetings again. Those who must stay together are not counted.
    pub repeats: usize,
    /// How many meetings again cannot be avoided while wishes are kept; there may be more of them.
    pub unavoidable: usize,
    /// Pairs that never meet, though nobody asked for it.
    pub never_met: usize,
    /// Groups with fewer professions than these people allow: three, or as many as there are.
    pub few_professions: usize,
    /// How often two of the same organisation sit together.
    pub same_organisation: usize,
    /// First-timers in a group without anyone experienced.
    pub lone_first_timers: usize,
    /// How often two sit together who must not.
    pub apart_broken: usize,
    /// How often two who must sit together do not.
    pub together_broken: usize,
}

impl Score {
    /// Scores the rounds of an event, of which `open_unavoidable` meetings again in its open rounds cannot be avoided.
    pub(super) fn of(event: &Event, setting: &Setting, rounds: &[Round], open_unavoidable: usize) -> Self {
        let people = event.people.len();
        let mut score = Self { unavoidable: open_unavoidable, ..Self::default() };
        // Each meeting with its round, and those before the event without one. A table of all pairs would be mostly
        // empty, and take longer than the search when there are thousands of people.
        let earlier = event.met.iter().map(|(a, b)| (*a, *b, None));
        let mut meetings: Vec<(usize, usize, Option<usize>)> = earlier.collect();
        let mut shares = Shares::default();
        for (at, round) in rounds.iter().enumerate() {
            let pairs = round.iter().flat_map(|group| pairs(group));
            meetings.extend(pairs.map(|(a, b)| (a, b, Some(at))));
            score.add_round(event, round, &mut shares);
        }
        meetings.retain(|(a, b, _)| a != b && *a < people && *b < people);
        meetings.iter_mut().for_each(|(a, b, _)| (*a, *b) = (*a.min(b), *a.max(b)));
        meetings.sort_unstable();
        let mut last = None;
        // The pairs that met at all, in order.
        let mut met = Vec::new();
        for (a, b, round) in meetings {
            let again = last == Some((a, b));
            last = Some((a, b));
            if !again {
                met.push((a, b));
            }
            let Some(at) = round else { continue };
            let again = again && !setting.bonded(a, b);
            score.meetings += 1;
            score.repeats += usize::from(again);
            score.unavoidable += usize::from(again && at < event.fixed.len());
        }
        let mut apart: Vec<(usize, usize)> = event.apart.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        apart.sort_unstable();
        apart.dedup();
        let unmet = |pair: &&(usize, usize)| pair.0 < pair.1 && pair.1 < people && met.binary_search(pair).is_err();
        let wished = apart.iter().filter(unmet).count();
        score.never_met = people * people.saturating_sub(1) / 2 - met.len() - wished;
        // What counting found supposes that all wishes are kept; where they cannot be, fewer may meet again.
        score.unavoidable = score.unavoidable.min(score.repeats);
        let new = score.meetings.saturating_sub(score.repeats);
        shares.add(50, new, score.meetings - score.unavoidable);
        score.mixing = shares.percent();
        score
    }

    fn add_round(&mut self, event: &Event, round: &Round, shares: &mut Shares) {
        let person = |number: &usize| event.people.get(*number).copied().unwrap_or_default();
        let mut known: Vec<u16> = round.iter().flatten().filter_map(|one| person(one).profession).collect();
        known.sort_unstable();
        known.dedup();
        for group in round {
            let mut professions: Vec<u16> = group.iter().filter_map(|one| person(one).profession).collect();
            professions.sort_unstable();
            professions.dedup();
            let possible = known.len().min(3).min(group.len());
            self.few_professions += usize::from(professions.len() < possible);
            shares.add(25, professions.len().min(possible), possible);
            let same = |a: usize, b: usize| person(&a).organisation.filter(|one| person(&b).organisation == Some(*one));
            let same = pairs(group).filter(|(a, b)| same(*a, *b).is_some()).count();
            self.same_organisation += same;
            let organised = group.iter().any(|one| person(one).organisation.is_some());
            shares.add(15, usize::from(organised && same == 0), usize::from(organised));
            let first = group.iter().filter(|one| person(one).first_timer).count();
            let lone = if first == group.len() { first } else { 0 };
            self.lone_first_timers += lone;
            shares.add(10, first - lone, first);
        }
        let group_of = |one: usize| round.iter().position(|group| group.contains(&one));
        let both = |a: usize, b: usize| group_of(a).zip(group_of(b)).filter(|_| a != b);
        let kept = |wishes: &[(usize, usize)], wish: fn(usize, usize) -> bool| {
            let all: Vec<(usize, usize)> = wishes.iter().filter_map(|(a, b)| both(*a, *b)).collect();
            (all.iter().filter(|(a, b)| wish(*a, *b)).count(), all.len())
        };
        let (apart, all_apart) = kept(&event.apart, |a, b| a != b);
        let (together, all_together) = kept(&event.together, |a, b| a == b);
        self.apart_broken += all_apart - apart;
        self.together_broken += all_together - together;
        shares.add(100, apart + together, all_apart + all_together);
    }
}

/// Parts of the score: what is reached of what could be, by the weight of the part.
#[derive(Default)]
struct Shares(Vec<(usize, usize, usize)>);

impl Shares {
    fn add(&mut self, weight: usize, reached: usize, possible: usize) {
        match self.0.iter_mut().find(|(of, ..)| *of == weight) {
            Some(part) => (part.1, part.2) = (part.1 + reached, part.2 + possible),
            None => self.0.push((weight, reached, possible)),
        }
    }

    fn percent(&self) -> u8 {
        let parts = self.0.iter().filter(|(.., possible)| *possible > 0);
        let (reached, all) = parts.fold((0.0, 0.0), |(reached, all), (weight, part, possible)| {
            (reached + *weight as f64 * *part as f64 / *possible as f64, all + *weight as f64)
        });
        // Rounded down: only what is complete is called 100.
        if all > 0.0 { (100.0 * reached / all + 1e-9) as u8 } else { 100 }
    }
}
