use proptest::prelude::*;

use super::*;

#[test]
fn small_counts_and_what_gives_them_away_are_hidden() {
    let shown = |counts: &[u64]| publish(counts).counts;
    assert_eq!(publish(&[3, 4, 2]), Published { total: None, counts: vec![None; 3] });
    assert_eq!(shown(&[12, 30, 15]), [Some(12), Some(30), Some(15)]);
    assert_eq!(shown(&[4, 30, 15]), [None, Some(30), None], "one alone would be the total minus the rest");
    assert_eq!(shown(&[4, 5, 30, 15]), [None, None, Some(30), None], "nine people in two are too few");
    assert_eq!(shown(&[4, 6, 30, 15]), [None, None, Some(30), Some(15)]);
    assert_eq!(shown(&[0, 40, 12]), [None, Some(40), None], "that nobody said so is also told of few");
    assert_eq!(publish(&[0, 0, 40]), Published { total: Some(40), counts: vec![None; 3] }, "all said the same");
    assert_eq!(publish(&[]), Published { total: None, counts: vec![] });
}

#[test]
fn a_mean_needs_ten() {
    assert_eq!(mean(&[2.0; 9]), None);
    assert_eq!(mean(&[2.0; 10]), Some(2.0));
    assert_eq!(mean(&[f64::NAN; 10]), None);
}

#[test]
fn in_a_crossed_table_one_hidden_count_hides_a_square() {
    let table = vec![vec![3, 20, 30], vec![25, 40, 50], vec![35, 45, 55]];
    let found = cross(&table);
    assert_eq!(found.rows.counts, [Some(53), Some(115), Some(135)]);
    let hidden: Vec<(usize, usize)> =
        (0..9).map(|n| (n / 3, n % 3)).filter(|(r, c)| found.counts[*r][*c].is_none()).collect();
    assert_eq!(hidden, [(0, 0), (0, 1), (1, 0), (1, 1)]);
}

/// What someone can work out who sees the table and its totals: the least and the most that each hidden count can be,
/// by trying every way to fill the hidden places.
fn possible(found: &Published, at: usize) -> (u64, u64) {
    let rest = found.total.expect("shown") - found.counts.iter().flatten().sum::<u64>();
    let others = found.counts.iter().enumerate().filter(|(n, one)| *n != at && one.is_none()).count();
    if others == 0 { (rest, rest) } else { (0, rest) }
}

proptest! {
    #[test]
    fn no_hidden_count_can_be_worked_out(counts in proptest::collection::vec(0..40_u64, 1..8)) {
        let found = publish(&counts);
        for (at, count) in counts.iter().enumerate() {
            match found.counts[at] {
                Some(shown) => prop_assert!(shown == *count && shown >= LEAST),
                None if found.total.is_some() && counts.len() > 1 => {
                    let (least, most) = possible(&found, at);
                    prop_assert!(most - least >= LEAST, "{least} to {most}");
                }
                None => {}
            }
        }
    }

    #[test]
    fn the_order_of_the_answers_does_not_matter(counts in proptest::collection::vec(0..40_u64, 1..8)) {
        let hidden = |counts: &[u64]| {
            let mut hidden: Vec<_> = publish(counts).counts;
            hidden.sort();
            hidden
        };
        let mut turned = counts.clone();
        turned.reverse();
        prop_assert_eq!(hidden(&counts), hidden(&turned));
    }

    /// No hidden count of a crossed table follows from the totals and the counts that are shown.
    #[test]
    fn in_a_crossed_table_no_hidden_count_can_be_worked_out(
        table in (2..5_usize, 2..5_usize).prop_flat_map(|(high, wide)| {
            proptest::collection::vec(proptest::collection::vec(0..60_u64, wide), high)
        }),
    ) {
        let found = cross(&table);
        let (high, wide) = (table.len(), table[0].len());
        for r in 0..high {
            for c in 0..wide {
                if found.counts[r][c].is_some() {
                    prop_assert!(found.counts[r][c] >= Some(LEAST));
                    continue;
                }
                prop_assert!(circle(&found.counts, r, c, high, wide), "{r} {c} of {:?}", found.counts);
            }
        }
    }
}

/// Whether a hidden count lies on a circle of hidden counts: then it can change while all totals stay.
fn circle(counts: &[Vec<Option<u64>>], r: usize, c: usize, high: usize, wide: usize) -> bool {
    let (mut seen, mut open) = (vec![false; high + wide], vec![r]);
    while let Some(place) = open.pop() {
        if std::mem::replace(&mut seen[place], true) {
            continue;
        }
        for (row, column) in (0..high).flat_map(|row| (0..wide).map(move |column| (row, column))) {
            if counts[row][column].is_none() && (row, column) != (r, c) {
                if place == row {
                    open.push(high + column);
                } else if place == high + column {
                    open.push(row);
                }
            }
        }
    }
    seen[high + c]
}
