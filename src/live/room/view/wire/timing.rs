//! When to try again, and what the server's clock says.

use std::time::Duration;

/// The first wait for another try is at most this long, each one after it twice as long, in milliseconds.
const FIRST: f64 = 1_000.0;
/// The longest wait for another try, in milliseconds.
const LONGEST: f64 = 20_000.0;

/// What is known of the server's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offset {
    /// By how much it is ahead of this screen's, in milliseconds.
    pub ahead: f64,
    /// How long the question took: it may be off by half of that.
    pub trip: f64,
}

impl Offset {
    /// What a question that was sent and heard by this clock says, with the server's clock between.
    pub fn measured(sent: f64, at: i64, heard: f64) -> Offset {
        let trip = (heard - sent).max(0.0);
        Offset { ahead: at as f64 - sent - trip / 2.0, trip }
    }

    /// The surer of both. When they contradict each other, one of the clocks was set: the new one holds.
    pub fn or(self, new: Offset) -> Offset {
        let apart = (new.ahead - self.ahead).abs();
        if new.trip <= self.trip || apart > (new.trip + self.trip) / 2.0 { new } else { self }
    }
}

/// How long to wait after so many tries that failed: anything up to a bound that grows (full jitter). `chance` is
/// from 0 to 1.
pub fn wait(tries: u32, chance: f64) -> Duration {
    let most = (FIRST * f64::from(1_u32 << tries.min(8))).min(LONGEST);
    Duration::from_millis((most * chance) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_twenty_seconds_and_are_spread() {
        let most: Vec<u128> = (0..7).map(|tries| wait(tries, 1.0).as_millis()).collect();
        assert_eq!(most, [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
        assert_eq!(wait(u32::MAX, 0.5).as_millis(), 10_000);
        assert_eq!(wait(3, 0.0).as_millis(), 0);
    }

    #[test]
    fn the_quickest_answer_tells_the_servers_clock() {
        // This clock is ten minutes slow; the second answer took its time on the way back.
        let unsure = Offset { ahead: 590_000.0, trip: f64::INFINITY };
        let quick = Offset::measured(1_000.0, 601_020, 1_040.0);
        let slow = Offset::measured(2_000.0, 602_020, 2_800.0);
        let known = unsure.or(quick).or(slow);
        assert_eq!((known.ahead, known.trip), (600_000.0, 40.0));
    }

    #[test]
    fn a_clock_that_was_set_is_measured_anew() {
        let known = Offset::measured(1_000.0, 601_020, 1_040.0);
        let set = Offset::measured(5_000.0, 5_100, 5_200.0);
        assert_eq!(known.or(set), set);
    }
}
