//! The rules of the self-checks: when 今日 may ask, what a form holds, what pages show.

mod asked;
mod forms;
mod pages;

pub use asked::Asked;
pub use forms::{DeleteForm, KeepForm, QuietForm};
pub use pages::{CheckRow, ChecksHome, Past, PastRow, Question, ResultPage, ScaleShown, Step, TakePage};

crate::id! {
    /// One result of a self-check.
    CheckId
}
