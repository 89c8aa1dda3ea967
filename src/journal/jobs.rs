//! What is done in the background.

use super::store;
use crate::server::{AppState, Result};

/// Clears away saves of more than a week ago that are a few words apart from others.
pub async fn forget_old(state: &AppState) -> Result<()> {
    // One pass at most: what is decided is not asked for again, and a clock that jumps must not make this endless.
    for _ in 0..1_000 {
        if !state.db.write(state.now(), |tx, now| Box::pin(store::forget_old(tx, *now))).await? {
            break;
        }
    }
    Ok(())
}
