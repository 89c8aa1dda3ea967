//! Rate limits on the things that cost or can be abused: signing up, signing in, resetting, sending letters.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::kit::{Error, Result};

/// What is limited. Each has a budget by visitor address or by account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Creating an account (key: visitor's address).
    SignUp,
    /// Trying a password (keys: visitor's address, or the device that is known to the account; link; account of who is
    /// signed in).
    SignIn,
    /// Trying a password of one account from devices that it does not know, wherever they are (key: mail address).
    SignInTo,
    /// Asking for a letter: verification or reset (keys: visitor's address, or the device that is known to the account).
    Letter,
    /// Letters to one address that devices it does not know ask for, wherever they are (key: mail address).
    LetterTo,
    /// Trying the code of a room (key: account).
    Code,
    /// Looking a certificate up (key: visitor's address).
    Verify,
    /// Saving what one writes: more than three devices that type could (key: account).
    Save,
    /// A line or a question to a room: a lively evening, and not all that a room takes (key: account).
    Line,
    /// Packing all that one wrote (key: account).
    Export,
    /// Applying to a cohort (key: account).
    Apply,
    /// Booking or moving an appointment (key: account).
    Book,
}

/// The budgets of one running program.
#[derive(Clone)]
pub struct Limits {
    off: bool,
    sign_up: Arc<DefaultKeyedRateLimiter<String>>,
    sign_in: Arc<DefaultKeyedRateLimiter<String>>,
    sign_in_to: Arc<DefaultKeyedRateLimiter<String>>,
    letter: Arc<DefaultKeyedRateLimiter<String>>,
    letter_to: Arc<DefaultKeyedRateLimiter<String>>,
    code: Arc<DefaultKeyedRateLimiter<String>>,
    verify: Arc<DefaultKeyedRateLimiter<String>>,
    save: Arc<DefaultKeyedRateLimiter<String>>,
    line: Arc<DefaultKeyedRateLimiter<String>>,
    export: Arc<DefaultKeyedRateLimiter<String>>,
    apply: Arc<DefaultKeyedRateLimiter<String>>,
    book: Arc<DefaultKeyedRateLimiter<String>>,
}

impl Limits {
    /// Fresh budgets; `off` lifts them all.
    pub fn new(off: bool) -> Limits {
        Limits {
            off,
            sign_up: keyed(5, Duration::from_secs(600)),
            sign_in: keyed(10, Duration::from_secs(30)),
            sign_in_to: keyed(100, Duration::from_secs(30)),
            letter: keyed(5, Duration::from_secs(300)),
            letter_to: keyed(10, Duration::from_secs(300)),
            code: keyed(10, Duration::from_secs(10)),
            verify: keyed(30, Duration::from_secs(2)),
            save: keyed(300, Duration::from_millis(200)),
            line: keyed(20, Duration::from_secs(30)),
            export: keyed(5, Duration::from_secs(30)),
            apply: keyed(6, Duration::from_secs(600)),
            book: keyed(12, Duration::from_secs(300)),
        }
    }

    /// Takes one from the budget of `key`; `TooMany` with the seconds to wait when it is used up.
    pub fn take(&self, deed: Deed, key: &str) -> Result<()> {
        if self.off {
            return Ok(());
        }
        let limiter = match deed {
            Deed::SignUp => &self.sign_up,
            Deed::SignIn => &self.sign_in,
            Deed::SignInTo => &self.sign_in_to,
            Deed::Letter => &self.letter,
            Deed::LetterTo => &self.letter_to,
            Deed::Code => &self.code,
            Deed::Verify => &self.verify,
            Deed::Save => &self.save,
            Deed::Line => &self.line,
            Deed::Export => &self.export,
            Deed::Apply => &self.apply,
            Deed::Book => &self.book,
        };
        limiter.check_key(&key.to_owned()).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Error::TooMany { retry_after: wait.as_secs() as u32 + 1 }
        })
    }

    /// Forgets the keys whose budget is whole again.
    pub fn sweep(&self) {
        let doors = [&self.sign_up, &self.sign_in, &self.sign_in_to, &self.letter, &self.letter_to];
        let rooms = [&self.code, &self.verify, &self.save, &self.line, &self.export, &self.apply, &self.book];
        for limiter in doors.into_iter().chain(rooms) {
            limiter.retain_recent();
        }
    }
}

/// A budget of `burst` at once, one more each `period`.
fn keyed(burst: u32, period: Duration) -> Arc<DefaultKeyedRateLimiter<String>> {
    let burst = NonZeroU32::new(burst).expect("a burst is at least one");
    let quota = Quota::with_period(period).expect("a period is longer than nothing").allow_burst(burst);
    Arc::new(RateLimiter::keyed(quota))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_by_key_and_says_how_long_to_wait() {
        let limits = Limits::new(false);
        for _ in 0..5 {
            assert!(limits.take(Deed::SignUp, "a").is_ok());
        }
        assert!(matches!(limits.take(Deed::SignUp, "a"), Err(Error::TooMany { retry_after: 1..=601 })));
        assert!(limits.take(Deed::SignUp, "b").is_ok());
        assert!(limits.take(Deed::SignIn, "a").is_ok());
    }
}
