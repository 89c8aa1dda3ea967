//! The path of a cohort: places one after the other, any of which may be passed by. What is done is reckoned from the
//! member's own rows, so nobody ticks anything.

use serde::{Deserialize, Serialize};

use crate::kit::{Locale, Moment};

/// What one does at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Fills in a worksheet.
    Worksheet,
    /// Writes a reflection.
    Journal,
    /// Sets a goal.
    Goal,
    /// Meets a coach.
    Appointment,
    /// Receives a closing letter.
    Letter,
}

/// A place as the content file has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// What one does there.
    pub kind: Kind,
    /// Which worksheet or template; empty for the other kinds.
    #[serde(default)]
    pub what: String,
    /// How often it was done when the place is passed: the second time of a worksheet is a place of its own.
    #[serde(default = "once")]
    pub times: usize,
    title_ja: String,
    title_en: String,
    note_ja: String,
    note_en: String,
}

fn once() -> usize {
    1
}

impl Place {
    /// Its title.
    pub fn title(&self, locale: Locale) -> &str {
        if locale == Locale::ja { &self.title_ja } else { &self.title_en }
    }

    /// A line about it.
    pub fn note(&self, locale: Locale) -> &str {
        if locale == Locale::ja { &self.note_ja } else { &self.note_en }
    }
}

/// Something that a member did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub kind: Kind,
    /// Which worksheet or template; empty for the other kinds.
    pub what: String,
    /// When.
    pub at: Moment,
}

/// Where a member stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walked {
    /// When it was done, if it was.
    pub done: Option<Moment>,
    /// Whether it is the first that is not done.
    pub next: bool,
}

/// Where a member stands at each place.
pub fn walk(places: &[&Place], facts: &[Fact]) -> Vec<Walked> {
    let mut next_found = false;
    places
        .iter()
        .map(|place| {
            let mut times: Vec<Moment> = facts
                .iter()
                .filter(|fact| fact.kind == place.kind && fact.what == place.what)
                .map(|fact| fact.at)
                .collect();
            times.sort();
            let done = times.get(place.times.max(1) - 1).copied();
            let next = done.is_none() && !next_found;
            next_found |= next;
            Walked { done, next }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(kind: Kind, what: &str, times: usize) -> Place {
        let words = String::new;
        Place {
            kind,
            what: what.to_owned(),
            times,
            title_ja: words(),
            title_en: words(),
            note_ja: words(),
            note_en: words(),
        }
    }

    fn fact(kind: Kind, what: &str, at: i64) -> Fact {
        Fact { kind, what: what.to_owned(), at: Moment(at) }
    }

    #[test]
    fn what_is_done_is_found_and_the_first_that_is_not_comes_next() {
        let path = [
            place(Kind::Worksheet, "W1", 1),
            place(Kind::Journal, "ywt", 1),
            place(Kind::Appointment, "", 1),
            place(Kind::Worksheet, "W1", 2),
        ];
        let path: Vec<&Place> = path.iter().collect();
        let facts = [fact(Kind::Worksheet, "W1", 9), fact(Kind::Appointment, "", 5), fact(Kind::Journal, "gibbs", 1)];
        let walked = walk(&path, &facts);
        let done: Vec<Option<i64>> = walked.iter().map(|one| one.done.map(|at| at.0)).collect();
        assert_eq!(done, [Some(9), None, Some(5), None]);
        assert_eq!(walked.iter().map(|one| one.next).collect::<Vec<_>>(), [false, true, false, false]);
        let again = [fact(Kind::Worksheet, "W1", 9), fact(Kind::Worksheet, "W1", 3)];
        assert_eq!(walk(&path, &again)[3].done, Some(Moment(9)), "the second time, whatever the order");
        assert_eq!(walk(&path, &again)[0].done, Some(Moment(3)));
    }
}
