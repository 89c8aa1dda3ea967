//! On PostgreSQL several processes share a room. Each change says so on a channel when it is committed; whoever hears it
//! reads the room anew. The channel carries no more than which room, its `seq` and which process; that one rang its own
//! screens already. Whose own it was that changed is looked up.

use std::time::Duration;

use tokio::sync::watch;

use super::store::{CHANNEL, OWN, whose};
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
                if let Some(heard) = heard(said.payload()) {
                    ring(state, heard).await?;
                }
            }
            None => state.live.ring_all(),
        }
    }
}

/// What a process says.
#[derive(Debug, PartialEq)]
struct Heard<'a> {
    room: WorkshopId,
    seq: i64,
    own: bool,
    process: &'a str,
}

/// Reads `room:seq:what:process`.
fn heard(payload: &str) -> Option<Heard<'_>> {
    let mut parts = payload.splitn(4, ':');
    let mut next = || parts.next();
    Some(Heard { room: next()?.parse().ok()?, seq: next()?.parse().ok()?, own: next()? == OWN, process: next()? })
}

async fn ring(state: &AppState, heard: Heard<'_>) -> Result<()> {
    let Heard { room, seq, own, process } = heard;
    if state.live.is_own(process) || !state.live.holds(&room) {
        return Ok(());
    }
    let user = match own {
        true => whose(&mut *state.db.read().await?, &room, seq).await?,
        false => None,
    };
    match user {
        Some(user) => state.live.tell(&room, &user),
        None => state.live.ring(&room),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_read_from_what_is_said() {
        let id = "019376b0-7c6a-7000-8000-0123456789ab";
        let room: WorkshopId = id.parse().expect("an id");
        let said = |own| Some(Heard { room: room.clone(), seq: 7, own, process: "a-b_c" });
        assert_eq!(heard(&format!("{id}:7:all:a-b_c")), said(false));
        assert_eq!(heard(&format!("{id}:7:own:a-b_c")), said(true));
        let others = ["x:7:all:a".to_owned(), id.to_owned(), format!("{id}:7"), format!("{id}:x:all:a")];
        assert!(others.iter().all(|other| heard(other).is_none()));
    }
}
