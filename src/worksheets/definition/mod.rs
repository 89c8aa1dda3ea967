//! The shape of the files in `content/worksheets` and `content/selfchecks`.
//!
//! A file is one version of one worksheet. Everything that people read stands there in Japanese and English, as
//! `{"ja": "…", "en": "…"}`. The first part is the same for all ([`About`]): `id`, `version`, `family`, `name`,
//! `opening`, `minutes`, `credit`, `licence`, `licence_confirmed` (until it is true the worksheet ships disabled, and
//! `to_confirm` lists what a person has to read at the source), `result`, `coach_sees`, and perhaps `notice` and
//! `earlier`. What follows depends on `family`, one file a family in this room: `cards` (W1), `pairs` (W2),
//! `sort` (W3), `questionnaire` (W4 and the self-checks), `strengths` (W5), `line` (W6), `circles` (W7), `target` (W8),
//! `blocks` (W9), `rings` (W10), and `battery`, the frame of the self-checks.
//!
//! A community adds a questionnaire of its own by adding a file of that family: answers, scales, items, and perhaps a
//! map; no code is needed to score it. Names in a file (`id`) are what answers keep, so they stay for ever. A published
//! version never changes; a new one says in `earlier` what was renamed and what is gone.

mod about;
mod battery;
mod blocks;
mod cards;
mod circles;
pub mod library;
mod line;
mod pairs;
mod parts;
mod questionnaire;
mod questions;
mod reader;
mod rings;
mod sort;
mod strengths;
mod target;
mod words;

pub use about::{About, Earlier, Renamed};
pub use battery::{Battery, HelpLine};
pub use blocks::Blocks;
pub use cards::{Card, Cards, Screens};
pub use circles::{Circle, Circles};
pub use line::Line;
pub use pairs::Pairs;
pub use parts::{Choice, Grade, Id, ItemWords, Words};
pub use questionnaire::{
    AnswerOption, AnswerSet, Band, Item, Middle, Questionnaire, ReachOut, Scale, Share, Survey, TwoAxes,
};
pub use reader::Fault;
pub use rings::{Rings, Support};
pub use sort::{Column, Met, Sort, Statement, Value};
pub use strengths::{Gift, Kin, Strengths};
pub use target::Target;

use super::strict;
use reader::{Fields, Object, Reader, Shape};

/// One version of a worksheet or a self-check.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// What it says about itself.
    pub about: About,
    /// What it is made of.
    pub family: Family,
}

/// What a worksheet is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Family {
    /// Cards on piles.
    Cards(Cards),
    /// Two by two.
    Pairs(Pairs),
    /// Columns of a fixed size.
    Sort(Sort),
    /// Questions with graded answers.
    Questionnaire(Questionnaire),
    /// Strengths with stories.
    Strengths(Strengths),
    /// A line through points.
    Line(Line),
    /// Three lists and their links.
    Circles(Circles),
    /// Marks on a target.
    Target(Target),
    /// Blocks of work.
    Blocks(Blocks),
    /// People on rings.
    Rings(Rings),
}

/// What a content file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A worksheet or a self-check.
    Sheet(Box<Definition>),
    /// The frame of the self-checks.
    Battery(Box<Battery>),
}

/// Everything that is wrong with a content file, each fault with its place; empty when nothing is.
pub fn check(file: &str, json: &str) -> Vec<Fault> {
    read(file, json).err().unwrap_or_default()
}

/// Everything that is wrong with these content files (name and text), also what is wrong only because they stand
/// side by side: two files that say they are the same version of the same worksheet.
pub fn check_all<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for (file, json) in files {
        match read(file, json) {
            Err(found) => faults.extend(found),
            Ok(Content::Battery(_)) => {}
            Ok(Content::Sheet(sheet)) => {
                let (id, version) = (sheet.about.id, sheet.about.version);
                let reason = format!("{id} version {version} is in another file as well: ");
                if let Some(other) = seen.insert((id, version), file) {
                    faults.push(Fault { file: file.to_owned(), path: "version".into(), reason: reason + other });
                }
            }
        }
    }
    faults
}

/// What a content file holds, or everything that is wrong with it.
pub fn read(file: &str, json: &str) -> Result<Content, Vec<Fault>> {
    let mut reader = Reader::new(file);
    let content = match strict::parse(json) {
        Ok(value) => content(&value, &mut reader),
        Err(error) => {
            reader.fault(format!("is not JSON: {error}"));
            None
        }
    };
    let faults = reader.finish();
    match content {
        Some(content) if faults.is_empty() => Ok(content),
        _ => Err(faults),
    }
}

fn content(value: &serde_json::Value, reader: &mut Reader) -> Option<Content> {
    if value.get("family").and_then(|family| family.as_str()) == Some("battery") {
        let battery = Battery::read(value, reader)?;
        battery.check(reader);
        return Some(Content::Battery(Box::new(battery)));
    }
    let definition = Object::read(value, reader, |object| {
        let about = About::fields(object);
        let name = value.get("family").and_then(|family| family.as_str()).unwrap_or_default();
        let family = family(name, object);
        Some(Definition { about: about?, family: family? })
    })?;
    definition.about.check(reader);
    definition.family.check(reader);
    Some(Content::Sheet(Box::new(definition)))
}

fn family(name: &str, object: &mut Object) -> Option<Family> {
    Some(match name {
        "cards" => Family::Cards(Cards::fields(object)?),
        "pairs" => Family::Pairs(Pairs::fields(object)?),
        "sort" => Family::Sort(Sort::fields(object)?),
        "questionnaire" => Family::Questionnaire(Questionnaire::fields(object)?),
        "strengths" => Family::Strengths(Strengths::fields(object)?),
        "line" => Family::Line(Line::fields(object)?),
        "circles" => Family::Circles(Circles::fields(object)?),
        "target" => Family::Target(Target::fields(object)?),
        "blocks" => Family::Blocks(Blocks::fields(object)?),
        "rings" => Family::Rings(Rings::fields(object)?),
        _ => {
            object.reader.must(name.is_empty(), "family", format!("\"{name}\" is not known"));
            object.forgive();
            return None;
        }
    })
}

impl Family {
    fn check(&self, reader: &mut Reader) {
        match self {
            Family::Cards(family) => family.check(reader),
            Family::Pairs(family) => family.check(reader),
            Family::Sort(family) => family.check(reader),
            Family::Questionnaire(family) => questions::check(family, reader),
            Family::Strengths(family) => family.check(reader),
            Family::Line(family) => family.check(reader),
            Family::Circles(family) => family.check(reader),
            Family::Target(family) => family.check(reader),
            Family::Blocks(family) => family.check(reader),
            Family::Rings(family) => family.check(reader),
        }
    }
}

#[cfg(test)]
mod tests;
