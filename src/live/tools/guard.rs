//! What server functions of the tools begin and end with.

use leptos_axum::redirect;

use super::{store, wording};
use crate::kit::id::WorkshopId;
use crate::kit::{Error, Result, Viewer};
use crate::server::AppState;
use crate::server::context::{state, viewer};
use crate::server::limits::Deed;
use crate::workshops::model::Editor;

/// Who writes, if they may write here at all.
pub fn writer() -> Result<(AppState, Viewer)> {
    let (viewer, state) = (viewer()?, state());
    viewer.must_have_promised()?;
    state.limits.take(Deed::Save, viewer.id.as_str())?;
    Ok((state, viewer))
}

/// Who says a line or asks a question. Lines without a name do not tell how many are one person's: it is counted before.
pub fn speaker() -> Result<(AppState, Viewer)> {
    let (state, viewer) = writer()?;
    state.limits.take(Deed::Line, viewer.id.as_str())?;
    Ok((state, viewer))
}

/// Who changes the room, and as what.
pub fn host() -> Result<(AppState, Viewer, Editor)> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    viewer.must_have_promised()?;
    Ok((state(), viewer, editor))
}

/// Why it was not taken, if it was not. The page that it came from is shown again, or hears of it where it stands: a
/// redirect would bring a phone back to its top with every answer.
pub fn back(taken: store::Taken, viewer: &Viewer) -> Result<()> {
    taken.map_err(|why| wording::refused("", why, viewer.locale))
}

/// Back to the host's desk.
pub fn desk(id: &WorkshopId) {
    redirect(&format!("/live/{id}/host"));
}

/// Whether what a host moderates is to be shown.
pub fn is_shown(act: &str) -> Result<bool> {
    match act {
        "show" => Ok(true),
        "hide" => Ok(false),
        _ => Err(Error::BadRequest),
    }
}

/// Whether a switch goes on.
pub fn is_on(to: &str) -> Result<bool> {
    match to {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Error::BadRequest),
    }
}
