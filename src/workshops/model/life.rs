//! A workshop's life: the moments that its host set, and what they allow at any other moment.

use crate::kit::Moment;

use super::Stage;

/// The moments that make a workshop's stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// When it begins.
    pub starts_at: Moment,
    /// When it is over.
    pub ends_at: Moment,
    /// When the draft publishes itself.
    pub publish_at: Option<Moment>,
    /// When it was published.
    pub published_at: Option<Moment>,
    /// When it was called off.
    pub cancelled_at: Option<Moment>,
    /// When its host stopped taking registrations.
    pub closed_at: Option<Moment>,
    /// From when on one may register; none: from publication.
    pub opens_at: Option<Moment>,
    /// Until when one may register; none: until it begins.
    pub closes_at: Option<Moment>,
    /// Until when a place can be given back; none: until it begins.
    pub cancel_until: Option<Moment>,
}

impl Life {
    /// The stage at `now`.
    pub fn stage(&self, now: Moment) -> Stage {
        match (self.cancelled_at, self.published_at) {
            (Some(_), _) => Stage::Cancelled,
            (None, None) => Stage::Draft,
            (None, Some(_)) if now < self.starts_at && self.takes_people(now) => Stage::Open,
            (None, Some(_)) if now < self.starts_at => Stage::Closed,
            (None, Some(_)) if now < self.ends_at => Stage::Running,
            (None, Some(_)) => Stage::Past,
        }
    }

    /// Whether the window of registration is open, and its host did not close it.
    fn takes_people(&self, now: Moment) -> bool {
        self.closed_at.is_none()
            && self.opens_at.is_none_or(|from| from <= now)
            && self.closes_at.is_none_or(|until| now < until)
    }

    /// Whether people may register.
    pub fn may_register(&self, now: Moment) -> bool {
        self.stage(now) == Stage::Open
    }

    /// Whether registration has yet to open.
    pub fn opens_later(&self, now: Moment) -> bool {
        self.stage(now) == Stage::Closed && self.closed_at.is_none() && self.opens_at.is_some_and(|from| now < from)
    }

    /// Whether a place can be given back, also after registration has closed.
    pub fn may_cancel(&self, now: Moment) -> bool {
        matches!(self.stage(now), Stage::Open | Stage::Closed) && self.cancel_until.is_none_or(|until| now < until)
    }

    /// Whether its host may still change it.
    pub fn may_edit(&self, now: Moment) -> bool {
        matches!(self.stage(now), Stage::Draft | Stage::Open | Stage::Closed | Stage::Running)
    }

    /// Whether it may be published: a draft whose beginning lies ahead.
    pub fn may_publish(&self, now: Moment) -> bool {
        self.stage(now) == Stage::Draft && now < self.starts_at
    }

    /// Whether it may be called off: nothing can be, once it has begun.
    pub fn may_call_off(&self, now: Moment) -> bool {
        matches!(self.stage(now), Stage::Draft | Stage::Open | Stage::Closed)
    }

    /// Whether those without a seat may be let in or moved up: it is published and has not begun.
    pub fn is_coming(&self, now: Moment) -> bool {
        matches!(self.stage(now), Stage::Open | Stage::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment(1_000_000_000_000);

    fn published() -> Life {
        Life { starts_at: START, ends_at: START.plus_hours(2), published_at: Some(Moment(1)), ..Life::default() }
    }

    #[test]
    fn registration_keeps_to_its_window() {
        let life =
            Life { opens_at: Some(START.plus_hours(-20)), closes_at: Some(START.plus_hours(-10)), ..published() };
        for (hours, stage) in [(-21, Stage::Closed), (-20, Stage::Open), (-11, Stage::Open), (-10, Stage::Closed)] {
            assert_eq!(life.stage(START.plus_hours(hours)), stage, "{hours}");
        }
        assert!(life.opens_later(START.plus_hours(-21)) && !life.opens_later(START.plus_hours(-10)));
        assert!(life.may_cancel(START.plus_hours(-10)), "a place can be given back after registration has closed");
        assert_eq!(life.stage(START), Stage::Running);
    }

    #[test]
    fn a_host_closes_and_a_deadline_binds() {
        let now = START.plus_hours(-5);
        let closed = Life { closed_at: Some(Moment(2)), ..published() };
        assert_eq!(closed.stage(now), Stage::Closed);
        assert!(!closed.may_register(now) && closed.may_edit(now) && closed.may_call_off(now) && closed.is_coming(now));
        assert!(!closed.opens_later(now));
        let bound = Life { cancel_until: Some(now), ..published() };
        assert!(bound.may_cancel(now.plus_seconds(-1)) && !bound.may_cancel(now) && bound.may_register(now));
        assert!(!published().may_cancel(START));
    }
}
