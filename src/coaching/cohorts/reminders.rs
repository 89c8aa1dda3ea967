//! The letter on the day before an appointment, to both. It is reckoned anew in every round from where the beginning
//! stands now; its key makes it the only one. Nobody is woken: it goes out by day, on the reader's own clock.

use jiff::Zoned;

use super::mail;
use super::store::appointments::{Appointment, begins_until};
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::mail::outbox::enqueue;
use crate::server::state::AppState;
use crate::server::time;
use crate::workshops::letters::with_stop;
use crate::workshops::model::Topic;
use crate::workshops::signed::stop_address;
use crate::workshops::store::reminders::refused;

/// When the night begins, in hours of the reader's clock.
const NIGHT: i8 = 21;
/// When it ends.
const MORNING: i8 = 7;
/// No reminder comes later than so many hours before: it would only startle.
const LAST_HOURS: i64 = 2;
/// No reminder is due earlier than this.
const AHEAD_HOURS: i64 = 48;

/// One round.
pub async fn sweep(state: AppState) -> Result<()> {
    let now = state.now();
    let until = now.plus_hours(AHEAD_HOURS);
    if begins_until(&mut *state.db.read().await?, now, until).await?.is_empty() {
        return Ok(());
    }
    let input = (state.config.clone(), state.vault.clone(), now);
    let write = state.db.write(input, |tx, (config, vault, now)| Box::pin(write_due(tx, config, vault, *now)));
    write.await
}

async fn write_due(conn: &mut Conn, config: &Config, vault: &Vault, now: Moment) -> Result<()> {
    for one in begins_until(conn, now, now.plus_hours(AHEAD_HOURS)).await? {
        for who in [one.coach.0.clone(), one.member.0.clone()] {
            tell(conn, config, vault, &one, &who, now).await?;
        }
    }
    Ok(())
}

async fn tell(
    conn: &mut Conn,
    config: &Config,
    vault: &Vault,
    one: &Appointment,
    who: &UserId,
    now: Moment,
) -> Result<()> {
    let to = contact_of(conn, who).await?;
    let at = |moment| time::at(moment, &to.zone);
    let due = is_due(&at(one.starts_at), &at(one.changed_at), &at(now));
    if !due || refused(conn, who).await?.contains(&Topic::Reminders) {
        return Ok(());
    }
    let stop = stop_address(config, vault, who, Topic::Reminders);
    let key = format!("appointment_reminder:{}:{}:{who}", one.id, one.starts_at.0);
    let letter = with_stop(mail::reminder(config, one, who, &to), &to, stop).once(key);
    enqueue(conn, &letter, now).await
}

/// Whether the reminder is due: by day on the day before, or else the next morning while there is time. Who booked or
/// moved it on the day before or later has just read everything.
fn is_due(starts_at: &Zoned, changed_at: &Zoned, now: &Zoned) -> bool {
    let Ok(eve) = starts_at.date().yesterday() else { return false };
    let by_day = (MORNING..NIGHT).contains(&now.hour());
    let in_time = starts_at.timestamp().as_second() - now.timestamp().as_second() >= LAST_HOURS * 3600;
    by_day && in_time && changed_at.date() < eve && (now.date() == eve || now.date() == starts_at.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        let moment = time::from_local_input(text, "Asia/Tokyo").expect("a time");
        time::at(moment, "Asia/Tokyo")
    }

    #[test]
    fn a_reminder_comes_by_day_on_the_day_before() {
        let (start, booked) = (at("2026-11-27T19:00"), at("2026-11-20T12:00"));
        let due = |now: &str| is_due(&start, &booked, &at(now));
        assert!(!due("2026-11-25T20:00") && !due("2026-11-26T06:59"));
        assert!(due("2026-11-26T07:00") && due("2026-11-26T20:59"));
        assert!(!due("2026-11-26T21:00") && !due("2026-11-27T06:00"), "nobody is woken");
        assert!(due("2026-11-27T07:00") && due("2026-11-27T17:00"), "should the program have stood still");
        assert!(!due("2026-11-27T17:01") && !due("2026-11-27T19:00"));
    }

    #[test]
    fn who_booked_it_just_now_is_not_reminded() {
        let start = at("2026-11-27T19:00");
        assert!(!is_due(&start, &at("2026-11-26T08:00"), &at("2026-11-26T12:00")));
        assert!(is_due(&start, &at("2026-11-25T23:00"), &at("2026-11-26T12:00")));
        assert!(!is_due(&at("2026-11-27T08:00"), &at("2026-11-01T08:00"), &at("2026-11-27T07:00")), "too late to help");
    }
}
