//! One screen that is connected. When it goes, for whatever reason, its person is noted as gone with it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::watch;

use super::room::{Face, News, Room};
use crate::kit::id::{UserId, WorkshopId};
use crate::live::room::store::presence;
use crate::server::failure::Result;
use crate::server::state::AppState;

/// A screen of somebody in a room.
pub struct Visit {
    state: AppState,
    room: Arc<Room>,
    id: WorkshopId,
    user: UserId,
    silent: bool,
}

impl Visit {
    pub(super) fn new(state: AppState, room: Arc<Room>, id: WorkshopId, user: UserId) -> Visit {
        Visit { state, room, id, user, silent: false }
    }

    /// What a kind of screen is shown.
    pub fn frames(&self, face: Face) -> watch::Receiver<News> {
        let frames = self.room.frames(face);
        // Where nobody looked at this kind of screen before, there is nothing to show yet.
        self.room.ring();
        frames
    }

    /// Changes of what is this person's own.
    pub fn own(&self) -> Option<watch::Receiver<u64>> {
        self.room.own(&self.user)
    }

    /// Nothing was heard of this screen for a while: its person is gone already.
    pub fn fell_silent(&mut self) {
        self.silent = true;
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.state.live.screens.fetch_sub(1, Ordering::Relaxed);
        if !self.room.leave(&self.user) {
            return;
        }
        // The program may be ending; what it does not say any more runs out by itself. Screens are back before that.
        if *self.state.live.ending.borrow() {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (state, id, user) = (self.state.clone(), self.id.clone(), self.user.clone());
        let process = state.live.process.clone();
        let input = (id.clone(), user.clone(), (process.clone(), self.silent), state.now());
        runtime.spawn(async move {
            let going = state.db.write(input, |tx, (id, user, (process, silent), now)| {
                Box::pin(presence::go(tx, id, user, (&**process, *silent), *now))
            });
            let mut outcome = going.await;
            let back = state.live.room(&id).is_some_and(|room| room.own(&user).is_some());
            if outcome.is_ok() && back {
                // They came back before it was written that they went, perhaps when the room had been forgotten here.
                outcome = arrive(&state, &process, &id, &user).await;
            }
            if let Err(error) = outcome {
                tracing::warn!(%error, "could not note that somebody left a room");
            }
            state.live.ring(&id);
        });
    }
}

/// Notes that somebody is here with this process.
pub(super) async fn arrive(state: &AppState, process: &Arc<str>, id: &WorkshopId, user: &UserId) -> Result<()> {
    let input = (id.clone(), user.clone(), process.clone(), state.now());
    let arriving =
        state.db.write(input, |tx, (id, user, process, now)| Box::pin(presence::arrive(tx, id, user, process, *now)));
    arriving.await
}
