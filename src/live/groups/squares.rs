//! Rounds from Latin squares, for numbers of groups of which there is no field.
//!
//! Columns are moved by all of a cyclic group, or of two side by side, and people who stand still fill the gaps: a
//! quasi-difference matrix (Bose, Shrikhande and Parker, "Further results on the construction of mutually orthogonal
//! Latin squares", 1960, for 10; D. T. Todorov, "Three mutually orthogonal Latin squares of order 14", 1985). Without
//! gaps it is a difference matrix (Johnson, Dulmage and Mendelsohn, 1961, for 12; Schellenberg, van Rees and Vanstone,
//! 1978, for 15). The numbers below were searched anew. So there are two squares of order 10, five of order 12, three of
//! order 14 and four of order 15.

use super::known::{Rounds, within};

/// What is moved, row by row; two columns of any two rows have different differences.
struct Columns {
    /// The cyclic groups side by side.
    moved: (usize, usize),
    /// How many stand still.
    still: usize,
    rows: &'static [&'static [usize]],
    /// Which of all columns have no number in common in any row, one for each number: found by a search, which tells
    /// that there are none where this is empty.
    apart: &'static [usize],
}

/// A gap: it stays as it is, and the gaps of one row belong to one each of those who stand still.
const S: usize = usize::MAX;

const SQUARES: [Columns; 4] = [
    Columns {
        moved: (1, 7),
        still: 3,
        rows: &[
            &[S, S, S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            &[0, 0, 0, S, S, S, 1, 6, 2, 4, 0, 5, 3],
            &[2, 6, 3, 5, 1, 0, S, S, S, 2, 4, 6, 3],
            &[2, 5, 0, 0, 6, 3, 5, 2, 1, S, S, S, 4],
        ],
        apart: &[5, 10, 28, 41, 47, 51, 66, 81, 85, 93],
    },
    Columns {
        moved: (2, 6),
        still: 0,
        rows: &[
            &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            &[0, 2, 1, 6, 8, 7, 10, 9, 11, 4, 3, 5],
            &[0, 3, 8, 10, 1, 9, 2, 6, 5, 7, 11, 4],
            &[0, 4, 10, 9, 7, 1, 11, 5, 3, 2, 8, 6],
            &[0, 8, 6, 4, 3, 10, 9, 11, 2, 5, 1, 7],
        ],
        apart: &[],
    },
    Columns {
        moved: (1, 13),
        still: 1,
        rows: &[
            &[S, 9, 8, 3, 6, 4, 1, 5, 7, 10, 12, 11, 0, 1, 2],
            &[11, S, 1, 12, 9, 5, 8, 3, 2, 7, 4, 10, 0, 3, 6],
            &[3, 7, S, 2, 10, 1, 6, 11, 9, 4, 8, 12, 0, 9, 5],
            &[12, 10, 4, 7, 8, 11, 6, 5, 2, 3, 9, 1, S, 0, 0],
            &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, S, 0],
        ],
        apart: &[49, 50, 51, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 195],
    },
    Columns {
        moved: (1, 15),
        still: 0,
        rows: &[
            &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
            &[0, 2, 5, 7, 9, 12, 4, 1, 14, 11, 3, 6, 8, 10, 13],
            &[0, 6, 3, 14, 10, 7, 13, 4, 11, 2, 8, 5, 1, 12, 9],
            &[0, 10, 6, 1, 11, 2, 7, 12, 3, 8, 13, 4, 14, 9, 5],
        ],
        apart: &[],
    },
];

impl Columns {
    fn order(&self) -> usize {
        self.moved.0 * self.moved.1 + self.still
    }

    /// All columns, moved: in any two rows every pair of numbers stands in just one of them.
    fn all(&self) -> Vec<Vec<usize>> {
        let (outer, inner) = self.moved;
        let add = |a: usize, b: usize| (a / inner + b / inner) % outer * inner + (a % inner + b % inner) % inner;
        let mut all = Vec::new();
        for at in 0..self.rows[0].len() {
            let gap = |row: &[usize]| outer * inner + row[..at].iter().filter(|entry| **entry == S).count();
            for by in 0..outer * inner {
                let entry = |row: &&[usize]| if row[at] == S { gap(row) } else { add(row[at], by) };
                // Where there are no gaps, the columns that come from one are a row more.
                let one_more = (self.still == 0).then_some(at);
                all.push(self.rows.iter().map(entry).chain(one_more).collect());
            }
        }
        // Those who stand still have a square of their own: the sums of one number and a multiple of the other.
        for (a, b) in (0..self.still).flat_map(|a| (0..self.still).map(move |b| (a, b))) {
            let sums = (0..self.rows.len() - 1).map(|times| outer * inner + (a + times * b) % self.still);
            all.push(std::iter::once(outer * inner + b).chain(sums).collect());
        }
        all
    }
}

/// Rounds of `groups` groups of `size` in which nobody meets anyone twice, or none.
pub(super) fn squared(groups: usize, size: usize, _: usize) -> Rounds {
    let Some(columns) = SQUARES.iter().find(|one| one.order() == groups && (2..=groups).contains(&size)) else {
        return Box::new(std::iter::empty());
    };
    let all = columns.all();
    let last = all[0].len() - 1;
    if size <= last {
        // People are the numbers of the first rows, and the last row tells the round.
        let group = move |column: &Vec<usize>| (0..size).map(|row| row * groups + column[row]).collect();
        let round = move |at: usize| all.iter().filter(|column| column[last] == at).map(group).collect();
        return Box::new((0..groups).map(round).chain(within(groups, size)));
    }
    if size + 1 == groups && !columns.apart.is_empty() {
        // People are the columns but for some that never meet, and every row is a round.
        let here = all.iter().enumerate().filter(|(at, _)| !columns.apart.contains(at));
        let people: Vec<Vec<usize>> = here.map(|(_, column)| column.clone()).collect();
        let group = move |row: usize, at: usize| (0..people.len()).filter(|one| people[*one][row] == at).collect();
        return Box::new((0..=last).map(move |row| (0..groups).map(|at| group(row, at)).collect()));
    }
    // People are the columns with the first numbers in the last row, and every other row is a round.
    let people: Vec<Vec<usize>> = all.into_iter().filter(|column| column[last] < size).collect();
    let number = move |one: &Vec<usize>| one[last] * groups + one[0];
    let group = move |row: usize, at: usize| people.iter().filter(|one| one[row] == at).map(number).collect();
    let rounds = (0..last).map(move |row| (0..groups).map(|at| group(row, at)).collect());
    Box::new(rounds.chain(within(groups, size)))
}

#[cfg(test)]
mod tests {
    use super::super::Round;
    use super::*;
    use crate::live::groups::check::recount;

    #[test]
    fn nobody_meets_anyone_twice_by_latin_squares() {
        for (groups, size, at_least) in [
            (10, 10, 4),
            (10, 9, 4),
            (10, 7, 3),
            (10, 3, 10),
            (12, 12, 7),
            (12, 11, 6),
            (12, 6, 13),
            (12, 5, 12),
            (14, 14, 5),
            (14, 13, 5),
            (14, 4, 14),
            (15, 15, 6),
            (15, 14, 5),
            (15, 5, 16),
            (15, 4, 15),
        ] {
            let rounds: Vec<Round> = squared(groups, size, usize::MAX).collect();
            assert!(rounds.len() >= at_least, "{groups} of {size}: {}", rounds.len());
            assert_eq!(recount(&rounds).repeats, 0, "{groups} of {size}");
            for round in &rounds {
                let mut people: Vec<usize> = round.concat();
                people.sort_unstable();
                assert_eq!(people, (0..groups * size).collect::<Vec<_>>());
                assert!(round.len() == groups && round.iter().all(|group| group.len() == size));
            }
        }
        for (groups, size) in [(0, 0), (1, 4), (10, 11), (10, 1), (11, 4)] {
            assert_eq!(squared(groups, size, usize::MAX).count(), 0);
        }
    }
}
