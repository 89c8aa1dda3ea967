//! What pages show and send. Dates are ready to read; words of definitions are added by the views.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::play::Play;
use crate::deid::Level;
use crate::kit::id::AnswerId;
use crate::worksheets::model::{Given, RoundRow};
use crate::worksheets::scoring::w5::Gift;

crate::id! {
    /// A strength that somebody has seen in somebody else.
    GiftId
}

/// A worksheet on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfRow {
    /// Its name in the library.
    pub worksheet: String,
    /// Where it lives.
    pub path: String,
    /// A round that was begun.
    pub unfinished: Option<AnswerId>,
    /// Finished rounds.
    pub finished: u32,
    /// Whether people may begin it.
    pub offered: bool,
}

/// The home of a worksheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetHome {
    /// Its name in the library.
    pub worksheet: String,
    /// Whether people may begin it.
    pub offered: bool,
    /// The top list of the latest value cards, as card and name: what W2 can begin with.
    pub top: Vec<(String, String)>,
    /// A round that was begun.
    pub unfinished: Option<RoundRow>,
    /// Finished rounds, latest first.
    pub finished: Vec<RoundRow>,
    /// Strengths that others have seen.
    pub gifts: Vec<GiftLine>,
    /// The link by which people may give one, when it was made.
    pub gift_link: Option<String>,
}

/// A strength that somebody has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftLine {
    /// Which.
    pub id: GiftId,
    /// Who gave it.
    pub giver: String,
    /// When.
    pub day: String,
    /// Whether it was accepted.
    pub accepted: bool,
    /// What it is.
    pub gift: Gift,
}

/// A sitting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetPage {
    /// The sitting.
    pub id: AnswerId,
    /// The worksheet.
    pub worksheet: String,
    /// The version that is answered.
    pub version: i64,
    /// The revision, which the next press names.
    pub revision: i64,
    /// When it was last saved.
    pub saved_at: String,
    /// The state.
    pub play: Play,
    /// The names of cards that the person wrote.
    pub names: BTreeMap<String, String>,
    /// Values that may stand beside something: the top list of the latest value cards, with own cards as this sheet
    /// numbers them.
    pub top: Vec<(String, String)>,
}

/// What the browser learns when a form was kept while somebody wrote in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetKept {
    /// The revision after it.
    pub revision: i64,
    /// Whether there is a step to take back.
    pub undo: bool,
}

/// What a finished sheet is allowed to be counted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// Counts in a live session.
    pub live: bool,
    /// Anonymous statistics.
    pub statistics: bool,
}

/// A round before this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// The day it was finished.
    pub day: String,
    /// The version that was answered.
    pub version: i64,
    /// The state.
    pub play: Play,
    /// The names of cards that the person wrote, as they were numbered then.
    pub names: BTreeMap<String, String>,
}

/// The result of a finished sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetResult {
    /// The sheet.
    pub sheet: SheetPage,
    /// The day it was finished.
    pub day: String,
    /// The same for `<time datetime>`.
    pub datetime: String,
    /// Earlier rounds, latest first.
    pub earlier: Vec<RoundRow>,
    /// The latest of them, opened, the earliest first.
    pub beside: Vec<Earlier>,
    /// Copies that coaches can see now.
    pub given: Vec<Given>,
    /// What it is allowed for.
    pub allowed: Allowed,
    /// Strengths that others have seen, and that were accepted.
    pub gifts: Vec<GiftLine>,
}

/// Showing a result to a coach: choose, and look at exactly what goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharePage {
    /// The sheet.
    pub sheet: SheetPage,
    /// One's coaches: id and name.
    pub coaches: Vec<(String, String)>,
    /// What was chosen, when somebody was.
    pub preview: Option<Preview>,
}

/// Exactly what a coach would see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Who: id and name.
    pub coach: (String, String),
    /// What else was chosen.
    pub extras: Vec<String>,
    /// What they would see.
    pub copy: Copied,
    /// Traces of people in it, what weighs most first.
    pub traces: Vec<Trace>,
}

/// A trace of a person in what would be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Its name in the form.
    pub key: String,
    /// The words.
    pub words: String,
    /// What kind of trace it is.
    pub kind: String,
    /// How much it weighs.
    pub level: Level,
}

/// A copy as its reader sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copied {
    /// Whose it is.
    pub member: String,
    /// The worksheet.
    pub worksheet: String,
    /// Its version.
    pub version: i64,
    /// The day it was finished.
    pub day: String,
    /// The same for `<time datetime>`.
    pub datetime: String,
    /// What is seen of it.
    pub view: Value,
    /// The names of cards that the author wrote.
    pub names: BTreeMap<String, String>,
}

/// Begins a round.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginForm {
    /// The worksheet.
    pub worksheet: String,
    /// What W2 compares: `cards` or `values`.
    pub from: String,
}

/// Deletes a sitting.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// The sitting.
    pub id: String,
}

/// Shows a sheet to a coach.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowForm {
    /// The sitting.
    pub id: String,
    /// The coach.
    pub coach: String,
    /// What else is shown: areas of W8, or `aliases`.
    pub extras: Vec<String>,
    /// Whether the author looked at the traces of people that were found.
    pub seen: bool,
    /// Why those may go that lead straight to a person, by their keys.
    pub reasons: BTreeMap<String, String>,
}

/// Allows a sheet to be counted, or no more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SwitchForm {
    /// The sitting.
    pub id: String,
    /// `live` or `statistics`.
    pub kind: String,
    /// `on` or `off`.
    pub to: String,
    /// The page to go back to: `consents`, else the result.
    pub from: String,
}

/// Takes a copy back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeBackForm {
    /// The copy.
    pub id: String,
    /// `consents` when it was asked for there; then copies of the value cards as well.
    pub from: String,
}

/// Offers a strength.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GiftForm {
    /// The copy that was open.
    pub share: String,
    /// The strength.
    pub strength: String,
    /// One line about when it was seen.
    pub line: String,
}

/// Says yes or no to a gift.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GiftAnswer {
    /// The gift.
    pub id: String,
    /// `yes` or `no`.
    pub answer: String,
}
