//! Reflection templates: content, not code. The server reads them from `content/journal`; the browser gets a
//! `Sheet`, which is a template in one language.

use serde::{Deserialize, Serialize};

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
    /// How deep it goes.
    pub depth: Depth,
    /// When to take it.
    pub when_ja: String,
    /// When to take it, in English.
    pub when_en: String,
    /// Whether it may hold details of a case.
    pub case_detail: CaseDetail,
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
            when: pick(locale, &self.when_ja, &self.when_en).to_owned(),
            may_hold_case: self.case_detail != CaseDetail::None,
            steps: self.steps.iter().map(|step| step.question(locale, emotions)).collect(),
        }
    }
}

impl Step {
    /// The heading in a language.
    pub fn label(&self, locale: Locale) -> &str {
        pick(locale, &self.label_ja, &self.label_en)
    }

    fn question(&self, locale: Locale, emotions: &[Emotion]) -> Question {
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

/// A template in one language: what the browser shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The template's name.
    pub id: String,
    /// The title.
    pub title: String,
    /// Whose model it is.
    pub credit: String,
    /// The licence of the wording.
    pub licence: String,
    /// About how long it takes.
    pub minutes: u8,
    /// When to take it.
    pub when: String,
    /// Whether the duty to report has to be mentioned.
    pub may_hold_case: bool,
    /// The questions.
    pub steps: Vec<Question>,
}

impl Sheet {
    /// The sheet of a template that this program no longer has: no questions, so nothing is shown wrongly.
    pub fn unknown() -> Sheet {
        Sheet {
            id: String::new(),
            title: "—".to_owned(),
            credit: String::new(),
            licence: String::new(),
            minutes: 0,
            when: String::new(),
            may_hold_case: false,
            steps: Vec::new(),
        }
    }
}

/// A step in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The step's name.
    pub id: String,
    /// The heading.
    pub label: String,
    /// The question.
    pub prompt: String,
    /// What is written or chosen.
    pub ask: Ask,
    /// Whether it is ticked beforehand when the entry is sent to a coach.
    pub to_coach: bool,
}

impl Question {
    /// The heading without the number in front: places that count by themselves use it.
    pub fn plain_label(&self) -> &str {
        self.label.trim_start_matches(|c| matches!(c, '①'..='⑳' | ' '))
    }
}

/// What a question asks for, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Words.
    Text,
    /// Feelings, at most `max`, with `words` beside them.
    Emotions { max: u8, words: bool, list: Vec<Choice> },
    /// A number between `lo` and `hi`.
    Scale { lo: i8, hi: i8, lo_words: String, hi_words: String },
    /// A next step.
    Action { due: bool, small: bool },
}

/// Something to pick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
}

fn pick<'a>(locale: Locale, ja: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::ja => ja,
        Locale::en => en,
    }
}
