//! On PostgreSQL several processes share a room. Each change says so on a channel when it is committed; whoever hears it
//! reads the room anew. The channel carries no more than which room and its `seq`, or whose own it is that changed.

use std::time::Duration;

use tokio::sync::watch;

use super::store::CHANNEL;
use crate::kit::id::{UserId, WorkshopId};
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
            Some(said) => match heard(said.payload()) {
                Some((id, Some(user))) => state.live.tell(&id, &user),
                Some((id, None)) => state.live.ring(&id),
                None => {}
            },
            None => state.live.ring_all(),
        }
    }
}

/// The room of `id:seq`, or of `id:person` with the person.
fn heard(payload: &str) -> Option<(WorkshopId, Option<UserId>)> {
    let (id, rest) = payload.split_once(':')?;
    Some((id.parse().ok()?, rest.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_read_from_what_is_said() {
        let id = "019376b0-7c6a-7000-8000-0123456789ab";
        let (room, user): (WorkshopId, UserId) = (id.parse().expect("an id"), id.parse().expect("an id"));
        assert_eq!(heard(&format!("{room}:7")), Some((room.clone(), None)));
        assert_eq!(heard(&format!("{room}:{user}")), Some((room, Some(user))));
        assert_eq!(heard("x:7"), None);
        assert_eq!(heard(id), None);
    }
}
