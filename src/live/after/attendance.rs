//! How much of a workshop each was there for, as the room knows it: between coming in and going out, or the last that was
//! heard of them before the end.
//!
//! Who is here at this moment is another question: there a closed laptop is gone within half a minute. What is written on
//! a certificate must not fall because a phone went to sleep while its person talked. So what was not heard meanwhile is
//! no absence when something was heard later, and silence during the last `QUIET_MINUTES` is none at all: in the check-out
//! and the close of our templates (up to 15 minutes) phones lie on the table. Of a short run it is the last sixth, or
//! whoever looked in for a moment would count as there. Whoever goes out by the door is gone from that moment on. And a
//! run that a host forgot to end is over for this when nobody is there any more, though not before its plan is.

use sqlx::Row;

use crate::kit::Moment;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::live::room::model::run::Standing;
use crate::live::room::store::{Room, find};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::day::model::Presence;
use crate::workshops::day::store::{mark, set_share};
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// Silence at the end of a run is no absence for so long, in minutes, and for a sixth of it at most.
const QUIET_MINUTES: i64 = 15;

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

/// When somebody was gone who went out, or was heard of for the last time before the end: the earlier of the two, since
/// one may go out by the door after having been silent.
fn gone(left: Option<Moment>, silent: Option<Moment>, (start, end): (Moment, Moment)) -> Option<Moment> {
    let quiet = Moment(0).plus_minutes(QUIET_MINUTES).0.min((end.0 - start.0) / 6);
    let silent = silent.filter(|at| at.0 + quiet < end.0);
    left.into_iter().chain(silent).min()
}

/// The part of a run from `start` to `end` that counts: until the last of all was there, where they are all gone since,
/// and so long as was planned at least.
fn counted((start, end): (Moment, Moment), planned: i64, last: Option<Vec<Moment>>) -> (Moment, Moment) {
    let last = last.and_then(|all| all.into_iter().max());
    (start, last.map_or(end, |at| end.min(at.max(start.plus_seconds(planned)))))
}

/// Everybody with a seat who came in. Nobody before it is over.
pub async fn guests(conn: &mut Conn, id: &WorkshopId, room: &Room) -> Result<Vec<Guest>> {
    let Some(span) = span(room) else { return Ok(Vec::new()) };
    let rows = sqlx::query(
        "select r.id, p.name, p.entered_at, p.left_at, p.silent_at, r.checked_in_at from live_people p
         join registrations r on r.workshop_id = p.workshop_id and r.user_id = p.user_id
              and r.cancelled_at is null and r.confirmed_at is not null
         where p.workshop_id = $1 order by p.seat, r.id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut known = Vec::with_capacity(rows.len());
    for row in &rows {
        let moment = |at: usize| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(at)?.map(Moment)) };
        known.push((moment(3)?, moment(4)?));
    }
    let planned: i64 = room.run.blocks.iter().map(|block| i64::from(block.planned)).sum();
    let last: Option<Vec<Moment>> =
        known.iter().map(|(left, silent)| left.iter().chain(silent).min().copied()).collect();
    let span = counted(span, planned, last);
    let mut guests = Vec::with_capacity(rows.len());
    for (row, (left, silent)) in rows.iter().zip(known) {
        guests.push(Guest {
            registration: row.try_get::<String, _>(0)?.parse()?,
            name: row.try_get(1)?,
            share: share(Moment(row.try_get(2)?), gone(left, silent, span), span),
            checked_in: row.try_get::<Option<i64>, _>(5)?.is_some(),
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
    let guests = guests(conn, id, &room).await?;
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

    #[test]
    fn silence_at_the_end_is_no_absence_and_going_out_is() {
        let minute = |n: i64| Moment(n * 60_000_000);
        let evening = (minute(10), minute(130));
        assert_eq!(gone(None, None, evening), None);
        assert_eq!(gone(None, Some(minute(115)), evening), None, "a phone that sleeps during the check-out");
        assert_eq!(gone(None, Some(minute(114)), evening), Some(minute(114)));
        assert_eq!(gone(Some(minute(125)), None, evening), Some(minute(125)), "out by the door");
        assert_eq!(gone(Some(minute(125)), Some(minute(60)), evening), Some(minute(60)));
        assert_eq!(gone(Some(minute(40)), Some(minute(120)), evening), Some(minute(40)));
        let short = (minute(0), minute(30));
        assert_eq!(gone(None, Some(minute(25)), short), None);
        assert_eq!(gone(None, Some(minute(24)), short), Some(minute(24)), "of a short run the last sixth");
    }

    #[test]
    fn a_run_that_nobody_ended_counts_until_the_last_is_gone() {
        let minute = |n: i64| Moment(n * 60_000_000);
        let forgotten = (minute(0), minute(600));
        let counted = |last| counted(forgotten, 90 * 60, last);
        assert_eq!(counted(Some(vec![minute(40), minute(95)])), (minute(0), minute(95)));
        assert_eq!(counted(Some(vec![minute(40), minute(50)])), (minute(0), minute(90)), "not before its plan is over");
        assert_eq!(counted(Some(Vec::new())), forgotten);
        assert_eq!(counted(None), forgotten, "somebody is there still, or reads the pages without a program");
        assert_eq!(super::counted((minute(0), minute(30)), 90 * 60, Some(vec![minute(20)])), (minute(0), minute(30)));
    }
}
