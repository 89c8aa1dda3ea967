//! Who may be in a room, and as what. For everybody else there is no such room: `NotFound`.

use super::store::people::{self, Switch};
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Viewer};
use crate::server::context;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::server::limits::Deed;
use crate::server::state::AppState;
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// As a host, or as somebody with a seat (none).
pub async fn place(conn: &mut Conn, viewer: &Viewer, id: &WorkshopId) -> Result<Option<Editor>> {
    if let Some(editor) = host(conn, viewer, id).await? {
        return Ok(Some(editor));
    }
    if has_seat(conn, id, &viewer.id).await? { Ok(None) } else { Err(Error::NotFound.into()) }
}

/// As a host, if they are one.
pub async fn host(conn: &mut Conn, viewer: &Viewer, id: &WorkshopId) -> Result<Option<Editor>> {
    let Ok(editor) = Editor::of(viewer) else { return Ok(None) };
    match for_editor(conn, &editor, id).await {
        Ok(_) => Ok(Some(editor)),
        Err(Failure::Known(Error::NotFound)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn has_seat(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<bool> {
    let row = sqlx::query(
        "select 1 from registrations r join workshops w on w.id = r.workshop_id
         where r.workshop_id = $1 and r.user_id = $2 and r.cancelled_at is null and r.confirmed_at is not null
           and w.published_at is not null and w.cancelled_at is null",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.is_some())
}

/// The viewer of a change in the room, who may be in it.
pub async fn member(id: &WorkshopId) -> crate::kit::Result<(AppState, Viewer)> {
    let viewer = context::viewer()?;
    viewer.must_have_promised()?;
    let state = context::state();
    state.limits.take(Deed::Save, viewer.id.as_str())?;
    place(&mut *state.db.read().await?, &viewer, id).await?;
    Ok((state, viewer))
}

/// The viewer of a host's change, and as what they may make it.
pub async fn desk(id: &WorkshopId) -> crate::kit::Result<(AppState, Viewer, Editor)> {
    let viewer = context::viewer()?;
    let editor = Editor::of(&viewer)?;
    viewer.must_have_promised()?;
    let state = context::state();
    for_editor(&mut *state.db.read().await?, &editor, id).await?;
    Ok((state, viewer, editor))
}

/// Turns something of the viewer's own on or off.
pub async fn turn(workshop: &str, switch: Switch, on: bool) -> crate::kit::Result<()> {
    let id: WorkshopId = workshop.parse()?;
    let (state, viewer) = member(&id).await?;
    let input = (id.clone(), viewer.id.clone(), (switch, on), state.now());
    let turning =
        state.db.write(input, |tx, (id, user, switch, now)| Box::pin(people::switch(tx, id, user, *switch, *now)));
    turning.await?;
    state.live.tell(&id, &viewer.id);
    Ok(())
}
