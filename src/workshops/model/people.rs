//! The host's table: what one looks for in it, and the forms on it.

use serde::{Deserialize, Serialize};

/// What became of somebody who registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// They have a seat.
    Seated,
    /// A seat is held until they answer.
    Offered,
    /// They wait, or the host has yet to say yes.
    Waiting,
    /// They left, or were taken off.
    Gone,
}

impl Standing {
    /// All, as the filter offers them.
    pub const ALL: [Standing; 4] = [Standing::Seated, Standing::Offered, Standing::Waiting, Standing::Gone];

    /// The name in addresses and queries.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Seated => "seated",
            Standing::Offered => "offered",
            Standing::Waiting => "waiting",
            Standing::Gone => "gone",
        }
    }

    /// The standing of that name.
    pub fn parse(text: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// What one looks for in the table, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Part of a name.
    pub name: String,
    /// A standing; none: everybody who has not left.
    pub standing: Option<Standing>,
    /// A profession by its name; empty: all.
    pub profession: String,
    /// `yes`, `no`, or empty.
    pub paid: String,
    /// Only those who wrote what they need.
    pub needs: bool,
    /// With what they answered to questions.
    pub answers: bool,
    /// Whether everybody on the page is ticked already.
    pub ticked: bool,
    /// `name` or `profession`; else in the order of joining.
    pub sort: String,
    /// The cursor of the page.
    pub after: String,
}

impl PeopleFilter {
    /// Reads names and values of an address; what is not known is left out.
    pub fn from_pairs(pairs: &[(String, String)]) -> PeopleFilter {
        let mut filter = PeopleFilter::default();
        for (name, value) in pairs.iter().filter(|(_, value)| value.len() <= 400) {
            match name.as_str() {
                "q" => filter.name = crate::kit::form::one_line(value),
                "standing" => filter.standing = Standing::parse(value),
                "profession" => filter.profession = value.clone(),
                "paid" if value == "yes" || value == "no" => filter.paid = value.clone(),
                "needs" => filter.needs = value == "1",
                "answers" => filter.answers = value == "1",
                "ticked" => filter.ticked = value == "1",
                "sort" if value == "name" || value == "profession" => filter.sort = value.clone(),
                "after" => filter.after = value.clone(),
                _ => {}
            }
        }
        filter
    }

    /// The filter as an address says it, without the cursor and the ticks.
    pub fn query(&self) -> String {
        let mut pairs = vec![
            ("q", self.name.as_str()),
            ("standing", self.standing.map_or("", Standing::as_str)),
            ("profession", &self.profession),
            ("paid", &self.paid),
            ("needs", if self.needs { "1" } else { "" }),
            ("answers", if self.answers { "1" } else { "" }),
            ("sort", &self.sort),
        ];
        pairs.retain(|(_, value)| !value.is_empty());
        let pairs = pairs.into_iter().map(|(name, value)| format!("{name}={}", crate::kit::path::encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// What a host does to the people that were ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleForm {
    /// Which workshop.
    pub workshop: String,
    /// Registrations.
    pub people: Vec<String>,
    /// `approve`, `refuse`, `remove`, `paid`, `unpaid`, `move` or `letter`.
    pub act: String,
    /// Another date of the course, for `move`.
    pub to: String,
    /// Where one was in the table.
    pub query: String,
    /// Filled once the page has named who loses their place.
    pub sure: String,
}

/// A letter to some or all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    /// Which workshop.
    pub workshop: String,
    /// Its own id, so that sending twice sends once.
    pub letter: String,
    /// `seated`, `waiting`, `all`, `unpaid`, `course` or `chosen`.
    pub to: String,
    /// The registrations that were chosen, with dots between.
    pub people: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Who gets which words, in short, as the preview showed it; empty before the preview.
    pub seen: String,
}

/// Somebody to host it too, or no more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostForm {
    /// Which workshop.
    pub workshop: String,
    /// Who.
    pub user: String,
}

/// A copy of a workshop, or a course made from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CopyForm {
    /// Which workshop.
    pub workshop: String,
    /// The id of the copy, or of the course.
    pub copy: String,
    /// How many dates the course has, this one included.
    pub dates: String,
    /// Weeks between two dates: 1 or 2.
    pub weeks: String,
    /// `whole`, `single` or `both`.
    pub joining: String,
}

/// A button of the plan: `close`, `reopen`, `publish_course`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Which workshop.
    pub workshop: String,
    /// What to do.
    pub act: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_the_address_and_nonsense_is_left_out() {
        let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        let filter = PeopleFilter::from_pairs(&pairs(&[
            ("q", "みな&と"),
            ("standing", "waiting"),
            ("paid", "no"),
            ("needs", "1"),
            ("sort", "name"),
        ]));
        assert_eq!(filter.query(), "q=%E3%81%BF%E3%81%AA%26%E3%81%A8&standing=waiting&paid=no&needs=1&sort=name");
        let wrong =
            PeopleFilter::from_pairs(&pairs(&[("standing", "king"), ("paid", "<b>"), ("sort", "x"), ("y", "z")]));
        assert_eq!(wrong, PeopleFilter::default());
    }
}
