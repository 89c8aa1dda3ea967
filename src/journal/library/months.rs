//! The weeks of the picture, on the viewer's wall.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::kit::Moment;
use crate::server::time;

/// Some weeks, from Sunday to Saturday; the last is the present one.
pub struct Weeks {
    /// The first moment of the first.
    pub from: Moment,
    /// The first moment behind the last.
    pub before: Moment,
    /// The first moment of each.
    pub days: Vec<Moment>,
}

impl Weeks {
    /// So many weeks, with the one of `now` as the last.
    pub fn until(zone: &str, now: Moment, count: usize) -> Weeks {
        let today = time::at(now, zone).date();
        let sunday = today.saturating_sub(i32::from(today.weekday().to_sunday_zero_offset()).days());
        let start = |back: i32| midnight(sunday.saturating_sub((back * 7).days()), zone);
        let count = i32::try_from(count).unwrap_or(1);
        let days: Vec<Moment> = (0..count).rev().map(start).collect();
        Weeks { from: start(count - 1), before: start(-1), days }
    }

    /// In which of them a moment lies.
    pub fn week_of(&self, at: Moment) -> usize {
        self.days.iter().rposition(|day| *day <= at).unwrap_or(0)
    }

    /// How many thousandths of a week it is from the first moment.
    pub fn thousandths(&self, at: Moment) -> u32 {
        const WEEK: i64 = 7 * 24 * 60 * 60;
        u32::try_from(at.seconds_since(self.from).max(0) * 1000 / WEEK).unwrap_or(0)
    }
}

fn midnight(date: Date, zone: &str) -> Moment {
    date.to_zoned(time::zone(zone)).map_or(Moment(0), |at| Moment(at.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TUESDAY: Moment = Moment(1_795_516_200_000_000); // 2026-11-24T19:30+09:00

    #[test]
    fn the_present_week_is_the_last() {
        let weeks = Weeks::until("Asia/Tokyo", TUESDAY, 12);
        assert_eq!(weeks.days.len(), 12);
        assert_eq!(time::at(weeks.days[11], "Asia/Tokyo").date().to_string(), "2026-11-22");
        assert_eq!(time::at(weeks.from, "Asia/Tokyo").date().to_string(), "2026-09-06");
        assert_eq!(time::at(weeks.before, "Asia/Tokyo").date().to_string(), "2026-11-29");
        assert_eq!((weeks.week_of(TUESDAY), weeks.week_of(weeks.from)), (11, 0));
        assert_eq!((weeks.thousandths(weeks.from), weeks.thousandths(weeks.days[1])), (0, 1000));
    }
}
