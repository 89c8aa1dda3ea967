//! Server functions of groups, for hosts. Each goes through `desk`: whoever may not change the workshop learns nothing of
//! its groups here; whoever writes is looked at once more when the room is locked.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::fill::fill_soon;
use super::forms::{MixingForm, PairForm, PlaceForm};
use super::{ask_next, page, settle, store};
use crate::kit::id::WorkshopId;
use crate::kit::{Error, Result};
use crate::live::room::guard::desk;
use crate::live::room::model::RoomForm;
use crate::live::room::model::wire::Seat;
use crate::live::room::store::{locked_by, rise};
use crate::tl;
use crate::workshops::model::planned::Planned;
use crate::workshops::store::for_editor;

/// The groups of all rounds, to change and to print.
#[server(endpoint = "live/cards")]
pub async fn cards(id: WorkshopId, #[server(default)] done: String) -> Result<Planned> {
    let (state, viewer, editor) = desk(&id).await?;
    let mut conn = state.db.read().await?;
    let title = for_editor(&mut conn, &editor, &id).await?.details.title;
    Ok(page::cards(&mut conn, (&id, &title), viewer.locale, &done).await?)
}

/// Makes the groups of the next round, also anew. Those that have begun stay.
#[server(endpoint = "live/groups_make")]
pub async fn groups_make(form: RoomForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let input = (editor, id.clone(), state.now());
    let asking = state.db.write(input, |tx, (editor, id, now)| {
        Box::pin(async move {
            let room = locked_by(tx, editor, id).await?;
            ask_next(tx, id, &room, *now).await
        })
    });
    if !asking.await? {
        return Err(Error::field("", tl!(viewer.locale, after.error_no_round)));
    }
    fill_soon(&state, &id).await;
    back(&id, "made");
    Ok(())
}

/// Wishes two people together or apart. It counts for the rounds that are made from now on.
#[server(endpoint = "live/groups_pair")]
pub async fn groups_pair(form: PairForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let (two, wish) = form.read(viewer.locale)?;
    let keeping = state.db.write((editor, id.clone(), two, wish), |tx, (editor, id, two, wish)| {
        Box::pin(async move {
            locked_by(tx, editor, id).await?;
            store::set_pair(tx, id, *two, *wish).await
        })
    });
    keeping.await?;
    back(&id, "wished");
    Ok(())
}

/// Puts somebody into groups, or leaves them out: a host who sits with the others, a guest who goes from room to room.
#[server(endpoint = "live/groups_place")]
pub async fn groups_place(form: PlaceForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, _, editor) = desk(&id).await?;
    let seat: Seat = form.seat.parse().map_err(|_| Error::BadRequest)?;
    let input = (editor, id.clone(), seat, form.to == "in", state.now());
    let placing = state.db.write(input, |tx, (editor, id, seat, seated, now)| {
        Box::pin(async move {
            let room = locked_by(tx, editor, id).await?;
            store::place(tx, id, *seat, *seated).await?;
            settle(tx, id, &room.sheet, &room.run, *now).await?;
            rise(tx, id).await
        })
    });
    placing.await?;
    state.live.ring(&id);
    back(&id, "placed");
    Ok(())
}

/// Keeps where groups meet, and whether earlier dates of the course count.
#[server(endpoint = "live/groups_mixing")]
pub async fn groups_mixing(form: MixingForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let mixing = form.read(viewer.locale)?;
    let keeping = state.db.write((editor, id.clone(), mixing), |tx, (editor, id, mixing)| {
        Box::pin(async move {
            locked_by(tx, editor, id).await?;
            store::set_mixing(tx, id, mixing).await?;
            rise(tx, id).await
        })
    });
    keeping.await?;
    state.live.ring(&id);
    back(&id, "saved");
    Ok(())
}

/// Back to the page, which says what was done.
fn back(id: &WorkshopId, word: &str) {
    redirect(&format!("/live/{id}/cards?done={word}"));
}
