//! What each press of a sitting does, one file a family. Every function changes the sheet, or says why not.

mod blocks;
mod circles;
mod draft;
mod line;
mod pairs;
mod questions;
mod rings;
mod sort;
mod strengths;
mod target;
mod undo;

pub use blocks::PEOPLE;
pub use line::{new_point, point_fields};
pub use rings::{new_person, person_fields};
pub use target::ring;

use super::form::PlayForm;
use super::play::Play;
use super::refused::Why;
use crate::kit::form::half_width;
use crate::worksheets::definition::{Definition, Family};
use crate::worksheets::model::play::Refused;
use crate::worksheets::scoring::action::Action;

/// Follows a press, or says why not. A sheet that it finishes forgets its way.
pub fn apply(play: &mut Play, definition: &Definition, form: &PlayForm) -> Result<(), Why> {
    if play.done() {
        return Err(Refused::Finished.into());
    }
    match (&mut *play, &definition.family) {
        (Play::Pairs(play), Family::Pairs(_)) => pairs::apply(play, form),
        (Play::Sort(play), Family::Sort(sort)) => sort::apply(play, sort, form),
        (Play::Questions(sheet), Family::Questionnaire(questions)) => questions::apply(sheet, questions, form),
        (Play::Strengths(sheet), Family::Strengths(strengths)) => strengths::apply(sheet, strengths, form),
        (Play::Line(play), Family::Line(line)) => line::apply(play, line, form),
        (Play::Circles(play), Family::Circles(circles)) => circles::apply(play, circles, form),
        (Play::Target(sheet), Family::Target(target)) => target::apply(sheet, target, form),
        (Play::Blocks(sheet), Family::Blocks(blocks)) => blocks::apply(sheet, blocks, form),
        (Play::Rings(play), Family::Rings(rings)) => rings::apply(play, rings, form),
        _ => Err(Why::Unheard),
    }?;
    if play.done() {
        play.forget();
    }
    Ok(())
}

/// The number in a field, which may be left out; full-width as people type it, too.
fn number<T: std::str::FromStr>(form: &PlayForm, field: &str) -> Result<Option<T>, Why> {
    let plain = |c| if c == '．' { '.' } else { half_width(c) };
    let word: String = form.word(field).trim().chars().map(plain).collect();
    if word.is_empty() { Ok(None) } else { word.parse().map(Some).map_err(|_| digits(field)) }
}

/// What is said beside a field that holds no number, or none that can be.
fn digits(field: &str) -> Why {
    Why::Number(format!("f.{field}"))
}

/// A place in a list, as a page of ours writes it.
fn place(word: &str) -> Result<u32, Why> {
    if word.is_empty() { Err(Why::Unheard) } else { word.parse().map_err(|_| Refused::Number.into()) }
}

/// A next step, when something was written. A day alone is none, and is not dropped without a word.
fn step(form: &PlayForm, text: &str, due: &str) -> Result<Option<Action>, Why> {
    let action = Action { text: form.text(text), due: form.text(due) };
    match (action.text.is_empty(), action.due.is_empty()) {
        (false, _) => Ok(Some(action)),
        (true, true) => Ok(None),
        (true, false) => Err(Why::Unsaid(format!("f.{text}"))),
    }
}

/// Refuses an entry whose name, in the field `name`, is missing while one of its other fields, or one of its groups of
/// boxes, is filled: it would be dropped without a word.
fn named(form: &PlayForm, name: &str, fields: &[&str], groups: &[&str]) -> Result<(), Why> {
    let written = fields.iter().any(|field| !form.text(field).is_empty());
    let ticked = groups.iter().any(|group| !form.ticked(group).is_empty());
    if written || ticked { Err(Why::Unnamed(format!("f.{name}"))) } else { Ok(()) }
}

/// Refuses a field that the sheet does not have.
fn known(fine: bool) -> Result<(), Why> {
    if fine { Ok(()) } else { Err(Refused::Unknown.into()) }
}
