//! Rounds from geometry: lines of one direction never cross, and two lines of different directions meet in one point.

use super::Round;
use super::known::{Rounds, within};
use super::numbers::Numbers;

/// Rounds of `groups` groups of `size` in which nobody meets anyone twice; at least one, and often the most there can
/// be. Person `i · groups + x` is the point (i, x). Persons of the same `i` meet only in the last rounds of all.
pub(super) fn lines(groups: usize, size: usize, _: usize) -> Rounds {
    if size > groups || size < 2 {
        let round: Round = (0..groups).map(|group| (0..size).map(|at| group * size + at).collect()).collect();
        return Box::new(std::iter::once(round));
    }
    let numbers = Numbers::new(groups);
    let few = numbers.apart.min(groups);
    let (rows, slopes): (Vec<usize>, Vec<usize>) = if size <= few {
        ((0..size).map(|at| numbers.diagonal(at)).collect(), (0..groups).collect())
    } else {
        ((0..size).collect(), (0..few).map(|at| numbers.diagonal(at)).collect())
    };
    let across = slopes.into_iter().map(move |slope| {
        let shifts: Vec<usize> = rows.iter().map(|row| numbers.multiply(*row, slope)).collect();
        let point = |i: usize, start: usize| i * groups + numbers.add(shifts[i], start);
        (0..groups).map(|start| (0..size).map(|i| point(i, start)).collect()).collect()
    });
    Box::new(across.chain(within(groups, size)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::groups::check::recount;

    #[test]
    fn nobody_meets_anyone_twice_on_lines() {
        for (groups, size, at_least) in [
            (5, 4, 5),
            (8, 4, 9),
            (9, 3, 13),
            (4, 4, 5),
            (5, 5, 6),
            (7, 7, 8),
            (8, 8, 9),
            (9, 9, 10),
            (3, 3, 4),
            (16, 4, 21),
            (16, 16, 17),
            (12, 3, 12),
            (20, 4, 20),
            (12, 4, 3),
            (15, 3, 15),
            (25, 5, 31),
            (27, 3, 40),
            (6, 6, 3),
            (2, 2, 3),
            (1, 4, 1),
            (4, 1, 1),
            (11, 7, 11),
        ] {
            let rounds: Vec<Round> = lines(groups, size, usize::MAX).collect();
            assert!(rounds.len() >= at_least, "{groups} of {size}: {}", rounds.len());
            let counts = recount(&rounds);
            assert!(counts.pairs.values().all(|times| *times == 1), "{groups} of {size}");
            for round in &rounds {
                let mut people: Vec<usize> = round.concat();
                people.sort_unstable();
                assert_eq!(people, (0..groups * size).collect::<Vec<_>>());
                assert!(round.len() == groups && round.iter().all(|group| group.len() == size));
            }
        }
    }
}
