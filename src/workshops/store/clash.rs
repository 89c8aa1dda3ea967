//! What somebody is registered for at the time of something else.

use sqlx::Row;

use super::Workshop;
use crate::kit::Moment;
use crate::kit::id::{SeriesId, UserId, WorkshopId};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// A place of theirs that overlaps in time with a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The workshop that it overlaps with.
    pub with: WorkshopId,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Moment,
}

/// What a person is registered for at the time of a workshop, and of every date of its course. Where one ends when the
/// other begins nothing overlaps.
pub async fn clashes(conn: &mut Conn, workshop: &Workshop, user: &UserId) -> Result<Vec<Clash>> {
    let rows = sqlx::query(
        "select w.id, o.title, o.starts_at
         from registrations r
         join workshops o on o.id = r.workshop_id
         join workshops w on w.id <> o.id and w.starts_at < o.ends_at and o.starts_at < w.ends_at
         where r.user_id = $1 and r.cancelled_at is null and o.published_at is not null and o.cancelled_at is null
           and (w.id = $2 or w.series_id = $3) and w.cancelled_at is null
         order by w.id, o.starts_at, o.id",
    )
    .bind(user.as_str())
    .bind(workshop.id.as_str())
    .bind(workshop.series.as_ref().map_or("", SeriesId::as_str).to_owned())
    .fetch_all(conn)
    .await?;
    let clash = |row: &sqlx::any::AnyRow| -> Result<Clash> {
        Ok(Clash {
            with: row.try_get::<String, _>(0)?.parse()?,
            title: row.try_get(1)?,
            starts_at: Moment(row.try_get(2)?),
        })
    };
    rows.iter().map(clash).collect()
}
