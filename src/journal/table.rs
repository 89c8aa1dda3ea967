//! The buttons of a table, for pages without the program: each saves what was typed, then does what it says.

use leptos_axum::redirect;

use super::guard::keep;
use super::model::{RowChange, RowMove, SaveForm};
use crate::kit::Result;

/// Saves the form with its rows changed and goes back to the table. Before a row goes, everything is saved with it, so
/// that it stands in the version before.
pub async fn change(mut form: SaveForm, change: &RowChange) -> Result<()> {
    let entry = form.entry.clone();
    if change.what == RowMove::Remove {
        form.base = keep(form.clone()).await?.seq;
    }
    form.change_rows(change);
    let saved = keep(form).await?;
    let done = if saved.elsewhere.is_some() { "?done=elsewhere" } else { "" };
    redirect(&format!("/journal/{entry}{done}#q-{}", change.step));
    Ok(())
}
