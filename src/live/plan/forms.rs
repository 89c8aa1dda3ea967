//! The forms of the editor, and what they ask for. Everything is text, so that nothing typed is lost when it is refused.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::draft::{Change, Step};
use super::judge::{self, GROUP, MINUTES, OPEN, PEOPLE, STEPS, TURN, Wrong};
use super::model::{Block, BlockKind, Both, Turns};
use crate::kit::form::{lines, one_line};
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::live::tools::model::{Asked, PromptKind};
use crate::tl;
use crate::workshops::model::plan::number;

/// Between the Japanese and the English words where both stand in one line.
const BAR: &str = " | ";

/// Choosing what to begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartForm {
    /// Which workshop.
    pub workshop: String,
    /// The revision that the page was made from; 0: there was no run sheet.
    pub revision: i64,
    /// A template of the program or of one's own, or `empty`.
    pub source: String,
}

/// The list: name, size and minutes, and what its button does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListForm {
    /// Which workshop.
    pub workshop: String,
    /// The revision that the form was made from.
    pub revision: i64,
    /// The name.
    pub title: String,
    /// The name in English.
    pub title_en: String,
    /// The fewest people.
    pub least: String,
    /// The most people.
    pub most: String,
    /// Minutes by the keys of blocks.
    pub min: BTreeMap<String, String>,
    /// The button: `up:b3`, `down:b3`, `to:b3:0`, `copy:b3`, `remove:b3`, `undo`, `add`; empty: only saved.
    pub then: String,
}

/// A block with all but its prompts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlockForm {
    /// Which workshop.
    pub workshop: String,
    /// The revision that the form was made from.
    pub revision: i64,
    /// The key of the block.
    pub block: String,
    /// Its name.
    pub title: String,
    /// Its name in English.
    pub title_en: String,
    /// Its minutes.
    pub min: String,
    /// How people sit.
    pub kind: String,
    /// People in a group.
    pub group: String,
    /// Where the groups come from.
    pub mix: String,
    /// What the host says.
    pub says: String,
    /// The same in English.
    pub says_en: String,
    /// What the screen shows.
    pub screen: String,
    /// The same in English.
    pub screen_en: String,
    /// What stands beside the words.
    pub tool: String,
    /// Seconds of a turn; empty: there are no turns.
    pub turn: String,
    /// Seconds before its end at which a bell sounds.
    pub bell: String,
    /// Whether it goes on by itself.
    pub auto_advance: bool,
    /// How it gives way.
    pub overrun: String,
    /// Whether it is the check-out.
    pub check_out: bool,
}

/// A prompt of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromptForm {
    /// Which workshop.
    pub workshop: String,
    /// The revision that the form was made from.
    pub revision: i64,
    /// The key of the block.
    pub block: String,
    /// Its number from 0; empty: a new one.
    pub at: String,
    /// What kind of answer.
    pub kind: String,
    /// Anonymous or named.
    pub naming: String,
    /// The question.
    pub label: String,
    /// The choices, one a line.
    pub choices: String,
    /// The steps of a scale.
    pub steps: String,
    /// The words at its low end.
    pub low: String,
    /// The words at its high end.
    pub high: String,
    /// What an estimate counts in.
    pub unit: String,
    /// Seconds it is open; empty: until the host closes it.
    pub seconds: String,
    /// Whether a host reads the words before the room does.
    pub moderated: bool,
}

/// Keeping a run sheet as a template of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeepForm {
    /// Which workshop.
    pub workshop: String,
    /// The name of the template.
    pub title: String,
}

/// Deleting a template of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForgetForm {
    /// The workshop whose page one is on.
    pub workshop: String,
    /// Which template.
    pub template: String,
}

/// The name of one of a few, as forms write it.
pub fn name_of<T: Serialize>(one: &T) -> String {
    serde_json::to_value(one).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The one of that name.
pub fn called<T: DeserializeOwned>(name: &str) -> Result<T> {
    serde_json::from_value(name.into()).map_err(|_| Error::BadRequest)
}

/// Words in one or two languages from fields of their own. What stands in one only stands for both.
fn both(ja: String, en: String) -> Both {
    if ja.is_empty() { Both { ja: en, en: ja } } else { Both { ja, en } }
}

/// Words in one or two languages from one line.
fn of_line(line: &str) -> Both {
    let line = one_line(line);
    match line.split_once(BAR) {
        Some((ja, en)) => both(ja.trim().to_owned(), en.trim().to_owned()),
        None => Both { ja: line, en: String::new() },
    }
}

/// The line that reads as these words.
pub fn line_of(both: &Both) -> String {
    if both.en.is_empty() { both.ja.clone() } else { format!("{}{BAR}{}", both.ja, both.en) }
}

/// Numbers as they were typed, with what is wrong with them.
struct Numbers {
    errors: FieldErrors,
    locale: Locale,
}

impl Numbers {
    /// The number; none for an empty field, and for what is none.
    fn may(&mut self, field: &str, text: &str, (least, most): (u32, u32)) -> Option<u32> {
        let Ok(found) = number(text, i64::from(least), i64::from(most)) else {
            self.errors.add(field, tl!(self.locale, plan.error_range, least = least, most = most));
            return None;
        };
        found.and_then(|n| u32::try_from(n).ok())
    }

    /// The number, which has to be there. What is refused counts as the least.
    fn must(&mut self, field: &str, text: &str, bounds: (u32, u32)) -> u32 {
        if text.trim().is_empty() {
            self.errors.add(field, tl!(self.locale, plan.error_missing));
        }
        self.may(field, text, bounds).unwrap_or(bounds.0)
    }

    /// Adds what else was found, and refuses when there is anything.
    fn finish(mut self, found: Vec<Wrong>) -> Result<()> {
        for Wrong { field, why } in found {
            self.errors.add(field, why.words(self.locale));
        }
        self.errors.finish()
    }
}

impl ListForm {
    /// What it asks for.
    pub fn read(&self, locale: Locale) -> Result<Change> {
        let mut numbers = Numbers { errors: FieldErrors::default(), locale };
        let title = both(one_line(&self.title), one_line(&self.title_en));
        let size = (numbers.must("least", &self.least, PEOPLE), numbers.must("most", &self.most, PEOPLE));
        let minutes = self
            .min
            .iter()
            .map(|(key, text)| (key.clone(), numbers.must(&format!("min.{key}"), text, MINUTES)))
            .collect();
        let found = judge::head(&title, size);
        numbers.finish(found)?;
        Ok(Change::List { title, size, minutes, then: self.step()? })
    }

    fn step(&self) -> Result<Option<Step>> {
        let mut parts = self.then.split(':');
        let (act, key) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default().to_owned());
        Ok(Some(match act {
            "" => return Ok(None),
            "up" => Step::Up(key),
            "down" => Step::Down(key),
            "copy" => Step::Copy(key),
            "remove" => Step::Remove(key),
            "to" => {
                let place = parts.next().and_then(|place| place.parse().ok()).ok_or(Error::BadRequest)?;
                Step::To(key, place)
            }
            "took" => {
                let min = parts.next().and_then(|min| min.parse::<u32>().ok()).ok_or(Error::BadRequest)?;
                if !(MINUTES.0..=MINUTES.1).contains(&min) {
                    return Err(Error::BadRequest);
                }
                Step::Took(key, min)
            }
            "undo" => Step::Undo,
            "add" => Step::Add(Both {
                ja: tl!(Locale::ja, plan.new_block).to_owned(),
                en: tl!(Locale::en, plan.new_block).to_owned(),
            }),
            _ => return Err(Error::BadRequest),
        }))
    }
}

impl BlockForm {
    /// What it asks for. What does not belong to the kind of block is left out.
    pub fn read(&self, locale: Locale) -> Result<Change> {
        let mut numbers = Numbers { errors: FieldErrors::default(), locale };
        let kind: BlockKind = called(&self.kind)?;
        let group = match kind {
            BlockKind::Breakout => u8::try_from(numbers.must("group", &self.group, GROUP)).ok(),
            BlockKind::Pair => Some(2),
            _ => None,
        };
        let per_person_s = numbers.may("turn", &self.turn, TURN);
        let turns = per_person_s.map(|per_person_s| Turns {
            per_person_s,
            bell_s: numbers.may("bell", &self.bell, (0, per_person_s)).unwrap_or(0),
        });
        let block = Block {
            key: self.block.clone(),
            min: numbers.must("min", &self.min, MINUTES),
            kind,
            group,
            mix: if group.is_some() { called(&self.mix)? } else { Default::default() },
            title: both(one_line(&self.title), one_line(&self.title_en)),
            host_says: both(lines(&self.says), lines(&self.says_en)),
            screen: both(lines(&self.screen), lines(&self.screen_en)),
            tool: called(&self.tool)?,
            turns,
            auto_advance: self.auto_advance,
            overrun: called(&self.overrun)?,
            check_out: self.check_out,
            prompts: Vec::new(),
        };
        numbers.finish(judge::block(&block))?;
        Ok(Change::Block(self.block.clone(), Box::new(block)))
    }
}

impl PromptForm {
    /// What it asks for. What does not belong to the kind of prompt is left out.
    pub fn read(&self, locale: Locale) -> Result<Change> {
        let mut numbers = Numbers { errors: FieldErrors::default(), locale };
        let kind: PromptKind = called(&self.kind)?;
        let choices = match judge::chosen_from(kind) {
            true => self.choices.lines().map(of_line).filter(|choice| !choice.ja.is_empty()).collect(),
            false => Vec::new(),
        };
        let scale = kind == PromptKind::Scale;
        let asked = Asked {
            kind,
            naming: called(&self.naming)?,
            label: of_line(&self.label),
            choices,
            steps: if scale { u8::try_from(numbers.must("steps", &self.steps, STEPS)).unwrap_or(0) } else { 0 },
            ends: if scale { (of_line(&self.low), of_line(&self.high)) } else { Default::default() },
            unit: if kind == PromptKind::Estimate { of_line(&self.unit) } else { Both::default() },
            seconds: numbers.may("seconds", &self.seconds, OPEN),
            moderated: self.moderated && takes_words(kind),
        };
        numbers.finish(judge::asked(&asked))?;
        Ok(Change::Prompt(self.block.clone(), self.nth()?, Box::new(asked)))
    }

    /// That it goes.
    pub fn dropped(&self) -> Result<Change> {
        Ok(Change::DropPrompt(self.block.clone(), self.nth()?.ok_or(Error::BadRequest)?))
    }

    fn nth(&self) -> Result<Option<usize>> {
        match self.at.as_str() {
            "" => Ok(None),
            at => at.parse::<u8>().map(|at| Some(usize::from(at))).map_err(|_| Error::BadRequest),
        }
    }
}

/// Whether people answer in words of their own.
fn takes_words(kind: PromptKind) -> bool {
    matches!(kind, PromptKind::Words | PromptKind::Open | PromptKind::Questions)
}

/// The name of a template, read.
pub fn template_title(form: &KeepForm, locale: Locale) -> Result<String> {
    let title = both(one_line(&form.title), String::new());
    Numbers { errors: FieldErrors::default(), locale }.finish(judge::head(&title, PEOPLE))?;
    Ok(title.ja)
}

#[cfg(test)]
mod tests;
