//! On PostgreSQL several processes share a room. Each change says so on a channel when it is committed; whoever hears it
//! reads the room anew. The channel carries no more than which room and its `seq`.

use std::time::Duration;

use tokio::sync::watch;

use super::store::CHANNEL;
use crate::kit::id::WorkshopId;
use crate::server::failure::Result;
use crate::server::state::AppState;

/// How long to wait before the database is asked again for a channel that broke.
const PAUSE: Duration = Duration::from_secs(1);

/// Listens until `stop` turns true. Does nothing where one process has the database for itself.
pub async fn listen(state: AppState, mut stop: watch::Receiver<bool>) {
    let listening = async {
        loop {
            match hear(&state).await {
                Ok(()) => return,
                Err(error) => tracing::warn!(%error, "cannot hear what other processes do in rooms"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    let ending = async {
        // An error means that the other end is gone, and with it the program.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    tokio::select! {
        () = listening => {}
        () = ending => {}
    }
}

async fn hear(state: &AppState) -> Result<()> {
    let Some(mut listener) = state.db.listener(CHANNEL).await? else { return Ok(()) };
    // What happened before it was listened to, or while it broke, was not heard.
    state.live.ring_all();
    loop {
        match listener.try_recv().await? {
            Some(said) => {
                if let Some(id) = room_of(said.payload()) {
                    state.live.ring(&id);
                }
            }
            None => state.live.ring_all(),
        }
    }
}

/// The room of `id:seq`.
fn room_of(payload: &str) -> Option<WorkshopId> {
    payload.split_once(':')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_read_from_what_is_said() {
        let id = "019376b0-7c6a-7000-8000-0123456789ab";
        assert_eq!(room_of(&format!("{id}:7")).expect("an id").as_str(), id);
        assert_eq!(room_of("x:7"), None);
        assert_eq!(room_of(id), None);
    }
}
