//! People of the demo, and where they meet.

use std::collections::BTreeMap;

use serde::Deserialize;

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
