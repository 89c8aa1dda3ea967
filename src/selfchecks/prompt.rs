//! Whether 今日 asks.

use super::store;
use crate::kit::Viewer;
use crate::server::{AppState, Result};
use crate::worksheets::approval::enabled;
use crate::worksheets::definition::library::{SELFCHECKS, battery};

/// Whether 今日 asks `viewer` this time. Whoever is asked once is not asked again for a fortnight.
pub async fn asks(state: &AppState, viewer: &Viewer) -> Result<bool> {
    let (every, now) = (battery().every_days, state.now());
    let mut conn = state.db.read().await?;
    if !store::asked(&mut conn, &viewer.id).await?.is_due(every, now) {
        return Ok(false);
    }
    let mut any = false;
    for sheet in SELFCHECKS {
        any |= enabled(&mut conn, sheet).await?;
    }
    drop(conn);
    if !any {
        return Ok(false);
    }
    let input = (viewer.id.clone(), every, now);
    state.db.write(input, |tx, (user, every, now)| Box::pin(store::ask(tx, user, *every, *now))).await
}
