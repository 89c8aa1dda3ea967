//! Counts that may be published: nothing that rests on fewer than ten people, and nothing from which such a count could
//! be worked out.

use serde::Serialize;

/// No count of fewer people is shown.
pub const LEAST: u64 = 10;

/// A table of counts with its total, as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Published {
    /// How many people in all; null when fewer than ten, and then nothing else is shown either.
    pub total: Option<u64>,
    /// The counts in the order in which they came; null for one that is not shown.
    pub counts: Vec<Option<u64>>,
}

/// The counts of one question as they may be shown beside their total.
///
/// A count below ten is hidden (also a zero: it says that nobody gave that answer). What is hidden must not follow from
/// the total: at least two counts are hidden, together ten people or more; otherwise the smallest count still shown is
/// hidden as well (complementary suppression).
pub fn publish(counts: &[u64]) -> Published {
    let total: u64 = counts.iter().sum();
    let mut shown: Vec<Option<u64>> =
        counts.iter().map(|count| (total >= LEAST && *count >= LEAST).then_some(*count)).collect();
    loop {
        let hidden: Vec<u64> =
            counts.iter().zip(&shown).filter(|(_, one)| one.is_none()).map(|(count, _)| *count).collect();
        let safe = hidden.is_empty() || (hidden.len() >= 2 && hidden.iter().sum::<u64>() >= LEAST);
        // Of equal ones the last is taken, so that the answer depends on the counts only.
        let smallest =
            (0..counts.len()).filter(|at| shown[*at].is_some()).min_by_key(|at| (counts[*at], usize::MAX - at));
        match smallest {
            Some(at) if !safe => shown[at] = None,
            _ => break,
        }
    }
    Published { total: (total >= LEAST).then_some(total), counts: shown }
}

/// A mean that may be shown: of ten people or more.
pub fn mean(values: &[f64]) -> Option<f64> {
    let enough = values.len() as u64 >= LEAST && values.iter().all(|value| value.is_finite());
    enough.then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A table of two questions with the totals of its rows and columns, as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Crossed {
    /// The totals of the rows.
    pub rows: Published,
    /// The totals of the columns.
    pub columns: Published,
    /// The counts; null for one that is not shown.
    pub counts: Vec<Vec<Option<u64>>>,
}

/// The counts of two questions as they may be shown beside the totals of rows and columns.
///
/// Each row and each column is safe by itself, and no hidden count is the only way from one part of the table to
/// another: such a count would follow from the totals of that part. Where a total is hidden, its whole line is.
pub fn cross(table: &[Vec<u64>]) -> Crossed {
    let (high, wide) = (table.len(), table.iter().map(Vec::len).min().unwrap_or(0));
    let row = |r: usize| (0..wide).map(|c| table[r][c]).collect::<Vec<_>>();
    let column = |c: usize| (0..high).map(|r| table[r][c]).collect::<Vec<_>>();
    let rows = publish(&(0..high).map(|r| row(r).iter().sum()).collect::<Vec<_>>());
    let columns = publish(&(0..wide).map(|c| column(c).iter().sum()).collect::<Vec<_>>());
    let mut shown: Vec<Vec<bool>> = (0..high)
        .map(|r| {
            let open = |c: usize| rows.counts[r].is_some() && columns.counts[c].is_some() && table[r][c] >= LEAST;
            (0..wide).map(open).collect()
        })
        .collect();
    while let Some((r, c)) = weak(table, &shown, high, wide) {
        shown[r][c] = false;
    }
    let counts = (0..high).map(|r| (0..wide).map(|c| shown[r][c].then_some(table[r][c])).collect()).collect();
    Crossed { rows, columns, counts }
}

/// The next count to hide, if one has to be.
fn weak(table: &[Vec<u64>], shown: &[Vec<bool>], high: usize, wide: usize) -> Option<(usize, usize)> {
    let lines = (0..high)
        .map(|r| (0..wide).map(|c| (r, c)).collect::<Vec<_>>())
        .chain((0..wide).map(|c| (0..high).map(|r| (r, c)).collect()));
    let smallest = |cells: &mut dyn Iterator<Item = (usize, usize)>| {
        cells.filter(|(r, c)| shown[*r][*c]).min_by_key(|(r, c)| (table[*r][*c], *r, *c))
    };
    for line in lines {
        let hidden: Vec<u64> = line.iter().filter(|(r, c)| !shown[*r][*c]).map(|(r, c)| table[*r][*c]).collect();
        let safe = hidden.is_empty() || (hidden.len() >= 2 && hidden.iter().sum::<u64>() >= LEAST);
        if !safe && let Some(cell) = smallest(&mut line.into_iter()) {
            return Some(cell);
        }
    }
    // Rows and columns are places, hidden counts the ways between them.
    let cells = || (0..high).flat_map(move |r| (0..wide).map(move |c| (r, c)));
    for bridge in cells().filter(|(r, c)| !shown[*r][*c]) {
        let mut here = vec![false; high + wide];
        let mut open = vec![bridge.0];
        while let Some(place) = open.pop() {
            if std::mem::replace(&mut here[place], true) {
                continue;
            }
            let next = cells().filter(|cell| *cell != bridge && !shown[cell.0][cell.1]);
            open.extend(next.filter_map(|(r, c)| match place {
                place if place == r => Some(high + c),
                place if place == high + c => Some(r),
                _ => None,
            }));
        }
        if here[high + bridge.1] {
            continue;
        }
        // A second way between the two parts.
        let across = |(r, c): &(usize, usize)| here[*r] != here[high + *c];
        if let Some(cell) = smallest(&mut cells().filter(across)) {
            return Some(cell);
        }
    }
    None
}

#[cfg(test)]
#[path = "statistics_tests.rs"]
mod tests;
