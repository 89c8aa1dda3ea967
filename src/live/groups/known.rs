//! The rounds that are known without a search.

use super::Round;
use super::kirkman::resolved;
use super::lines::lines;
use super::squares::squared;
use super::starters::started;

/// Rounds that are made one by one, as they are asked for: there may be hundreds, and few are wanted.
pub(super) type Rounds = Box<dyn Iterator<Item = Round>>;

/// Rounds for those who do not meet in rounds across `size` rows of `groups` people: they meet within their row, if it
/// can be cut into groups of `size`. Person `i · groups + x` is number x of row i.
pub(super) fn within(groups: usize, size: usize) -> Rounds {
    if !groups.is_multiple_of(size) {
        return Box::new(std::iter::empty());
    }
    let row = move |round: &Round, i: usize| -> Round {
        round.iter().map(|group| group.iter().map(|x| i * groups + x).collect()).collect()
    };
    // The row is looked at only when the rounds across are not enough.
    let known = std::iter::once_with(move || suiting(&vec![size; groups / size], usize::MAX)).flatten();
    Box::new(known.map(move |round| (0..size).flat_map(|i| row(&round, i)).collect()))
}

/// The rounds that are known for groups of these sizes, at most `rounds`. Where groups are not full, they are rounds of
/// full groups without the last people.
pub(super) fn suiting(sizes: &[usize], rounds: usize) -> Vec<Round> {
    let (people, largest) = (sizes.iter().sum::<usize>(), sizes.first().copied().unwrap_or(0));
    let without = |round: Round| -> Round {
        round.into_iter().map(|group| group.into_iter().filter(|one| *one < people).collect()).collect()
    };
    let even = |round: &Round| {
        let of = |group: &Vec<usize>| group.len();
        round.iter().map(of).max().unwrap_or(0) - round.iter().map(of).min().unwrap_or(0) <= 1
    };
    let mut best = Vec::new();
    for ways in [started, lines, resolved, squared] {
        if best.len() < rounds {
            let found: Vec<Round> = ways(sizes.len(), largest, rounds).map(without).filter(even).take(rounds).collect();
            best = if found.len() > best.len() { found } else { best };
        }
    }
    best
}
