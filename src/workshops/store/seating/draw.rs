//! The draw: every registration gets a lot from a seed, and the seed and the order are published afterwards, so that
//! anybody can reckon it again.

use sha2::{Digest, Sha256};
use sqlx::Row;

use super::links;
use super::room::line;
use super::settle::settle;
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::invitation::send;
use crate::workshops::letters::places;
use crate::workshops::model::seating::Mode;
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, Workshop, find};

/// A registration in a draw that has taken place: a number that says nothing of the person, and whether it is mine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The registration's id, from which its lot was reckoned.
    pub ticket: String,
    /// Whether it is the viewer's.
    pub mine: bool,
}

/// The lot of a registration: SHA-256 of seed and id, as hexadecimal. The smallest comes first.
fn lot(seed: &str, registration: &str) -> String {
    let digest = Sha256::digest(format!("{seed}:{registration}").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the draw is due and has not taken place.
pub(super) fn is_due(workshop: &Workshop, now: Moment) -> bool {
    matches!(workshop.mode, Mode::Lottery { draw_at, drawn: false } if draw_at <= now)
}

/// Draws, once: the line gets its order, seats go to the first, everybody hears. Nothing happens before it is due,
/// or a second time.
pub async fn draw(conn: &mut Conn, config: &Config, id: &WorkshopId, seed: &str, now: Moment) -> Result<bool> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = find(conn, id).await?;
    if !is_due(&workshop, now) || !workshop.life.is_coming(now) {
        return Ok(false);
    }
    let mut line_up = line(conn, id).await?;
    line_up.sort_by_key(|who| lot(seed, who.id.as_str()));
    for (who, order) in line_up.iter().zip(1_i64..) {
        sqlx::query("update registrations set draw_order = $2 where id = $1")
            .bind(who.id.as_str())
            .bind(order)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query("update workshops set draw_seed = $2, drawn_at = $3 where id = $1")
        .bind(id.as_str())
        .bind(seed)
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    note(conn, id, None, None, "drawn", seed, now).await?;
    settle(conn, config, id, now).await?;
    let workshop = find(conn, id).await?;
    for (who, position) in line(conn, id).await?.iter().zip(1_i64..) {
        let contact = contact_of(conn, &who.user).await?;
        let token = links::make(conn, &who.id, now).await?;
        send(
            conn,
            config,
            &workshop.id,
            places::not_drawn(config, &workshop, &who.user, &contact, position, &token),
            now,
        )
        .await?;
    }
    Ok(true)
}

/// The order of a draw that has taken place.
pub async fn result(conn: &mut Conn, id: &WorkshopId, viewer: Option<&UserId>) -> Result<Vec<Drawn>> {
    let rows = sqlx::query(
        "select id, user_id from registrations where workshop_id = $1 and draw_order is not null order by draw_order, id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let drawn = rows.iter().map(|row| {
        let user: String = row.try_get(1)?;
        Ok(Drawn { ticket: row.try_get(0)?, mine: viewer.is_some_and(|viewer| viewer.as_str() == user) })
    });
    drawn.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_is_the_same_each_time_and_hangs_on_the_seed() {
        assert_eq!(lot("a", "1"), lot("a", "1"));
        assert_ne!(lot("a", "1"), lot("b", "1"));
        // As `printf a:1 | sha256sum` says.
        assert_eq!(lot("a", "1"), "2b2c40a6706d9e5f320d553628313833e3668d8b0c8f5b0a25a2ca7d926df6d4");
    }
}
