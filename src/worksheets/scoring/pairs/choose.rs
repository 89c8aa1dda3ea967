//! Which pair to show next.

/// How many comparisons are asked for: every pair once for up to seven items, three an item for more.
pub fn pairs_wanted(items: usize) -> usize {
    if items <= 7 { items * items.saturating_sub(1) / 2 } else { 3 * items }
}

/// The pair to show next: the one compared least often, then the one whose items are closest, then the one whose
/// items were seen least often, then the first in the list. `None` when enough was compared.
///
/// `compared[i][j]` is how often the two met, in both places; `theta` is how much each is preferred so far.
pub fn next_pair(compared: &[Vec<u32>], theta: &[f64]) -> Option<(usize, usize)> {
    let n = compared.len();
    let seen: Vec<u32> = compared.iter().map(|row| row.iter().sum()).collect();
    if seen.iter().sum::<u32>() as usize / 2 >= pairs_wanted(n) {
        return None;
    }
    // Distances that differ by less than the iteration's rest are the same.
    let apart = |i: usize, j: usize| ((theta[i] - theta[j]).abs() * 1e6).round() as u64;
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    pairs.min_by_key(|&(i, j)| (compared[i][j], apart(i, j), seen[i] + seen[j], i, j))
}

#[cfg(test)]
mod tests {
    use super::super::{fit_with_ghost, nothing};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn so_many_pairs_are_asked() {
        assert_eq!([2, 4, 7, 8, 10].map(pairs_wanted), [1, 6, 21, 24, 30]);
        assert_eq!(next_pair(&[], &[]), None);
    }

    #[test]
    fn the_least_compared_and_then_the_closest_come_first() {
        let mut compared = vec![vec![0; 4]; 4];
        assert_eq!(next_pair(&compared, &[0.0; 4]), Some((0, 1)));
        compared[0][1] = 1;
        compared[1][0] = 1;
        assert_eq!(next_pair(&compared, &[0.0; 4]), Some((2, 3)), "the two that were not seen yet");
        assert_eq!(next_pair(&compared, &[0.5, -0.5, 0.4, 0.0]), Some((0, 2)), "the closest");
        for (i, j) in [(0, 2), (0, 3), (1, 2), (1, 3)] {
            compared[i][j] = 1;
            compared[j][i] = 1;
        }
        assert_eq!(next_pair(&compared, &[0.0, 3.0, 1.0, -9.0]), Some((2, 3)), "the only one left, however far apart");
    }

    proptest! {
        #[test]
        fn everyone_answers_as_many_as_wanted_and_no_pair_twice(
            n in 4..=10_usize, answers in proptest::collection::vec(any::<bool>(), 45),
        ) {
            let (mut wins, mut compared) = (nothing(n), vec![vec![0; n]; n]);
            let mut asked = 0;
            loop {
                let theta = fit_with_ghost(&wins, 0.5).expect("a fit").theta;
                let Some((i, j)) = next_pair(&compared, &theta) else { break };
                prop_assert!(i < j && compared[i][j] == 0);
                compared[i][j] = 1;
                compared[j][i] = 1;
                let (won, lost) = if answers[asked] { (i, j) } else { (j, i) };
                wins[won][lost] += 1.0;
                asked += 1;
            }
            prop_assert_eq!(asked, pairs_wanted(n));
            prop_assert!(compared.iter().all(|row| row.iter().sum::<u32>() >= 1), "everything was asked about");
        }
    }
}
