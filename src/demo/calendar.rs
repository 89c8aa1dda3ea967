//! The demo's calendar: days counted from today, so that it is always this week there.

use jiff::civil::{Date, Time, Weekday};
use jiff::{ToSpan, Zoned};

use crate::kit::Moment;
use crate::server::failure::{Failure, Result};
use crate::server::time;

/// The zone of the community.
pub const ZONE: &str = "Asia/Tokyo";

/// Today, as the community sees it.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    now: Moment,
    today: Date,
}

impl Calendar {
    /// The calendar of the day of `now`.
    pub fn new(now: Moment) -> Calendar {
        Calendar { now, today: time::at(now, ZONE).date() }
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// `clock` o'clock, so many days ago.
    pub fn days_ago(&self, days: i64, clock: &str) -> Result<Moment> {
        self.moment(self.day(-days)?, clock)
    }

    /// `clock` o'clock on the first such weekday at least `days` from today, or the last one at least so many days
    /// ago when `days` is negative.
    pub fn weekday(&self, days: i64, weekday: &str, clock: &str) -> Result<Moment> {
        let wanted = parse_weekday(weekday)?;
        let step = if days < 0 { -1 } else { 1 };
        for more in 0..7 {
            let day = self.day(days + more * step)?;
            if day.weekday() == wanted {
                return self.moment(day, clock);
            }
        }
        Err(Failure::refused(format!("a week has no {weekday}")))
    }

    fn day(&self, days: i64) -> Result<Date> {
        self.today.checked_add(days.days()).map_err(|error| Failure::other("reckoning a day of the demo", error))
    }

    fn moment(&self, day: Date, clock: &str) -> Result<Moment> {
        let clock: Time = clock.parse().map_err(|error| Failure::other("reading a time of the demo", error))?;
        let zoned: Zoned = day
            .to_datetime(clock)
            .to_zoned(time::zone(ZONE))
            .map_err(|error| Failure::other("reckoning a time of the demo", error))?;
        Ok(Moment(zoned.timestamp().as_microsecond()))
    }
}

fn parse_weekday(name: &str) -> Result<Weekday> {
    Ok(match name {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return Err(Failure::refused(format!("{name} is no weekday"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Locale;

    const TUESDAY: Moment = Moment(1_795_516_200_000_000); // 2026-11-24T19:30+09:00

    #[test]
    fn gatherings_keep_their_weekday_whenever_the_demo_begins() {
        for later in 0..7 {
            let calendar = Calendar::new(TUESDAY.plus_days(later));
            let ahead = calendar.weekday(3, "fri", "20:00").expect("a Friday");
            let back = calendar.weekday(-8, "sat", "14:00").expect("a Saturday");
            assert!(time::day(ahead, ZONE, Locale::ja).ends_with("（金）"));
            assert!(time::day(back, ZONE, Locale::ja).ends_with("（土）"));
            assert!(ahead > calendar.now().plus_days(2) && back < calendar.now().plus_days(-7));
        }
        let yesterday = Calendar::new(TUESDAY).days_ago(1, "22:10").expect("an evening");
        assert_eq!(time::rfc3339(yesterday, ZONE), "2026-11-23T22:10:00+09:00");
    }
}
