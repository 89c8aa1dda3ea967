//! What hosts do: open the room, move the run, lead, say a word to all, answer a call, close.

use sqlx::Row;

use super::{LOCK, find, last_act, locked_by, name_of, note, presence, rise, written};
use crate::kit::id::{CallId, RowId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::plan::model::RunSheet;
use crate::live::room::groups;
use crate::live::room::model::run::Standing;
use crate::live::room::model::{Act, Command, Deed, Refusal, Run};
use crate::live::tools::model::GRACE_MS;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::day::codes::{self, SHORT};
use crate::workshops::store::{By, for_editor};

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It was done.
    Done,
    /// It does nothing as things stand.
    Refused(Refusal),
    /// Somebody did something since the page was made: what, and their name; none when the run went on by itself.
    Stale(Deed, Option<String>),
}

/// What became of opening a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It is open.
    Done,
    /// The workshop is a draft or was called off.
    NotHeld,
    /// There is nothing to run.
    NoBlocks,
}

/// Opens the room, or the closed one anew. An open one stays as it is; as long as it has not begun, it takes over what
/// was changed in the sheet. `chance` makes the code.
pub async fn open(conn: &mut Conn, by: By<'_>, id: &WorkshopId, sheet: &RunSheet, chance: &RowId) -> Result<Opened> {
    // The workshop's row: two who open at once find no row of the room yet.
    lock_row(conn, "select id from workshops where id = $1 for update", id.as_str()).await?;
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, by.editor, id).await?;
    if workshop.life.published_at.is_none() || workshop.life.cancelled_at.is_some() {
        return Ok(Opened::NotHeld);
    }
    if sheet.blocks.is_empty() {
        return Ok(Opened::NoBlocks);
    }
    let before = find(conn, id).await?;
    let is_open = before.as_ref().is_some_and(|room| room.closed_at.is_none());
    let waits = before.as_ref().is_none_or(|room| room.run.standing == Standing::Waiting);
    let same = before.as_ref().is_some_and(|room| room.sheet == *sheet);
    if is_open && (same || !waits) {
        return Ok(Opened::Done);
    }
    if let Some(at) = before.as_ref().and_then(|room| room.closed_at) {
        end_prompts(conn, id, at).await?;
    }
    let (sheet, run) = match before.as_ref().filter(|_| !waits) {
        Some(room) => (written(&room.sheet)?, written(&room.run)?),
        None => (written(sheet)?, written(&Run::of(sheet))?),
    };
    let code = match before.as_ref().filter(|_| is_open) {
        Some(room) => room.code.clone(),
        None => free_code(conn, chance).await?,
    };
    // Opened anew it is no forgotten room, and what is said in it now is not old.
    sqlx::query(
        "insert into live_rooms (workshop_id, code, sheet, run, turn, seq, notice, leader_id, opened_by, opened_at)
         values ($1, $2, $3, $4, 1, 1, '', $5, $5, $6)
         on conflict (workshop_id) do update set code = excluded.code, sheet = excluded.sheet, run = excluded.run,
                     turn = live_rooms.turn + 1, leader_id = excluded.leader_id, opened_at = excluded.opened_at,
                     wakes_at = null, closed_at = null",
    )
    .bind(id.as_str())
    .bind(code)
    .bind(sheet)
    .bind(run)
    .bind(by.actor.as_str())
    .bind(by.now.0)
    .execute(&mut *conn)
    .await?;
    note(conn, id, Some(by.actor), &Act::of(Deed::Opened, None), by.now).await?;
    Ok(Opened::Done)
}

/// What was asked before a room closed takes no answer when it is opened anew, not even one that was on its way: the
/// report of the closed room told all answers, and one more beside them would be somebody's.
async fn end_prompts(conn: &mut Conn, id: &WorkshopId, closed_at: Moment) -> Result<()> {
    sqlx::query(
        "update live_prompts set closes_at = $2 where workshop_id = $1 and (closes_at is null or closes_at > $2)",
    )
    .bind(id.as_str())
    .bind(closed_at.0 - GRACE_MS * 1_000 - 1)
    .execute(conn)
    .await?;
    Ok(())
}

/// A code that no open room has.
async fn free_code(conn: &mut Conn, chance: &RowId) -> Result<String> {
    let mut attempt = 0;
    loop {
        let code = codes::of(chance.as_str(), attempt, SHORT);
        let taken = sqlx::query("select 1 from live_rooms where code = $1 and closed_at is null").bind(code.clone());
        if taken.fetch_optional(&mut *conn).await?.is_none() {
            return Ok(code);
        }
        attempt += 1;
    }
}

/// Moves the run, if nobody did since `turn`.
pub async fn command(conn: &mut Conn, by: By<'_>, id: &WorkshopId, turn: i64, command: Command) -> Result<Moved> {
    let mut room = locked_by(conn, by.editor, id).await?;
    if room.turn != turn {
        return stale(conn, id).await;
    }
    let before = room.run.clone();
    if let Err(refusal) = room.run.act(command, by.now) {
        return Ok(Moved::Refused(refusal));
    }
    keep(conn, id, &before, &room.run, by.now).await?;
    mark_silent(conn, id, &before, &room.run, by.now).await?;
    groups::begin(conn, id, &room.sheet, &room.run, by.now).await?;
    note(conn, id, Some(by.actor), &act(Deed::Ran(command), &before, &room.run), by.now).await?;
    Ok(Moved::Done)
}

async fn stale(conn: &mut Conn, id: &WorkshopId) -> Result<Moved> {
    let (deed, actor) = last_act(conn, id).await?.ok_or(Error::Conflict)?;
    let name = match actor {
        Some(actor) => Some(name_of(conn, id, &actor).await?),
        None => None,
    };
    Ok(Moved::Stale(deed, name))
}

/// Does what the run does by itself: goes on, where the time is over. Also for what only changes in sight, such as the
/// minute's warning. Says whether anything did.
pub async fn wake(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<bool> {
    lock_row(conn, LOCK, id.as_str()).await?;
    // Another process may have done it.
    let Some(mut room) = find(conn, id).await? else { return Ok(false) };
    if !is_due(conn, id, now).await? {
        return Ok(false);
    }
    let before = room.run.clone();
    if room.run.advance(now) {
        keep(conn, id, &before, &room.run, now).await?;
        mark_silent(conn, id, &before, &room.run, now).await?;
        groups::begin(conn, id, &room.sheet, &room.run, now).await?;
        note(conn, id, None, &act(Deed::Went, &before, &room.run), now).await?;
    } else {
        sleep_until(conn, id, room.run.wakes_at(now)).await?;
        rise(conn, id).await?;
    }
    Ok(true)
}

/// Whether something is due in a room.
pub async fn is_due(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<bool> {
    let due = sqlx::query("select 1 from live_rooms where workshop_id = $1 and wakes_at <= $2 and closed_at is null");
    Ok(due.bind(id.as_str()).bind(now.0).fetch_optional(conn).await?.is_some())
}

/// The rooms in which something is due.
pub async fn due(conn: &mut Conn, now: Moment) -> Result<Vec<WorkshopId>> {
    let rows = sqlx::query(
        "select workshop_id from live_rooms where wakes_at <= $1 and closed_at is null order by wakes_at, workshop_id",
    )
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

/// The act with what the block took that it left.
fn act(deed: Deed, before: &Run, after: &Run) -> Act {
    let left = before.current().filter(|block| after.current() != Some(*block));
    Act { took: left.and_then(|block| after.took(block)), ..Act::of(deed, before.current_key()) }
}

async fn keep(conn: &mut Conn, id: &WorkshopId, before: &Run, run: &Run, now: Moment) -> Result<()> {
    if before == run {
        return Ok(());
    }
    sqlx::query("update live_rooms set run = $2, turn = turn + 1 where workshop_id = $1")
        .bind(id.as_str())
        .bind(written(run)?)
        .execute(&mut *conn)
        .await?;
    sleep_until(conn, id, run.wakes_at(now)).await
}

/// Who was not heard of any more counts from the end of the run, and not from that of the room: whoever puts their phone
/// away afterwards was there to the end, and whoever looks again afterwards was not.
async fn mark_silent(conn: &mut Conn, id: &WorkshopId, before: &Run, run: &Run, now: Moment) -> Result<()> {
    let is_over = |run: &Run| matches!(run.standing, Standing::Ended { .. });
    match (is_over(before), is_over(run)) {
        (false, true) => presence::note_silent(conn, id, now).await,
        (true, false) => presence::forget_silent(conn, id).await,
        _ => Ok(()),
    }
}

async fn sleep_until(conn: &mut Conn, id: &WorkshopId, wakes_at: Option<Moment>) -> Result<()> {
    sqlx::query("update live_rooms set wakes_at = $2 where workshop_id = $1")
        .bind(id.as_str())
        .bind(wakes_at.map(|at| at.0))
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes the lead over. Who leads already changes nothing by it.
pub async fn lead(conn: &mut Conn, by: By<'_>, id: &WorkshopId) -> Result<()> {
    let room = locked_by(conn, by.editor, id).await?;
    if room.leader.as_ref() == Some(by.actor) {
        return Ok(());
    }
    sqlx::query("update live_rooms set leader_id = $2 where workshop_id = $1")
        .bind(id.as_str())
        .bind(by.actor.as_str())
        .execute(&mut *conn)
        .await?;
    note(conn, id, Some(by.actor), &Act::of(Deed::Led, room.run.current_key()), by.now).await
}

/// Says a word to all, or takes it back (empty).
pub async fn notice(conn: &mut Conn, by: By<'_>, id: &WorkshopId, words: &str) -> Result<()> {
    let room = locked_by(conn, by.editor, id).await?;
    if room.notice == words {
        return Ok(());
    }
    sqlx::query("update live_rooms set notice = $2 where workshop_id = $1")
        .bind(id.as_str())
        .bind(words)
        .execute(&mut *conn)
        .await?;
    let deed = if words.is_empty() { Deed::Unsaid } else { Deed::Notice };
    note(conn, id, Some(by.actor), &Act::of(deed, room.run.current_key()), by.now).await
}

/// Marks a call as answered. Of two hosts one did it, and the other finds it done.
pub async fn answer_call(conn: &mut Conn, by: By<'_>, id: &WorkshopId, call: &CallId) -> Result<()> {
    let room = locked_by(conn, by.editor, id).await?;
    let answered = sqlx::query(
        "update live_calls set answered_at = $3, answered_by = $4
         where id = $1 and workshop_id = $2 and answered_at is null",
    )
    .bind(call.as_str())
    .bind(id.as_str())
    .bind(by.now.0)
    .bind(by.actor.as_str())
    .execute(&mut *conn)
    .await?;
    if answered.rows_affected() == 0 {
        let there = sqlx::query("select 1 from live_calls where id = $1 and workshop_id = $2");
        let there = there.bind(call.as_str()).bind(id.as_str()).fetch_optional(conn).await?;
        return if there.is_some() { Ok(()) } else { Err(Error::NotFound.into()) };
    }
    note(conn, id, Some(by.actor), &Act::of(Deed::Answered, room.run.current_key()), by.now).await
}

/// Closes the room; a run that goes on ends with it. Closing what is closed changes nothing.
pub async fn close(conn: &mut Conn, by: By<'_>, id: &WorkshopId) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    for_editor(conn, by.editor, id).await?;
    shut(conn, id, Some(by.actor), by.now).await
}

/// Closes a room that nobody closed.
pub async fn shut(conn: &mut Conn, id: &WorkshopId, actor: Option<&UserId>, now: Moment) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let Some(room) = find(conn, id).await? else { return Err(Error::NotFound.into()) };
    if room.closed_at.is_some() {
        return Ok(());
    }
    let (before, mut run) = (room.run.clone(), room.run);
    // One that has not begun, or is over, is closed as it is.
    let _ = run.act(Command::End, now);
    keep(conn, id, &before, &run, now).await?;
    // A run that everybody forgot went on in nobody's sight: who is gone by the time it is closed did not go early.
    if actor.is_some() {
        mark_silent(conn, id, &before, &run, now).await?;
    }
    note(conn, id, actor, &act(Deed::Closed, &before, &run), now).await?;
    sqlx::query("update live_rooms set closed_at = $2, wakes_at = null where workshop_id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The open rooms of workshops that ended before `until`.
pub async fn forgotten(conn: &mut Conn, until: Moment) -> Result<Vec<WorkshopId>> {
    let rows = sqlx::query(
        "select r.workshop_id from live_rooms r join workshops w on w.id = r.workshop_id
         where r.closed_at is null and w.ends_at < $1 and r.opened_at < $1 order by r.workshop_id",
    )
    .bind(until.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

/// The open room of a code.
pub async fn by_code(conn: &mut Conn, code: &str) -> Result<Option<WorkshopId>> {
    let row = sqlx::query("select workshop_id from live_rooms where code = $1 and closed_at is null");
    let row = row.bind(code.to_owned()).fetch_optional(conn).await?;
    row.map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).transpose()
}
