//! The host's word about a person: yes or no where it is asked, and taking somebody off.

use super::leave::{Reason, leave};
use super::links;
use super::room::held;
use super::settle::settle;
use crate::accounts::store::contact_of;
use crate::kit::id::{RegistrationId, WorkshopId};
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::invitation::send;
use crate::workshops::letters::places;
use crate::workshops::model::seating::Mode;
use crate::workshops::store::By;
use crate::workshops::store::history::note;

/// What a host says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Approve,
    /// No, to somebody who has no seat yet.
    Refuse,
    /// Whatever they have, they lose it.
    Remove,
}

impl Verdict {
    /// The verdict of that name, as forms have it.
    pub fn parse(text: &str) -> Option<Verdict> {
        match text {
            "approve" => Some(Verdict::Approve),
            "refuse" => Some(Verdict::Refuse),
            "remove" => Some(Verdict::Remove),
            _ => None,
        }
    }
}

/// Says it. False when it makes no sense any more: it has begun, or they have a seat already. Saying yes twice is fine.
pub async fn decide(
    conn: &mut Conn,
    config: &Config,
    by: By<'_>,
    id: &WorkshopId,
    registration: &RegistrationId,
    verdict: Verdict,
) -> Result<bool> {
    let By { actor, now, .. } = by;
    let workshop = by.locked(conn, id).await?;
    let who = held(conn, registration).await?;
    if who.workshop != *id {
        return Err(crate::kit::Error::NotFound.into());
    }
    let asked = workshop.mode == Mode::Approval;
    match verdict {
        _ if !workshop.life.is_coming(now) => return Ok(false),
        Verdict::Approve | Verdict::Refuse if !asked => return Ok(false),
        Verdict::Approve if who.approved_at.is_some() => return Ok(true),
        Verdict::Refuse if !who.waits() || who.approved_at.is_some() => return Ok(false),
        Verdict::Approve => {
            sqlx::query("update registrations set approved_at = $2 where id = $1")
                .bind(registration.as_str())
                .bind(now.0)
                .execute(&mut *conn)
                .await?;
            note(conn, id, Some(&who.user), Some(actor), "approved", "", now).await?;
        }
        Verdict::Refuse => leave(conn, config, &workshop, &who, Reason::Refused, Some(actor), now).await?,
        Verdict::Remove => leave(conn, config, &workshop, &who, Reason::Host, Some(actor), now).await?,
    }
    let seated = settle(conn, config, id, now).await?;
    if verdict == Verdict::Approve && !seated.contains(&who.user) {
        let contact = contact_of(conn, &who.user).await?;
        let token = links::make(conn, registration, now).await?;
        send(conn, config, &workshop.id, places::approved_in_line(config, &workshop, &who.user, &contact, &token), now)
            .await?;
    }
    Ok(true)
}
