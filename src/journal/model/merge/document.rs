//! The answers of an entry.

use super::super::clauses::Marks;
use super::super::{Answer, Answers, Row};
use super::{merge, merge_list, merge_set};

/// Who wrote last. Where only one of two numbers or days can stand, it is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// The second parameter of the merge.
    Ours,
    /// The third.
    Theirs,
}

/// Merges answers step by step and part by part. Says in which steps both wrote at the same place: there a text holds
/// both wordings, and a number or a day is that of who wrote last. The first of `known` is how places with two wordings
/// are marked; all of it is how they are recognised.
pub fn merge_answers(
    base: &Answers,
    ours: &Answers,
    theirs: &Answers,
    later: Later,
    known: &[Marks<'_>],
) -> (Answers, Vec<String>) {
    let (mut merged, mut both) = (Answers::default(), Vec::new());
    for step in &[base.steps(), ours.steps(), theirs.steps()].concat() {
        if !merged.has(step) {
            let mut clash = false;
            merged.put(step, merge_answer([base, ours, theirs].map(|all| all.of(step)), later, known, &mut clash));
            if clash && !both.contains(step) {
                both.push(step.clone());
            }
        }
    }
    (merged, both)
}

fn merge_answer(three: [Answer; 3], later: Later, known: &[Marks<'_>], clash: &mut bool) -> Answer {
    let [base, ours, theirs] = &three;
    let text = merge(&base.text, &ours.text, &theirs.text, known);
    *clash |= text.has_both();
    Answer {
        text: text.text(&known.first().copied().unwrap_or_default()),
        emotions: merge_set(&base.emotions, &ours.emotions, &theirs.emotions),
        scale: merge_one([&base.scale, &ours.scale, &theirs.scale], later, clash),
        due: merge_one([&base.due, &ours.due, &theirs.due], later, clash),
        rows: merge_list(&base.rows, &ours.rows, &theirs.rows, share_a_cell, |base, ours, theirs| {
            merge_row([base, ours, theirs], known, clash)
        }),
        choices: merge_set(&base.choices, &ours.choices, &theirs.choices),
    }
}

/// Whether one row may have been made of the other: a cell of theirs says the same.
fn share_a_cell(one: &Row, other: &Row) -> bool {
    one.iter().any(|(column, words)| !words.is_empty() && other.get(column) == Some(words))
}

/// A row that both wrote in, cell by cell.
fn merge_row(three: [&Row; 3], known: &[Marks<'_>], clash: &mut bool) -> Row {
    let columns = three.iter().flat_map(|row| row.keys());
    let cell = |row: &Row, column: &String| row.get(column).cloned().unwrap_or_default();
    let mut merged = Row::new();
    for column in columns {
        if !merged.contains_key(column) {
            let [base, ours, theirs] = three.map(|row| cell(row, column));
            let words = merge(&base, &ours, &theirs, known);
            *clash |= words.has_both();
            merged.insert(column.clone(), words.text(&known.first().copied().unwrap_or_default()));
        }
    }
    merged.retain(|_, words| !words.is_empty());
    merged
}

/// Merges what cannot stand twice. What was emptied on one side and changed on the other stays as changed.
pub fn merge_one<T: Clone + Default + PartialEq>(three: [&T; 3], later: Later, clash: &mut bool) -> T {
    let [base, ours, theirs] = three;
    let none = T::default();
    let found = if ours == theirs || theirs == base {
        ours
    } else if ours == base || *ours == none {
        theirs
    } else if *theirs == none {
        ours
    } else {
        *clash = true;
        if later == Later::Ours { ours } else { theirs }
    };
    found.clone()
}
