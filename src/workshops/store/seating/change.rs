//! The host decides anew how seats are given, after people have registered. Seats and offers stay as they are; whoever
//! waits stands by the new rule from here on, gets a seat when it gives one, and is told either way. Nobody is lost.

use super::room::line;
use super::settle::settle_after;
use super::{links, room};
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::invitation::send;
use crate::workshops::letters::places::{self, Cause};
use crate::workshops::model::Outcome;
use crate::workshops::model::seating::{Bar, Mode};
use crate::workshops::store::find;
use crate::workshops::store::history::note;

/// Settles what another way of giving seats brings. The workshop must be locked, and stand as it is now; `before` is
/// how seats were given. The same way again changes nothing.
pub async fn mode_changed(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    before: Mode,
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    let mode = find(conn, id).await?.mode;
    // What a draw has decided stands, whatever its moment is said to be afterwards.
    let drawn = |mode: Mode| matches!(mode, Mode::Lottery { drawn: true, .. });
    if mode == before || (drawn(mode) && drawn(before)) {
        return Ok(());
    }
    if mode.as_str() != before.as_str() {
        note(conn, id, None, Some(actor), "mode", mode.as_str(), now).await?;
    }
    settle_after(conn, config, id, Cause::Rule, now).await?;
    let workshop = find(conn, id).await?;
    if !workshop.life.is_coming(now) {
        return Ok(());
    }
    let room = room(conn, &workshop).await?;
    for (who, position) in line(conn, id).await?.iter().zip(1_i64..) {
        let stands = match room.bar_of(&who.waiter(), now) {
            Some(Bar::Approval) => Outcome::Applied,
            Some(Bar::Draw(_)) => Outcome::Entered,
            _ => Outcome::Waiting(position),
        };
        let contact = contact_of(conn, &who.user).await?;
        let token = links::make(conn, &who.id, now).await?;
        let letter = places::mode_changed(config, &workshop, &who.user, &contact, stands, &token);
        send(conn, config, id, letter, now).await?;
    }
    Ok(())
}
