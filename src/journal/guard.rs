//! What server functions of the journal begin and end with.

use super::model::{Answers, JotForm, SaveForm, Saved, sheet, template};
use super::{page, store};
use crate::kit::id::{EntryId, RowId, is_uuid};
use crate::kit::{Error, Result, Viewer};
use crate::server::limits::Deed;
use crate::server::{AppState, Failure, state, time, viewer};
use crate::tl;

/// A viewer who may write.
pub fn author() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// The name that a page goes by; none when it is not one that we gave.
pub fn page_name(writer: &str) -> String {
    if is_uuid(writer) { writer.to_owned() } else { String::new() }
}

/// Keeps what was written as a new version.
pub async fn keep(form: SaveForm) -> Result<Saved> {
    let (viewer, state) = author()?;
    state.limits.take(Deed::Save, viewer.id.as_str())?;
    let id: EntryId = form.entry.parse()?;
    let mut conn = state.db.read().await?;
    let template = store::template_of(&mut conn, &viewer.id, &id).await?;
    let held = match store::answers(&mut conn, &state.vault, &viewer.id, &id, form.base).await {
        Err(Failure::Known(Error::NotFound)) => Answers::default(),
        held => held?,
    };
    drop(conn);
    let answers = form.answers(&sheet(&template, viewer.locale), &held, viewer.locale)?;
    let traces = page::traces_of_save(&template, &answers, form.base, &viewer)?;
    let now = state.now();
    let revision = state.new_id::<RowId>();
    let pressed = !form.then.is_empty();
    let from = store::Writer { page: page_name(&form.writer), turn: form.turn, pressed, locale: viewer.locale };
    let save = store::Save { entry: id, revision, base: form.base, answers, finish: form.then == "finish", from };
    let outcome = state
        .db
        .write((state.vault.clone(), viewer.id, save, now), |tx, (vault, owner, save, now)| {
            Box::pin(store::save(tx, vault, owner, save, *now))
        })
        .await?;
    let elsewhere = (outcome.head != outcome.seq).then_some(outcome.head);
    Ok(Saved { seq: outcome.seq, clock: time::clock(now, &viewer.zone), elsewhere, traces })
}

/// The template that a line on its own is written by, and its step.
const LINE: (&str, &str) = ("hitokoto", "line");

/// Keeps a line as an entry of its own.
pub async fn jotted(form: JotForm) -> Result<()> {
    let (viewer, state) = author()?;
    state.limits.take(Deed::Save, viewer.id.as_str())?;
    if form.text.trim().is_empty() {
        return Err(Error::field("text", tl!(viewer.locale, journal.jot_empty)));
    }
    let found = template(LINE.0).ok_or(Error::NotFound)?;
    let sent = SaveForm { texts: [(LINE.1.to_owned(), form.text)].into(), ..SaveForm::default() };
    let answers = sent.answers(&sheet(&found.id, viewer.locale), &Answers::default(), viewer.locale)?;
    let fresh = (state.new_id::<EntryId>(), state.new_id::<RowId>());
    let from = store::Writer { pressed: true, locale: viewer.locale, ..store::Writer::default() };
    let input = (state.vault.clone(), viewer.id, (found, answers, from), fresh, state.now());
    let keeping = state.db.write(input, |tx, (vault, owner, (found, answers, from), (id, revision), now)| {
        Box::pin(async move {
            let entry = store::create_entry(tx, owner, id, &found.id, found.version, *now).await?;
            let (answers, from) = (answers.clone(), from.clone());
            let save = store::Save { entry, revision: revision.clone(), base: 0, answers, finish: true, from };
            store::save(tx, vault, owner, &save, *now).await
        })
    });
    keeping.await?;
    Ok(())
}
