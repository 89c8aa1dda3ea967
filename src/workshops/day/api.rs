//! Server functions of the day for members, and the one that verifies a certificate for everybody. Those for hosts
//! are in `host`.

pub mod host;

use leptos::prelude::*;

use super::model::{CodeForm, FeedbackForm, FeedbackPage, MyCertificate, Ticket, Verified};
use crate::kit::Result;
use crate::kit::id::WorkshopId;

#[cfg(feature = "ssr")]
use {
    super::model::{Opinion, Presence, read_code, room_is_open},
    super::store::feedback::{self, Given},
    super::store::{self, certificates},
    super::wording,
    crate::accounts::door::visitor,
    crate::kit::Error,
    crate::kit::id::RowId,
    crate::server::context::{locale, maybe_viewer, state, viewer},
    crate::server::http::headers,
    crate::server::limits::Deed,
    crate::server::qr::Qr,
    crate::tl,
};

/// The viewer's own ticket: their code, and the QR that leads their host to it.
#[server(endpoint = "workshops/ticket")]
pub async fn my_ticket(id: WorkshopId) -> Result<Ticket> {
    let viewer = viewer()?;
    let state = state();
    let now = state.now();
    let mut conn = state.db.read().await?;
    let (workshop, mut seat) = store::my_seat(&mut conn, &id, &viewer.id).await?;
    if seat.code.is_none() {
        drop(conn);
        state.db.write(id.clone(), |tx, id| Box::pin(store::give_codes(tx, id))).await?;
        seat = store::my_seat(&mut *state.db.read().await?, &id, &viewer.id).await?.1;
    }
    let code = seat.code.unwrap_or_default();
    let address = state.config.link(&format!("/host/{id}/check-in?code={code}"));
    let details = &workshop.details;
    Ok(Ticket {
        workshop: wording::invited(&workshop, &viewer, now),
        qr: Qr::of(&address)?.svg(),
        code,
        presence: Presence::of(seat.checked.0, seat.checked.1),
        door: !details.place.is_empty(),
        room: workshop.life.cancelled_at.is_none() && room_is_open(details.starts_at, details.ends_at, now),
    })
}

/// Checks the viewer in with the code that the room shows.
#[server(endpoint = "workshops/enter")]
pub async fn enter_room(form: CodeForm) -> Result<()> {
    let viewer = viewer()?;
    let state = state();
    state.limits.take(Deed::Code, viewer.id.as_str())?;
    let id: WorkshopId = form.workshop.parse()?;
    let input = (id.clone(), viewer.id, form.code, state.now());
    let entering =
        state.db.write(input, |tx, (id, user, code, now)| Box::pin(store::enter_room(tx, id, user, code, *now)));
    wording::marked(entering.await?, "code", viewer.locale)?;
    leptos_axum::redirect(&format!("/workshops/{id}/ticket?done=here"));
    Ok(())
}

/// The feedback form, for those who had a seat.
#[server(endpoint = "workshops/feedback_page")]
pub async fn asking_feedback(id: WorkshopId) -> Result<FeedbackPage> {
    let viewer = viewer()?;
    let state = state();
    let mut conn = state.db.read().await?;
    let (workshop, _) = store::my_seat(&mut conn, &id, &viewer.id).await?;
    let given = feedback::is_given(&mut conn, &id, &viewer.id).await?;
    Ok(FeedbackPage { workshop: wording::invited(&workshop, &viewer, state.now()), given })
}

/// Keeps the viewer's feedback, without their name.
#[server(endpoint = "workshops/give_feedback")]
pub async fn give_feedback(form: FeedbackForm) -> Result<()> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let (helpful, safe) = form.read(viewer.locale)?;
    let opinion = Opinion { helpful, safe, kept: form.kept.trim().to_owned(), wished: form.wished.trim().to_owned() };
    let input = (id.clone(), viewer.id, crate::server::state::chance_id::<RowId>(), opinion, state.now());
    let giving = state
        .db
        .write(input, |tx, (id, user, row, opinion, now)| Box::pin(feedback::give(tx, id, user, row, opinion, *now)));
    match giving.await? {
        Given::Kept => leptos_axum::redirect(&format!("/workshops/{id}/feedback?done=given")),
        Given::Before => return Err(Error::field("", tl!(viewer.locale, day.error_given))),
        Given::NotOver => return Err(Error::field("", tl!(viewer.locale, day.error_not_over))),
    }
    Ok(())
}

/// The viewer's certificates.
#[server(endpoint = "workshops/my_certificates")]
pub async fn my_certificates() -> Result<Vec<MyCertificate>> {
    let viewer = viewer()?;
    let given = certificates::of_person(&mut *state().db.read().await?, &viewer.id).await?;
    Ok(given.iter().map(|given| wording::mine(given, &viewer)).collect())
}

/// What a certificate's code stands for: for everybody who holds the paper. None when there is none of that code.
#[server(endpoint = "workshops/verify")]
pub async fn verify(code: String) -> Result<Option<Verified>> {
    let (state, locale) = (state(), locale());
    headers::keep_out_of_searches();
    state.limits.take(Deed::Verify, &visitor())?;
    let given = certificates::by_code(&mut *state.db.read().await?, &read_code(&code)).await?;
    let reader = maybe_viewer().map(|viewer| viewer.id);
    Ok(given.map(|given| wording::verified(given, reader.as_ref(), locale)))
}
