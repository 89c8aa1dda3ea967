//! Sending: the last look, then everything in one write.

use std::collections::BTreeMap;

use super::model::{CopyForm, Decision, Terms, gate};
use super::store::{self, Draft};
use super::{check, pieces};
use crate::coaching;
use crate::journal::model::MAX_TEXT;
use crate::journal::store::{self as journal, NewShare, Shared};
use crate::kit::form::chars;
use crate::kit::id::DraftId;
use crate::kit::{Error, Locale, Moment, Result, Viewer};
use crate::server::AppState;
use crate::tl;

/// Refuses words that are too many to be written, before they are looked at.
pub fn must_fit(draft: &Draft, form: &CopyForm, locale: Locale) -> Result<()> {
    let mut errors = form.asks_briefly(locale);
    for piece in pieces::of_answers(&draft.copy.answers)? {
        let n = form.texts.get(&piece.place).map(|typed| chars(typed)).unwrap_or_default();
        let long = tl!(locale, desk.text_long, most = MAX_TEXT, n = n);
        errors.check(n <= MAX_TEXT.max(chars(&piece.text)), &format!("texts.{}", piece.place), long);
    }
    errors.finish()
}

/// The copy as it stands in the form: the draft with other words.
pub fn typed_over(draft: &Draft, form: &CopyForm) -> Result<Draft> {
    Ok(Draft {
        copy: pieces::with(&draft.copy, &form.texts)?,
        reasons: form
            .reasons
            .iter()
            .filter(|(_, reason)| !reason.is_empty())
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect(),
        seen: form.seen.clone(),
        checks: form.checks.clone(),
        ..draft.clone()
    })
}

/// The draft with one suggestion followed, if its words are still there.
pub fn apply(mut draft: Draft, place: &str, start: usize, end: usize, locale: Locale) -> Result<Draft> {
    let all = pieces::of(&draft.copy)?;
    let Some(piece) = all.iter().find(|piece| piece.place == place) else { return Ok(draft) };
    let found = check::traces(&piece.text, locale);
    if let Some(finding) = found.iter().find(|one| (one.start, one.end) == (start, end)) {
        let text = crate::deid::apply(&piece.text, finding);
        draft.copy = pieces::with(&draft.copy, &BTreeMap::from([(place.to_owned(), text)]))?;
    }
    Ok(draft)
}

/// What was decided about everything that the check finds; refuses what may not leave like this.
pub fn looked_over(draft: &Draft, form: &CopyForm, locale: Locale) -> Result<Vec<Decision>> {
    let looked = check::look(&pieces::of(&draft.copy)?, locale);
    let mut errors = form.validate(locale);
    let decisions = gate(&looked, &draft.reasons, &draft.seen, locale).unwrap_or_else(|more| {
        errors.0.extend(more.0);
        Vec::new()
    });
    errors.finish()?;
    Ok(decisions)
}

/// Sends a copy as its form has it; gives the page that says so. Whoever presses twice sent it the first time, and is
/// told when other words stood in the form by then.
pub async fn send_once(viewer: Viewer, state: AppState, id: DraftId, form: &CopyForm, now: Moment) -> Result<String> {
    let (again, owner) = (state.clone(), viewer.id.clone());
    match try_to_send(viewer, state, id.clone(), form, now).await {
        Err(Error::NotFound) => {
            let (entry, copy) = store::sent(&mut *again.db.read().await?, &again.vault, &owner, &id).await?;
            let same = pieces::with(&copy, &form.texts)? == copy;
            Ok(format!("/journal/{entry}?done={}", if same { "shared" } else { "shared_before" }))
        }
        sent => sent,
    }
}

async fn try_to_send(viewer: Viewer, state: AppState, id: DraftId, form: &CopyForm, now: Moment) -> Result<String> {
    let before = store::draft(&mut *state.db.read().await?, &state.vault, &viewer.id, &id).await?;
    must_fit(&before, form, viewer.locale)?;
    let draft = typed_over(&before, form)?;
    must_be_unchanged(&before, &draft, viewer.locale)?;
    let decisions = looked_over(&draft, form, viewer.locale)?;
    let path = format!("/journal/{}?done=shared", draft.entry);
    send(viewer, state, (id, draft), decisions, now).await?;
    Ok(path)
}

/// Sends a copy that was looked over: the copy, the decisions, a letter to each coach that says only that it came. It
/// keeps the id of its draft, so that a second press finds it.
async fn send(
    viewer: Viewer,
    state: AppState,
    (id, draft): (DraftId, Draft),
    decisions: Vec<Decision>,
    now: Moment,
) -> Result<()> {
    let locale = viewer.locale;
    let terms = Terms { want: draft.want, expires_at: Some(draft.span.end(now)), live: draft.live };
    let new = NewShare {
        id: id.as_str().parse()?,
        entry: draft.entry,
        version: draft.version,
        coaches: draft.coaches,
        copy: draft.copy,
        terms,
    };
    let shared = state
        .db
        .write((state.clone(), viewer, id, new, decisions), move |tx, (state, viewer, id, new, decisions)| {
            Box::pin(async move {
                store::draft(tx, &state.vault, &viewer.id, id).await?;
                let shared = journal::share(tx, &state.vault, &viewer.id, new, now).await?;
                if shared == Shared::Already {
                    return Ok(shared);
                }
                store::drop_drafts(tx, &new.entry).await?;
                if shared == Shared::Sent {
                    let object = ("journal", new.id.as_str());
                    store::log_decisions(tx, &viewer.id, &viewer.id, object, decisions, now).await?;
                    for coach in &new.coaches {
                        let copy = (&new.entry, &new.id);
                        coaching::journal_came(tx, &state.config, coach, &viewer.name, copy, now).await?;
                    }
                }
                Ok(shared)
            })
        })
        .await?;
    if shared == Shared::Already {
        return Err(Error::field("", tl!(locale, journal.share_already)));
    }
    Ok(())
}

/// A copy that follows its entry has the entry's own words.
pub fn must_be_unchanged(before: &Draft, after: &Draft, locale: Locale) -> Result<()> {
    match before.live && before.copy.answers != after.copy.answers {
        true => Err(Error::field("", tl!(locale, desk.live_unchanged))),
        false => Ok(()),
    }
}
