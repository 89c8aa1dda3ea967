use std::collections::BTreeMap;

use super::undo::{bare, merged};
use super::{PlayForm, digits, known, number};
use crate::worksheets::definition::Sort;
use crate::worksheets::model::play::{Refused, SortMove, SortPlay};
use crate::worksheets::scoring::w3::Answers;
use crate::worksheets::sheets::refused::Why;

/// How many steps back are remembered.
const HISTORY_MOST: usize = 100;

/// W3: `keep` (the whole form, its columns full or not), `undo`, `finish`.
pub fn apply(play: &mut SortPlay, sort: &Sort, form: &PlayForm) -> Result<(), Why> {
    match form.act.as_str() {
        "keep" => keep(play, sort, form),
        "undo" => {
            let now = play.answers.clone();
            let written = if bare(form) { now.clone() } else { read(sort, form)? };
            play.apply(sort, &SortMove::Undo)?;
            // What was chosen on the page and not kept yet is no part of the step.
            play.answers = merged(&now, &written, &play.answers);
            Ok(())
        }
        "finish" => {
            // First, because it says which columns hold what.
            play.answers.check(sort)?;
            Ok(play.apply(sort, &SortMove::Finish)?)
        }
        _ => Err(Why::Unheard),
    }
}

fn read(sort: &Sort, form: &PlayForm) -> Result<Answers, Why> {
    let (mut placements, mut met) = (BTreeMap::new(), BTreeMap::new());
    for name in form.f.keys() {
        let grade: Option<u8> = number(form, name)?;
        if grade.is_some_and(|grade| !(1..=5).contains(&grade)) {
            return Err(digits(name));
        }
        if let Some(id) = name.strip_prefix("s_") {
            known(sort.statements().any(|(_, one)| *one.id == *id))?;
            placements.extend(grade.map(|grade| (id.to_owned(), i64::from(grade))));
        } else if let Some(id) = name.strip_prefix("met_") {
            known(sort.values.iter().any(|one| *one.id == *id))?;
            met.extend(grade.map(|grade| (id.to_owned(), grade)));
        } else {
            return Err(Refused::Unknown.into());
        }
    }
    Ok(Answers { placements, met })
}

fn keep(play: &mut SortPlay, sort: &Sort, form: &PlayForm) -> Result<(), Why> {
    let next = read(sort, form)?;
    let was: Vec<(String, Option<i64>)> = play
        .order_shown
        .iter()
        .filter(|id| play.answers.placements.get(*id) != next.placements.get(*id))
        .map(|id| (id.clone(), play.answers.placements.get(id).copied()))
        .collect();
    if !was.is_empty() {
        if play.history.len() >= HISTORY_MOST {
            play.history.remove(0);
        }
        play.history.push(was);
    }
    play.answers = next;
    Ok(())
}
