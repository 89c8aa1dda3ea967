//! The rules of showing an entry: for what, how long, and what has to be looked at before it leaves.

mod forms;
mod gate;
mod pages;
mod terms;

pub use forms::{BeginForm, CHECKS, CopyForm, LookForm, Then};
pub use gate::{Decision, Looked, Reason, gate};
pub use pages::{
    ChoosePage, ConsentKind, ConsentLine, ConsentPage, CopyPage, FoundShown, LookPage, PartToSend, PieceShown,
};
pub use terms::{Span, Terms, Want};
