//! What pages of showing a result hold and send.

use serde::{Deserialize, Serialize};

use crate::selfchecks::model::{CheckId, ScaleShown};

crate::id! {
    /// A copy of a result that was shown to a coach.
    CheckShareId
}

/// A copy that a coach can see now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownTo {
    /// The copy.
    pub id: CheckShareId,
    /// The coach's name.
    pub coach: String,
    /// Since when.
    pub day: String,
    /// The same for machines.
    pub datetime: String,
}

/// Showing a result: choose a coach, and look at exactly what goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowPage {
    /// The result.
    pub id: CheckId,
    /// One's coaches: id and name.
    pub coaches: Vec<(String, String)>,
    /// What the chosen coach would see: id, name and copy.
    pub preview: Option<(String, String, Copied)>,
}

/// A copy as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Whose it is.
    pub member: String,
    /// The check's name.
    pub name: String,
    /// The day it was taken.
    pub day: String,
    /// The same for machines.
    pub datetime: String,
    /// What stands first on every result.
    pub first: String,
    /// What stands on every page while the wording is on trial.
    pub trial: Option<String>,
    /// The numbers of this one time.
    pub scales: Vec<ScaleShown>,
    /// What a large number means, where no band says it.
    pub larger: Option<String>,
    /// A mark that helps to read them, and where it is.
    pub middle: Option<(i64, String)>,
    /// That it is no diagnosis.
    pub footer: String,
    /// Whose work it rests on.
    pub credit: String,
}

/// Shows a result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowForm {
    /// The result.
    pub id: String,
    /// The coach.
    pub coach: String,
}

/// Takes a copy back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BackForm {
    /// The copy.
    pub id: String,
    /// `consents` when it was asked for there.
    pub from: String,
}
