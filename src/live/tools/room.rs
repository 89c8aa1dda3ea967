//! What the tools expect of the room that they are in: the one place where the two meet.

use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::plan::model::Block;
use crate::live::room::model::wire::Seat;
use crate::live::room::model::{Act, Deed};
use crate::live::room::store::{self, people};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::state::AppState;
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

pub use crate::live::room::store::{LOCK, rise as touched, rise_for as touched_by};

/// Locks the room, if it is open: what every change begins with. The sheet and the run are not read for it, since
/// everybody may answer at the same moment.
pub async fn locked(conn: &mut Conn, id: &WorkshopId) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    sqlx::query("select workshop_id from live_rooms where workshop_id = $1 and closed_at is null")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(())
}

/// The same for whoever may change the workshop still, when it is locked.
pub async fn locked_by(conn: &mut Conn, editor: &Editor, id: &WorkshopId) -> Result<()> {
    locked(conn, id).await?;
    for_editor(conn, editor, id).await.map(drop)
}

/// Who came in and still has a seat, hosts it or is an organiser, as `guard` lets people in; `NotFound` for everybody
/// else.
pub async fn member_of(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Seat> {
    sqlx::query(
        "select r.user_id from registrations r join workshops w on w.id = r.workshop_id
         where r.workshop_id = $1 and r.user_id = $2 and r.confirmed_at is not null and r.cancelled_at is null
           and w.published_at is not null and w.cancelled_at is null
         union select user_id from workshop_hosts where workshop_id = $1 and user_id = $2
         union select host_id from workshops where id = $1 and host_id = $2
         union select user_id from user_roles where user_id = $2 and role = 'admin'",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    people::inside(conn, id, user).await
}

/// A block of the sheet that the room runs by; `NotFound` when it has none of that key.
pub async fn block(conn: &mut Conn, id: &WorkshopId, key: &str) -> Result<Block> {
    let sheet = store::open_room(conn, id).await?.sheet;
    Ok(sheet.blocks.into_iter().find(|block| block.key == key).ok_or(Error::NotFound)?)
}

/// Notes what a host did with a text, by its id, or with a word, by that of its prompt; with it the room has changed.
pub async fn noted(
    conn: &mut Conn,
    (id, actor): (&WorkshopId, &UserId),
    deed: Deed,
    text: &str,
    now: Moment,
) -> Result<()> {
    let act = Act { text: Some(text.to_owned()), ..Act::of(deed, None) };
    store::note(conn, id, Some(actor), &act, now).await
}

/// Tells somebody's other screens what they did, and all screens of this process that the room changed, after the
/// commit.
pub fn tell(state: &AppState, id: &WorkshopId, user: &UserId) {
    state.live.tell(id, user);
}

/// Tells all screens of this process that the room changed, after the commit.
pub fn ring(state: &AppState, id: &WorkshopId) {
    state.live.ring(id);
}
