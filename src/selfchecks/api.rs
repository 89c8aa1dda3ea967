//! Server functions. Everything here is the viewer's own; what is not is `NotFound`.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::model::{CheckId, ChecksHome, DeleteForm, KeepForm, QuietForm, ResultPage, TakePage};
use super::store::Kept;
use super::{pages, store};
use crate::kit::form::Carried;
use crate::kit::{Error, Result, Viewer};
use crate::server::AppState;
use crate::server::context::{extension, state, viewer};
use crate::server::limits::Deed;
use crate::tl;

/// Who is looking, if they may write and read private things.
pub(super) fn member() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// What can be taken, and what was.
#[server(endpoint = "checks/home")]
pub async fn home() -> Result<ChecksHome> {
    let (viewer, state) = member()?;
    Ok(pages::home(&mut *state.db.read().await?, &state.vault, &viewer).await?)
}

/// A check to be taken. Nothing is kept of having opened it.
#[server(endpoint = "checks/take")]
pub async fn take(sheet: String) -> Result<TakePage> {
    let (viewer, state) = member()?;
    let carried = extension::<Carried>().filter(|carried| carried.action == "/api/checks/keep");
    let id = state.new_id();
    Ok(pages::take(&mut *state.db.read().await?, &viewer, &sheet, id, carried.as_ref()).await?)
}

/// A result, with the earlier ones of the same check.
#[server(endpoint = "checks/result")]
pub async fn open_result(id: CheckId) -> Result<ResultPage> {
    let (viewer, state) = member()?;
    Ok(pages::result(&mut *state.db.read().await?, &state.vault, &viewer, &id).await?)
}

/// Keeps the answers to a check, for the author alone.
#[server(endpoint = "checks/keep")]
pub async fn keep(form: KeepForm) -> Result<()> {
    let (viewer, state) = member()?;
    state.limits.take(Deed::Save, viewer.id.as_str())?;
    let id: CheckId = form.id.parse()?;
    let (about, sheet) = pages::offered(&mut *state.db.read().await?, &form.sheet).await?;
    let answers = form.answers(about, sheet, viewer.locale)?;
    let lang = pages::language(sheet, viewer.locale);
    let kept = Kept { sheet: about.id.clone(), version: about.version, lang: lang.to_owned(), answers };
    let other = Error::field("", tl!(viewer.locale, selfchecks.other_answers));
    let input = (state.vault.clone(), viewer.id, id.clone(), kept, state.now());
    let keeping = state
        .db
        .write(input, |tx, (vault, owner, id, kept, now)| Box::pin(store::keep(tx, vault, owner, id, kept, *now)));
    keeping.await.map_err(|failure| match Error::from(failure) {
        Error::Conflict => other,
        error => error,
    })?;
    redirect(&format!("/checks/results/{id}"));
    Ok(())
}

/// Deletes a result, or all of them, at once and for good.
#[server(endpoint = "checks/delete")]
pub async fn delete(form: DeleteForm) -> Result<()> {
    let (viewer, state) = member()?;
    let which = match form.id.as_str() {
        "all" => None,
        id => Some(id.parse::<CheckId>()?),
    };
    let deleting = state.db.write((viewer.id, which), |tx, (owner, which)| {
        Box::pin(async move {
            match which {
                Some(id) => store::delete(tx, owner, id).await,
                None => store::delete_all(tx, owner).await,
            }
        })
    });
    deleting.await?;
    redirect("/checks?done=deleted");
    Ok(())
}

/// Whether 今日 may ask.
#[server(endpoint = "checks/quiet")]
pub async fn quiet(form: QuietForm) -> Result<()> {
    let (viewer, state) = member()?;
    let input = (viewer.id, form.is_quiet()?, state.now());
    state.db.write(input, |tx, (user, quiet, now)| Box::pin(store::set_quiet(tx, user, *quiet, *now))).await?;
    redirect(if form.is_quiet()? { "/checks?done=quiet" } else { "/checks?done=asks" });
    Ok(())
}
