//! Three questions that lead to a template: how much time, about what, and what one would like now.

use serde::{Deserialize, Serialize};

/// How much time there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// One minute.
    One,
    /// Five.
    Five,
    /// Half an hour.
    Thirty,
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Something that happened.
    Event,
    /// A conversation.
    Conversation,
    /// Oneself.
    Myself,
    /// The team.
    Team,
}

/// What one would like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// To let it out.
    LetOut,
    /// To sort it out.
    SortOut,
    /// To learn.
    Learn,
    /// A next step.
    NextStep,
}

impl Time {
    /// All, in the order of the question.
    pub const ALL: [Time; 3] = [Time::One, Time::Five, Time::Thirty];

    /// Its name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Time::One => "1",
            Time::Five => "5",
            Time::Thirty => "30",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Time> {
        Time::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

impl About {
    /// All, in the order of the question.
    pub const ALL: [About; 4] = [About::Event, About::Conversation, About::Myself, About::Team];

    /// Its name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            About::Event => "event",
            About::Conversation => "conversation",
            About::Myself => "self",
            About::Team => "team",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<About> {
        About::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

impl Want {
    /// All, in the order of the question.
    pub const ALL: [Want; 4] = [Want::LetOut, Want::SortOut, Want::Learn, Want::NextStep];

    /// Its name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Want::LetOut => "let_out",
            Want::SortOut => "sort_out",
            Want::Learn => "learn",
            Want::NextStep => "next_step",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Want> {
        Want::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// A row of the table; what is none fits anything.
struct Row(Time, Option<About>, Option<Want>, &'static str);

/// The first row that fits wins.
const TABLE: [Row; 11] = [
    Row(Time::One, None, None, "hitokoto"),
    Row(Time::Five, Some(About::Team), None, "kpt"),
    Row(Time::Five, None, Some(Want::Learn), "rolfe"),
    Row(Time::Five, None, None, "ywt"),
    Row(Time::Thirty, Some(About::Conversation), None, "process_record"),
    Row(Time::Thirty, Some(About::Myself), Some(Want::NextStep), "driscoll"),
    Row(Time::Thirty, Some(About::Myself), None, "johns"),
    Row(Time::Thirty, Some(About::Team), None, "orid"),
    Row(Time::Thirty, Some(About::Event), Some(Want::Learn), "kolb"),
    Row(Time::Thirty, Some(About::Event), Some(Want::NextStep), "driscoll"),
    Row(Time::Thirty, Some(About::Event), None, "gibbs"),
];

/// What is always there to fall back on.
const ALWAYS: [&str; 3] = ["ywt", "hitokoto", "free"];

/// What to offer first, and to whom: what somebody says, and the templates. The first is the default journal.
pub const FIRST: [(Says, &[&str]); 6] = [
    (Says::Nothing, &["ywt"]),
    (Says::Stays, &["gibbs"]),
    (Says::Nags, &["process_record"]),
    (Says::Blame, &["johns"]),
    (Says::Coach, &["supervision_prep"]),
    (Says::Group, &["pcagip", "reflecting", "orid"]),
];

/// What brings somebody here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Says {
    /// Nothing in particular.
    Nothing,
    /// Something stays with them.
    Stays,
    /// A conversation nags.
    Nags,
    /// They blame themselves, or something felt wrong.
    Blame,
    /// They will meet their coach.
    Coach,
    /// They are in a group.
    Group,
}

/// What the answers lead to: the template, and two others. A question that was passed fits anything, but without the
/// time there is no telling.
pub fn choose(time: Time, about: Option<About>, want: Option<Want>) -> [&'static str; 3] {
    let fits = |row: &&Row| row.0 == time && (row.1.is_none() || row.1 == about) && (row.2.is_none() || row.2 == want);
    let first = TABLE.iter().find(fits).map_or(ALWAYS[0], |row| row.3);
    // Next to it stand those of the same time and theme, then those of the same time, then what always fits.
    let near = TABLE.iter().filter(|row| row.0 == time && row.1.is_some() && row.1 == about);
    let same_time = TABLE.iter().filter(|row| row.0 == time);
    let mut found = vec![first];
    for id in near.chain(same_time).map(|row| row.3).chain(ALWAYS) {
        if found.len() < 3 && !found.contains(&id) {
            found.push(id);
        }
    }
    [found[0], found[1], found[2]]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the domain page, written out for every answer.
    fn expected(time: Time, about: About, want: Want) -> &'static str {
        match (time, about, want) {
            (Time::One, ..) => "hitokoto",
            (Time::Five, About::Team, _) => "kpt",
            (Time::Five, _, Want::Learn) => "rolfe",
            (Time::Five, ..) => "ywt",
            (Time::Thirty, About::Conversation, _) => "process_record",
            (Time::Thirty, About::Myself, Want::NextStep) => "driscoll",
            (Time::Thirty, About::Myself, _) => "johns",
            (Time::Thirty, About::Team, _) => "orid",
            (Time::Thirty, About::Event, Want::Learn) => "kolb",
            (Time::Thirty, About::Event, Want::NextStep) => "driscoll",
            (Time::Thirty, About::Event, _) => "gibbs",
        }
    }

    #[test]
    fn every_answer_leads_where_the_table_says_with_two_others() {
        for time in Time::ALL {
            for about in About::ALL {
                for want in Want::ALL {
                    let [first, second, third] = choose(time, Some(about), Some(want));
                    assert_eq!(first, expected(time, about, want), "{time:?} {about:?} {want:?}");
                    assert!(first != second && second != third && first != third, "{time:?} {about:?} {want:?}");
                    for id in [first, second, third] {
                        assert!(crate::journal::model::template(id).is_some(), "{id}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_passed_question_still_leads_somewhere() {
        assert_eq!(choose(Time::Five, None, None)[0], "ywt");
        assert_eq!(choose(Time::Five, None, Some(Want::Learn))[0], "rolfe");
        assert_eq!(choose(Time::Thirty, None, None)[0], "ywt");
        assert_eq!(choose(Time::Thirty, Some(About::Event), None)[0], "gibbs");
    }

    #[test]
    fn names_in_addresses_read_back() {
        assert!(Time::ALL.into_iter().all(|one| Time::parse(one.as_str()) == Some(one)));
        assert!(About::ALL.into_iter().all(|one| About::parse(one.as_str()) == Some(one)));
        assert!(Want::ALL.into_iter().all(|one| Want::parse(one.as_str()) == Some(one)));
        assert_eq!((Time::parse("2"), About::parse(""), Want::parse("x")), (None, None, None));
    }

    #[test]
    fn what_is_offered_first_exists() {
        for (_, ids) in FIRST {
            assert!(ids.iter().all(|id| crate::journal::model::template(id).is_some()), "{ids:?}");
        }
        assert_eq!(FIRST[0], (Says::Nothing, &["ywt"][..]));
    }
}
