//! The texts of a copy, each with a place of its own, whatever kinds of answers there are: every string of the answers'
//! document that is no name from a list. So nothing that a person typed gets round the check.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::journal::model::{Answer, Answers, Ask, Question, SentCopy, is_day};
use crate::kit::Locale;
use crate::server::{Failure, Result};
use crate::tl;

/// The place of the question to the coach.
pub const ASK: &str = "ask";

/// Parts of an answer whose strings come from lists of ours.
const NAMES: [&str; 2] = ["emotions", "choices"];

/// A text and where it stands: `step/text`, `step/rows/0/other`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its place.
    pub place: String,
    /// The words.
    pub text: String,
}

impl Piece {
    /// The step that it belongs to.
    pub fn step(&self) -> &str {
        self.place.split('/').next().unwrap_or_default()
    }
}

/// Every text of a copy in the order of its document, the question last.
pub fn of(copy: &SentCopy) -> Result<Vec<Piece>> {
    let mut pieces = of_answers(&copy.answers)?;
    if !copy.ask.is_empty() {
        pieces.push(Piece { place: ASK.to_owned(), text: copy.ask.clone() });
    }
    Ok(pieces)
}

/// Every text of answers.
pub fn of_answers(answers: &Answers) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    walk(&mut document(answers)?, "", &mut |place, text| {
        pieces.push(Piece { place: place.to_owned(), text: text.clone() });
    });
    Ok(pieces)
}

/// The step, the row from 0 and the column of a text that stands in a table; none when it stands elsewhere.
pub fn cell(place: &str) -> Option<(&str, usize, &str)> {
    let mut parts = place.split('/');
    let (step, rows, row, column) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    (rows == "rows" && parts.next().is_none()).then_some((step, row.parse().ok()?, column))
}

/// The texts of one step, each with what it is called: a table is read row after row, in the order of its columns.
pub fn labelled<'a>(
    all: impl IntoIterator<Item = &'a Piece>,
    step: &Question,
    locale: Locale,
) -> Vec<(&'a Piece, String)> {
    let cols = match &step.ask {
        Ask::Rows { cols } => cols.as_slice(),
        _ => &[],
    };
    let place = |piece: &Piece| {
        let (_, row, name) = cell(&piece.place)?;
        Some((row, cols.iter().position(|col| col.id == name)?))
    };
    let mut own: Vec<_> = all.into_iter().filter(|piece| piece.step() == step.id).collect();
    own.sort_by_key(|piece| place(piece));
    let several = own.len() > 1;
    let label = |at: usize, piece: &Piece| match place(piece) {
        Some((row, col)) => tl!(locale, desk.piece_cell, n = row + 1, column = cols[col].label.clone()),
        None if several => tl!(locale, desk.piece_nth, label = step.plain_label(), n = at + 1),
        None => step.plain_label().to_owned(),
    };
    own.into_iter().enumerate().map(|(at, piece)| (piece, label(at, piece))).collect()
}

/// The copy with other words in some places. Places that it does not have change nothing.
pub fn with(copy: &SentCopy, texts: &BTreeMap<String, String>) -> Result<SentCopy> {
    let mut document = document(&copy.answers)?;
    walk(&mut document, "", &mut |place, text| {
        if let Some(typed) = texts.get(place) {
            *text = clean(typed);
        }
    });
    let answers = serde_json::from_value(document).map_err(unreadable)?;
    let ask = texts.get(ASK).map(|ask| clean(ask).trim().to_owned()).unwrap_or_else(|| copy.ask.clone());
    Ok(SentCopy { answers, ask })
}

/// The answers without any words: what was chosen.
pub fn without_words(answers: &Answers) -> Result<Answers> {
    let mut document = document(answers)?;
    walk(&mut document, "", &mut |_, text| text.clear());
    let bare: Answers = serde_json::from_value(document).map_err(unreadable)?;
    let mut chosen = Answers::default();
    for (step, answer) in bare.iter() {
        // In a table there is nothing to choose: its cells would be empty.
        chosen.put(step, Answer { rows: Vec::new(), ..answer.clone() });
    }
    Ok(chosen)
}

/// A browser ends lines with CR LF; a text has one form.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn document(answers: &Answers) -> Result<Value> {
    serde_json::to_value(answers).map_err(unreadable)
}

// The cause is not told: it could quote the text.
fn unreadable(_: serde_json::Error) -> Failure {
    Failure::refused("a copy cannot be read as a document".to_owned())
}

fn walk(value: &mut Value, place: &str, each: &mut impl FnMut(&str, &mut String)) {
    let inside = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}/{name}") };
    match value {
        Value::String(text) => each(place, text),
        Value::Array(list) => {
            for (at, one) in list.iter_mut().enumerate() {
                walk(one, &inside(&at.to_string()), each);
            }
        }
        Value::Object(parts) => {
            // A step may be called like a part of an answer.
            let names = !place.is_empty();
            for (name, one) in parts.iter_mut() {
                // Where a day belongs, only a day is none of the person's words.
                let ours = NAMES.contains(&name.as_str()) || name == "due" && one.as_str().is_some_and(is_day);
                if !names || !ours {
                    walk(one, &inside(name), each);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::model::{Row, sheet};

    fn copy() -> SentCopy {
        let mut answers = Answers::default();
        let mood = Answer { emotions: vec!["tired".into()], text: "重かった".into(), ..Answer::default() };
        answers.put("mood", mood);
        answers.put("t", Answer { text: "相談する\n明日".into(), due: "2026-12-01".into(), ..Answer::default() });
        SentCopy { answers, ask: "どう読まれますか".into() }
    }

    #[test]
    fn every_text_is_found_and_nothing_from_a_list() {
        let places: Vec<_> = of(&copy()).expect("plain").into_iter().map(|piece| piece.place).collect();
        assert_eq!(places, ["mood/text", "t/text", "ask"]);
        let mut odd = copy();
        odd.answers.put("t", Answer { due: "090-1234-5678".into(), ..Answer::default() });
        assert!(of(&odd).expect("plain").iter().any(|piece| piece.place == "t/due"), "no day");
    }

    #[test]
    fn other_words_go_to_their_place() {
        let texts = BTreeMap::from([
            ("t/text".to_owned(), "言いかえ\r\nた".to_owned()),
            ("nowhere/text".to_owned(), "x".to_owned()),
            ("ask".to_owned(), " 問い ".to_owned()),
        ]);
        let other = with(&copy(), &texts).expect("plain");
        assert_eq!((other.answers.of("t").text.as_str(), other.ask.as_str()), ("言いかえ\nた", "問い"));
        assert_eq!(other.answers.of("t").due, "2026-12-01");
        assert_eq!(other.answers.of("mood"), copy().answers.of("mood"));
        assert!(!other.answers.has("nowhere"));
        let bare = without_words(&copy().answers).expect("plain");
        assert_eq!((bare.of("mood").text.as_str(), bare.of("mood").emotions.len()), ("", 1));
    }

    #[test]
    fn a_table_is_read_row_after_row_in_the_order_of_its_columns() {
        let row = |cells: &[(&str, &str)]| -> Row {
            cells.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect()
        };
        let rows = vec![row(&[("me", "c"), ("other", "a"), ("inner", "b")]), row(&[("other", "d")])];
        let mut answers = Answers::default();
        answers.put("rows", Answer { rows, ..Answer::default() });
        let sheet = sheet("process_record", Locale::ja);
        let step = sheet.steps.iter().find(|step| step.id == "rows").expect("the table");
        let all = of_answers(&answers).expect("plain");
        let read: Vec<_> =
            labelled(&all, step, Locale::ja).into_iter().map(|(piece, label)| (piece.text.clone(), label)).collect();
        let texts: String = read.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, "abcd");
        assert_eq!(read[0].1, "1行目　① 相手のことば・しぐさ");
        assert_eq!(read[3].1, "2行目　① 相手のことば・しぐさ");
        assert!(without_words(&answers).expect("plain").is_empty(), "no table of empty cells");
    }
}
