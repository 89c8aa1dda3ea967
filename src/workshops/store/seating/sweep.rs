//! What time alone brings about: offers that run out, rules that are released, draws, drafts that publish themselves.

use sqlx::Row;

use super::draw::draw;
use super::settle::settle;
use crate::kit::Moment;
use crate::kit::id::WorkshopId;
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::store::LOCK;

/// The workshops in which something is due.
pub async fn due(conn: &mut Conn, now: Moment) -> Result<Vec<WorkshopId>> {
    let rows = sqlx::query(
        "select w.id from workshops w
         where w.published_at is not null and w.cancelled_at is null
           and (w.id in (select r.workshop_id from registrations r
                         where r.offer_expires_at <= $1 and r.confirmed_at is null and r.cancelled_at is null)
             or (w.starts_at > $1 and w.id in (select s.workshop_id from seat_rules s
                                               where s.released_at <= $1 and s.released_at > coalesce(w.settled_at, 0)))
             or (w.starts_at > $1 and w.mode = 'lottery' and w.drawn_at is null
                 and coalesce(w.draw_at, w.closes_at, w.starts_at - 86400000000) <= $1))
         order by w.id",
    )
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

/// Does what is due in one workshop. Two programs may do it at once: the second finds nothing left to do.
pub async fn wake(conn: &mut Conn, config: &Config, id: &WorkshopId, seed: &str, now: Moment) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    draw(conn, config, id, seed, now).await?;
    settle(conn, config, id, now).await?;
    sqlx::query("update workshops set settled_at = $2 where id = $1 and coalesce(settled_at, 0) < $2")
        .bind(id.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}
