//! How much each item is preferred, and how sure that is.

use super::Wins;
use crate::worksheets::scoring::exact::ln;

/// The iteration ends when no ability changes by more than this.
const CLOSE: f64 = 1e-10;
/// It never needs so many rounds.
const ROUNDS_MOST: u32 = 200_000;

/// The abilities of items.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The abilities, the reference being 1.
    pub ability: Vec<f64>,
    /// Their logarithms, the reference being 0.
    pub theta: Vec<f64>,
    /// The standard errors of the differences from the reference.
    pub se: Vec<f64>,
    /// How many rounds it took.
    pub rounds: u32,
}

/// Bradley–Terry abilities. `None` when there is no such fit: someone who never won, or never lost, or groups that
/// never met, would go off to infinity.
pub fn fit(wins: &Wins, reference: usize) -> Option<Fit> {
    let n = wins.len();
    if reference >= n || wins.iter().any(|row| row.len() != n) || !joined(wins) {
        return None;
    }
    let total: Vec<f64> = (0..n).map(|i| (0..n).filter(|j| *j != i).map(|j| wins[i][j]).sum()).collect();
    let games = |i: usize, j: usize| if i == j { 0.0 } else { wins[i][j] + wins[j][i] };
    let mut ability = vec![1.0; n];
    for rounds in 1..=ROUNDS_MOST {
        let mut next: Vec<f64> =
            (0..n).map(|i| total[i] / (0..n).map(|j| games(i, j) / (ability[i] + ability[j])).sum::<f64>()).collect();
        let unit = next[reference];
        next.iter_mut().for_each(|one| *one /= unit);
        let change = ability.iter().zip(&next).map(|(old, new)| (new / old - 1.0).abs()).fold(0.0, f64::max);
        ability = next;
        if !change.is_finite() {
            return None;
        }
        if change < CLOSE {
            let se = errors(&ability, games, reference)?;
            return Some(Fit { theta: ability.iter().copied().map(ln).collect(), ability, se, rounds });
        }
    }
    None
}

/// The same with a ghost of ability 1 against which every item has won and lost `prior` times, so that nobody goes
/// off to infinity. The ghost is the reference, and is not among the items returned.
pub fn fit_with_ghost(wins: &Wins, prior: f64) -> Option<Fit> {
    let n = wins.len();
    let mut with: Wins = wins.iter().map(|row| row.iter().copied().chain([prior]).collect()).collect();
    with.push(std::iter::repeat_n(prior, n).chain([0.0]).collect());
    let mut found = fit(&with, n)?;
    for list in [&mut found.ability, &mut found.theta, &mut found.se] {
        list.truncate(n);
    }
    Some(found)
}

/// Whether from every item a chain of wins leads to every other one (Ford 1957).
fn joined(wins: &Wins) -> bool {
    let n = wins.len();
    let reaches_all = |beats: &dyn Fn(usize, usize) -> bool| {
        let (mut seen, mut open) = (vec![false; n], vec![0]);
        while let Some(i) = open.pop() {
            if !std::mem::replace(&mut seen[i], true) {
                open.extend((0..n).filter(|j| !seen[*j] && beats(i, *j)));
            }
        }
        seen.iter().all(|one| *one)
    };
    n > 0 && reaches_all(&|i, j| wins[i][j] > 0.0) && reaches_all(&|i, j| wins[j][i] > 0.0)
}

/// Standard errors: the square roots of the diagonal of the inverse information, without the reference.
fn errors(ability: &[f64], games: impl Fn(usize, usize) -> f64, reference: usize) -> Option<Vec<f64>> {
    let free: Vec<usize> = (0..ability.len()).filter(|i| *i != reference).collect();
    let weight = |i: usize, j: usize| {
        let sum = ability[i] + ability[j];
        games(i, j) * (ability[i] / sum) * (ability[j] / sum)
    };
    let information = free
        .iter()
        .map(|&i| {
            let own: f64 = (0..ability.len()).map(|j| weight(i, j)).sum();
            free.iter().map(|&j| if i == j { own } else { -weight(i, j) }).collect()
        })
        .collect();
    let variance = diagonal_of_inverse(information)?;
    let mut se = vec![0.0; ability.len()];
    for (i, variance) in free.into_iter().zip(variance) {
        se[i] = variance.sqrt();
    }
    Some(se)
}

/// By Gauss and Jordan; the matrix is symmetric and positive, so no rows need to be swapped.
fn diagonal_of_inverse(mut matrix: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let n = matrix.len();
    let mut inverse: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for k in 0..n {
        let pivot = matrix[k][k];
        if pivot.is_nan() || pivot <= 0.0 {
            return None;
        }
        for j in 0..n {
            matrix[k][j] /= pivot;
            inverse[k][j] /= pivot;
        }
        let (row, unit) = (matrix[k].clone(), inverse[k].clone());
        for i in (0..n).filter(|i| *i != k) {
            let factor = matrix[i][k];
            for j in 0..n {
                matrix[i][j] -= factor * row[j];
                inverse[i][j] -= factor * unit[j];
            }
        }
    }
    Some((0..n).map(|i| inverse[i][i]).collect())
}

#[cfg(test)]
#[path = "fit_tests.rs"]
mod tests;
