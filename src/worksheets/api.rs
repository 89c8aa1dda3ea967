//! Server functions: one's own sittings, and what is shown to a coach.

use leptos::prelude::*;

use super::model::{
    Comparison, DeleteForm, MoveForm, ResultPage, SaveForm, Saved, ShareForm, SharePick, SharedValues, SittingPage,
    StartForm, ValuesHome, WithdrawForm,
};
use crate::kit::Result;
use crate::kit::id::{AnswerId, WorksheetShareId};

#[cfg(feature = "ssr")]
use {
    super::content,
    super::guard::{brings_no_result, draft, member, save},
    super::model::{ShareDraft, Sitting},
    super::{mail, pages, store},
    crate::accounts,
    crate::kit::{Error, Role},
    crate::server::mail::outbox,
    crate::server::time,
    crate::tl,
    leptos_axum::redirect,
};

/// The home of the value cards.
#[server(endpoint = "worksheets/values")]
pub async fn open_values() -> Result<ValuesHome> {
    let (state, viewer) = member()?;
    Ok(pages::home(&mut *state.db.read().await?, &viewer).await?)
}

/// A sitting under way.
#[server(endpoint = "worksheets/values/sitting")]
pub async fn open_sitting(id: AnswerId) -> Result<SittingPage> {
    let (state, viewer) = member()?;
    Ok(pages::sitting(&mut *state.db.read().await?, &state.vault, &viewer, &id).await?)
}

/// The result of a finished sitting.
#[server(endpoint = "worksheets/values/result")]
pub async fn values_result(id: AnswerId) -> Result<ResultPage> {
    let (state, viewer) = member()?;
    Ok(pages::result(&mut *state.db.read().await?, &state.vault, &viewer, &id).await?)
}

/// Two finished sittings side by side.
#[server(endpoint = "worksheets/values/compare")]
pub async fn compare_values(a: AnswerId, b: AnswerId) -> Result<Comparison> {
    let (state, viewer) = member()?;
    if a == b {
        return Err(Error::field("", tl!(viewer.locale, worksheets.compare_same)));
    }
    Ok(pages::compare(&mut *state.db.read().await?, &state.vault, &viewer, &a, &b).await?)
}

/// Where the two latest rounds are compared, or what there is instead.
#[server(endpoint = "worksheets/values/latest")]
pub async fn latest_rounds() -> Result<String> {
    let (state, viewer) = member()?;
    Ok(pages::latest(&mut *state.db.read().await?, &viewer).await?)
}

/// Begins a round, or goes on with the one that is under way.
#[server(endpoint = "worksheets/values/start")]
pub async fn start_values(form: StartForm) -> Result<()> {
    let (state, viewer) = member()?;
    let values = content::values();
    let sitting = Sitting::new(values.deck(form.private_cards), rand::random());
    let input = (state.vault.clone(), viewer.id, state.new_id::<AnswerId>(), sitting, values.version, state.now());
    let id = state
        .db
        .write(input, |tx, (vault, owner, id, sitting, version, now)| {
            Box::pin(store::start(tx, vault, owner, id, *version, sitting, *now))
        })
        .await?;
    redirect(&format!("/worksheets/values/{id}"));
    Ok(())
}

/// Makes one move, from a page without JavaScript.
#[server(endpoint = "worksheets/values/move")]
pub async fn move_card(form: MoveForm) -> Result<()> {
    let (state, viewer) = member()?;
    brings_no_result(&form.result, viewer.locale)?;
    let (id, moves) = (form.id.parse()?, form.moves()?);
    save(&state, viewer, &id, form.revision, moves).await?;
    redirect(&form.next_page(&id));
    Ok(())
}

/// Keeps moves that the browser has already shown.
#[server(endpoint = "worksheets/values/save")]
pub async fn save_moves(form: SaveForm) -> Result<Saved> {
    let (state, viewer) = member()?;
    brings_no_result(&form.result, viewer.locale)?;
    let (id, moves) = (form.id.parse()?, form.moves()?);
    let at = time::clock(state.now(), &viewer.zone);
    Ok(Saved { revision: save(&state, viewer, &id, form.revision, moves).await?, at })
}

/// Deletes a sitting and the copies that coaches could see.
#[server(endpoint = "worksheets/values/delete")]
pub async fn delete_values(form: DeleteForm) -> Result<()> {
    let (state, viewer) = member()?;
    let input = (viewer.id, form.id.parse::<AnswerId>()?, state.now());
    state.db.write(input, |tx, (owner, id, now)| Box::pin(store::delete(tx, owner, id, *now))).await?;
    redirect("/worksheets/values?done=deleted");
    Ok(())
}

/// Keeps a choice of coach and notes, to be looked at once more before it is sent.
#[server(endpoint = "worksheets/values/pick")]
pub async fn pick_share(form: SharePick) -> Result<()> {
    let (state, viewer) = member()?;
    let notes = form.picked()?;
    let coach = form.coach.parse().map_err(|_| Error::field("coach", tl!(viewer.locale, worksheets.share_no_coach)))?;
    draft(&state, viewer.id, &form.id, Some(ShareDraft { coach, notes })).await
}

/// Sends what was picked to the coach, or picks anew.
#[server(endpoint = "worksheets/values/share")]
pub async fn share_values(form: ShareForm) -> Result<()> {
    let (state, viewer) = member()?;
    if form.act == "change" {
        return draft(&state, viewer.id, &form.id, None).await;
    }
    let id: AnswerId = form.id.parse()?;
    let share = state.new_id::<WorksheetShareId>();
    let input = (state.vault.clone(), viewer.id, id.clone(), share, state.config.clone(), state.now());
    let send = state.db.write(input, |tx, (vault, owner, id, share, config, now)| {
        Box::pin(async move {
            let Some(coach) = store::send(tx, vault, owner, id, share, *now).await? else { return Ok(()) };
            let contact = accounts::store::contact_of(tx, &coach).await?;
            outbox::enqueue(tx, &mail::shown(&coach, &contact, id, config, *now), *now).await
        })
    });
    send.await?;
    redirect(&format!("/worksheets/values/{id}/result?done=shared"));
    Ok(())
}

/// Takes a copy back from a coach.
#[server(endpoint = "worksheets/values/withdraw")]
pub async fn withdraw_values(form: WithdrawForm) -> Result<()> {
    let (state, viewer) = member()?;
    let input = (viewer.id, form.id.parse::<WorksheetShareId>()?, state.now());
    let id = state.db.write(input, |tx, (owner, share, now)| Box::pin(store::withdraw(tx, owner, share, *now))).await?;
    redirect(&format!("/worksheets/values/{id}/result?done=withdrawn"));
    Ok(())
}

/// Opens a copy for the coach it was shown to; the author can see that it was opened.
#[server(endpoint = "worksheets/values/shared")]
pub async fn open_shared_values(id: WorksheetShareId) -> Result<SharedValues> {
    let (state, viewer) = member()?;
    viewer.must_be(Role::Coach)?;
    let input = (state.vault.clone(), viewer.id.clone(), id, state.now());
    let opened = state.db.write(input, |tx, (vault, coach, share, now)| {
        Box::pin(store::open_share::<store::SharedCopy>(tx, vault, coach, share, *now))
    });
    let (author, copy) = opened.await?;
    Ok(pages::shared(author, copy, &viewer)?)
}
