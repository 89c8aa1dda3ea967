//! Programmes and cohorts of the demo.

use serde::Deserialize;

/// A cohort with the keys of its people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    pub name: String,
    pub days_ago: i64,
    pub coaches: Vec<String>,
    pub members: Vec<String>,
}

/// A programme with its cohorts, which `cohorts.json` has already.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub name: String,
    pub days_ago: i64,
    pub body: String,
    pub asks: String,
    pub cohorts: Vec<Plan>,
}

/// When a cohort takes place, in days from today, and what happens in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub name: String,
    pub places: i64,
    pub starts: i64,
    pub ends: i64,
    /// The first and the last day of applications.
    pub apply: Option<(i64, i64)>,
    pub applications: Vec<Application>,
    pub slots: Vec<Slot>,
    pub goals: Vec<Goal>,
}

/// Somebody applied; the organiser decides the next evening, or has not yet.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    pub owner: String,
    pub days_ago: i64,
    pub at: String,
    pub words: String,
    pub decision: Option<String>,
}

/// A time that a coach offers, in days from today, and who booked it when.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub coach: String,
    pub days: i64,
    pub at: String,
    pub minutes: i64,
    pub member: Option<String>,
    pub booked_days_ago: Option<i64>,
    pub link: bool,
}

/// A goal; each step with the day on which it was done, if it was.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    pub owner: String,
    pub days_ago: i64,
    pub goal: String,
    pub due_days: Option<i64>,
    pub shared: bool,
    pub done_days_ago: Option<i64>,
    pub steps: Vec<(String, Option<i64>)>,
}
