//! How much of a workshop each was there for, as the room knows it: between coming in and going out, or the last that was
//! heard of them.

use std::collections::BTreeMap;

use sqlx::Row;

use crate::kit::Moment;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::live::room::model::run::Standing;
use crate::live::room::store::{Room, find, presence};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::day::model::Presence;
use crate::workshops::day::store::{mark, set_share};
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// Somebody who has a seat and came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Their registration.
    pub registration: RegistrationId,
    /// The name they are called by; empty when their account is closed.
    pub name: String,
    /// How much of it they were there for, in percent.
    pub share: i64,
    checked_in: bool,
}

/// From when until when it ran; none before it is over.
fn span(room: &Room) -> Option<(Moment, Moment)> {
    let ended = match room.run.standing {
        Standing::Ended { at_ms, .. } => Moment(at_ms * 1000),
        _ => room.closed_at?,
    };
    Some((Moment(room.run.started_ms? * 1000), ended))
}

/// Whether it is over, so that shares are known.
pub fn is_over(room: &Room) -> bool {
    span(room).is_some()
}

/// What part of the time from `start` to `end` lies between coming and going, in percent. A rest is no absence.
fn share(came: Moment, went: Option<Moment>, (start, end): (Moment, Moment)) -> i64 {
    let all = end.0 - start.0;
    if all <= 0 {
        return 100;
    }
    let there = (went.unwrap_or(end).0.min(end.0) - came.0.max(start.0)).max(0);
    (there * 100 + all / 2) / all
}

/// Everybody with a seat who came in. Nobody before it is over.
pub async fn guests(conn: &mut Conn, id: &WorkshopId, room: &Room, now: Moment) -> Result<Vec<Guest>> {
    let Some(span) = span(room) else { return Ok(Vec::new()) };
    // Closing the room notes it for good.
    let stopped = match room.closed_at {
        None => presence::stopped(conn, id, now).await?,
        Some(_) => BTreeMap::new(),
    };
    let rows = sqlx::query(
        "select r.id, p.name, p.entered_at, p.left_at, r.checked_in_at, p.user_id from live_people p
         join registrations r on r.workshop_id = p.workshop_id and r.user_id = p.user_id
              and r.cancelled_at is null and r.confirmed_at is not null
         where p.workshop_id = $1 order by p.seat, r.id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut guests = Vec::with_capacity(rows.len());
    for row in rows {
        let user: UserId = row.try_get::<String, _>(5)?.parse()?;
        let (came, went) = (Moment(row.try_get(2)?), row.try_get::<Option<i64>, _>(3)?.map(Moment));
        let went = went.or_else(|| stopped.get(&user).copied());
        guests.push(Guest {
            registration: row.try_get::<String, _>(0)?.parse()?,
            name: row.try_get(1)?,
            share: share(came, went, span),
            checked_in: row.try_get::<Option<i64>, _>(4)?.is_some(),
        });
    }
    Ok(guests)
}

/// Writes the shares into the list of the day, from which certificates are given. Who came into the room came. Says of
/// how many it was written.
pub async fn hand_over(
    conn: &mut Conn,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    now: Moment,
) -> Result<usize> {
    for_editor(conn, editor, id).await?;
    let Some(room) = find(conn, id).await? else { return Ok(0) };
    let guests = guests(conn, id, &room, now).await?;
    for guest in &guests {
        if !guest.checked_in {
            mark(conn, (editor, actor), id, &guest.registration, Presence::Here, now).await?;
        }
        set_share(conn, (editor, actor), id, Some(&guest.registration), guest.share, now).await?;
    }
    Ok(guests.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_what_lies_between_coming_and_going() {
        let minute = |n: i64| Moment(n * 60_000_000);
        let span = (minute(10), minute(110));
        assert_eq!(share(minute(0), None, span), 100, "who came early was there from the beginning");
        assert_eq!(share(minute(0), Some(minute(120)), span), 100);
        assert_eq!(share(minute(35), None, span), 75);
        assert_eq!(share(minute(35), Some(minute(85)), span), 50);
        assert_eq!(share(minute(0), Some(minute(5)), span), 0);
        assert_eq!(share(minute(115), None, span), 0);
        assert_eq!(share(minute(0), None, (minute(5), minute(5))), 100);
    }
}
