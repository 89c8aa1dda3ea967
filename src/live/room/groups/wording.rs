//! How well groups mix, in words that a host can use.

use crate::kit::Locale;
use crate::live::groups::Score;
use crate::tl;

/// The score, and honestly what could not be reached.
pub fn mixing(score: &Score, locale: Locale) -> String {
    let mut words = tl!(locale, after.mixing, n = score.mixing);
    if score.repeats > 0 {
        words.push(' ');
        words.push_str(&tl!(locale, after.mixing_again, n = score.repeats));
    }
    if score.lone_first_timers > 0 {
        words.push(' ');
        words.push_str(&tl!(locale, after.mixing_first, n = score.lone_first_timers));
    }
    if score.apart_broken + score.together_broken > 0 {
        words.push(' ');
        words.push_str(tl!(locale, after.mixing_wishes));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_reached_is_said() {
        let mut score = Score { mixing: 100, ..Score::default() };
        assert_eq!(mixing(&score, Locale::ja), "混ざりぐあいは100点中100です。");
        score.repeats = 3;
        score.mixing = 80;
        assert!(mixing(&score, Locale::ja).contains("この人数では少し重なります"));
        assert!(mixing(&score, Locale::en).contains("a few pairs will meet again"));
        score.apart_broken = 1;
        assert!(mixing(&score, Locale::ja).ends_with("お願いの一部は、かなえられませんでした。"));
    }
}
