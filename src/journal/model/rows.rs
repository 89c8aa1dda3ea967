//! The rows of a table that a person fills in, as in a process record: added, moved and taken away without losing
//! a word.

use std::collections::BTreeMap;

/// A row: words by the names of its columns. A column without words is not mentioned.
pub type Row = BTreeMap<String, String>;

/// The most rows of a table.
pub const MAX_ROWS: usize = 20;

/// Rows as a form sends them, by names whose order is the order of the rows: `r00`, `r01` …
pub type SentRows = BTreeMap<String, Row>;

/// The name of the row at a place.
pub fn row_name(at: usize) -> String {
    format!("r{at:02}")
}

/// Whether a row has no words.
pub fn is_blank(row: &Row) -> bool {
    row.values().all(|words| words.trim().is_empty())
}

/// Rows without the blank ones at their end. A blank one between others was put there and stays.
pub fn trimmed(mut rows: Vec<Row>) -> Vec<Row> {
    while rows.last().is_some_and(is_blank) {
        rows.pop();
    }
    rows
}

/// What a button in a table asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowMove {
    /// A new row behind this one.
    Add,
    /// Takes this one away.
    Remove,
    /// Changes places with the one before.
    Up,
    /// Changes places with the one behind.
    Down,
}

/// A button in a table: which table, which row, what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// The step.
    pub step: String,
    /// What.
    pub what: RowMove,
    /// The row's place, from 0.
    pub at: usize,
}

impl RowChange {
    /// Reads `add:rows:3`; none when it is something else.
    pub fn parse(text: &str) -> Option<RowChange> {
        let mut parts = text.split(':');
        let what = match parts.next()? {
            "add" => RowMove::Add,
            "remove" => RowMove::Remove,
            "up" => RowMove::Up,
            "down" => RowMove::Down,
            _ => return None,
        };
        let (step, at) = (parts.next()?.to_owned(), parts.next()?.parse().ok()?);
        let ours = parts.next().is_none() && step.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        ours.then_some(RowChange { step, what, at })
    }

    /// The value of the button.
    pub fn value(what: RowMove, step: &str, at: usize) -> String {
        let word = match what {
            RowMove::Add => "add",
            RowMove::Remove => "remove",
            RowMove::Up => "up",
            RowMove::Down => "down",
        };
        format!("{word}:{step}:{at}")
    }

    /// The rows after it. What cannot be done changes nothing.
    pub fn apply(&self, rows: Vec<Row>) -> Vec<Row> {
        let mut rows = trimmed(rows);
        let at = self.at;
        match self.what {
            RowMove::Add if at < rows.len() && rows.len() < MAX_ROWS => rows.insert(at + 1, Row::new()),
            RowMove::Remove if at < rows.len() => drop(rows.remove(at)),
            RowMove::Up if at > 0 && at < rows.len() => rows.swap(at, at - 1),
            RowMove::Down if at + 1 < rows.len() => rows.swap(at, at + 1),
            _ => {}
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(words: &str) -> Row {
        Row::from([("other".to_owned(), words.to_owned())])
    }

    fn change(text: &str, words: &[&str]) -> Vec<String> {
        let change = RowChange::parse(text).expect("a button of ours");
        let after = change.apply(words.iter().map(|words| row(words)).collect());
        after.iter().map(|row| row.get("other").cloned().unwrap_or_default()).collect()
    }

    #[test]
    fn rows_come_between_go_and_change_places() {
        assert_eq!(change("add:rows:0", &["a", "b"]), ["a", "", "b"]);
        assert_eq!(change("remove:rows:0", &["a", "b"]), ["b"]);
        assert_eq!(change("up:rows:1", &["a", "b"]), ["b", "a"]);
        assert_eq!(change("down:rows:0", &["a", "b", ""]), ["b", "a"]);
        for nothing in ["up:rows:0", "down:rows:1", "add:rows:7", "remove:rows:7"] {
            assert_eq!(change(nothing, &["a", "b"]), ["a", "b"], "{nothing}");
        }
        assert_eq!(change("add:rows:3", &["x"; MAX_ROWS]).len(), MAX_ROWS, "twenty are enough");
    }

    #[test]
    fn a_button_says_what_it_means() {
        for what in [RowMove::Add, RowMove::Remove, RowMove::Up, RowMove::Down] {
            let read = RowChange::parse(&RowChange::value(what, "rows", 12));
            assert_eq!(read, Some(RowChange { step: "rows".to_owned(), what, at: 12 }));
        }
        for other in ["stay", "finish", "", "add", "add:rows", "add:rows:x", "add:rows:1:2", "burn:rows:1", "up:\n:1"] {
            assert_eq!(RowChange::parse(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_button_but_removing_loses_a_word(
            words in prop::collection::vec("[a-z]{0,3}", 0..25), what in 0..3usize, at in 0..25usize,
        ) {
            let what = [RowMove::Add, RowMove::Up, RowMove::Down][what];
            let rows: Vec<Row> = words.iter().map(|words| row(words)).collect();
            let after = RowChange { step: "rows".to_owned(), what, at }.apply(rows.clone());
            let sorted = |rows: &[Row]| {
                let mut words: Vec<_> = rows.iter().filter(|row| !is_blank(row)).map(|row| row["other"].clone()).collect();
                words.sort();
                words
            };
            prop_assert_eq!(sorted(&rows), sorted(&after));
        }
    }
}
