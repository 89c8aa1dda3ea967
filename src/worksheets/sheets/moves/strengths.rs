use super::undo::undo;
use super::{PlayForm, known, number};
use crate::worksheets::definition::Strengths;
use crate::worksheets::model::play::Refused;
use crate::worksheets::scoring::w5::{Answers, Piece};
use crate::worksheets::sheets::play::Filled;
use crate::worksheets::sheets::refused::Why;

/// W5: `choose` (the strengths; what was written about those that stay, stays), `keep` (the words), `again` (the
/// same, on the way back to the choice), `undo`, `finish`.
pub fn apply(sheet: &mut Filled<Answers>, strengths: &Strengths, form: &PlayForm) -> Result<(), Why> {
    let mut next = sheet.answers.clone();
    match form.act.as_str() {
        "choose" => {
            let old = std::mem::take(&mut next.strengths);
            let piece = |id: String| {
                let kept = old.iter().find(|piece| piece.id == id).cloned();
                kept.unwrap_or(Piece { id, ..Piece::default() })
            };
            next.strengths = form.ticked("strengths").into_iter().map(piece).collect();
            if next.strengths.is_empty() {
                return Err(Refused::Unfinished.into());
            }
        }
        "keep" | "again" => next = words(form, next)?,
        "undo" => {
            undo(sheet, form, |now| words(form, now.clone()))?;
            return Ok(sheet.answers.check(strengths)?);
        }
        "finish" => {
            if next.strengths.is_empty() {
                return Err(Refused::Unfinished.into());
            }
            sheet.done = true;
            return Ok(());
        }
        _ => return Err(Why::Unheard),
    }
    next.check(strengths)?;
    sheet.keep(next);
    Ok(())
}

/// What was written about the strengths that are chosen.
fn words(form: &PlayForm, mut next: Answers) -> Result<Answers, Why> {
    let of =
        |name: &str| ["story_", "used_", "want_"].iter().find_map(|part| name.strip_prefix(part).map(str::to_owned));
    for name in form.f.keys() {
        known(of(name).is_some_and(|id| next.strengths.iter().any(|piece| piece.id == id)))?;
    }
    for piece in &mut next.strengths {
        piece.story = form.text(&format!("story_{}", piece.id));
        piece.used_last_2w = number(form, &format!("used_{}", piece.id))?;
        piece.want = number(form, &format!("want_{}", piece.id))?;
    }
    Ok(next)
}
