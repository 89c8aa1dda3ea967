//! Merging what two devices wrote on the same version. Nothing of it is hidden, and nothing stands in the result that
//! neither of them wrote.

mod document;
mod lists;
mod text;

#[cfg(test)]
mod tests;

pub use document::{Later, merge_answers, merge_one};
pub use lists::{merge_list, merge_set};
pub use text::{Merged, Piece, merge};
