//! Putting together what several pages wrote, with marks in the person's language where two wordings stand.

use super::model::{Answers, Later, Marks, merge_answers};
use crate::kit::Locale;
use crate::tl;

/// What `tip` made of `fork`, added to `whole`.
pub fn joined(fork: &Answers, tip: &Answers, whole: &Answers, locale: Locale) -> Answers {
    let other = if locale == Locale::ja { Locale::en } else { Locale::ja };
    merge_answers(fork, tip, whole, Later::Ours, &[marks(locale), marks(other)]).0
}

fn marks(locale: Locale) -> Marks<'static> {
    Marks {
        first: tl!(locale, keeping.mark_first),
        second: tl!(locale, keeping.mark_second),
        end: tl!(locale, keeping.mark_end),
    }
}
