//! Who is here: a row for each person and process that holds sockets of theirs, which lasts a while unless the process
//! says again that it lives. So nobody stays here for ever whose process was killed.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row;

use super::{LOCK, rise};
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::room::groups;
use crate::live::room::model::{LASTS, LINGERS};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;

/// Whose last tab closed a moment ago is with no process.
const NOBODY: &str = "";

/// Somebody's first tab with a process opens.
pub async fn arrive(conn: &mut Conn, id: &WorkshopId, user: &UserId, process: &str, now: Moment) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let was = sqlx::query("select 1 from live_presence where workshop_id = $1 and user_id = $2 and until > $3")
        .bind(id.as_str())
        .bind(user.as_str())
        .bind(now.0)
        .fetch_optional(&mut *conn)
        .await?;
    put(conn, id, user, process, now.plus_seconds(LASTS)).await?;
    if was.is_none() {
        groups::heard_of(conn, id, user, now).await?;
        rise(conn, id).await?;
    }
    Ok(())
}

/// Somebody's last tab with a process closed. They are here a little longer, for a page that is loaded anew; not so
/// when nothing was heard of them for a while.
pub async fn go(
    conn: &mut Conn,
    id: &WorkshopId,
    user: &UserId,
    (process, silent): (&str, bool),
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    sqlx::query("delete from live_presence where workshop_id = $1 and user_id = $2 and process = $3")
        .bind(id.as_str())
        .bind(user.as_str())
        .bind(process)
        .execute(&mut *conn)
        .await?;
    if silent {
        // That they are not here is known, other than of those who read the page without a program.
        put(conn, id, user, NOBODY, now).await?;
        rise(conn, id).await?;
        return Ok(());
    }
    put(conn, id, user, NOBODY, now.plus_seconds(LINGERS)).await
}

async fn put(conn: &mut Conn, id: &WorkshopId, user: &UserId, process: &str, until: Moment) -> Result<()> {
    sqlx::query(
        "insert into live_presence (workshop_id, user_id, process, until) values ($1, $2, $3, $4)
         on conflict (workshop_id, user_id, process) do update set until = excluded.until",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(process)
    .bind(until.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// A process says that all whom it holds sockets of are still here.
pub async fn beat(conn: &mut Conn, process: &str, now: Moment) -> Result<()> {
    sqlx::query("update live_presence set until = $2 where process = $1")
        .bind(process)
        .bind(now.plus_seconds(LASTS).0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Who is here now, and when the first of them is not any more unless something is heard.
pub async fn here(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<(BTreeSet<UserId>, Option<Moment>)> {
    let rows = sqlx::query(
        "select user_id, cast(max(until) as bigint) as until from live_presence
         where workshop_id = $1 and until > $2 group by user_id order by user_id",
    )
    .bind(id.as_str())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    let (mut people, mut first) = (BTreeSet::new(), None::<Moment>);
    for row in rows {
        people.insert(row.try_get::<String, _>(0)?.parse()?);
        let until = Moment(row.try_get(1)?);
        first = Some(first.map_or(until, |first| first.min(until)));
    }
    Ok((people, first))
}

/// Until when those were here of whom nothing is heard any more, and who neither went out nor rest. Of whoever reads the
/// pages without a program nothing was ever heard: they are there as long as they do not go out.
async fn stopped(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<BTreeMap<UserId, Moment>> {
    let rows = sqlx::query(
        "select p.user_id, cast(max(l.until) as bigint) from live_people p
         join live_presence l on l.workshop_id = p.workshop_id and l.user_id = p.user_id
         where p.workshop_id = $1 and p.left_at is null and p.resting_at is null
         group by p.user_id, p.entered_at having max(l.until) <= $2 and max(l.until) > p.entered_at
         order by p.user_id",
    )
    .bind(id.as_str())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, Moment(row.try_get(1)?)))).collect()
}

/// Keeps until when they were heard of, when the run ends: the rows that say so are forgotten soon. They stay in the
/// room, since a phone that sleeps is no leaving. The room is locked.
pub async fn note_silent(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<()> {
    for (user, until) in stopped(conn, id, now).await? {
        sqlx::query("update live_people set silent_at = $3 where workshop_id = $1 and user_id = $2")
            .bind(id.as_str())
            .bind(user.as_str())
            .bind(until.0)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Forgets it, when a run that was over goes on: whoever is not heard of by its next end is found again then.
pub async fn forget_silent(conn: &mut Conn, id: &WorkshopId) -> Result<()> {
    sqlx::query("update live_people set silent_at = null where workshop_id = $1 and silent_at is not null")
        .bind(id.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Says that somebody is not here any more, though nothing was written: their time ran out.
pub async fn touch(conn: &mut Conn, id: &WorkshopId) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    rise(conn, id).await?;
    Ok(())
}

/// Forgets who was here once.
pub async fn forget(conn: &mut Conn, until: Moment) -> Result<()> {
    sqlx::query("delete from live_presence where until < $1").bind(until.0).execute(conn).await?;
    Ok(())
}
