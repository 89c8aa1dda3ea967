//! What a copy is sent for, and how long it can be read.

use serde::{Deserialize, Serialize};

use crate::kit::{Locale, Moment};
use crate::tl;

/// What the author would like from a coach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// 聴いてほしい.
    Listen,
    /// 整理を手伝ってほしい.
    Sort,
    /// 知識がほしい.
    Knowledge,
    /// 背中を押してほしい.
    Push,
}

impl Want {
    /// Every wish, in the order of the page.
    pub const ALL: [Want; 4] = [Want::Listen, Want::Sort, Want::Knowledge, Want::Push];

    /// Its name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Want::Listen => "listen",
            Want::Sort => "sort",
            Want::Knowledge => "knowledge",
            Want::Push => "push",
        }
    }

    /// The wish of that name.
    pub fn parse(name: &str) -> Option<Want> {
        Want::ALL.into_iter().find(|want| want.as_str() == name)
    }

    /// In words.
    pub fn words(self, locale: Locale) -> &'static str {
        match self {
            Want::Listen => tl!(locale, desk.want_listen),
            Want::Sort => tl!(locale, desk.want_sort),
            Want::Knowledge => tl!(locale, desk.want_knowledge),
            Want::Push => tl!(locale, desk.want_push),
        }
    }

    /// Several, as they stand in one column.
    pub fn join(all: &[Want]) -> String {
        all.iter().map(|want| want.as_str()).collect::<Vec<_>>().join(",")
    }

    /// What `join` wrote; unknown names are left out.
    pub fn split(text: &str) -> Vec<Want> {
        text.split(',').filter_map(Want::parse).collect()
    }
}

/// How long a copy can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Two weeks.
    Short,
    /// Thirty days.
    Month,
    /// Ninety days: what a coaching takes.
    #[default]
    Season,
    /// A year.
    Year,
}

impl Span {
    /// Every choice, the shortest first.
    pub const ALL: [Span; 4] = [Span::Short, Span::Month, Span::Season, Span::Year];

    /// In days.
    pub fn days(self) -> i64 {
        match self {
            Span::Short => 14,
            Span::Month => 30,
            Span::Season => 90,
            Span::Year => 365,
        }
    }

    /// The choice of so many days.
    pub fn parse(days: &str) -> Option<Span> {
        Span::ALL.into_iter().find(|span| span.days().to_string() == days)
    }

    /// When a copy that is sent now is closed by itself.
    pub fn end(self, now: Moment) -> Moment {
        now.plus_days(self.days())
    }
}

/// What the author consented to beside the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// For what.
    pub want: Vec<Want>,
    /// Until when.
    pub expires_at: Option<Moment>,
    /// Whether the copy follows the entry.
    pub live: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_and_spans_are_read_as_they_are_written() {
        assert_eq!(Want::split(&Want::join(&Want::ALL)), Want::ALL);
        assert_eq!(Want::split("listen,nonsense,"), [Want::Listen]);
        assert_eq!(Span::parse("30"), Some(Span::Month));
        assert_eq!((Span::parse("31"), Span::default().days()), (None, 90));
        assert_eq!(Span::Short.end(Moment(0)), Moment(0).plus_days(14));
    }
}
