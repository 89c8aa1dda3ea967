//! What is done in a sitting, one file a worksheet.

mod blocks;
mod circles;
mod line;
mod pad;
mod pairs;
mod questions;
mod rings;
mod sort;
mod strengths;
mod target;

pub use blocks::Blocks;
pub use circles::Circles;
pub use line::LifeLine;
pub use pairs::Pairs;
pub use questions::Questions;
pub use rings::Rings;
pub use sort::Columns;
pub use strengths::Strengths;
pub use target::Target;

use crate::worksheets::sheets::Play;
use crate::worksheets::sheets::model::SheetPage;

/// The forms that stand on the page of a sitting, by their keys: which of them there are hangs on how far it has come.
pub fn forms(page: &SheetPage) -> Vec<&'static str> {
    match &page.play {
        Play::Pairs(play) => {
            let skip = play.question().map(|_| "skip");
            [Some("pair"), skip, (play.passed() > 0).then_some("undo")].into_iter().flatten().collect()
        }
        Play::Sort(_) => vec!["columns"],
        Play::Questions(_) => vec!["questions"],
        Play::Strengths(sheet) if strengths::choosing(&sheet.answers) => {
            let undo = (!sheet.history.is_empty()).then_some("undo");
            [Some("choose"), undo].into_iter().flatten().collect()
        }
        Play::Strengths(_) => vec!["pieces"],
        Play::Line(_) => vec!["line"],
        Play::Circles(_) => vec!["circles"],
        Play::Target(_) => vec!["target"],
        Play::Blocks(_) => vec!["blocks"],
        Play::Rings(_) => vec!["rings"],
    }
}
