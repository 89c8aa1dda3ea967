//! What the pages of earlier versions show.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{When, Why, clauses};
use crate::kit::diff::{align, hunks};
use crate::kit::id::EntryId;

/// The versions of an entry that stay, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Which entry.
    pub id: EntryId,
    /// The template's title.
    pub title: String,
    /// The day it was begun.
    pub day: When,
    /// A page of them.
    pub lines: Vec<HistoryLine>,
    /// What to ask for to get older ones; 0 when there are none.
    pub older: i64,
}

/// A version in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// Its number.
    pub seq: i64,
    /// When it was saved.
    pub at: When,
    /// Why it stays.
    pub why: Why,
    /// Whether it is what the entry holds now.
    pub now: bool,
}

/// An earlier version beside what the entry holds now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Which entry.
    pub id: EntryId,
    /// The earlier version's number.
    pub seq: i64,
    /// When that was saved.
    pub at: When,
    /// The questions of which the words differ, with their labels.
    pub texts: Vec<(String, Changes)>,
    /// The labels of questions of which something else differs: feelings, numbers, days.
    pub others: Vec<String>,
}

/// A text, as it became another.
pub type Changes = Vec<Change>;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// It stands in both.
    Same(String),
    /// Only the earlier one has it.
    Gone(String),
    /// Only the later one has it.
    New(String),
}

/// How `old` became `new`, clause by clause.
pub fn changes(old: &str, new: &str) -> Changes {
    let (before, after) = (clauses(old), clauses(new));
    let mut numbers = BTreeMap::new();
    let mut number = |clause| {
        let next = numbers.len() as u32;
        *numbers.entry(clause).or_insert(next)
    };
    let (old_ids, new_ids): (Vec<u32>, Vec<u32>) =
        (before.iter().copied().map(&mut number).collect(), after.iter().copied().map(&mut number).collect());
    let places = align(&old_ids, &new_ids);
    let (mut found, mut at) = (Changes::new(), 0);
    let mut add = |make: fn(String) -> Change, clauses: &[&str]| {
        if !clauses.is_empty() {
            found.push(make(clauses.concat()));
        }
    };
    for hunk in hunks(&places, after.len()) {
        add(Change::Same, &before[at..hunk.old.0]);
        add(Change::Gone, &before[hunk.old.0..hunk.old.1]);
        add(Change::New, &after[hunk.new.0..hunk.new.1]);
        at = hunk.old.1;
    }
    add(Change::Same, &before[at..]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_compared_by_clauses() {
        let expected = [
            Change::Same("今日は、".to_owned()),
            Change::Gone("疲れた。".to_owned()),
            Change::New("よく話せた。".to_owned()),
            Change::Same("また明日。".to_owned()),
        ];
        assert_eq!(changes("今日は、疲れた。また明日。", "今日は、よく話せた。また明日。"), expected);
        assert_eq!(changes("同じ。", "同じ。"), [Change::Same("同じ。".to_owned())]);
        assert!(changes("", "").is_empty());
    }
}
