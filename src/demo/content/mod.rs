//! The demo's texts: people, cohorts, gatherings, journals and values, as they stand in `content/demo`.

mod cohorts;
mod gatherings;
mod journals;
mod sheets;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::server::failure::{Failure, Result};
use crate::workshops::day::model::Opinion;

pub use cohorts::*;
pub use gatherings::*;
pub use journals::*;
pub use sheets::*;

/// Everything.
#[derive(Clone, Debug)]
pub struct Content {
    /// Who there is.
    pub people: Vec<Person>,
    /// Who accompanies whom.
    pub cohorts: Vec<Cohort>,
    /// Of what the cohorts are, and what happens in them.
    pub programmes: Vec<Programme>,
    /// What takes place.
    pub gatherings: Vec<Gathering>,
    /// What people said of it afterwards, by the gathering's key.
    pub feedback: BTreeMap<String, Vec<Opinion>>,
    /// What people wrote.
    pub journals: Vec<Entry>,
    /// How people sorted the value cards.
    pub values: Vec<Sitting>,
    /// How people filled the other worksheets.
    pub sheets: Vec<Sheet>,
    /// The worksheets of many that are counted.
    pub counted: Vec<Counted>,
    /// Self-checks, licences, numbers for help.
    pub checks: Checks,
}

/// Reads everything; a mistake in a file says which one.
pub fn read() -> Result<Content> {
    Ok(Content {
        people: parse("people", include_str!("../../../content/demo/people.json"))?,
        cohorts: parse("cohorts", include_str!("../../../content/demo/cohorts.json"))?,
        programmes: parse("programmes", include_str!("../../../content/demo/programmes.json"))?,
        gatherings: parse("workshops", include_str!("../../../content/demo/workshops.json"))?,
        journals: parse("journals", include_str!("../../../content/demo/journals.json"))?,
        feedback: parse("feedback", include_str!("../../../content/demo/feedback.json"))?,
        values: parse("values", include_str!("../../../content/demo/values.json"))?,
        sheets: parse("sheets", include_str!("../../../content/demo/sheets.json"))?,
        counted: parse("counted", include_str!("../../../content/demo/counted.json"))?,
        checks: parse("checks", include_str!("../../../content/demo/checks.json"))?,
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
        for plan in content.programmes.iter().flat_map(|programme| &programme.cohorts) {
            assert!(content.cohorts.iter().any(|cohort| cohort.name == plan.name), "{}", plan.name);
            let slots = plan.slots.iter().flat_map(|slot| [Some(&slot.coach), slot.member.as_ref()]).flatten();
            assert!(slots.chain(plan.goals.iter().map(|goal| &goal.owner)).all(known), "{}", plan.name);
            assert!(plan.applications.iter().all(|one| known(&one.owner)), "{}", plan.name);
        }
        assert!(content.journals.iter().all(|entry| known(&entry.owner)));
        assert!(content.values.iter().all(|sitting| known(&sitting.owner)));
        assert!(content.sheets.iter().all(|sheet| known(&sheet.owner)));
        assert!(content.counted.iter().all(|one| known(&one.owner)));
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
