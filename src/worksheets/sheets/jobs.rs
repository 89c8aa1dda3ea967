//! At every start: finished sheets that still hold how somebody came to them, a few at a time, until there are none.

use super::store::forgetting;
use crate::server::failure::Result;
use crate::server::state::AppState;

/// Lets every finished sheet forget its way. Doing it twice changes nothing.
pub async fn forget_ways(state: AppState) -> Result<()> {
    let mut after = String::new();
    loop {
        let input = (state.vault.clone(), after);
        let looked_at = state.db.write(input, |tx, (vault, after)| Box::pin(forgetting::forget_some(tx, vault, after)));
        match looked_at.await? {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}
