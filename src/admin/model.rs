//! What an organiser sees and sends. Nothing here holds anything that a member wrote.

mod forms;
mod paths;

use serde::{Deserialize, Serialize};

pub use forms::{CohortForm, JoinForm, LeaveForm, MergeForm, RolesForm, WhichForm, in_order, joined};
pub use paths::{cohort_path, people_path};

use crate::kit::Role;
use crate::kit::id::{CohortId, UserId};

/// What a person is in a cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Reads what the members of the cohort send, and answers.
    Coach,
    /// Is accompanied.
    Member,
}

impl Part {
    /// The part's name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Coach => "coach",
            Part::Member => "member",
        }
    }

    /// The part of that name.
    pub fn parse(text: &str) -> Option<Part> {
        [Part::Coach, Part::Member].into_iter().find(|part| part.as_str() == text)
    }
}

/// The numbers on the organiser's desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// People with a confirmed account.
    pub people: i64,
    /// Of these, people with the role of coach.
    pub coaches: i64,
    /// Of these, people with the role of host.
    pub hosts: i64,
    /// Cohorts that are open.
    pub cohorts: i64,
    /// Of these, cohorts with members and without a coach: nobody would read what is sent.
    pub without_coach: i64,
    /// Published workshops that are still to come.
    pub coming: i64,
    /// Lines of help that should be compared with their source again.
    pub stale_help: i64,
}

/// A person in the organiser's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who.
    pub id: UserId,
    /// The name they want to be called.
    pub name: String,
    /// Their profession in words.
    pub profession: String,
    /// Their roles.
    pub roles: Vec<Role>,
}

/// One person opened: their roles, and how they came by them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSheet {
    /// The person as in the list.
    pub row: PersonRow,
    /// Whether it is the organiser who is looking.
    pub is_me: bool,
    /// Open cohorts the person is in: name and part.
    pub cohorts: Vec<(String, Part)>,
    /// What was given and taken, the newest first.
    pub changes: Vec<RoleChange>,
}

/// One line of the role history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleChange {
    /// Which role.
    pub role: Role,
    /// Given, or taken away.
    pub given: bool,
    /// By whom; none when it came with the set-up of the house.
    pub by: Option<String>,
    /// The day, in words.
    pub day: String,
    /// The moment for `<time datetime>`.
    pub at: String,
}

/// A cohort with its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortSheet {
    /// Which.
    pub id: CohortId,
    /// Such as 第一期生.
    pub name: String,
    /// The day it was opened, in words.
    pub opened: String,
    /// The day it was closed, if it is.
    pub closed: Option<String>,
    /// Its coaches.
    pub coaches: Vec<PersonRow>,
    /// Its members.
    pub members: Vec<PersonRow>,
}
