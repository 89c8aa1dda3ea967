//! Somebody corrected their profession: their places follow, and what that frees goes on at once.

use sqlx::Row;

use super::room::held_by;
use super::settle::settle;
use super::{LOCK_PERSON, class_of, room};
use crate::accounts::model::Profession;
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::model::seating::{Bar, Room};
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, find};

/// Follows a person's profession in everything to come, within the write that changes it. A seat is never taken
/// away: where their new profession has all it may have, the seat goes on counting for the old one.
pub async fn follow(conn: &mut Conn, config: &Config, user: &UserId, now: Moment) -> Result<()> {
    lock_row(conn, LOCK_PERSON, user.as_str()).await?;
    let class = class_of(conn, user).await?;
    let rows = sqlx::query(
        "select r.workshop_id from registrations r join workshops w on w.id = r.workshop_id
         where r.user_id = $1 and r.cancelled_at is null and r.profession <> $2 and w.starts_at > $3
         order by r.workshop_id",
    )
    .bind(user.as_str())
    .bind(class.map_or("", Profession::as_str))
    .bind(now.0)
    .fetch_all(&mut *conn)
    .await?;
    for row in rows {
        let id: WorkshopId = row.try_get::<String, _>(0)?.parse()?;
        lock_row(conn, LOCK, id.as_str()).await?;
        let workshop = find(conn, &id).await?;
        let Some(who) = held_by(conn, &id, user).await? else { continue };
        if !who.waits() {
            // The seat that they sit on is free for them; only a maximum can stand in the way.
            let seats = room(conn, &workshop).await?;
            let room = Room { capacity: i64::MAX, ..seats };
            if matches!(room.bar(class, now), Some(Bar::Most(..))) {
                continue;
            }
        }
        sqlx::query("update registrations set profession = $2 where id = $1")
            .bind(who.id.as_str())
            .bind(class.map_or("", Profession::as_str))
            .execute(&mut *conn)
            .await?;
        note(conn, &id, Some(user), Some(user), "profession", class.map_or("", Profession::as_str), now).await?;
        settle(conn, config, &id, now).await?;
    }
    Ok(())
}
