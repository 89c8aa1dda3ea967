//! What server functions about a place and those of the plan begin and end with.

use leptos_axum::redirect;

use super::model::Editor;
use super::placing::{self, Reader};
use super::store::seating::{self, Answered};
use super::store::{self, Workshop};
use crate::accounts::store::contact_of;
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Locale, Result, Viewer};
use crate::server::{AppState, state, viewer};
use crate::tl;

/// Who asks, as what, and the workshop, if they may change it.
pub async fn opened(id: &WorkshopId) -> Result<(AppState, Viewer, Editor, Workshop)> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    let state = state();
    let workshop = store::for_editor(&mut *state.db.read().await?, &editor, id).await?;
    Ok((state, viewer, editor, workshop))
}

/// Back to a part of the plan.
pub fn back(id: &WorkshopId, part: &str, done: &str) {
    redirect(&format!("/host/{id}/plan/{part}?done={done}"));
}

/// Why a place cannot be given back any more: it has begun, or its last moment for that has passed.
pub async fn too_late(id: &WorkshopId, user: &UserId, locale: Locale) -> Result<Error> {
    let state = state();
    let mut conn = state.db.read().await?;
    let workshop = store::published(&mut conn, id).await?;
    if !workshop.life.is_coming(state.now()) {
        return Ok(Error::field("", tl!(locale, workshops.error_too_late)));
    }
    let zone = contact_of(&mut conn, user).await?.zone;
    Ok(Error::field("", placing::back(&workshop, Reader { locale, zone: &zone }, state.now())))
}

/// Takes or declines an offered seat, or gives a place back; says what was done.
pub async fn act(what: &str, locale: Locale, id: &WorkshopId, user: &UserId) -> Result<&'static str> {
    let state = state();
    let input = (state.config.clone(), id.clone(), user.clone(), state.now());
    let gone = |answered: Answered| match answered {
        Answered::Done => Ok(()),
        Answered::Gone => Err(Error::field("", tl!(locale, seats.error_gone))),
    };
    match what {
        "accept" => {
            let write = state
                .db
                .write(input, |tx, (config, id, user, now)| Box::pin(seating::accept(tx, config, id, user, *now)));
            gone(write.await?).map(|()| "accepted")
        }
        "decline" => {
            let write = state
                .db
                .write(input, |tx, (config, id, user, now)| Box::pin(seating::decline(tx, config, id, user, *now)));
            gone(write.await?).map(|()| "declined")
        }
        "leave" => {
            let write = state
                .db
                .write(input, |tx, (config, id, user, now)| Box::pin(store::cancel(tx, config, id, user, *now)));
            if write.await? { Ok("left") } else { Err(too_late(id, user, locale).await?) }
        }
        _ => Err(Error::BadRequest),
    }
}
