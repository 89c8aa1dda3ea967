//! How far several people agree in the order of the same things: Kendall's W.

use serde::Serialize;

/// How far rankers agree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Concordance {
    /// The sum of the squared distances of the rank sums from their mean.
    pub s: f64,
    /// 0 for no agreement, 1 for full agreement.
    pub w: f64,
    /// The test statistic, with one degree of freedom fewer than there are things.
    pub chi_squared: f64,
}

/// Kendall's W of `ranks[thing][ranker]`; equal ranks of one ranker stand for ties and must be their mean rank.
/// `None` with fewer than two things or rankers, and when everyone ranks everything the same.
pub fn concordance(ranks: &[Vec<f64>]) -> Option<Concordance> {
    let things = ranks.len();
    let rankers = ranks.first()?.len();
    let whole = ranks.iter().all(|row| row.len() == rankers && row.iter().all(|rank| rank.is_finite()));
    if things < 2 || rankers < 2 || !whole {
        return None;
    }
    let (n, m) = (things as f64, rankers as f64);
    let sums: Vec<f64> = ranks.iter().map(|row| row.iter().sum()).collect();
    let mean = sums.iter().sum::<f64>() / n;
    let s: f64 = sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum();
    let ties: f64 = (0..rankers).map(|ranker| ties(ranks, ranker)).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    (most > 0.0).then(|| {
        let w = 12.0 * s / most;
        Concordance { s, w, chi_squared: m * (n - 1.0) * w }
    })
}

/// Σ (t³ − t) over the groups of equal ranks of one ranker.
fn ties(ranks: &[Vec<f64>], ranker: usize) -> f64 {
    let mut column: Vec<f64> = ranks.iter().map(|row| row[ranker]).collect();
    column.sort_by(f64::total_cmp);
    let groups = column.chunk_by(|a, b| a == b).map(|group| group.len() as f64);
    groups.map(|t| t * t * t - t).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(rows: &[&[i32]]) -> Vec<Vec<f64>> {
        rows.iter().map(|row| row.iter().map(|rank| f64::from(*rank)).collect()).collect()
    }

    #[test]
    fn ten_projects_and_four_judges() {
        let ranks = table(&[
            &[1, 2, 3, 4],
            &[3, 1, 2, 2],
            &[4, 4, 1, 3],
            &[5, 5, 5, 1],
            &[2, 6, 7, 6],
            &[8, 3, 4, 7],
            &[6, 8, 6, 5],
            &[7, 7, 8, 9],
            &[10, 10, 9, 8],
            &[9, 9, 10, 10],
        ]);
        let found = concordance(&ranks).expect("it is defined");
        assert_eq!(found.s, 1048.0);
        assert!((found.w - 0.79394).abs() < 5e-6);
        assert!((found.chi_squared - 28.582).abs() < 5e-4);
    }

    /// The page that publishes this example takes a wrong mean and prints 0.73.
    #[test]
    fn five_projects_and_four_judges() {
        let ranks = table(&[&[1, 2, 3, 3], &[3, 1, 1, 2], &[2, 3, 2, 1], &[5, 4, 5, 4], &[4, 5, 4, 5]]);
        let found = concordance(&ranks).expect("it is defined");
        assert_eq!((found.s, found.w), (122.0, 0.7625));
        assert!((found.chi_squared - 12.2).abs() < 1e-9);
        assert!((found.w - 0.73).abs() > 0.03);
    }

    #[test]
    fn ties_are_taken_into_account() {
        let same = vec![vec![1.5, 1.5], vec![1.5, 1.5], vec![3.0, 3.0]];
        assert!((concordance(&same).expect("it is defined").w - 1.0).abs() < 1e-12, "full agreement is 1 all the same");
        assert_eq!(concordance(&[vec![1.5, 1.5], vec![1.5, 1.5]]), None, "nothing is told apart");
        assert_eq!(concordance(&[]), None);
        assert_eq!(concordance(&[vec![1.0, f64::NAN], vec![2.0, 1.0]]), None);
    }

    proptest! {
        #[test]
        fn it_stays_in_range_and_names_do_not_matter(
            orders in proptest::collection::vec(Just((1..=6).collect::<Vec<i32>>()).prop_shuffle(), 2..6),
        ) {
            let ranks: Vec<Vec<f64>> = (0..6).map(|i| orders.iter().map(|o| f64::from(o[i])).collect()).collect();
            let found = concordance(&ranks).expect("it is defined");
            prop_assert!((0.0..=1.0 + 1e-12).contains(&found.w));
            let reversed: Vec<Vec<f64>> = ranks.iter().rev().map(|row| row.iter().rev().map(|r| 7.0 - r).collect()).collect();
            prop_assert!((concordance(&reversed).expect("it is defined").w - found.w).abs() < 1e-12);
        }
    }
}
