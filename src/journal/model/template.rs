//! Reflection templates: content, not code. The server reads them from `content/journal`; the browser gets a
//! `Sheet`, which is a template in one language.

use serde::Deserialize;

use super::{Ask, Choice, Column, Guide, GuideLine, Question, Sheet};
use crate::kit::Locale;

/// A way of looking back, in both languages, as it stands in its content file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name in the database and in addresses.
    pub id: String,
    /// An entry keeps the version that it was begun with.
    pub version: i64,
    /// The title.
    pub title_ja: String,
    /// The title in English.
    pub title_en: String,
    /// Whose model it is.
    pub credit_ja: String,
    /// Whose model it is, in English.
    pub credit_en: String,
    /// The licence of the wording.
    pub licence: String,
    /// About how long it takes.
    pub minutes: u8,
    /// Where it takes shorter or longer: from, to.
    #[serde(default)]
    pub between: Option<[u8; 2]>,
    /// How deep it goes.
    pub depth: Depth,
    /// When to take it.
    pub when_ja: String,
    /// When to take it, in English.
    pub when_en: String,
    /// Whether it may hold details of a case.
    pub case_detail: CaseDetail,
    /// What to read beside the questions: rules, a timetable.
    #[serde(default)]
    pub guide: Vec<GuideText>,
    /// The questions, each of which may be passed.
    pub steps: Vec<Step>,
}

/// How deep a template goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// For every day.
    Light,
    /// For a quiet quarter of an hour.
    Standard,
    /// For what stays in the mind.
    Deep,
}

/// Whether a template may hold details of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseDetail {
    /// It asks about the writer only.
    None,
    /// It may.
    Possible,
    /// It asks for them.
    Likely,
}

/// One question of a template.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name inside the template.
    pub id: String,
    /// The heading.
    pub label_ja: String,
    /// The heading in English.
    pub label_en: String,
    /// The question.
    pub prompt_ja: String,
    /// The question in English.
    pub prompt_en: String,
    /// What is written or chosen.
    pub kind: StepKind,
    /// Whether it may be passed: true everywhere.
    pub optional: bool,
    /// Whether it is ticked beforehand when the entry is sent to a coach.
    pub coach_visible_default: bool,
}

/// What a step asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StepKind {
    /// Words. `soft_max` is a gentle counter, never a block.
    Text { min: u32, soft_max: u32 },
    /// Feelings from the shared list, with `words` beside them when the model asks for both.
    Emotions { max: u8, words: bool },
    /// A number, with words at both ends.
    Scale { lo: i8, hi: i8, lo_ja: String, hi_ja: String, lo_en: String, hi_en: String },
    /// A next step, `small` for the smallest one, with a day when `due`.
    Action { due: bool, small: bool },
    /// A table with rows of one's own.
    Rows { cols: Vec<Col> },
    /// Any number of the words of a set.
    Tags { set: TagSet },
    /// Any number of these.
    Choice { items: Vec<Item> },
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Col {
    /// Its name in an answer.
    pub id: String,
    /// The head.
    pub label_ja: String,
    /// The head in English.
    pub label_en: String,
}

/// Which words may be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagSet {
    /// The names of the value cards.
    ValueCards,
    /// The strengths, by their families.
    Strengths,
}

/// Something to choose, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name in an answer.
    pub id: String,
    /// The words.
    pub ja: String,
    /// The words in English.
    pub en: String,
}

/// Something to read beside the questions, in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideText {
    /// The heading.
    pub title_ja: String,
    /// The heading in English.
    pub title_en: String,
    /// Whether it stays in sight all the time.
    pub always: bool,
    /// Its lines.
    pub lines: Vec<GuideTextLine>,
}

/// A line to read; with minutes and a name when it is a part of a timetable.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideTextLine {
    /// How long this part takes.
    #[serde(default)]
    pub minutes: Option<u8>,
    /// The part's name.
    #[serde(default)]
    pub label_ja: String,
    /// The part's name in English.
    #[serde(default)]
    pub label_en: String,
    /// The words.
    pub ja: String,
    /// The words in English.
    pub en: String,
}

/// One feeling of the shared list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emotion {
    /// Its name in an answer.
    pub id: String,
    /// The word.
    pub ja: String,
    /// The word in English.
    pub en: String,
}

impl Template {
    /// The title in a language.
    pub fn title(&self, locale: Locale) -> &str {
        pick(locale, &self.title_ja, &self.title_en)
    }

    /// The step of that name.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The template in one language, with the words of the feelings it offers.
    pub fn sheet(&self, locale: Locale, emotions: &[Emotion]) -> Sheet {
        Sheet {
            id: self.id.clone(),
            title: self.title(locale).to_owned(),
            credit: pick(locale, &self.credit_ja, &self.credit_en).to_owned(),
            licence: self.licence.clone(),
            minutes: self.minutes,
            span: self.span(),
            when: pick(locale, &self.when_ja, &self.when_en).to_owned(),
            may_hold_case: self.case_detail != CaseDetail::None,
            guide: self.guide.iter().map(|guide| guide.read(locale)).collect(),
            steps: self.steps.iter().map(|step| step.question(locale, emotions)).collect(),
        }
    }

    /// How many minutes, for people: `5`, or `20–30`.
    pub fn span(&self) -> String {
        match self.between {
            Some([from, to]) => format!("{from}–{to}"),
            None => self.minutes.to_string(),
        }
    }
}

impl GuideText {
    fn read(&self, locale: Locale) -> Guide {
        let line = |line: &GuideTextLine| GuideLine {
            minutes: line.minutes,
            label: pick(locale, &line.label_ja, &line.label_en).to_owned(),
            words: pick(locale, &line.ja, &line.en).to_owned(),
        };
        Guide {
            title: pick(locale, &self.title_ja, &self.title_en).to_owned(),
            always: self.always,
            lines: self.lines.iter().map(line).collect(),
        }
    }
}

impl Step {
    /// The heading in a language.
    pub fn label(&self, locale: Locale) -> &str {
        pick(locale, &self.label_ja, &self.label_en)
    }

    /// The step in a language. The words of a set of tags are put in by whoever knows them.
    pub fn question(&self, locale: Locale, emotions: &[Emotion]) -> Question {
        let ask = match &self.kind {
            StepKind::Text { .. } => Ask::Text,
            StepKind::Emotions { max, words } => Ask::Emotions {
                max: *max,
                words: *words,
                list: emotions
                    .iter()
                    .map(|emotion| Choice {
                        value: emotion.id.clone(),
                        words: pick(locale, &emotion.ja, &emotion.en).to_owned(),
                    })
                    .collect(),
            },
            StepKind::Scale { lo, hi, lo_ja, hi_ja, lo_en, hi_en } => Ask::Scale {
                lo: *lo,
                hi: *hi,
                lo_words: pick(locale, lo_ja, lo_en).to_owned(),
                hi_words: pick(locale, hi_ja, hi_en).to_owned(),
            },
            StepKind::Action { due, small } => Ask::Action { due: *due, small: *small },
            StepKind::Rows { cols } => Ask::Rows {
                cols: cols
                    .iter()
                    .map(|col| Column {
                        id: col.id.clone(),
                        label: pick(locale, &col.label_ja, &col.label_en).to_owned(),
                    })
                    .collect(),
            },
            StepKind::Tags { .. } => Ask::Tags { groups: Vec::new() },
            StepKind::Choice { items } => Ask::Choice { list: items.iter().map(|item| item.choice(locale)).collect() },
        };
        Question {
            id: self.id.clone(),
            label: self.label(locale).to_owned(),
            prompt: pick(locale, &self.prompt_ja, &self.prompt_en).to_owned(),
            ask,
            to_coach: self.coach_visible_default,
        }
    }
}

impl Item {
    /// It in one language.
    pub fn choice(&self, locale: Locale) -> Choice {
        Choice { value: self.id.clone(), words: pick(locale, &self.ja, &self.en).to_owned() }
    }
}

pub(super) fn pick<'a>(locale: Locale, ja: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::ja => ja,
        Locale::en => en,
    }
}
