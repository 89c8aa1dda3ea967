//! What server functions about a place and those of the plan begin and end with.

use leptos_axum::redirect;

use super::model::Editor;
use super::store::seating::{self, Answered};
use super::store::{self, Workshop};
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
            let too_late = || Error::field("", tl!(locale, workshops.error_too_late));
            write.await?.then_some("left").ok_or_else(too_late)
        }
        _ => Err(Error::BadRequest),
    }
}
