//! Appointments and the times that are offered.

use crate::coaching::cohorts::model::{AppointmentId, AppointmentLine, BookingPage, MOST_BOOKED, OfferPage, SlotLine};
use crate::coaching::cohorts::store::appointments::{self, Appointment};
use crate::coaching::cohorts::store::cohorts;
use crate::coaching::cohorts::store::slots::{self, Slot};
use crate::coaching::cohorts::wording::span;
use crate::kit::{Error, Moment, Viewer};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::workshops::wording::zone_words;

/// An appointment as `viewer`, one of the two, sees it.
pub async fn line(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    one: &Appointment,
    now: Moment,
) -> Result<AppointmentLine> {
    Ok(AppointmentLine {
        id: one.id.clone(),
        who: one.other(&viewer.id).to_owned(),
        when: span(viewer, one.starts_at, one.ends_at),
        link: appointments::link(conn, vault, one).await?,
        open: one.may_cancel(&viewer.id, now),
        coach: one.coach.0 == viewer.id,
    })
}

/// Where a member books; with `moving`, where that appointment goes to another time of the same coach.
pub async fn booking(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    moving: Option<&AppointmentId>,
    now: Moment,
) -> Result<BookingPage> {
    let ahead = appointments::ahead_of(conn, &viewer.id, now).await?;
    let mine: Vec<&Appointment> = ahead.iter().filter(|one| one.member.0 == viewer.id).collect();
    let moved = match moving {
        Some(id) => Some(*mine.iter().find(|one| one.id == *id).ok_or(Error::NotFound)?),
        None => None,
    };
    let mut free = slots::free_for(conn, &viewer.id, now).await?;
    let booked = |slot: &Slot| mine.iter().filter(|one| one.cohort == slot.cohort).count() as i64;
    match moved {
        Some(one) => free.retain(|slot| slot.cohort == one.cohort && slot.coach == one.coach.0),
        None => free.retain(|slot| booked(slot) < MOST_BOOKED),
    }
    let may_book = moved.is_some() || (mine.len() as i64) < MOST_BOOKED || !free.is_empty();
    let moving = match moved {
        Some(one) => Some(line(conn, vault, viewer, one, now).await?),
        None => None,
    };
    let mut lines = Vec::with_capacity(mine.len());
    for one in mine {
        lines.push(line(conn, vault, viewer, one, now).await?);
    }
    let free = free.into_iter().map(|one| slot(viewer, one.coach_name.clone(), one)).collect();
    Ok(BookingPage { mine: lines, free, moving, may_book })
}

/// Where a coach offers times.
pub async fn offers(conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<OfferPage> {
    let mut booked = Vec::new();
    for one in appointments::ahead_of(conn, &viewer.id, now).await?.iter().filter(|one| one.coach.0 == viewer.id) {
        booked.push(line(conn, vault, viewer, one, now).await?);
    }
    let free = slots::free_of(conn, &viewer.id, now).await?;
    let cohorts = cohorts::of_person(conn, &viewer.id, "coach").await?;
    Ok(OfferPage {
        cohorts: cohorts.into_iter().filter(|one| one.life.closed_at.is_none()).map(|one| (one.id, one.name)).collect(),
        booked,
        free: free.into_iter().map(|one| slot(viewer, one.cohort_name.clone(), one)).collect(),
        zone: zone_words(&viewer.zone, viewer.locale),
    })
}

fn slot(viewer: &Viewer, who: String, one: Slot) -> SlotLine {
    SlotLine { id: one.id, who, when: span(viewer, one.starts_at, one.ends_at), online: one.online }
}
