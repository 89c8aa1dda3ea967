//! How far choices go round in circles: A over B, B over C, and C over A.

/// How consistent a full set of choices is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Consistency {
    /// How many threes go round in a circle.
    pub circular: u64,
    /// Kendall's coefficient: 1 for none, 0 for as many as there can be.
    pub zeta: f64,
}

/// From how often each item was chosen, when every pair was compared once and none was a tie. `None` when the
/// numbers cannot be those of such a set, and with fewer than three items.
pub fn consistency(chosen: &[u64]) -> Option<Consistency> {
    let n = chosen.len() as u64;
    if n < 3 || chosen.iter().sum::<u64>() != n * (n - 1) / 2 {
        return None;
    }
    let squares: u64 = chosen.iter().map(|times| times * times).sum();
    let twelve = (n * (n - 1) * (2 * n - 1)).checked_sub(6 * squares)?;
    let circular = twelve / 12;
    let most = if n % 2 == 1 { n.pow(3) - n } else { n.pow(3) - 4 * n };
    let zeta = 1.0 - (24 * circular) as f64 / most as f64;
    (twelve % 12 == 0 && zeta >= 0.0).then_some(Consistency { circular, zeta })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_known_numbers() {
        assert_eq!(consistency(&[5, 4, 3, 2, 1, 0]), Some(Consistency { circular: 0, zeta: 1.0 }));
        assert_eq!(consistency(&[1, 1, 1]), Some(Consistency { circular: 1, zeta: 0.0 }));
        assert_eq!(consistency(&[4, 3, 3, 2, 2, 1]), Some(Consistency { circular: 6, zeta: 0.25 }));
        assert_eq!(consistency(&[1, 0]), None);
        assert_eq!(consistency(&[3, 3, 3]), None, "more choices than pairs");
        assert_eq!(consistency(&[3, 0, 0]), None, "nobody can be chosen three times of two");
    }

    proptest! {
        #[test]
        fn counting_the_circles_gives_the_same(n in 3..=10_usize, picks in proptest::collection::vec(any::<bool>(), 45)) {
            let mut beats = vec![vec![false; n]; n];
            let mut pick = picks.into_iter();
            for (i, j) in (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))) {
                let first = pick.next().expect("enough");
                beats[i][j] = first;
                beats[j][i] = !first;
            }
            let chosen: Vec<u64> = beats.iter().map(|row| row.iter().filter(|won| **won).count() as u64).collect();
            let mut circles = 0;
            for i in 0..n {
                for j in i + 1..n {
                    for k in j + 1..n {
                        let one = beats[i][j] && beats[j][k] && beats[k][i];
                        circles += u64::from(one || (beats[j][i] && beats[k][j] && beats[i][k]));
                    }
                }
            }
            let found = consistency(&chosen).expect("a full set");
            prop_assert_eq!(found.circular, circles);
            prop_assert!((0.0..=1.0).contains(&found.zeta));
            let mut turned = chosen.clone();
            turned.reverse();
            prop_assert_eq!(consistency(&turned), Some(found));
        }
    }
}
