//! What the tools do by themselves.

use super::{room, store};
use crate::server::failure::Result;
use crate::server::state::AppState;

/// Seals the prompts that no answer can come to any more: from then on nobody can say whose an anonymous answer is. One
/// that fails does not keep the others open.
pub async fn seal(state: AppState) -> Result<()> {
    let now = state.now();
    let over = store::unsealed(&mut *state.db.read().await?, now).await?;
    for (room, id) in over {
        let input = (room.clone(), id, now);
        let sealing = state.db.write(input, |tx, (room, id, now)| Box::pin(store::seal(tx, room, id, *now)));
        match sealing.await {
            Ok(()) => room::ring(&state, &room),
            Err(error) => tracing::error!(%error, "a prompt was not sealed"),
        }
    }
    Ok(())
}
