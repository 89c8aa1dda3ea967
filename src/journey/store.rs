//! What the page asks of tables whose rooms have no such question. Reads only, and only what is the person's own.

use sqlx::Row;

use crate::kit::Moment;
use crate::kit::id::{EntryId, UserId, WorkshopId};
use crate::server::Result;
use crate::server::db::Conn;

/// A workshop that somebody came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    /// Which.
    pub id: WorkshopId,
    /// What it is called.
    pub title: String,
    /// When it began.
    pub at: Moment,
}

/// The latest workshops that somebody was checked in at, the latest first.
pub async fn attended(conn: &mut Conn, user: &UserId, most: i64) -> Result<Vec<Attended>> {
    let rows = sqlx::query(
        "select w.id, w.title, w.starts_at from registrations r join workshops w on w.id = r.workshop_id
         where r.user_id = $1 and r.checked_in_at is not null and r.cancelled_at is null and w.cancelled_at is null
         order by w.starts_at desc, w.id desc limit $2",
    )
    .bind(user.as_str())
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let id = row.try_get::<String, _>(0)?.parse()?;
            Ok(Attended { id, title: row.try_get(1)?, at: Moment(row.try_get(2)?) })
        })
        .collect()
}

/// An entry of the diary: nothing is opened for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Which.
    pub id: EntryId,
    /// Its template's name.
    pub template: String,
    /// When it was begun.
    pub at: Moment,
}

/// The entries with words that somebody began from one moment on and before another.
pub async fn written(conn: &mut Conn, owner: &UserId, from: Moment, before: Moment) -> Result<Vec<Written>> {
    let rows = sqlx::query(
        "select id, template, created_at from journal_entries
         where owner_id = $1 and deleted_at is null and head_seq > 0 and created_at >= $2 and created_at < $3
         order by created_at, id",
    )
    .bind(owner.as_str())
    .bind(from.0)
    .bind(before.0)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let id = row.try_get::<String, _>(0)?.parse()?;
            Ok(Written { id, template: row.try_get(1)?, at: Moment(row.try_get(2)?) })
        })
        .collect()
}
