//! Counts a schedule anew, from nothing but the groups, and shares no code with what made it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Round};

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recount {
    /// How often each pair sits together, the smaller number first.
    pub pairs: BTreeMap<(usize, usize), usize>,
    /// How often a pair sits together that did so before.
    pub repeats: usize,
}

/// Counts who meets whom.
pub fn recount(rounds: &[Round]) -> Recount {
    let mut pairs = BTreeMap::new();
    for group in rounds.iter().flatten() {
        for a in group {
            for b in group.iter().filter(|b| a < *b) {
                *pairs.entry((*a, *b)).or_insert(0) += 1;
            }
        }
    }
    let repeats = pairs.values().map(|times| times - 1).sum();
    Recount { pairs, repeats }
}

/// What is wrong with the rounds of an event: who is missing or doubled, which groups are too small, too large or too
/// unequal, which fixed round was changed. Wishes and repeats are not faults; they are what the score tells.
pub fn faults(event: &Event, rounds: &[Round]) -> Vec<String> {
    let mut faults = Vec::new();
    if rounds.len() != event.rounds.max(event.fixed.len()) {
        faults.push(format!("{} rounds instead of {}", rounds.len(), event.rounds));
    }
    for (at, round) in rounds.iter().enumerate() {
        if let Some(fixed) = event.fixed.get(at) {
            if round != fixed {
                faults.push(format!("round {at} was fixed and is different"));
            }
            continue;
        }
        let expected: BTreeSet<usize> =
            (0..event.people.len()).filter(|person| !event.away.contains(&(*person, at))).collect();
        let seated: BTreeSet<usize> = round.iter().flatten().copied().collect();
        if seated != expected {
            faults.push(format!("round {at}: {seated:?} instead of {expected:?}"));
        }
        let sizes: Vec<usize> = round.iter().map(Vec::len).collect();
        if sizes.iter().sum::<usize>() != seated.len() {
            faults.push(format!("round {at}: someone sits twice"));
        }
        let (least, most) = (sizes.iter().min().copied().unwrap_or(0), sizes.iter().max().copied().unwrap_or(0));
        if most - least > 1 {
            faults.push(format!("round {at}: the sizes are {sizes:?}"));
        }
        if least < event.size.min(3) && seated.len() >= 3 || round.iter().any(Vec::is_empty) {
            faults.push(format!("round {at}: a group of {least}"));
        }
        if most > event.size.max(5) {
            faults.push(format!("round {at}: a group of {most}"));
        }
    }
    faults
}
