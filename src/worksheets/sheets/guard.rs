//! What the server functions of this room begin and end with.

use super::form::PlayForm;
use super::known;
use super::refused::Why;
use super::store::answers::{self, Played};
use crate::kit::form::one_line;
use crate::kit::id::AnswerId;
use crate::kit::{Error, Locale, Result, Viewer};
use crate::server::AppState;
use crate::server::limits::Deed;
use crate::worksheets::definition::Family;
use crate::worksheets::guard::brings_no_result;
use crate::worksheets::scoring::w5::Gift;

pub use crate::worksheets::guard::member;

/// Follows a form in a sitting; what came of it.
pub async fn play(state: &AppState, viewer: &Viewer, form: &PlayForm) -> Result<Played> {
    state.limits.take(Deed::Save, viewer.id.as_str())?;
    let id: AnswerId = form.id.parse()?;
    brings_no_result(&form.result, viewer.locale)?;
    let (mut done, mut from) = (None, form.revision);
    for step in form.pressed().steps() {
        let step = PlayForm { revision: from, ..step };
        let input = (state.vault.clone(), viewer.clone(), id.clone(), step, state.now());
        let write = state.db.write(input, |tx, (vault, viewer, id, step, now)| {
            Box::pin(answers::play(tx, vault, &viewer.id, id, step, viewer.locale, *now))
        });
        let played = write.await?;
        from = played.revision;
        done = Some(played);
    }
    done.ok_or(Error::BadRequest)
}

/// A strength and its line, as a form sent them; with a word at the field that is wrong.
pub fn gift(strength: &str, line: &str, locale: Locale) -> Result<Gift> {
    let gift = Gift { strength: strength.to_owned(), line: one_line(line) };
    let Some(Family::Strengths(strengths)) = known("W5").map(|one| &one.family) else { return Err(Error::NotFound) };
    if let Err(error) = gift.check(strengths) {
        let field = if gift.strength.is_empty() { "strength" } else { "line" };
        let Error::Invalid(errors) = Why::from(error).error(locale) else { return Err(Error::BadRequest) };
        return Err(Error::field(field, errors.0.into_iter().map(|one| one.message).next().unwrap_or_default()));
    }
    Ok(gift)
}
