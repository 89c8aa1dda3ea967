//! Letters at their time: reminders before a workshop and thanks after it. What is due is reckoned anew in every
//! round from where the beginning stands now, so a workshop that moves takes its reminders with it; who has left is
//! not among those asked. The key of each letter makes it the only one, also when two programs go round at once.
//!
//! Nobody is woken: between 21:00 and 7:00 on the reader's clock, thanks and those reminders that come half a day
//! or more before the beginning wait for the morning. A reminder shortly before is sent whatever the hour.

use super::letters;
use super::model::Topic;
use super::model::letters::{MAY_WAIT, due_rule};
use super::model::remind::in_force;
use super::signed::stop_address;
use super::store::reminders::{Ahead, Guest, ahead, over, untold};
use super::store::{self, LOCK, Workshop};
use crate::kit::Moment;
use crate::kit::id::WorkshopId;
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::mail::Letter;
use crate::server::mail::outbox::enqueue;
use crate::server::state::AppState;
use crate::server::time;

/// When the night begins, in hours of the reader's clock.
const NIGHT: i8 = 21;
/// When it ends.
const MORNING: i8 = 7;

/// What is due for a workshop.
#[derive(Clone, Debug)]
enum Due {
    /// The reminder of this rule, in minutes before.
    Reminder(WorkshopId, i64),
    /// Thanks.
    Thanks(WorkshopId),
}

/// One round: writes what is due, a workshop a write.
pub async fn sweep(state: AppState) -> Result<()> {
    let now = state.now();
    let mut conn = state.db.read().await?;
    let mut wanted = Vec::new();
    for due in due(&mut conn, now).await? {
        if !guests(&mut conn, &due, now).await?.1.is_empty() {
            wanted.push(due);
        }
    }
    drop(conn);
    for due in wanted {
        let input = (state.config.clone(), state.vault.clone(), due, now);
        state.db.write(input, |tx, (config, vault, due, now)| Box::pin(write(tx, config, vault, due, *now))).await?;
    }
    Ok(())
}

/// The same inside a write that is under way.
pub async fn write_due(conn: &mut Conn, config: &Config, vault: &Vault, now: Moment) -> Result<()> {
    for due in due(conn, now).await? {
        write(conn, config, vault, &due, now).await?;
    }
    Ok(())
}

async fn due(conn: &mut Conn, now: Moment) -> Result<Vec<Due>> {
    let mut all = Vec::new();
    for Ahead { id, starts_at, rules } in ahead(conn, now).await? {
        let rules = in_force(&rules);
        // Seconds count: what is left of a minute is a minute.
        let left = (starts_at.seconds_since(now) + 59) / 60;
        all.extend(due_rule(&rules, left).map(|rule| Due::Reminder(id, rule)));
    }
    all.extend(over(conn, now).await?.into_iter().map(Due::Thanks));
    Ok(all)
}

/// The workshop, and who is to be told now.
async fn guests(conn: &mut Conn, due: &Due, now: Moment) -> Result<(Workshop, Vec<(Guest, String)>)> {
    let id = match due {
        Due::Reminder(id, _) | Due::Thanks(id) => id,
    };
    let workshop = store::published(conn, id).await?;
    let (topic, key, may_wait) = match due {
        Due::Reminder(_, rule) => {
            let start = workshop.details.starts_at.0;
            (Topic::Reminders, format!("reminder:{id}:{rule}:{start}:"), *rule >= MAY_WAIT)
        }
        Due::Thanks(_) => (Topic::Thanks, format!("thanks:{id}:"), true),
    };
    let mut told = Vec::new();
    for guest in untold(conn, id, topic, &key).await? {
        let too_late = match due {
            // Who got the seat after this reminder was due has just read everything.
            Due::Reminder(_, rule) => guest.since >= workshop.details.starts_at.plus_minutes(-rule),
            Due::Thanks(_) => false,
        };
        let waits = may_wait && is_night(now, &guest.contact.zone);
        if !(too_late || waits) {
            let key = format!("{key}{}", guest.user);
            told.push((guest, key));
        }
    }
    Ok((workshop, told))
}

async fn write(conn: &mut Conn, config: &Config, vault: &Vault, due: &Due, now: Moment) -> Result<()> {
    let (Due::Reminder(id, _) | Due::Thanks(id)) = due;
    // Whoever gives their seat back at this moment does so before or after.
    lock_row(conn, LOCK, id.as_str()).await?;
    let (workshop, guests) = guests(conn, due, now).await?;
    for (Guest { user, contact, .. }, key) in guests {
        let (letter, topic): (Letter, Topic) = match due {
            Due::Reminder(..) => (letters::reminder(config, &workshop, &user, &contact), Topic::Reminders),
            Due::Thanks(_) => (letters::thanks(config, &workshop, &user, &contact), Topic::Thanks),
        };
        let stop = stop_address(config, vault, &user, topic);
        let letter = letters::with_stop(letter, &contact, stop).once(key);
        enqueue(conn, &letter, now).await?;
    }
    Ok(())
}

/// Whether people in that zone sleep.
fn is_night(now: Moment, zone: &str) -> bool {
    let hour = time::at(now, zone).hour();
    !(MORNING..NIGHT).contains(&hour)
}
