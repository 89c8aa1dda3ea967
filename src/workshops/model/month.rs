//! A month as a page of a calendar.

use serde::{Deserialize, Serialize};

use super::{Card, Stage};
use crate::kit::id::WorkshopId;
use crate::kit::page::Page;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    /// 2000 to 2100.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl Month {
    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2))?;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let read = Month { year: year.parse().ok()?, month: month.parse().ok()? };
        (digits && (2000..=2100).contains(&read.year) && (1..=12).contains(&read.month)).then_some(read)
    }

    /// The month so many months later.
    pub fn plus(self, months: i16) -> Month {
        let count = self.year * 12 + i16::from(self.month) - 1 + months;
        Month { year: count.div_euclid(12), month: count.rem_euclid(12) as i8 + 1 }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Whether `text` looks like `2026-11-24`; which days there are, the server knows.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let month = parts.next().zip(parts.next()).map(|(year, month)| format!("{year}-{month}"));
    let day = parts.next().filter(|day| day.len() == 2 && day.bytes().all(|byte| byte.is_ascii_digit()));
    month.is_some_and(|month| Month::parse(&month).is_some()) && day.is_some()
}

/// What the list shows: pages of rows, or a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing {
    /// Rows.
    Rows(Page<Card>),
    /// A month.
    Month(MonthPage),
}

/// A month in weeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthPage {
    /// 2026年11月
    pub title: String,
    /// The month before, for the address.
    pub previous: String,
    /// The month after.
    pub next: String,
    /// 日 to 土
    pub weekdays: Vec<String>,
    /// Weeks of seven days.
    pub weeks: Vec<Vec<Day>>,
}

/// A day in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// 24
    pub number: i8,
    /// 11月24日（火）
    pub words: String,
    /// For machines.
    pub date: String,
    /// Whether it is today.
    pub today: bool,
    /// Whether it belongs to the month before or after.
    pub outside: bool,
    /// What begins on it.
    pub items: Vec<DayItem>,
}

/// What begins on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayItem {
    /// Which.
    pub id: WorkshopId,
    /// The title.
    pub title: String,
    /// 20:00
    pub time: String,
    /// The stage.
    pub stage: Stage,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december = Month::parse("2026-12").expect("a month");
        assert_eq!(december.plus(1).to_string(), "2027-01");
        assert_eq!(december.plus(-12).to_string(), "2025-12");
        assert_eq!(Month { year: 2027, month: 1 }.plus(-1), december);
        for wrong in ["", "2026", "2026-13", "2026-00", "2026-1", "+026-01", "1999-12", "2026-11-24"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_are_told_from_nonsense() {
        assert!(is_date("2026-11-24"));
        for wrong in ["", "2026-11", "2026-11-2", "2026-11-xx", "2026-11-24-1", "24.11.2026"] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
