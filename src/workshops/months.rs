//! A month on the viewer's wall, made on the server, which knows the calendar.

use jiff::ToSpan;
use jiff::civil::Date;

use super::model::{Day, DayItem, Month, MonthPage};
use crate::kit::{Locale, Moment};
use crate::server::time;

/// A month in a zone, with the days before and after that fill its weeks, from Sunday to Saturday.
pub struct Sheet {
    month: Month,
    zone: String,
    today: Date,
    first: Date,
    weeks: i32,
}

impl Sheet {
    /// The month of that name; the present one for `now` and for nonsense.
    pub fn new(name: &str, zone: &str, now: Moment) -> Sheet {
        let today = time::at(now, zone).date();
        let present = Month { year: today.year(), month: today.month() };
        let month = Month::parse(name).unwrap_or(present);
        let begins = Date::new(month.year, month.month, 1).unwrap_or(today);
        let lead = i32::from(begins.weekday().to_sunday_zero_offset());
        let weeks = (lead + i32::from(begins.days_in_month()) + 6) / 7;
        Sheet { month, zone: zone.to_owned(), today, first: begins.saturating_sub(lead.days()), weeks }
    }

    /// From its first day to the day after its last.
    pub fn span(&self) -> (Moment, Moment) {
        (midnight(self.first, &self.zone), midnight(self.day(self.weeks * 7), &self.zone))
    }

    /// The page, with what begins on each day.
    pub fn page(&self, items: Vec<(DayItem, Moment)>, locale: Locale) -> MonthPage {
        let mut weeks: Vec<Vec<Day>> = (0..self.weeks)
            .map(|week| (0..7).map(|day| self.sheet(self.day(week * 7 + day), locale)).collect())
            .collect();
        for (mut item, at) in items {
            let date = time::at(at, &self.zone).date().to_string();
            item.time = time::clock(at, &self.zone);
            if let Some(day) = weeks.iter_mut().flatten().find(|day| day.date == date) {
                day.items.push(item);
            }
        }
        let Month { year, month } = self.month;
        MonthPage {
            title: match locale {
                Locale::ja => format!("{year}年{month}月"),
                Locale::en => Date::new(year, month, 1).unwrap_or(self.today).strftime("%B %Y").to_string(),
            },
            previous: self.month.plus(-1).to_string(),
            next: self.month.plus(1).to_string(),
            weekdays: (0..7)
                .map(|day| time::weekday(&time::at(midnight(self.day(day), &self.zone), &self.zone), locale).to_owned())
                .collect(),
            weeks,
        }
    }

    fn sheet(&self, date: Date, locale: Locale) -> Day {
        Day {
            number: date.day(),
            words: time::day(midnight(date, &self.zone), &self.zone, locale),
            date: date.to_string(),
            today: date == self.today,
            outside: date.month() != self.month.month,
            items: Vec::new(),
        }
    }

    fn day(&self, after: i32) -> Date {
        self.first.saturating_add(after.days())
    }
}

/// The beginning of a day, so many days after one named `2026-11-24`.
pub fn day(name: &str, zone: &str, later: i64) -> Option<Moment> {
    let date: Date = name.parse().ok()?;
    Some(midnight(date.checked_add(later.days()).ok()?, zone))
}

/// The first moment of a day; where summer time begins at midnight, that is an hour later.
fn midnight(date: Date, zone: &str) -> Moment {
    date.to_zoned(time::zone(zone)).map_or(Moment(0), |at| Moment(at.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    const TUESDAY: Moment = Moment(1_795_516_200_000_000); // 2026-11-24T19:30+09:00

    #[test]
    fn a_month_fills_its_weeks() {
        let page = Sheet::new("now", "Asia/Tokyo", TUESDAY).page(Vec::new(), Locale::ja);
        assert_eq!(
            (page.title.as_str(), page.previous.as_str(), page.next.as_str()),
            ("2026年11月", "2026-10", "2026-12")
        );
        assert_eq!(page.weekdays.concat(), "日月火水木金土");
        assert_eq!(page.weeks.len(), 5);
        assert_eq!(page.weeks[0][0].date, "2026-11-01");
        assert_eq!(page.weeks[4][6].date, "2026-12-05");
        let today: Vec<_> = page.weeks.iter().flatten().filter(|day| day.today).map(|day| day.number).collect();
        assert_eq!(today, [24]);
        assert_eq!(Sheet::new("2026-02", "Asia/Tokyo", TUESDAY).weeks, 4);
        assert_eq!(Sheet::new("2026-08", "Asia/Tokyo", TUESDAY).weeks, 6);
        assert_eq!(Weekday::Sunday, Sheet::new("2026-08", "Asia/Tokyo", TUESDAY).first.weekday());
    }

    #[test]
    fn the_viewers_clock_decides_the_day() {
        let id = "019376b0-7c6a-7000-8000-000000000001".parse().expect("an id");
        let item =
            DayItem { id, title: "夜".to_owned(), time: String::new(), stage: super::super::model::Stage::Open };
        let late = TUESDAY.plus_hours(5); // half past midnight in Tokyo
        for (zone, date, clock) in [("Asia/Tokyo", "2026-11-25", "00:30"), ("Europe/London", "2026-11-24", "15:30")] {
            let page = Sheet::new("2026-11", zone, TUESDAY).page(vec![(item.clone(), late)], Locale::ja);
            let days: Vec<_> = page.weeks.iter().flatten().filter(|day| !day.items.is_empty()).collect();
            assert_eq!((days[0].date.as_str(), days[0].items[0].time.as_str()), (date, clock));
        }
    }

    #[test]
    fn days_begin_in_their_zone() {
        assert_eq!(day("2026-11-24", "Asia/Tokyo", 0), Some(TUESDAY.plus_minutes(-(19 * 60 + 30))));
        assert_eq!(day("2026-11-24", "Asia/Tokyo", 1), Some(TUESDAY.plus_minutes(4 * 60 + 30)));
        assert_eq!(day("2026-02-30", "Asia/Tokyo", 0), None);
    }
}
