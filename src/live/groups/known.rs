//! The rounds that are known without a search.

use super::Round;
use super::kirkman::resolved;
use super::lines::lines;
use super::squares::squared;
use super::starters::started;

/// The most rounds that are known for `groups` groups of `size`, with nobody who meets anyone twice; at least one.
pub(super) fn known(groups: usize, size: usize) -> Vec<Round> {
    candidates(groups, size, usize::MAX).into_iter().max_by_key(Vec::len).unwrap_or_default()
}

/// Rounds for those who do not meet in rounds across `size` rows of `groups` people: they meet within their row, if it
/// can be cut into groups of `size`. Person `i · groups + x` is number x of row i.
pub(super) fn within(groups: usize, size: usize) -> Vec<Round> {
    if !groups.is_multiple_of(size) {
        return Vec::new();
    }
    let row = |round: &Round, i: usize| -> Round {
        round.iter().map(|group| group.iter().map(|x| i * groups + x).collect()).collect()
    };
    known(groups / size, size).iter().map(|round| (0..size).flat_map(|i| row(round, i)).collect()).collect()
}

/// The rounds that are known for groups of these sizes, at most `rounds`. Where groups are not full, they are rounds of
/// full groups without the last people.
pub(super) fn suiting(sizes: &[usize], rounds: usize) -> Vec<Round> {
    let (people, largest) = (sizes.iter().sum::<usize>(), sizes.first().copied().unwrap_or(0));
    let without = |round: &Round| -> Round {
        round.iter().map(|group| group.iter().copied().filter(|one| *one < people).collect()).collect()
    };
    let even = |round: &Round| {
        let of = |group: &Vec<usize>| group.len();
        round.iter().map(of).max().unwrap_or(0) - round.iter().map(of).min().unwrap_or(0) <= 1
    };
    let fitting = |all: Vec<Round>| all.iter().map(without).filter(even).take(rounds).collect::<Vec<Round>>();
    candidates(sizes.len(), largest, rounds).into_iter().map(fitting).max_by_key(Vec::len).unwrap_or_default()
}

fn candidates(groups: usize, size: usize, rounds: usize) -> Vec<Vec<Round>> {
    vec![squared(groups, size), resolved(groups, size), lines(groups, size), started(groups, size, rounds)]
}
