//! The forms, and what they may hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Answer, Answers, Ask, Choice, Column, MAX_ROWS, MAX_TEXT, Question, Row, RowChange, SentRows, Sheet, is_day,
    row_name, trimmed,
};
use crate::kit::form::chars;
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::tl;

/// Begins an entry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StartForm {
    /// Which template.
    #[serde(default)]
    pub template: String,
}

/// A line from wherever one is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct JotForm {
    /// The line.
    #[serde(default)]
    pub text: String,
}

/// An entry by its id: deleting.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct EntryForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
    /// The opened page that this comes from.
    #[serde(default)]
    pub writer: String,
}

/// Brings an older version back as the newest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RestoreForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
    /// Which version.
    #[serde(default)]
    pub version: i64,
}

/// Takes a copy back from a coach.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WithdrawForm {
    /// Which copy.
    #[serde(default)]
    pub share: String,
    /// The page to go back to: `consents`, else the entry.
    #[serde(default)]
    pub from: String,
}

/// The most characters of one cell of a table.
const MAX_CELL: usize = 2_000;

/// Saves what stands in an entry. Each map is by the steps' names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SaveForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
    /// The version that this was written on.
    #[serde(default)]
    pub base: i64,
    /// Words.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    /// Feelings.
    #[serde(default)]
    pub emotions: BTreeMap<String, Vec<String>>,
    /// Numbers.
    #[serde(default)]
    pub scales: BTreeMap<String, String>,
    /// Days.
    #[serde(default)]
    pub dues: BTreeMap<String, String>,
    /// Rows of tables.
    #[serde(default)]
    pub rows: BTreeMap<String, SentRows>,
    /// What was marked among choices or tags.
    #[serde(default)]
    pub choices: BTreeMap<String, Vec<String>>,
    /// `finish` when the person is done for now; what a button in a table asks for, such as `add:rows:3`.
    #[serde(default)]
    pub then: String,
    /// The opened page that this comes from.
    #[serde(default)]
    pub writer: String,
    /// Grows whenever its words change.
    #[serde(default)]
    pub turn: i64,
}

impl SaveForm {
    /// The answers to the questions of `sheet`. Names that the sheet does not know come from no page of ours.
    /// `held` is what the form was filled with: merging two devices may have made it longer than one may write, and
    /// what is that long already can be saved again.
    pub fn answers(&self, sheet: &Sheet, held: &Answers, locale: Locale) -> Result<Answers> {
        let names = self.texts.keys().chain(self.emotions.keys()).chain(self.scales.keys()).chain(self.dues.keys());
        for name in names.chain(self.rows.keys()).chain(self.choices.keys()) {
            if !sheet.steps.iter().any(|step| step.id == *name) {
                return Err(Error::BadRequest);
            }
        }
        let mut answers = Answers::default();
        let mut errors = FieldErrors::default();
        for step in &sheet.steps {
            answers.put(&step.id, self.answer(step, &held.of(&step.id), locale, &mut errors)?);
        }
        errors.finish()?;
        Ok(answers)
    }

    /// The names of the steps that hold something.
    pub fn answered(&self) -> Vec<String> {
        let words = |map: &BTreeMap<String, String>| {
            map.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(step, _)| step.clone()).collect::<Vec<_>>()
        };
        let lists = self.emotions.iter().chain(&self.choices);
        let marked = lists.filter(|(_, some)| !some.is_empty()).map(|(step, _)| step.clone());
        let tables = self.rows.iter().filter(|(_, rows)| !rows.values().all(super::is_blank));
        let texts = [&self.texts, &self.scales, &self.dues].into_iter().flat_map(words);
        texts.chain(marked).chain(tables.map(|(step, _)| step.clone())).collect()
    }

    /// How many characters stand in it, without spaces and line ends.
    pub fn length(&self) -> usize {
        let cells = self.rows.values().flat_map(SentRows::values).flat_map(Row::values);
        let seen = |words: &String| words.chars().filter(|c| !c.is_whitespace()).count();
        self.texts.values().chain(cells).map(seen).sum()
    }

    /// What a button in a table asks for, if one was pressed.
    pub fn row_change(&self) -> Option<RowChange> {
        RowChange::parse(&self.then)
    }

    /// Does in the form what the button asks for.
    pub fn change_rows(&mut self, change: &RowChange) {
        if let Some(sent) = self.rows.remove(&change.step) {
            let rows = change.apply(sent.into_values().collect());
            let named = rows.into_iter().enumerate().map(|(at, row)| (row_name(at), row)).collect();
            self.rows.insert(change.step.clone(), named);
        }
    }

    fn answer(&self, step: &Question, held: &Answer, locale: Locale, errors: &mut FieldErrors) -> Result<Answer> {
        let mut answer = Answer::default();
        let takes_words = match &step.ask {
            Ask::Text => true,
            Ask::Action { due, .. } => {
                let day = self.dues.get(&step.id).map(String::as_str).unwrap_or_default().trim();
                if !*due && !day.is_empty() {
                    return Err(Error::BadRequest);
                }
                errors.check(day.is_empty() || is_day(day), &step.id, tl!(locale, journal.due_wrong));
                answer.due = day.to_owned();
                true
            }
            Ask::Emotions { max, words, list } => {
                let chosen = self.emotions.get(&step.id).cloned().unwrap_or_default();
                if chosen.iter().any(|one| !list.iter().any(|choice| choice.value == *one)) {
                    return Err(Error::BadRequest);
                }
                answer.emotions = list.iter().map(|one| one.value.clone()).filter(|one| chosen.contains(one)).collect();
                let few = answer.emotions.len() <= usize::from(*max).max(held.emotions.len());
                errors.check(few, &step.id, tl!(locale, journal.emotions_many, max = *max));
                *words
            }
            Ask::Scale { lo, hi, .. } => {
                let number = self.scales.get(&step.id).map(String::as_str).unwrap_or_default().trim();
                if !number.is_empty() {
                    let value = number.parse::<i8>().ok().filter(|value| (*lo..=*hi).contains(value));
                    answer.scale = Some(value.ok_or(Error::BadRequest)?);
                }
                false
            }
            Ask::Rows { cols } => {
                let sent = self.rows.get(&step.id).cloned().unwrap_or_default();
                answer.rows = table(sent, cols)?;
                check_table(&answer.rows, &held.rows, &step.id, locale, errors);
                false
            }
            Ask::Choice { list } => {
                answer.choices = marked(self.choices.get(&step.id), list.iter())?;
                false
            }
            Ask::Tags { groups } => {
                let words = groups.iter().flat_map(|group| &group.list);
                answer.choices = marked(self.choices.get(&step.id), words)?;
                false
            }
        };
        if takes_words {
            // A form sent by the browser itself ends lines with CR LF, a script's with LF: one text, one form.
            let text = self.texts.get(&step.id).map(|text| text.replace("\r\n", "\n")).unwrap_or_default();
            let n = chars(&text);
            let long = tl!(locale, journal.text_long, label = step.plain_label(), n = n);
            errors.check(n <= MAX_TEXT.max(chars(&held.text)), &step.id, long);
            if !text.trim().is_empty() {
                answer.text = text;
            }
        }
        Ok(answer)
    }
}

/// What was marked among `offered`, in their order.
fn marked<'a>(sent: Option<&Vec<String>>, offered: impl Iterator<Item = &'a Choice> + Clone) -> Result<Vec<String>> {
    let sent = sent.map(Vec::as_slice).unwrap_or_default();
    if sent.iter().any(|one| !offered.clone().any(|choice| choice.value == *one)) {
        return Err(Error::BadRequest);
    }
    Ok(offered.map(|choice| choice.value.clone()).filter(|one| sent.contains(one)).collect())
}

/// The rows of a table, with the words of its columns.
fn table(sent: SentRows, cols: &[Column]) -> Result<Vec<Row>> {
    let mut rows = Vec::with_capacity(sent.len());
    for mut row in sent.into_values() {
        if row.keys().any(|name| !cols.iter().any(|col| col.id == *name)) {
            return Err(Error::BadRequest);
        }
        row.retain(|_, words| !words.trim().is_empty());
        row.values_mut().for_each(|words| *words = words.replace("\r\n", "\n"));
        rows.push(row);
    }
    Ok(trimmed(rows))
}

/// Not too many rows, and no cell too long.
fn check_table(rows: &[Row], held: &[Row], step: &str, locale: Locale, errors: &mut FieldErrors) {
    let longest = |rows: &[Row]| rows.iter().flat_map(Row::values).map(|words| chars(words)).max().unwrap_or_default();
    let n = longest(rows);
    errors.check(rows.len() <= MAX_ROWS.max(held.len()), step, tl!(locale, writing.rows_many, most = MAX_ROWS));
    let long = tl!(locale, writing.cell_long, most = MAX_CELL, n = n);
    errors.check(n <= MAX_CELL.max(longest(held)), step, long);
}

#[cfg(test)]
mod tests;
