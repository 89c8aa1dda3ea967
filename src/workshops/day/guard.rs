//! What the host's server functions of the day begin and end with.

use crate::kit::id::{RegistrationId, WorkshopId};
use crate::kit::{Result, Viewer};
use crate::server::context::{state, viewer};
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// Who is looking, and what they may change; `NotFound` for those who may change nothing.
pub fn editor() -> Result<(Viewer, Editor)> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    Ok((viewer, editor))
}

/// Whoever may not change it learns nothing from how a form is judged.
pub async fn may(editor: &Editor, id: &WorkshopId) -> Result<()> {
    for_editor(&mut *state().db.read().await?, editor, id).await?;
    Ok(())
}

/// The registration of one person; none when it is about all.
pub fn one(registration: &str) -> Result<Option<RegistrationId>> {
    if registration.is_empty() { Ok(None) } else { registration.parse().map(Some) }
}

/// Back to the page of afterwards, which says what was done.
pub fn done(id: &WorkshopId, word: &str) {
    leptos_axum::redirect(&format!("/host/{id}/after?done={word}"));
}
