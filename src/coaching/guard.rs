//! What server functions of the coaches begin with.

use super::desk;
use super::model::DeskPage;
use crate::journal::store::queue_of;
use crate::kit::{Result, Role, Viewer};
use crate::server::{AppState, viewer};
use crate::worksheets::store::shares_for;

/// A viewer who may read what was sent to them.
pub fn coach() -> Result<Viewer> {
    let viewer = viewer()?;
    viewer.must_be(Role::Coach)?;
    viewer.must_have_promised()?;
    Ok(viewer)
}

/// What lies on a coach's desk.
pub async fn desk_of(viewer: &Viewer, state: &AppState) -> Result<DeskPage> {
    let mut conn = state.db.read().await?;
    let found = queue_of(&mut conn, &viewer.id).await?;
    let values = shares_for(&mut conn, &viewer.id).await?;
    Ok(desk::queue(viewer, found, values, state.now()))
}
