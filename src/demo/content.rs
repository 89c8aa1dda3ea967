//! The demo's texts: people, cohorts, gatherings, journals and values, as they stand in `content/demo`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::journal::model::Answers;
use crate::server::failure::{Failure, Result};
use crate::workshops::day::model::Opinion;

/// Everything.
#[derive(Clone, Debug)]
pub struct Content {
    /// Who there is.
    pub people: Vec<Person>,
    /// Who accompanies whom.
    pub cohorts: Vec<Cohort>,
    /// What takes place.
    pub gatherings: Vec<Gathering>,
    /// What people said of it afterwards, by the gathering's key.
    pub feedback: BTreeMap<String, Vec<Opinion>>,
    /// What people wrote.
    pub journals: Vec<Entry>,
    /// How people sorted the value cards.
    pub values: Vec<Sitting>,
}

/// A person. `key` stands in the other files and makes the mail address.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub key: String,
    pub name: String,
    pub profession: String,
    pub profession_other: String,
    pub experience: String,
    pub region: String,
    pub works_alone: bool,
    pub interests: Vec<String>,
    pub joined_days_ago: i64,
    pub locale: String,
    pub zone: String,
    pub roles: Vec<String>,
}

/// A cohort with the keys of its people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    pub name: String,
    pub days_ago: i64,
    pub coaches: Vec<String>,
    pub members: Vec<String>,
}

/// A gathering: on the first `weekday` from `days` days after today on (before, when negative), with so many
/// people in the end, among them `who`; those in `gives_back` register and cancel again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gathering {
    pub key: String,
    pub kind: String,
    pub title: String,
    pub host: String,
    pub days: i64,
    pub weekday: String,
    pub at: String,
    pub minutes: i64,
    pub capacity: i64,
    pub online: bool,
    pub place: String,
    pub state: State,
    pub people: usize,
    pub who: Vec<String>,
    pub gives_back: Vec<String>,
    /// How seats are given: `approval` or `lottery`, else first come.
    #[serde(default)]
    pub mode: String,
    /// Seats kept for a profession, until three days before.
    #[serde(default)]
    pub kept: BTreeMap<String, i64>,
    /// Who wishes something else than a seat without being asked.
    #[serde(default)]
    pub wishes: BTreeMap<String, String>,
    pub body: String,
}

/// Where a gathering stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    Cancelled,
    Draft,
}

/// A journal entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub owner: String,
    pub template: String,
    pub days_ago: i64,
    pub at: String,
    pub draft: bool,
    pub answers: Answers,
    pub share: Option<Share>,
}

/// What goes to a coach, so many hours after it was written; the other hours count from then.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    pub coach: String,
    pub steps: Vec<String>,
    pub ask: String,
    pub after_hours: f64,
    pub opened_after_hours: Option<f64>,
    pub answer: Option<Answer>,
}

/// What a coach answered, and when the member read it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub text: String,
    pub after_hours: f64,
    pub read_after_hours: Option<f64>,
}

/// A sitting with the value cards: the top list in order, the pile below it, the lowest pile; `sorted` cards only
/// when it was left unfinished.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    pub owner: String,
    pub days_ago: i64,
    pub at: String,
    pub top: Vec<String>,
    pub high: Vec<String>,
    pub low: Vec<String>,
    pub notes: BTreeMap<String, [String; 3]>,
    pub share: Option<ShareValues>,
    pub sorted: Option<usize>,
}

/// The top list for a coach, with some of the notes (card and question).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareValues {
    pub coach: String,
    pub after_hours: f64,
    pub notes: Vec<(String, u8)>,
    pub opened_after_hours: Option<f64>,
}

/// Reads everything; a mistake in a file says which one.
pub fn read() -> Result<Content> {
    Ok(Content {
        people: parse("people", include_str!("../../content/demo/people.json"))?,
        cohorts: parse("cohorts", include_str!("../../content/demo/cohorts.json"))?,
        gatherings: parse("workshops", include_str!("../../content/demo/workshops.json"))?,
        journals: parse("journals", include_str!("../../content/demo/journals.json"))?,
        feedback: parse("feedback", include_str!("../../content/demo/feedback.json"))?,
        values: parse("values", include_str!("../../content/demo/values.json"))?,
    })
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Failure::other(&format!("reading content/demo/{file}.json"), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_the_files_is_somebody() {
        let content = read().expect("the files are right");
        let known = |key: &String| content.people.iter().any(|person| person.key == *key);
        for cohort in &content.cohorts {
            assert!(cohort.coaches.iter().chain(&cohort.members).all(known), "{}", cohort.name);
        }
        for gathering in &content.gatherings {
            let all = gathering.who.iter().chain(&gathering.gives_back).chain([&gathering.host]);
            assert!(all.clone().all(known), "{}", gathering.key);
            assert!(gathering.who.len() <= gathering.people, "{}", gathering.key);
        }
        assert!(content.journals.iter().all(|entry| known(&entry.owner)));
        assert!(content.values.iter().all(|sitting| known(&sitting.owner)));
    }

    #[test]
    fn names_are_told_apart() {
        let content = read().expect("the files are right");
        let mut names: Vec<_> = content.people.iter().map(|person| person.name.as_str()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), content.people.len());
    }
}
