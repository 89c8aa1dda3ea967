//! Server functions of showing an entry. Everything here is the viewer's own; what is not is `NotFound`.

use leptos::prelude::*;

use super::model::{BeginForm, ChoosePage, ConsentPage, CopyForm, CopyPage, LookForm, LookPage};
use crate::kit::Result;
use crate::kit::id::{DraftId, EntryId};

#[cfg(feature = "ssr")]
use {
    super::model::Then,
    super::store::{self, Draft},
    super::{guard, page, receipts},
    crate::coaching::guard::member,
    crate::coaching::store::must_coach,
    crate::journal::model::SentCopy,
    crate::journal::store as journal,
    crate::kit::Error,
    crate::kit::id::UserId,
    leptos_axum::redirect,
    std::collections::BTreeSet,
};

/// What is needed to choose what goes to whom.
#[server(endpoint = "journal/share_page")]
pub async fn choosing(id: EntryId, version: Option<i64>) -> Result<ChoosePage> {
    let (viewer, state) = member()?;
    Ok(page::choose(&mut *state.db.read().await?, &state.vault, &viewer, &id, version, state.now()).await?)
}

/// Makes a copy of the chosen steps, for its author to look over. Nothing is sent.
#[server(endpoint = "journal/share_begin")]
pub async fn begin(form: BeginForm) -> Result<()> {
    let (viewer, state) = member()?;
    let entry: EntryId = form.entry.parse()?;
    form.validate(viewer.locale)?;
    let mut conn = state.db.read().await?;
    let all = journal::answers(&mut conn, &state.vault, &viewer.id, &entry, form.version).await?;
    let coaches: BTreeSet<UserId> = form.coaches.iter().map(|id| id.parse()).collect::<Result<_>>()?;
    for coach in &coaches {
        must_coach(&mut conn, coach, &viewer.id).await?;
    }
    drop(conn);
    let (want, span, live) = (form.wants(), form.span(), form.live());
    let copy = SentCopy { answers: all.only(&form.steps), ask: String::new() };
    if copy.answers.is_empty() {
        return Err(Error::BadRequest);
    }
    let draft = Draft {
        entry,
        version: form.version,
        coaches: coaches.into_iter().collect(),
        want,
        span,
        live,
        copy,
        reasons: Default::default(),
        seen: Vec::new(),
        checks: Vec::new(),
    };
    let path = format!("/journal/{}/share", draft.entry);
    let id: DraftId = state.new_id();
    let to = format!("{path}/{id}");
    let input = (state.vault.clone(), viewer.id, id, draft, state.now());
    state
        .db
        .write(input, |tx, (vault, owner, id, draft, now)| Box::pin(store::begin(tx, vault, owner, id, draft, *now)))
        .await?;
    redirect(&to);
    Ok(())
}

/// A copy before it is sent, with what the check found; with what was typed when it came back.
#[server(endpoint = "journal/share_copy")]
pub async fn looking(id: DraftId) -> Result<CopyPage> {
    let (viewer, state) = member()?;
    let typed = page::Typed::carried("/api/journal/share");
    Ok(page::copy(&mut *state.db.read().await?, &state.vault, &viewer, &id, &typed, state.now()).await?)
}

/// Looks again, follows a suggestion, or sends the copy. Nothing leaves that the check finds and nobody decided about.
#[server(endpoint = "journal/share")]
pub async fn share(form: CopyForm) -> Result<()> {
    let (viewer, state) = member()?;
    let id: DraftId = form.draft.parse()?;
    let now = state.now();
    if form.then() == Then::Send {
        redirect(&guard::send_once(viewer, state, id, &form, now).await?);
        return Ok(());
    }
    let before = store::draft(&mut *state.db.read().await?, &state.vault, &viewer.id, &id).await?;
    guard::must_fit(&before, &form, viewer.locale)?;
    let mut draft = guard::typed_over(&before, &form)?;
    let page = format!("/journal/{}/share/{id}", draft.entry);
    let path = match form.then() {
        Then::Apply(place, start, end) => {
            draft = guard::apply(draft, &place, start, end, viewer.locale)?;
            format!("{page}?done=applied")
        }
        _ => format!("{page}?done=checked"),
    };
    guard::must_be_unchanged(&before, &draft, viewer.locale)?;
    state
        .db
        .write((state.vault.clone(), viewer.id, id, draft), move |tx, (vault, owner, id, draft)| {
            Box::pin(store::keep(tx, vault, owner, id, draft, now))
        })
        .await?;
    redirect(&path);
    Ok(())
}

/// Goes to what the check finds in one's own entry.
#[server(endpoint = "deid/look")]
pub async fn look(form: LookForm) -> Result<()> {
    let (viewer, state) = member()?;
    let id: EntryId = form.entry.parse()?;
    journal::entry(&mut *state.db.read().await?, &viewer.id, &id).await?;
    redirect(&format!("/journal/{id}/look"));
    Ok(())
}

/// What the check finds in the newest words of one's own entry, while nobody else sees it.
#[server(endpoint = "deid/found")]
pub async fn found(id: EntryId) -> Result<LookPage> {
    let (viewer, state) = member()?;
    Ok(page::look(&mut *state.db.read().await?, &state.vault, &viewer, &id).await?)
}

/// What one consented to, in one place.
#[server(endpoint = "journal/consents")]
pub async fn consents(after: String) -> Result<ConsentPage> {
    let (viewer, state) = member()?;
    Ok(receipts::page(&mut *state.db.read().await?, &state.vault, &viewer, &after, state.now()).await?)
}
