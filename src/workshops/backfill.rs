//! At every start: workshops whose words search does not know yet, a few at a time, until there are none.

use super::store::search;
use crate::server::failure::Result;
use crate::server::state::AppState;

/// Puts in the words of all workshops that are not known yet. Doing it twice changes nothing.
pub async fn index_words(state: AppState) -> Result<()> {
    loop {
        let missing = search::not_indexed(&mut *state.db.read().await?).await?;
        if missing.is_empty() {
            return Ok(());
        }
        for id in missing {
            state.db.write(id, |tx, id| Box::pin(search::index(tx, id))).await?;
        }
    }
}
