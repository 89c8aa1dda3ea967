//! Worksheets that are played move by move, as W1 is: W2 two by two, W3 the columns, W6 the line, W7 the links, W10 the
//! rings. A browser shows a move at once; the server makes it again and decides. Every move can be taken back until the
//! sheet is finished, which then forgets them, and every state gives the answers that
//! [`scoring`](crate::worksheets::scoring) reads. A move needs only the definition that it is given, so that a browser need
//! not hold all of them; the server scores a sheet when it is finished, and so checks it as a whole.

mod circles;
mod draft;
mod line;
mod pairs;
mod refused;
mod rings;
mod sort;

pub use circles::{Circle, CirclesMove, CirclesPlay};
pub use draft::Draft;
pub use line::{LineMove, LinePlay};
pub use pairs::{PairsMove, PairsPlay, Question, Skip};
pub use refused::Refused;
pub use rings::{RingsMove, RingsPlay};
pub use sort::{SortMove, SortPlay};

/// How many steps back are remembered.
const HISTORY_MOST: usize = 100;

/// Remembers a step; the oldest is forgotten when there are too many.
fn remember<T>(history: &mut Vec<T>, past: T) {
    if history.len() == HISTORY_MOST {
        history.remove(0);
    }
    history.push(past);
}

/// `Ok` when it is fine.
fn must(fine: bool, otherwise: Refused) -> Result<(), Refused> {
    if fine { Ok(()) } else { Err(otherwise) }
}

#[cfg(test)]
mod tests;
