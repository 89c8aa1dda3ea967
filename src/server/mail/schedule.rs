//! When a letter that was not taken is tried again, and when not.

use crate::kit::Moment;
use crate::kit::id::LetterId;

/// A letter that nobody took for so long is given up.
pub const GIVE_UP_DAYS: i64 = 5;

/// When to try again after attempt number `attempt`: 1 minute, 2, 4 … up to 6 hours, each longer or shorter by up
/// to a fifth, so that letters that failed together do not come back together.
pub fn next_try(id: &LetterId, attempt: i64, now: Moment) -> Moment {
    let doublings = attempt.clamp(1, 20) - 1;
    let seconds = (60_i64 << doublings).min(6 * 3600);
    // The last digits of the id are random, and the same at every attempt.
    let digits = id.as_str().get(28..).unwrap_or_default();
    let dice = i64::from_str_radix(digits, 16).unwrap_or_default().rem_euclid(401);
    now.plus_seconds(seconds * (800 + dice) / 1000)
}

/// Whether a mail server's answer is about the letter and for good. Answers about us (a wrong password, a command
/// it does not know) are not the letter's fault: it waits until somebody mended that.
pub fn is_final(code: u16) -> bool {
    matches!(code, 510..=515 | 541..=559)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_six_hours_and_is_never_exactly_alike() {
        let id: LetterId = "019376b0-7c6a-7000-8000-0123456789ab".parse().expect("an id");
        let other: LetterId = "019376b0-7c6a-7000-8000-0123456789ff".parse().expect("an id");
        let wait = |id: &LetterId, attempt| next_try(id, attempt, Moment(0)).seconds_since(Moment(0));
        assert!((48..=72).contains(&wait(&id, 1)), "{}", wait(&id, 1));
        assert!((96..=144).contains(&wait(&id, 2)));
        for attempt in [10, 20, 1000] {
            assert!((17_280..=25_920).contains(&wait(&id, attempt)), "{}", wait(&id, attempt));
        }
        assert_eq!(wait(&id, 3), wait(&id, 3));
        assert_ne!(wait(&id, 9), wait(&other, 9));
    }

    #[test]
    fn only_answers_about_the_letter_are_final() {
        for about_the_letter in [550, 551, 553, 554] {
            assert!(is_final(about_the_letter));
        }
        for about_us in [421, 450, 451, 452, 500, 502, 503, 530, 534, 535, 538] {
            assert!(!is_final(about_us));
        }
    }
}
