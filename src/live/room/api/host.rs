//! Server functions of a room for hosts. Each goes through `for_editor`: whoever may not change the workshop learns nothing
//! of its room here.

use leptos::prelude::*;

use crate::kit::Result;
use crate::kit::id::WorkshopId;
use crate::live::room::model::{CallForm, CommandForm, Console, NoticeForm, RoomForm};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::kit::id::{CallId, RowId},
    crate::live::plan,
    crate::live::room::groups::fill::fill_soon,
    crate::live::room::guard::desk,
    crate::live::room::model::Command,
    crate::live::room::store::hosting::{self, Opened},
    crate::live::room::store::{self, stage},
    crate::live::room::wording,
    crate::server::qr::Qr,
    crate::server::state::chance_id,
    crate::workshops::store::{By, for_editor},
};

/// The host's page of the room.
#[server(endpoint = "live/console")]
pub async fn host_console(id: WorkshopId) -> Result<Console> {
    let (state, viewer, editor) = desk(&id).await?;
    let mut conn = state.db.read().await?;
    let title = for_editor(&mut conn, &editor, &id).await?.details.title;
    let room = store::find(&mut conn, &id).await?;
    let closed = room.as_ref().is_some_and(|room| room.closed_at.is_some());
    let open = room.is_some() && !closed;
    let address = if open { state.config.link(&format!("/live/{id}")) } else { String::new() };
    Ok(Console {
        title,
        planned: plan::store::read(&mut conn, &id).await?.is_some(),
        closed,
        desk: match open {
            true => Some(stage::desk(&mut conn, &id, state.now(), viewer.locale).await?),
            false => None,
        },
        qr: if open { Qr::of(&address)?.svg() } else { String::new() },
        address,
        id,
    })
}

/// Opens the room with the run sheet as it is now.
#[server(endpoint = "live/open")]
pub async fn open(form: RoomForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let kept = plan::store::read(&mut *state.db.read().await?, &id).await?;
    let Some(kept) = kept else { return wording::opened(Opened::NoBlocks, viewer.locale) };
    let input = ((editor, viewer.id), id.clone(), kept.draft.sheet, chance_id::<RowId>(), state.now());
    let opening = state.db.write(input, |tx, ((editor, actor), id, sheet, chance, now)| {
        Box::pin(hosting::open(tx, By { editor, actor, now: *now }, id, sheet, chance))
    });
    wording::opened(opening.await?, viewer.locale)?;
    state.live.ring(&id);
    Ok(())
}

/// Moves the run. Of two hosts who press at once one does it, and the other is told who did what.
#[server(endpoint = "live/command")]
pub async fn tell_run(form: CommandForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let command = Command::parse(&form.act, &form.minutes).ok_or(Error::BadRequest)?;
    let turn: i64 = form.turn.parse().map_err(|_| Error::BadRequest)?;
    let input = ((editor, viewer.id), id.clone(), (turn, command), state.now());
    let moving = state.db.write(input, |tx, ((editor, actor), id, (turn, command), now)| {
        Box::pin(hosting::command(tx, By { editor, actor, now: *now }, id, *turn, *command))
    });
    let moved = moving.await?;
    state.live.ring(&id);
    fill_soon(&state, &id).await;
    wording::moved(moved, viewer.locale)
}

/// Takes the lead over, when the one who leads has dropped out.
#[server(endpoint = "live/lead")]
pub async fn lead(form: RoomForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let input = ((editor, viewer.id), id.clone(), state.now());
    let leading = state.db.write(input, |tx, ((editor, actor), id, now)| {
        Box::pin(hosting::lead(tx, By { editor, actor, now: *now }, id))
    });
    leading.await?;
    state.live.ring(&id);
    Ok(())
}

/// Says a word to all, into groups too, or takes it back.
#[server(endpoint = "live/notice")]
pub async fn notice(form: NoticeForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let words = form.read(viewer.locale)?;
    let input = ((editor, viewer.id), id.clone(), words, state.now());
    let saying = state.db.write(input, |tx, ((editor, actor), id, words, now)| {
        Box::pin(hosting::notice(tx, By { editor, actor, now: *now }, id, words))
    });
    saying.await?;
    state.live.ring(&id);
    Ok(())
}

/// Marks a group's call as answered.
#[server(endpoint = "live/answer_call")]
pub async fn answer_call(form: CallForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let call: CallId = form.call.parse()?;
    let input = ((editor, viewer.id), id.clone(), call, state.now());
    let answering = state.db.write(input, |tx, ((editor, actor), id, call, now)| {
        Box::pin(hosting::answer_call(tx, By { editor, actor, now: *now }, id, call))
    });
    answering.await?;
    state.live.ring(&id);
    Ok(())
}

/// Closes the room. Nobody comes in any more, and every screen is told.
#[server(endpoint = "live/close")]
pub async fn close(form: RoomForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let input = ((editor, viewer.id), id.clone(), state.now());
    let closing = state.db.write(input, |tx, ((editor, actor), id, now)| {
        Box::pin(hosting::close(tx, By { editor, actor, now: *now }, id))
    });
    closing.await?;
    state.live.ring(&id);
    Ok(())
}
