//! What a person wrote: one document a version, sealed as a whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Row, Sheet};

/// The most characters of one text.
pub const MAX_TEXT: usize = 20_000;

/// The answer to one step. Which parts are used depends on the step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Feelings, by their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<String>,
    /// A number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<i8>,
    /// A day, as `2026-11-24`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// The rows of a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// What was marked among choices or tags, by its names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

impl Answer {
    /// Whether the step was passed.
    pub fn is_empty(&self) -> bool {
        *self == Answer::default()
    }

    /// Every word in it that the person wrote, a piece at a time.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().flat_map(|row| row.values());
        std::iter::once(&self.text).chain(cells).map(String::as_str).filter(|words| !words.is_empty())
    }
}

/// The answers to the steps that were not passed, by the steps' names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// Puts the answer to a step in; an empty one is not kept.
    pub fn put(&mut self, step: &str, answer: Answer) {
        if !answer.is_empty() {
            self.0.insert(step.to_owned(), answer);
        }
    }

    /// The answer to a step; an empty one when it was passed.
    pub fn of(&self, step: &str) -> Answer {
        self.0.get(step).cloned().unwrap_or_default()
    }

    /// Whether the step was answered.
    pub fn has(&self, step: &str) -> bool {
        self.0.contains_key(step)
    }

    /// The names of the steps that were answered.
    pub fn steps(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// Whether every step was passed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every step that was answered, with its answer.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(step, answer)| (step.as_str(), answer))
    }

    /// How many characters the person wrote, without spaces and line ends.
    pub fn length(&self) -> usize {
        let seen = |words: &str| words.chars().filter(|c| !c.is_whitespace()).count();
        self.0.values().flat_map(Answer::words).map(seen).sum()
    }

    /// A copy that holds the named steps and nothing else.
    pub fn only(&self, steps: &[String]) -> Answers {
        Answers(self.0.iter().filter(|(step, _)| steps.contains(step)).map(|(s, a)| (s.clone(), a.clone())).collect())
    }

    /// The first line in the order of the sheet, to tell entries apart in a list; the feelings when there are
    /// no words.
    pub fn first_line(&self, sheet: &Sheet) -> Option<String> {
        let words = sheet.steps.iter().find_map(|step| {
            let answer = self.0.get(&step.id)?;
            answer.words().flat_map(str::lines).map(str::trim).find(|line| !line.is_empty()).map(shorten)
        });
        words.or_else(|| {
            sheet.steps.iter().find_map(|step| {
                let words = step.ask.chosen(self.0.get(&step.id)?);
                (!words.is_empty()).then(|| words.join("・"))
            })
        })
    }
}

/// What goes to a coach: the chosen steps, and what the author would like to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentCopy {
    /// The chosen steps.
    pub answers: Answers,
    /// A question to the coach; may be empty.
    #[serde(default)]
    pub ask: String,
}

fn shorten(line: &str) -> String {
    const MOST: usize = 48;
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    line.chars().take(MOST).chain(['…']).collect()
}

/// Whether `text` is a day as `<input type="date">` sends it.
pub fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    text.len() == 10
        && text.is_ascii()
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
        && number(0..4).is_some_and(|year| year >= 1900)
        && number(5..7).is_some_and(|month| (1..=12).contains(&month))
        && number(8..10).is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::super::{emotions, template};
    use super::*;
    use crate::kit::Locale;

    fn text(words: &str) -> Answer {
        Answer { text: words.to_owned(), ..Answer::default() }
    }

    #[test]
    fn a_copy_holds_what_was_ticked_and_nothing_else() {
        let mut answers = Answers::default();
        answers.put("line", text("a"));
        answers.put("battery", Answer { scale: Some(0), ..Answer::default() });
        answers.put("mood", Answer::default());
        assert!(!answers.has("mood"), "a passed step leaves nothing");
        let copy = answers.only(&["line".to_owned(), "mood".to_owned()]);
        assert!(copy.has("line") && !copy.has("battery"));
    }

    #[test]
    fn the_first_line_tells_entries_apart() {
        let sheet = template("hitokoto").expect("it is there").sheet(Locale::ja, emotions());
        let mut answers = Answers::default();
        assert_eq!(answers.first_line(&sheet), None);
        answers.put("mood", Answer { emotions: vec!["tired".into(), "warm".into()], ..Answer::default() });
        assert_eq!(answers.first_line(&sheet).as_deref(), Some("あたたかい・疲れ"));
        answers.put("line", text(&format!("\n  {}\n二行目", "あ".repeat(60))));
        assert_eq!(answers.first_line(&sheet), Some(format!("{}…", "あ".repeat(48))));
    }

    #[test]
    fn the_document_says_only_what_was_answered() {
        let mut answers = Answers::default();
        answers.put("battery", Answer { scale: Some(3), ..Answer::default() });
        let json = serde_json::to_string(&answers).expect("it is plain data");
        assert_eq!(json, r#"{"battery":{"scale":3}}"#);
        assert_eq!(serde_json::from_str::<Answers>(&json).expect("it reads back"), answers);
    }

    #[test]
    fn rows_and_choices_read_back_and_count() {
        let json = r#"{"rows":{"rows":[{"me":"はい 。","other":"「べつに」"},{}]},"want":{"choices":["sort"]}}"#;
        let answers: Answers = serde_json::from_str(json).expect("a document");
        assert_eq!(serde_json::to_string(&answers).expect("plain data"), json);
        assert_eq!(answers.length(), 8);
        let sheet = template("process_record").expect("it is there").sheet(Locale::ja, emotions());
        assert_eq!(answers.first_line(&sheet).as_deref(), Some("はい 。"), "the columns come by their names");
        assert_eq!(answers.iter().map(|(step, _)| step).collect::<Vec<_>>(), ["rows", "want"]);
    }
}
