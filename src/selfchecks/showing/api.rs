//! Server functions of showing a result.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::model::{BackForm, CheckShareId, Copied, ShowForm, ShowPage};
use super::{pages, store};
use crate::accounts::store::contact_of;
use crate::kit::id::UserId;
use crate::kit::{Result, Role};
use crate::selfchecks::api::member;
use crate::selfchecks::model::CheckId;
use crate::server::mail::outbox;
use crate::worksheets::sheets::mail;

/// Showing a result: whom to, and exactly what goes.
#[server(endpoint = "checks/showing")]
pub async fn showing(id: CheckId, coach: String) -> Result<ShowPage> {
    let (viewer, state) = member()?;
    Ok(pages::showing(&mut *state.db.read().await?, &state.vault, &viewer, &id, &coach).await?)
}

/// Shows one result to a coach.
#[server(endpoint = "checks/show")]
pub async fn show(form: ShowForm) -> Result<()> {
    let (viewer, state) = member()?;
    let (id, coach): (CheckId, UserId) = (form.id.parse()?, form.coach.parse()?);
    let share: CheckShareId = state.new_id();
    let input = (state.clone(), viewer.id, (id.clone(), share), coach, state.now());
    let sending = state.db.write(input, |tx, (state, owner, (id, share), coach, now)| {
        Box::pin(async move {
            store::show(tx, &state.vault, owner, (id, share), coach, *now).await?;
            let contact = contact_of(tx, coach).await?;
            outbox::enqueue(tx, &mail::shown(coach, &contact, id.as_str(), &state.config, *now), *now).await
        })
    });
    sending.await?;
    redirect(&format!("/checks/results/{id}?done=shown#shown"));
    Ok(())
}

/// Takes a copy back from a coach.
#[server(endpoint = "checks/take_back")]
pub async fn take_back(form: BackForm) -> Result<()> {
    let (viewer, state) = member()?;
    let input = (viewer.id, form.id.parse::<CheckShareId>()?, state.now());
    let taking = state.db.write(input, |tx, (owner, id, now)| Box::pin(store::take_back(tx, owner, id, *now)));
    let id = taking.await?;
    redirect(&match form.from.as_str() {
        "consents" => "/me/consents?done=revoked".to_owned(),
        _ => format!("/checks/results/{id}?done=back#shown"),
    });
    Ok(())
}

/// Opens a copy for the coach it was shown to; the author can see that it was opened.
#[server(endpoint = "checks/shared")]
pub async fn shared(id: CheckShareId) -> Result<Copied> {
    let (viewer, state) = member()?;
    viewer.must_be(Role::Coach)?;
    let input = (state.vault.clone(), viewer.id.clone(), id, state.now());
    let opening =
        state.db.write(input, |tx, (vault, coach, id, now)| Box::pin(store::open(tx, vault, coach, id, *now)));
    let (member, copy) = opening.await?;
    Ok(pages::copied(copy, member, &viewer)?)
}
