//! What worksheets and self-checks compute. Nothing here says what is good: the numbers tell where someone stands, what
//! stayed and what moved. [`score`] is the way in for every worksheet; [`compare`] sets sittings side by side;
//! [`coach::for_coach`] is all that a coach sees. Everything is computed from answers that are checked first; a result
//! that comes from outside is refused. The same answers give the same bits on a server and in a browser: only exact
//! operations are used, and logarithm and exponential are written out in `exact`.
//!
//! Sources: Bradley & Terry (1952), Ford (1957) and Hunter (2004) for paired comparison; Kendall & Babington Smith (1940)
//! for circular triads and ζ; Kendall (1938, 1945) for τ-b, Kendall & Babington Smith (1939) for W; Webber, Moffat &
//! Zobel (2010) for rank-biased overlap; Fritsch & Carlson (1980) for the curve of the lifeline; Wilson et al. (2010) for
//! importance times consistency; Simpson (1949) for diversity; Kristensen et al. (2005) for the CBI; Hughes et al. (2004)
//! for the loneliness items; Stamm (2010) for the ProQOL; the O*NET work values for the framework of W3. The worksheets
//! themselves are described in `content/worksheets`.

pub mod action;
pub mod coach;
pub mod concordance;
pub mod curve;
mod door;
mod error;
mod exact;
mod ids;
mod likeness;
mod outcome;
pub mod pairs;
pub mod questionnaire;
pub mod statistics;
pub mod w1;
pub mod w10;
pub mod w2;
pub mod w3;
pub mod w5;
pub mod w6;
pub mod w7;
pub mod w8;
pub mod w9;
pub mod who5;

pub use door::{Track, compare, names, outcome, score, score_with, tracks};
pub use error::ScoreError;
pub use likeness::{Rbo, jaccard_at, overlap_at, rbo, tau_b, tau_of_common};
pub use outcome::{Measure, Outcome};

#[cfg(test)]
#[path = "tests/mod.rs"]
mod tests;
