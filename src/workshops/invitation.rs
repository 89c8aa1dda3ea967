//! Letters about somebody's place carry the entry for their calendar as it stands after the change.

use super::calendar::{invitation, told};
use super::store::calendar::entry;
use crate::kit::Moment;
use crate::kit::id::WorkshopId;
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::mail::{Letter, outbox};

/// Puts a letter about a place at `workshop` into the outbox, with its reader's entry. Call it once the change that
/// it tells of is written.
pub async fn send(conn: &mut Conn, config: &Config, workshop: &WorkshopId, letter: Letter, now: Moment) -> Result<()> {
    let entry = match &letter.user {
        Some(user) => entry(conn, workshop, user).await?,
        None => None,
    };
    let letter = match entry {
        Some(entry) => {
            let part = invitation(config, &entry, &letter.address, letter.locale);
            letter.calendar(part)
        }
        None => letter,
    };
    outbox::enqueue(conn, &letter, now).await
}

/// The same for a letter about places at several workshops: their entries stand in one calendar.
pub async fn send_all(
    conn: &mut Conn,
    config: &Config,
    workshops: &[WorkshopId],
    letter: Letter,
    now: Moment,
) -> Result<()> {
    let mut entries = Vec::new();
    if let Some(user) = &letter.user {
        for workshop in workshops {
            entries.extend(entry(conn, workshop, user).await?);
        }
    }
    let letter = match entries.is_empty() {
        true => letter,
        false => {
            let part = told(config, &entries, letter.locale);
            letter.calendar(part)
        }
    };
    outbox::enqueue(conn, &letter, now).await
}
