//! Paired comparison: the Bradley–Terry model (Bradley & Terry 1952) by the MM iteration (Hunter 2004), which pair to
//! show next, and how far the choices go round in circles (Kendall & Babington Smith 1940).

mod choose;
mod fit;
mod triads;

pub use choose::{next_pair, pairs_wanted};
pub use fit::{Fit, fit, fit_with_ghost};
pub use triads::{Consistency, consistency};

/// How often each item was chosen over each other: `wins[i][j]`. A tie is half a win for both.
pub type Wins = Vec<Vec<f64>>;

/// No comparisons yet between so many items.
pub fn nothing(items: usize) -> Wins {
    vec![vec![0.0; items]; items]
}
