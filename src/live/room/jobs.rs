//! What rooms do by themselves, whether or not a screen looks: go on when a block's time is over, warn groups, close when
//! everybody has forgotten them.

use super::groups::fill::{fill_left, fill_soon};
use super::store::{hosting, presence};
use crate::kit::Moment;
use crate::kit::id::WorkshopId;
use crate::live::after::wishes;
use crate::server::failure::Result;
use crate::server::state::AppState;

/// So many hours after its workshop ended a room that nobody closed is closed.
const FORGOTTEN_HOURS: i64 = 12;

/// Does in one room what is due; says whether anything was.
pub async fn wake(state: &AppState, id: &WorkshopId) -> Result<bool> {
    let now = state.now();
    if !hosting::is_due(&mut *state.db.read().await?, id, now).await? {
        return Ok(false);
    }
    let waking = state.db.write((id.clone(), now), |tx, (id, now)| Box::pin(hosting::wake(tx, id, *now)));
    let woke = waking.await?;
    if woke {
        state.live.ring(id);
        // It may take seconds, for which neither this room's screens nor other rooms wait.
        let (state, id) = (state.clone(), id.clone());
        tokio::spawn(async move { fill_soon(&state, &id).await });
    }
    Ok(woke)
}

/// Does in every room what is due, and what was left lying. One room that fails does not keep the others waiting.
pub async fn wake_all(state: AppState) -> Result<()> {
    let due = hosting::due(&mut *state.db.read().await?, state.now()).await?;
    for id in due {
        if let Err(error) = wake(&state, &id).await {
            tracing::error!(%error, "a room did not do what was due");
        }
    }
    fill_left(&state).await
}

/// Says who is here with this process.
pub async fn beat(state: AppState) -> Result<()> {
    state.live.beat(&state).await
}

/// Closes rooms that were forgotten, and forgets who was here once and what only one wished.
pub async fn sweep(state: &AppState) -> Result<()> {
    let now = state.now();
    let forgotten = hosting::forgotten(&mut *state.db.read().await?, now.plus_hours(-FORGOTTEN_HOURS)).await?;
    for id in forgotten {
        let input = (id.clone(), now);
        let closing = state.db.write(input, |tx, (id, now)| Box::pin(hosting::shut(tx, id, None, *now)));
        if let Err(error) = closing.await {
            tracing::error!(%error, "a forgotten room was not closed");
        }
        state.live.ring(&id);
    }
    let before = now.plus_days(-1);
    state.db.write(before, |tx, before: &Moment| Box::pin(presence::forget(tx, *before))).await?;
    state.db.write(now, |tx, now: &Moment| Box::pin(wishes::forget_unshared(tx, *now))).await
}
