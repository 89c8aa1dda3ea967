//! The state of any sheet under way.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::worksheets::definition::{Definition, Family};
use crate::worksheets::model::play::{CirclesPlay, Draft, LinePlay, PairsPlay, Refused, RingsPlay, SortPlay};
use crate::worksheets::scoring::{Outcome, ScoreError, questionnaire, w5, w8, w9};

/// A sheet under way, sealed as one text in the database. Those that are played move by move keep their moves; the
/// others are filled in like a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Play {
    /// W2.
    Pairs(PairsPlay),
    /// W3.
    Sort(SortPlay),
    /// W4, or a questionnaire that a community added.
    Questions(Filled<questionnaire::Answers>),
    /// W5.
    Strengths(Filled<w5::Answers>),
    /// W6.
    Line(LinePlay),
    /// W7.
    Circles(CirclesPlay),
    /// W8.
    Target(Filled<w8::Answers>),
    /// W9.
    Blocks(Filled<w9::Answers>),
    /// W10.
    Rings(RingsPlay),
}

/// A sheet that is filled in like a form: whatever was said so far, complete or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filled<T> {
    /// What was said.
    pub answers: T,
    /// What was said before the latest saves, latest last.
    #[serde(default)]
    pub history: Vec<T>,
    /// Whether it is finished.
    pub done: bool,
}

/// How many saves of a form can be taken back.
const STEPS: usize = 20;

impl<T: PartialEq> Filled<T> {
    /// Keeps what is said now, and remembers what was said before.
    pub fn keep(&mut self, next: T) {
        if next == self.answers {
            return;
        }
        if self.history.len() == STEPS {
            self.history.remove(0);
        }
        self.history.push(std::mem::replace(&mut self.answers, next));
    }
}

impl Play {
    /// A new sheet. `items` are what W2 compares; `seed` decides what chance decides.
    pub fn new(definition: &Definition, items: Vec<String>, seed: u64) -> Result<Play, Refused> {
        Ok(match &definition.family {
            Family::Cards(_) => return Err(Refused::Unknown),
            Family::Pairs(_) => Play::Pairs(PairsPlay::new(items, seed)?),
            Family::Sort(sort) => Play::Sort(SortPlay::new(sort, seed)),
            Family::Questionnaire(sheet) => {
                let form = sheet.form.as_ref().map(ToString::to_string);
                let answers = questionnaire::Answers { form, ..Default::default() };
                Play::Questions(Filled { answers, ..Filled::default() })
            }
            Family::Strengths(_) => Play::Strengths(Filled::default()),
            Family::Line(_) => Play::Line(LinePlay::default()),
            Family::Circles(_) => Play::Circles(CirclesPlay::default()),
            Family::Target(_) => Play::Target(Filled::default()),
            Family::Blocks(_) => Play::Blocks(Filled::default()),
            Family::Rings(_) => Play::Rings(RingsPlay::default()),
        })
    }

    /// The answers as `scoring` reads them.
    pub fn answers(&self) -> Value {
        let value = match self {
            Play::Pairs(play) => serde_json::to_value(&play.answers),
            Play::Sort(play) => serde_json::to_value(&play.answers),
            Play::Questions(sheet) => serde_json::to_value(&sheet.answers),
            Play::Strengths(sheet) => serde_json::to_value(&sheet.answers),
            Play::Line(play) => serde_json::to_value(&play.answers),
            Play::Circles(play) => serde_json::to_value(&play.answers),
            Play::Target(sheet) => serde_json::to_value(&sheet.answers),
            Play::Blocks(sheet) => serde_json::to_value(&sheet.answers),
            Play::Rings(play) => serde_json::to_value(&play.answers),
        };
        value.expect("answers are made of numbers, texts and lists")
    }

    /// Whether it is finished.
    pub fn done(&self) -> bool {
        match self {
            Play::Pairs(play) => play.done,
            Play::Sort(play) => play.done,
            Play::Questions(sheet) => sheet.done,
            Play::Strengths(sheet) => sheet.done,
            Play::Line(play) => play.done,
            Play::Circles(play) => play.done,
            Play::Target(sheet) => sheet.done,
            Play::Blocks(sheet) => sheet.done,
            Play::Rings(play) => play.done,
        }
    }

    /// Whether there is a step to take back.
    pub fn undoable(&self) -> bool {
        match self {
            Play::Pairs(play) => play.passed() > 0,
            Play::Sort(play) => !play.history.is_empty(),
            Play::Questions(sheet) => !sheet.history.is_empty(),
            Play::Strengths(sheet) => !sheet.history.is_empty(),
            Play::Line(play) => !play.history.is_empty(),
            Play::Circles(play) => !play.history.is_empty(),
            Play::Target(sheet) => !sheet.history.is_empty(),
            Play::Blocks(sheet) => !sheet.history.is_empty(),
            Play::Rings(play) => !play.history.is_empty(),
        }
    }

    /// What somebody is writing that is not on the sheet yet.
    pub fn draft(&self) -> Option<&Draft> {
        match self {
            Play::Line(play) => play.draft.as_ref(),
            Play::Circles(play) => play.draft.as_ref(),
            Play::Rings(play) => play.draft.as_ref(),
            _ => None,
        }
    }

    /// Forgets how somebody came to a finished sheet: nothing of it can be taken back, so what was written over, taken away
    /// or begun is not kept with it.
    pub fn forget(&mut self) {
        match self {
            Play::Pairs(play) => play.skipped.clear(),
            Play::Sort(play) => play.history.clear(),
            Play::Questions(sheet) => sheet.history.clear(),
            Play::Strengths(sheet) => sheet.history.clear(),
            Play::Line(play) => {
                play.history.clear();
                play.draft = None;
            }
            Play::Circles(play) => {
                play.history.clear();
                play.draft = None;
            }
            Play::Target(sheet) => sheet.history.clear(),
            Play::Blocks(sheet) => sheet.history.clear(),
            Play::Rings(play) => {
                play.history.clear();
                play.draft = None;
            }
        }
    }

    /// The result, computed from the answers.
    pub fn outcome(&self, definition: &Definition) -> Result<Outcome, ScoreError> {
        Outcome::of(definition, self.answers())
    }
}
