//! What the pages of the shelf show.

use serde::{Deserialize, Serialize};

use crate::journal::model::{Answer, Card, Choice, Question, Reply, Says, When};
use crate::kit::id::EntryId;

/// The way to a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    /// What the three questions led to, when they were answered.
    pub found: Option<Found>,
    /// By what brings somebody here.
    pub first: Vec<(Says, Vec<Card>)>,
    /// All others.
    pub more: Vec<Card>,
}

/// What the three questions led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The template.
    pub card: Card,
    /// Whether it takes longer than the time that was named.
    pub longer: bool,
    /// Two others.
    pub others: Vec<Card>,
}

/// What somebody looks for among their entries. It comes in the body of a request, never in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchForm {
    /// The words.
    pub q: String,
    /// From this day on, as `2026-11-24`.
    pub from: String,
    /// Up to this day.
    pub to: String,
    /// In entries of this template only.
    pub template: String,
    /// With this tag or feeling: its map in a form and its name, such as `choices:acceptance`.
    pub tag: String,
    /// Which page of what was found, from 0.
    pub page: u32,
}

impl SearchForm {
    /// The form as a browser sends it. What it does not know is left out.
    pub fn read(fields: impl Iterator<Item = (String, String)>) -> SearchForm {
        let mut form = SearchForm::default();
        for (name, value) in fields {
            match name.as_str() {
                "q" => form.q = value.chars().take(MAX_QUESTION).collect(),
                "from" => form.from = value,
                "to" => form.to = value,
                "template" => form.template = value,
                "tag" => form.tag = value,
                "page" => form.page = value.parse().unwrap_or(0),
                _ => {}
            }
        }
        form
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        [&self.q, &self.from, &self.to, &self.template, &self.tag].iter().all(|field| field.trim().is_empty())
    }
}

/// The most characters of the words that are looked for.
const MAX_QUESTION: usize = 200;

/// How many hits stand on a page.
pub const HITS: usize = 20;

/// The page of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was asked.
    pub form: SearchForm,
    /// The templates that one has entries of.
    pub templates: Vec<Choice>,
    /// The tags and feelings that one has used.
    pub tags: Vec<Choice>,
    /// How many were found; none when nothing was asked.
    pub found: Option<u32>,
    /// Those of this page, newest first.
    pub hits: Vec<Hit>,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Which.
    pub id: EntryId,
    /// Its first line.
    pub title: Option<String>,
    /// The template's title.
    pub template: String,
    /// The day it was begun.
    pub day: When,
    /// Where the words stand.
    pub excerpts: Vec<Vec<Piece>>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The words.
    pub words: String,
    /// Whether they are what was looked for.
    pub found: bool,
}

/// A month of entries, and how the last weeks went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPage {
    /// The month in words.
    pub title: String,
    /// The month before, as `2026-10`.
    pub previous: String,
    /// The month after.
    pub next: String,
    /// The names of the days, from Sunday.
    pub weekdays: Vec<String>,
    /// Its weeks.
    pub weeks: Vec<Vec<Day>>,
    /// The weeks of the picture, the first day of each in words.
    pub picture: Picture,
}

/// A day of the month's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Its number in the month.
    pub number: i8,
    /// In words.
    pub words: String,
    /// As `2026-11-24`.
    pub date: String,
    /// Whether it is today.
    pub today: bool,
    /// Whether it belongs to the month before or after.
    pub outside: bool,
    /// What was begun on it.
    pub entries: Vec<DayEntry>,
}

/// An entry in the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayEntry {
    /// Which.
    pub id: EntryId,
    /// Its first line, or its template's title.
    pub title: String,
}

/// How battery and feelings went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The first day of each week, in words, the oldest first.
    pub weeks: Vec<String>,
    /// When the battery was noted, in thousandths of a week from the first, and what it was.
    pub battery: Vec<(u32, i8)>,
    /// The feelings chosen most: the word, and how often in each week.
    pub feelings: Vec<(String, Vec<u32>)>,
}

/// What is there to take along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPage {
    /// How many entries.
    pub entries: u32,
    /// Whether there are worksheets or self-checks.
    pub besides: bool,
    /// Whether one is or was in a cohort.
    pub cohorts: bool,
}

/// An entry to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPage {
    /// Which.
    pub id: EntryId,
    /// The template's title.
    pub title: String,
    /// Whose model it is, and under which licence.
    pub credit: String,
    /// The day it was begun.
    pub day: When,
    /// What was answered, in the order of the questions.
    pub parts: Vec<ReadPart>,
    /// The coaches' answers.
    pub replies: Vec<Reply>,
    /// How many characters it has.
    pub length: u32,
}

/// An answer to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPart {
    /// The question.
    pub question: Question,
    /// The answer, without the words that `html` holds.
    pub answer: Answer,
    /// The words, with their headings, lists and quotes.
    pub html: String,
}

/// All entries on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllPage {
    /// Today, in words.
    pub day: String,
    /// The oldest first.
    pub entries: Vec<ReadPage>,
}
