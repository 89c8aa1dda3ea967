use proptest::prelude::*;

use super::super::nothing;
use super::*;

fn near(found: &[f64], wanted: &[f64], within: f64) {
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
    }
}

/// Home wins and away wins of each meeting, American League East 1987 (Agresti 2002).
const BASEBALL: [&str; 7] = [
    "4-3 4-2 4-3 6-1 4-2 6-0",
    "3-3 4-2 4-3 6-0 6-1 4-3",
    "2-5 4-3 2-4 4-3 4-2 6-0",
    "3-3 5-1 2-5 4-3 4-2 6-1",
    "5-1 2-5 3-3 4-2 5-2 6-0",
    "2-5 3-3 3-4 4-3 4-2 2-4",
    "2-5 1-5 1-6 2-4 1-6 3-4",
];

fn baseball() -> Wins {
    let mut wins = nothing(7);
    for (home, row) in BASEBALL.iter().enumerate() {
        let others = (0..7).filter(|away| *away != home);
        for (away, cell) in others.zip(row.split(' ')) {
            let (won, lost) = cell.split_once('-').expect("two numbers");
            wins[home][away] += won.parse::<f64>().expect("a number");
            wins[away][home] += lost.parse::<f64>().expect("a number");
        }
    }
    wins
}

#[test]
fn baseball_gives_the_published_numbers() {
    let wins = baseball();
    let total: Vec<f64> = wins.iter().map(|row| row.iter().sum()).collect();
    assert_eq!(total, [50.0, 47.0, 44.0, 43.0, 40.0, 31.0, 18.0]);
    assert_eq!(total.iter().sum::<f64>(), 273.0);
    let found = fit(&wins, 6).expect("a fit");
    near(&found.theta, &[1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0.0], 6e-5);
    near(&found.se, &[0.343, 0.340, 0.337, 0.336, 0.334, 0.332, 0.0], 6e-4);
    let mut sorted = found.theta[..6].to_vec();
    sorted.sort_by(f64::total_cmp);
    near(&sorted, &[0.68, 1.11, 1.25, 1.29, 1.44, 1.58], 6e-3);
    let sum: f64 = found.ability.iter().sum();
    let shares: Vec<f64> = found.ability.iter().map(|one| one / sum).collect();
    near(&shares, &[0.2189, 0.1894, 0.1643, 0.1568, 0.1363, 0.0892, 0.0450], 6e-5);
}

#[test]
fn citations_give_the_published_order() {
    let cited = [[714, 33, 320, 284], [730, 425, 813, 276], [498, 68, 1072, 325], [221, 17, 142, 188]];
    // A citation is a win for the journal that is cited: the column. The diagonal counts for nothing.
    let wins = (0..4).map(|i| (0..4).map(|j| f64::from(cited[j][i])).collect()).collect();
    let found = fit(&wins, 0).expect("a fit");
    near(&found.theta, &[0.0, -2.9491, -0.4796, 0.2690], 6e-5);
}

fn chosen(items: usize, pairs: &[(usize, usize)]) -> Wins {
    let mut wins = nothing(items);
    pairs.iter().for_each(|(a, b)| wins[*a][*b] += 1.0);
    wins
}

fn shares(found: &Fit) -> Vec<f64> {
    let sum: f64 = found.ability.iter().sum();
    found.ability.iter().map(|one| one / sum).collect()
}

#[test]
fn the_ghost_keeps_everyone_here() {
    let wins = chosen(3, &[(0, 1), (1, 2), (0, 2)]);
    assert_eq!(fit(&wins, 1), None, "without the ghost the first would go off to infinity");
    let half = fit_with_ghost(&wins, 0.5).expect("a fit");
    near(&half.theta, &[1.2946, 0.0, -1.2946], 6e-5);
    near(&shares(&half), &[0.7412, 0.2031, 0.0557], 6e-5);
    let one = fit_with_ghost(&wins, 1.0).expect("a fit");
    near(&one.theta, &[0.9105, 0.0, -0.9105], 6e-5);
    near(&shares(&one), &[0.6393, 0.2572, 0.1035], 6e-5);
    let circle = fit_with_ghost(&chosen(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (2, 3), (3, 1)]), 0.5).expect("a fit");
    near(&circle.theta, &[1.6203, -0.4541, -0.4541, -0.4541], 6e-5);
    near(&shares(&circle), &[0.7263, 0.0912, 0.0912, 0.0912], 6e-5);
    let untouched = fit_with_ghost(&nothing(4), 0.5).expect("a fit");
    assert_eq!(untouched.theta, [0.0; 4]);
    near(&untouched.se, &[2.0; 4], 1e-12);
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    assert_eq!(fit(&nothing(0), 0), None);
    assert_eq!(fit(&nothing(3), 0), None, "nobody has met");
    assert_eq!(fit(&vec![vec![0.0; 2]; 3], 0), None);
    let groups = chosen(4, &[(0, 1), (1, 0), (2, 3), (3, 2)]);
    assert_eq!(fit(&groups, 0), None, "two groups that never met");
}

/// Some choices between 2 to 10 items, ties as half wins.
fn choices() -> impl Strategy<Value = Wins> {
    (2..=10_usize).prop_flat_map(|n| {
        proptest::collection::vec((0..n, 0..n, 0..3_u8), 0..60).prop_map(move |list| {
            let mut wins = nothing(n);
            for (a, b, tie) in list.into_iter().filter(|(a, b, _)| a != b) {
                wins[a][b] += if tie == 0 { 0.5 } else { 1.0 };
                wins[b][a] += if tie == 0 { 0.5 } else { 0.0 };
            }
            wins
        })
    })
}

proptest! {
    #[test]
    fn a_fit_always_exists_and_explains_what_was_chosen(wins in choices()) {
        let found = fit_with_ghost(&wins, 0.5).expect("the ghost has met everyone");
        let n = wins.len();
        for (i, row) in wins.iter().enumerate() {
            prop_assert!(found.theta[i].is_finite() && found.se[i].is_finite() && found.se[i] > 0.0);
            // At the maximum each item has won as often as the abilities say it should.
            let ghost = found.ability[i] / (found.ability[i] + 1.0);
            let due: f64 = (0..n).filter(|j| *j != i).map(|j| {
                (row[j] + wins[j][i]) * found.ability[i] / (found.ability[i] + found.ability[j])
            }).sum::<f64>() + ghost;
            let won: f64 = row.iter().sum::<f64>() + 0.5;
            prop_assert!((due - won).abs() < 1e-6, "{due} {won}");
        }
    }

    #[test]
    fn other_names_and_turned_choices_only_turn_the_result(wins in choices(), turn in 0..10_usize) {
        let n = wins.len();
        let found = fit_with_ghost(&wins, 0.5).expect("a fit");
        let at = |i: usize| (i + turn) % n;
        let renamed: Wins = (0..n).map(|i| (0..n).map(|j| wins[at(i)][at(j)]).collect()).collect();
        let other = fit_with_ghost(&renamed, 0.5).expect("a fit");
        let reversed: Wins = (0..n).map(|i| (0..n).map(|j| wins[j][i]).collect()).collect();
        let against = fit_with_ghost(&reversed, 0.5).expect("a fit");
        for i in 0..n {
            prop_assert!((other.theta[i] - found.theta[at(i)]).abs() < 1e-6);
            prop_assert!((other.se[i] - found.se[at(i)]).abs() < 1e-6);
            prop_assert!((against.theta[i] + found.theta[i]).abs() < 1e-6);
        }
    }
}
