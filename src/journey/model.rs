//! What stands on the page, and how days become a line of time. Texts with dates come ready from the server.

use serde::{Deserialize, Serialize};

/// What kind of thing happened: the lanes of the picture, from above to below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The value cards, and values compared.
    Values,
    /// Strengths.
    Strengths,
    /// The map of identity.
    Identity,
    /// Other worksheets.
    Others,
    /// A workshop that one came to.
    Gathering,
}

impl Kind {
    /// Every kind, in the order of the lanes.
    pub const ALL: [Kind; 5] = [Kind::Values, Kind::Strengths, Kind::Identity, Kind::Others, Kind::Gathering];

    /// The kind of a worksheet.
    pub fn of(worksheet: &str) -> Kind {
        match worksheet {
            "W1" | "W2" | "W3" => Kind::Values,
            "W5" => Kind::Strengths,
            "W4" => Kind::Identity,
            _ => Kind::Others,
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What kind of thing.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// Where it can be read.
    pub href: String,
    /// What changed, in words.
    pub notes: Vec<String>,
}

/// An entry of the diary, by the name of its template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub title: String,
    /// Where it can be read.
    pub href: String,
}

/// A day on which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day, in words.
    pub day: String,
    /// The same for `<time datetime>`.
    pub date: String,
    /// Where it stands between the first day and the last, in thousandths.
    pub at: u32,
    /// What happened.
    pub events: Vec<Event>,
    /// What was written that day.
    pub entries: Vec<Entry>,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathPage {
    /// The days, the latest first.
    pub days: Vec<Day>,
    /// Days to find one's way by, in thousandths, with their names; the first and the last among them.
    pub marks: Vec<(u32, String)>,
    /// Whether there was more than the page shows.
    pub more: bool,
}

impl PathPage {
    /// When things of a kind happened, in thousandths.
    pub fn lane(&self, kind: Kind) -> Vec<u32> {
        let of_day =
            |day: &Day| day.events.iter().filter(|event| event.kind == kind).map(|_| day.at).collect::<Vec<_>>();
        self.days.iter().flat_map(of_day).collect()
    }
}

/// Where a moment stands between two, in thousandths; in the middle when they are one.
pub fn thousandths(at: i64, first: i64, last: i64) -> u32 {
    if last <= first {
        return 500;
    }
    let share = (at.clamp(first, last) - first) as f64 / (last - first) as f64;
    (share * 1000.0).round() as u32
}

/// What came into a list, and what is no longer in it.
pub fn came_and_left<T: PartialEq + Clone>(before: &[T], now: &[T]) -> (Vec<T>, Vec<T>) {
    let beside = |list: &[T], other: &[T]| list.iter().filter(|one| !other.contains(one)).cloned().collect();
    (beside(now, before), beside(before, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_stands_between_the_first_and_the_last() {
        assert_eq!([0, 50, 100, -9, 999].map(|at| thousandths(at, 0, 100)), [0, 500, 1000, 0, 1000]);
        assert_eq!(thousandths(7, 7, 7), 500);
    }

    #[test]
    fn every_worksheet_has_its_lane() {
        let found = ["W1", "W2", "W3", "W4", "W5", "W6", "W10", "OURS"].map(Kind::of);
        use Kind::*;
        assert_eq!(found, [Values, Values, Values, Identity, Strengths, Others, Others, Others]);
    }

    #[test]
    fn lists_are_set_beside_each_other() {
        assert_eq!(came_and_left(&["a", "b", "c"], &["c", "d"]), (vec!["d"], vec!["a", "b"]));
        assert_eq!(came_and_left::<u8>(&[], &[]), (vec![], vec![]));
    }

    #[test]
    fn a_lane_holds_every_thing_of_its_kind() {
        let event = |kind| Event { kind, title: String::new(), href: String::new(), notes: Vec::new() };
        let day = |at, kinds: &[Kind]| Day {
            day: String::new(),
            date: String::new(),
            at,
            events: kinds.iter().map(|kind| event(*kind)).collect(),
            entries: Vec::new(),
        };
        let page = PathPage {
            days: vec![day(9, &[Kind::Values, Kind::Values]), day(1, &[Kind::Gathering])],
            ..Default::default()
        };
        assert_eq!((page.lane(Kind::Values), page.lane(Kind::Identity)), (vec![9, 9], vec![]));
    }
}
