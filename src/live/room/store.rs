//! SQL of a room. Each change locks the room first, so that two hosts do what one after the other would, and raises its
//! `seq`, by which every screen knows what is newer. Whoever asks has been let in by `guard`.

pub mod hosting;
pub mod people;
pub mod presence;
pub mod stage;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::model::{Act, Deed, Run};
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::plan::model::RunSheet;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// Locks a room until the transaction ends.
pub const LOCK: &str = "select workshop_id from live_rooms where workshop_id = $1 for update";

/// The channel by which processes on one PostgreSQL hear of each other's changes.
pub const CHANNEL: &str = "live";

/// What is said on it where something of somebody's own changed.
pub const OWN: &str = "own";

/// A room as it stands in the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// The workshop's title.
    pub title: String,
    /// When it begins by its announcement, and the zone that it is announced in.
    pub starts: (Moment, String),
    /// What one types to come in.
    pub code: String,
    /// The sheet that it runs by.
    pub sheet: RunSheet,
    /// Where it stands.
    pub run: Run,
    /// Rises with every command that moved the run.
    pub turn: i64,
    /// Rises with every change.
    pub seq: i64,
    /// A word to all; empty when there is none.
    pub notice: String,
    /// Who leads.
    pub leader: Option<UserId>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
}

impl Room {
    fn from_row(row: &AnyRow) -> Result<Room> {
        Ok(Room {
            title: row.try_get("title")?,
            starts: (Moment(row.try_get("starts_at")?), row.try_get("zone")?),
            code: row.try_get("code")?,
            sheet: read(&row.try_get::<String, _>("sheet")?)?,
            run: read(&row.try_get::<String, _>("run")?)?,
            turn: row.try_get("turn")?,
            seq: row.try_get("seq")?,
            notice: row.try_get("notice")?,
            leader: row.try_get::<Option<String>, _>("leader_id")?.map(|id| id.parse()).transpose()?,
            closed_at: row.try_get::<Option<i64>, _>("closed_at")?.map(Moment),
        })
    }
}

/// A room, if the workshop has one.
pub async fn find(conn: &mut Conn, id: &WorkshopId) -> Result<Option<Room>> {
    let row = sqlx::query(
        "select w.title, w.starts_at, w.zone, r.code, r.sheet, r.run, r.turn, r.seq, r.notice, r.leader_id,
                r.closed_at
         from live_rooms r join workshops w on w.id = r.workshop_id where r.workshop_id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(Room::from_row).transpose()
}

/// A room that is open; one that is closed, or was never opened, is `NotFound`.
pub async fn open_room(conn: &mut Conn, id: &WorkshopId) -> Result<Room> {
    let room = find(conn, id).await?.filter(|room| room.closed_at.is_none());
    Ok(room.ok_or(Error::NotFound)?)
}

/// The same, locked: what a change begins with.
pub async fn locked(conn: &mut Conn, id: &WorkshopId) -> Result<Room> {
    lock_row(conn, LOCK, id.as_str()).await?;
    open_room(conn, id).await
}

/// The same for whoever may change the workshop: they are looked at when it is locked, since a change may have waited
/// for the lock while somebody was taken from its hosts.
pub async fn locked_by(conn: &mut Conn, editor: &Editor, id: &WorkshopId) -> Result<Room> {
    lock_row(conn, LOCK, id.as_str()).await?;
    for_editor(conn, editor, id).await?;
    open_room(conn, id).await
}

/// Says that something changed which screens show; every change ends with it. The room has to be locked. Answers the
/// new `seq`. Other processes hear of it when the change is committed; this one's hub is rung by the caller.
pub async fn rise(conn: &mut Conn, id: &WorkshopId) -> Result<i64> {
    let seq = raised(conn, id).await?;
    say(conn, id, seq, "all").await?;
    Ok(seq)
}

/// The same where what is somebody's own changed: their screens with other processes hear of it as well. Those look up
/// whose it was, since whoever runs the database may listen.
pub async fn rise_for(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<()> {
    let seq = raised(conn, id).await?;
    if is_shared(conn) {
        sqlx::query("update live_people set own_seq = $3 where workshop_id = $1 and user_id = $2")
            .bind(id.as_str())
            .bind(user.as_str())
            .bind(seq)
            .execute(&mut *conn)
            .await?;
    }
    say(conn, id, seq, OWN).await
}

async fn raised(conn: &mut Conn, id: &WorkshopId) -> Result<i64> {
    let row = sqlx::query("update live_rooms set seq = seq + 1 where workshop_id = $1 returning seq")
        .bind(id.as_str())
        .fetch_one(conn)
        .await?;
    Ok(row.try_get(0)?)
}

/// Whose own changed with a `seq`; nobody when something of theirs changed again since, which is said as well.
pub async fn whose(conn: &mut Conn, id: &WorkshopId, seq: i64) -> Result<Option<UserId>> {
    let row = sqlx::query("select user_id from live_people where workshop_id = $1 and own_seq = $2")
        .bind(id.as_str())
        .bind(seq)
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).transpose()
}

/// Whether other processes may use the database.
fn is_shared(conn: &Conn) -> bool {
    conn.backend_name() == "PostgreSQL"
}

/// Says to all processes, when the change is committed, which room changed, its `seq`, whether something of somebody's
/// own did, and which process says so; nothing else.
async fn say(conn: &mut Conn, id: &WorkshopId, seq: i64, what: &str) -> Result<()> {
    if is_shared(conn) {
        // In the place of a table: what the function itself answers is of no type that can be read.
        sqlx::query(
            "select 1 from pg_notify($1, cast($2 as text) || coalesce(current_setting('assemble.process', true), ''))",
        )
        .bind(CHANNEL)
        .bind(format!("{id}:{seq}:{what}:"))
        .execute(conn)
        .await?;
    }
    Ok(())
}

/// Raises `seq` and notes what was done.
pub(in crate::live) async fn note(
    conn: &mut Conn,
    id: &WorkshopId,
    actor: Option<&UserId>,
    act: &Act,
    now: Moment,
) -> Result<()> {
    let seq = rise(conn, id).await?;
    sqlx::query("insert into live_acts (workshop_id, seq, at, user_id, act) values ($1, $2, $3, $4, $5)")
        .bind(id.as_str())
        .bind(seq)
        .bind(now.0)
        .bind(actor.map(|actor| actor.as_str().to_owned()))
        .bind(written(act)?)
        .execute(conn)
        .await?;
    Ok(())
}

/// The latest act that moved the run, and whose it was.
pub async fn last_act(conn: &mut Conn, id: &WorkshopId) -> Result<Option<(Deed, Option<UserId>)>> {
    // Hosts may have moderated a lot since.
    let rows = sqlx::query(
        r#"select act, user_id from live_acts
           where workshop_id = $1 and act not like '{"deed":"took"%' and act not like '{"deed":"brought"%'
           order by seq desc limit 50"#,
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    for row in rows {
        let act: Act = read(&row.try_get::<String, _>(0)?)?;
        if act.deed.moves() {
            let actor: Option<UserId> = row.try_get::<Option<String>, _>(1)?.map(|id| id.parse()).transpose()?;
            return Ok(Some((act.deed, actor)));
        }
    }
    Ok(None)
}

/// The name somebody is called by in the room, or else the one of their account; of a closed one nothing is left here.
pub async fn name_of(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<String> {
    let row = sqlx::query(
        "select coalesce(nullif(p.name, ''), u.name) from users u
         left join live_people p on p.user_id = u.id and p.workshop_id = $1 where u.id = $2",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get(0)?)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Failure::other("reading what a room keeps", error))
}

fn written<T: serde::Serialize>(what: &T) -> Result<String> {
    serde_json::to_string(what).map_err(|error| Failure::other("writing what a room keeps", error))
}
