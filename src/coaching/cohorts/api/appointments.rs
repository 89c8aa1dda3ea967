//! Appointments: coaches offer times, members book, move and cancel, coaches cancel too.

use leptos::prelude::*;

use crate::coaching::cohorts::model::{
    BookForm, BookingPage, MoveForm, OfferForm, OfferPage, WhichAppointmentForm, WhichSlotForm,
};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    crate::coaching::cohorts::guard::{coach, member, told},
    crate::coaching::cohorts::mail::{self, News},
    crate::coaching::cohorts::model::{AppointmentId, SlotId},
    crate::coaching::cohorts::store::appointments::{self, Outcome},
    crate::coaching::cohorts::store::slots::{self, Offer},
    crate::coaching::cohorts::{intake, pages},
    crate::kit::Error,
    crate::server::limits::Deed,
    crate::tl,
};

/// Where one books; with an appointment's id, where one moves it.
#[server(endpoint = "cohorts/times")]
pub async fn times(moving: String) -> Result<BookingPage> {
    let (viewer, state) = member()?;
    let moving: Option<AppointmentId> = if moving.is_empty() { None } else { Some(moving.parse()?) };
    let mut conn = state.db.read().await?;
    Ok(pages::booking(&mut conn, &state.vault, &viewer, moving.as_ref(), state.now()).await?)
}

/// Books a time.
#[server(endpoint = "cohorts/book")]
pub async fn book(form: BookForm) -> Result<()> {
    let (viewer, state) = member()?;
    let locale = viewer.locale;
    let slot: SlotId = form.slot.parse()?;
    state.limits.take(Deed::Book, viewer.id.as_str())?;
    let input = (state.config.clone(), viewer.id, slot, state.new_id::<AppointmentId>(), state.now());
    let booked = state.db.write(input, |tx, (config, me, slot, id, now)| {
        Box::pin(async move {
            let (outcome, one) = appointments::book(tx, me, slot, id, *now).await?;
            if let (Outcome::Done, Some(one)) = (outcome, one) {
                mail::appointment(tx, config, &one, News::Booked, *now).await?;
            }
            Ok(outcome)
        })
    });
    told(booked.await?, locale)?;
    leptos_axum::redirect("/cohort/appointments?done=booked");
    Ok(())
}

/// Moves an appointment.
#[server(endpoint = "cohorts/move")]
pub async fn move_appointment(form: MoveForm) -> Result<()> {
    let (viewer, state) = member()?;
    let locale = viewer.locale;
    let (id, slot): (AppointmentId, SlotId) = (form.appointment.parse()?, form.slot.parse()?);
    state.limits.take(Deed::Book, viewer.id.as_str())?;
    let input = (state.config.clone(), viewer.id, id, slot, state.now());
    let moved = state.db.write(input, |tx, (config, me, id, slot, now)| {
        Box::pin(async move {
            let (outcome, one) = appointments::move_to(tx, me, id, slot, *now).await?;
            if let (Outcome::Done, Some(one)) = (outcome, one) {
                mail::appointment(tx, config, &one, News::Moved, *now).await?;
            }
            Ok(outcome)
        })
    });
    told(moved.await?, locale)?;
    leptos_axum::redirect("/cohort/appointments?done=moved");
    Ok(())
}

/// Cancels an appointment, as either of the two.
#[server(endpoint = "cohorts/cancel")]
pub async fn cancel(form: WhichAppointmentForm) -> Result<()> {
    let (viewer, state) = member()?;
    let (me, locale) = (viewer.id, viewer.locale);
    let id: AppointmentId = form.appointment.parse()?;
    let input = (state.config.clone(), me.clone(), id, state.now());
    let cancelled = state.db.write(input, |tx, (config, me, id, now)| {
        Box::pin(async move {
            let (outcome, one) = appointments::cancel(tx, me, id, *now).await?;
            if outcome == Outcome::Done {
                mail::appointment(tx, config, &one, News::Cancelled, *now).await?;
            }
            Ok((outcome, one))
        })
    });
    let (outcome, one) = cancelled.await?;
    told(outcome, locale)?;
    let page = if one.coach.0 == me { "/coaching/appointments" } else { "/cohort/appointments" };
    leptos_axum::redirect(&format!("{page}?done=cancelled"));
    Ok(())
}

/// What a coach has offered, and what was booked.
#[server(endpoint = "cohorts/offers")]
pub async fn offers() -> Result<OfferPage> {
    let (viewer, state) = coach()?;
    let mut conn = state.db.read().await?;
    Ok(pages::offers(&mut conn, &state.vault, &viewer, state.now()).await?)
}

/// Offers times.
#[server(endpoint = "cohorts/offer")]
pub async fn offer_times(form: OfferForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let locale = viewer.locale;
    let (times, link) = intake::times(&form, &viewer, state.now())?;
    let times = times.into_iter().map(|(from, to)| (state.new_id(), from, to)).collect();
    let new = Offer { cohort: form.cohort.parse()?, times, zone: viewer.zone, link };
    let input = (state.vault.clone(), viewer.id, new, state.now());
    let offered = state.db.write(input, |tx, (vault, me, new, now)| Box::pin(slots::offer(tx, vault, me, new, *now)));
    if !offered.await? {
        return Err(Error::field("first", tl!(locale, cohorts.time_overlaps)));
    }
    leptos_axum::redirect("/coaching/appointments?done=offered");
    Ok(())
}

/// Takes an offered time back that nobody has booked.
#[server(endpoint = "cohorts/withdraw_slot")]
pub async fn withdraw_slot(form: WhichSlotForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let slot: SlotId = form.slot.parse()?;
    let input = (viewer.id, slot, state.now());
    state.db.write(input, |tx, (me, slot, now)| Box::pin(slots::withdraw(tx, me, slot, *now))).await?;
    leptos_axum::redirect("/coaching/appointments?done=slot_withdrawn");
    Ok(())
}
