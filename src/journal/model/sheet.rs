//! A template in one language: what the browser shows.

use serde::{Deserialize, Serialize};

/// A template in one language.
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
    /// The same for people: `5`, or `20–30`.
    pub span: String,
    /// When to take it.
    pub when: String,
    /// Whether the duty to report has to be mentioned.
    pub may_hold_case: bool,
    /// What to read beside the questions.
    pub guide: Vec<Guide>,
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
            span: String::new(),
            when: String::new(),
            may_hold_case: false,
            guide: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The questions of the template itself: all but the tags, which every sheet offers.
    pub fn own_steps(&self) -> impl Iterator<Item = &Question> {
        self.steps.iter().filter(|step| !matches!(step.ask, Ask::Tags { .. }))
    }

    /// The tags that every sheet offers.
    pub fn tag_steps(&self) -> impl Iterator<Item = &Question> {
        self.steps.iter().filter(|step| matches!(step.ask, Ask::Tags { .. }))
    }
}

/// Something to read beside the questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// The heading.
    pub title: String,
    /// Whether it stays in sight all the time.
    pub always: bool,
    /// Its lines.
    pub lines: Vec<GuideLine>,
}

/// A line to read; with minutes and a name when it is a part of a timetable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideLine {
    /// How long this part takes.
    pub minutes: Option<u8>,
    /// The part's name.
    pub label: String,
    /// The words.
    pub words: String,
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
    /// A table with rows of one's own.
    Rows { cols: Vec<Column> },
    /// Any number of the words of a set.
    Tags { groups: Vec<Group> },
    /// Any number of these.
    Choice { list: Vec<Choice> },
}

impl Ask {
    /// The words for what was chosen, in the order in which they are offered; none where nothing is chosen.
    pub fn chosen<'a>(&'a self, answer: &super::Answer) -> Vec<&'a str> {
        let of = |list: &'a [Choice], chosen: &[String]| -> Vec<&'a str> {
            list.iter().filter(|one| chosen.contains(&one.value)).map(|one| one.words.as_str()).collect()
        };
        match self {
            Ask::Emotions { list, .. } => of(list, &answer.emotions),
            Ask::Choice { list } => of(list, &answer.choices),
            Ask::Tags { groups } => groups.iter().flat_map(|group| of(&group.list, &answer.choices)).collect(),
            Ask::Text | Ask::Scale { .. } | Ask::Action { .. } | Ask::Rows { .. } => Vec::new(),
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in an answer.
    pub id: String,
    /// The head.
    pub label: String,
}

/// Words that belong together; the heading may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The words.
    pub list: Vec<Choice>,
}

/// Something to pick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
}
