//! Where a cohort stands: reckoned from its moments.

use serde::{Deserialize, Serialize};

use crate::kit::Moment;

/// So many days before its end a coach may write the closing letters of a cohort.
const GOODBYE_DAYS: i64 = 14;

/// The moments of a cohort. One that has none of them runs from when it was made until it is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// When it begins.
    pub starts_at: Option<Moment>,
    /// When it is over.
    pub ends_at: Option<Moment>,
    /// From when on people apply.
    pub apply_from: Option<Moment>,
    /// Until when.
    pub apply_until: Option<Moment>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
}

/// Where a cohort stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Neither begun nor open for applications.
    Planned,
    /// Open for applications.
    Applying,
    /// On its way.
    Running,
    /// Past its last day.
    Over,
    /// Closed by an organiser.
    Closed,
}

impl Stage {
    /// Whether it is still to come or on its way.
    pub fn goes_on(self) -> bool {
        !matches!(self, Stage::Over | Stage::Closed)
    }
}

impl Life {
    /// Where it stands now.
    pub fn stage(&self, now: Moment) -> Stage {
        let past = |at: Option<Moment>| at.is_some_and(|at| at <= now);
        if past(self.closed_at) {
            Stage::Closed
        } else if past(self.ends_at) {
            Stage::Over
        } else if self.takes_applications(now) {
            Stage::Applying
        } else if self.starts_at.is_none_or(|at| at <= now) {
            Stage::Running
        } else {
            Stage::Planned
        }
    }

    /// Whether people may apply now: from the first day of applications on, until the last, and never to one that is
    /// over or closed.
    pub fn takes_applications(&self, now: Moment) -> bool {
        let begun = self.apply_from.is_some_and(|from| from <= now);
        let ended = [self.apply_until, self.ends_at, self.closed_at].into_iter().flatten().any(|at| at <= now);
        begun && !ended
    }

    /// Whether it is time for closing letters: at the end and after it.
    pub fn says_goodbye(&self, now: Moment) -> bool {
        let closed = self.closed_at.is_some_and(|at| at <= now);
        closed || self.ends_at.is_none_or(|end| end.plus_days(-GOODBYE_DAYS) <= now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn life(all: [Option<i64>; 5]) -> Life {
        let [starts_at, ends_at, apply_from, apply_until, closed_at] = all.map(|at| at.map(Moment));
        Life { starts_at, ends_at, apply_from, apply_until, closed_at }
    }

    #[test]
    fn a_cohort_goes_from_stage_to_stage() {
        let life = life([Some(50), Some(90), Some(10), Some(40), Some(100)]);
        let stages = [5, 10, 39, 40, 50, 89, 90, 100].map(|now| life.stage(Moment(now)));
        use Stage::*;
        assert_eq!(stages, [Planned, Applying, Applying, Planned, Running, Running, Over, Closed]);
    }

    #[test]
    fn without_dates_it_runs_until_it_is_closed() {
        assert_eq!(life([None; 5]).stage(Moment(1)), Stage::Running);
        assert!(!life([None; 5]).takes_applications(Moment(1)), "nobody said from when on");
        assert_eq!(life([None, None, None, None, Some(1)]).stage(Moment(1)), Stage::Closed);
    }

    #[test]
    fn letters_are_written_at_the_end() {
        let end = Moment(0).plus_days(100);
        let life = Life { ends_at: Some(end), ..Life::default() };
        assert!(!life.says_goodbye(end.plus_days(-15)) && life.says_goodbye(end.plus_days(-14)));
        assert!(Life { closed_at: Some(Moment(1)), ..life }.says_goodbye(Moment(1)));
    }

    proptest! {
        #[test]
        fn nobody_applies_to_what_is_over(moments in prop::array::uniform5(prop::option::of(0i64..50)), now in 0i64..50) {
            let life = life(moments);
            let now = Moment(now);
            let stage = life.stage(now);
            prop_assert_eq!(life.takes_applications(now), stage == Stage::Applying);
        }
    }
}
