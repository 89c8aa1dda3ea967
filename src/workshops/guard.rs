//! What the host's server functions of the plan begin and end with.

use leptos_axum::redirect;

use super::model::Editor;
use super::store::{self, Workshop};
use crate::kit::id::WorkshopId;
use crate::kit::{Result, Viewer};
use crate::server::{AppState, state, viewer};

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
