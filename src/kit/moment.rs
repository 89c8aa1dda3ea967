//! A point in time. Text for people is made from it on the server only (`server::time`), so that
//! browser and server cannot disagree.

use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// This moment moved by `seconds` (which may be negative).
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// This moment moved by `minutes`.
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// This moment moved by `hours`.
    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus_minutes(hours.saturating_mul(60))
    }

    /// This moment moved by days of 24 hours.
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_hours(days.saturating_mul(24))
    }

    /// Whole seconds from `earlier` to this moment.
    pub fn seconds_since(self, earlier: Moment) -> i64 {
        (self.0 - earlier.0) / 1_000_000
    }
}
