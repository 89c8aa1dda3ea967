//! When 今日 may ask somebody whether they would like a check.

use crate::kit::Moment;

/// What is known of somebody when it is to be decided whether they are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// When they came.
    pub joined: Moment,
    /// When they were asked last, whatever they did then.
    pub asked: Option<Moment>,
    /// When they last took a check.
    pub taken: Option<Moment>,
    /// Whether they do not wish to be asked.
    pub quiet: bool,
}

impl Asked {
    /// Whether they may be asked now: so many days after they came, were asked, or took a check, and not before.
    pub fn is_due(&self, every_days: i64, now: Moment) -> bool {
        let since = [Some(self.joined), self.asked, self.taken];
        !self.quiet && since.into_iter().flatten().all(|at| at.plus_days(every_days) <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 24 * 3600 * 1_000_000;

    #[test]
    fn nobody_is_asked_twice_in_a_fortnight() {
        let now = Moment(100 * DAY);
        let long_ago = Asked { joined: Moment(0), ..Asked::default() };
        assert!(long_ago.is_due(14, now));
        assert!(!Asked { quiet: true, ..long_ago }.is_due(14, now));
        assert!(!Asked { joined: Moment(90 * DAY), ..long_ago }.is_due(14, now), "they have just come");
        assert!(!Asked { asked: Some(Moment(86 * DAY + 1)), ..long_ago }.is_due(14, now));
        assert!(!Asked { taken: Some(Moment(86 * DAY + 1)), ..long_ago }.is_due(14, now));
        assert!(Asked { asked: Some(Moment(86 * DAY)), taken: Some(Moment(86 * DAY)), ..long_ago }.is_due(14, now));
    }

    proptest! {
        /// However often somebody opens 今日: between two prompts there is a fortnight.
        #[test]
        fn between_two_prompts_lies_a_fortnight(gaps in proptest::collection::vec(0..20 * DAY, 1..60)) {
            let (mut now, mut asked, mut state) = (Moment(0), Vec::new(), Asked::default());
            for gap in gaps {
                now = Moment(now.0 + gap);
                if state.is_due(14, now) {
                    state.asked = Some(now);
                    asked.push(now);
                }
            }
            prop_assert!(asked.windows(2).all(|two| two[1].0 - two[0].0 >= 14 * DAY));
        }
    }
}
