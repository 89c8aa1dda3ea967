//! What a process holds of the rooms that screens are connected to: the newest frame for each kind of screen, made and
//! encoded once a change and at most five times a second, and who has how many tabs open. A slow reader gets the newest
//! frame and none of those between; no queue grows. Nothing here is worth keeping: it is made anew from the database.

mod room;
mod visit;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::kit::id::{UserId, WorkshopId};
use crate::server::failure::Result;
use crate::server::state::AppState;

use room::Room;
pub use room::{Face, News, encoded};
pub use visit::Visit;

use super::store::presence;

/// The most tabs that one person has open in one room.
const TABS: usize = 12;

/// The rooms of one process; cheap to clone.
#[derive(Clone)]
pub struct Hub {
    rooms: Arc<Mutex<HashMap<WorkshopId, Arc<Room>>>>,
    /// Names this process beside others on the same database.
    process: Arc<str>,
    /// How many screens are connected: as many as connections may be served, which they are none of any more.
    screens: Arc<AtomicUsize>,
    /// Turns true when the program ends.
    ending: watch::Sender<bool>,
}

impl Hub {
    /// The hub of a process, by its name beside others.
    pub fn new(process: Arc<str>) -> Hub {
        Hub { rooms: Arc::default(), process, screens: Arc::default(), ending: watch::Sender::new(false) }
    }

    /// Says that a room changed. Its screens get a new frame soon; nothing happens where no screen looks.
    pub fn ring(&self, id: &WorkshopId) {
        if let Some(room) = self.room(id) {
            room.ring();
        }
    }

    /// Says that what is somebody's own in a room changed, to each of their screens.
    pub fn tell(&self, id: &WorkshopId, user: &UserId) {
        if let Some(room) = self.room(id) {
            room.tell(user);
        }
        self.ring(id);
    }

    /// Rings every room, and tells everybody in it: what happened meanwhile was not heard.
    pub fn ring_all(&self) {
        let rooms: Vec<Arc<Room>> = self.lock().values().cloned().collect();
        for room in rooms {
            room.tell_all();
            room.ring();
        }
    }

    /// Ends every socket, since the program ends: screens look for another one, or for this one when it is back.
    pub fn end(&self) {
        self.ending.send_replace(true);
    }

    /// What changes when the program ends.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    /// Whether it was this process that said something of a name.
    pub fn is_own(&self, process: &str) -> bool {
        *self.process == *process
    }

    /// Whether screens of this process look at a room.
    pub fn holds(&self, id: &WorkshopId) -> bool {
        self.room(id).is_some()
    }

    /// How many rooms screens are connected to.
    pub fn rooms(&self) -> usize {
        self.lock().len()
    }

    /// Says in the database that those who are here still are.
    pub async fn beat(&self, state: &AppState) -> Result<()> {
        if self.rooms() == 0 {
            return Ok(());
        }
        let input = (self.process.clone(), state.now());
        state.db.write(input, |tx, (process, now)| Box::pin(presence::beat(tx, process, *now))).await
    }

    /// A screen of somebody connects; none when they have too many open, or all together have.
    pub async fn visit(&self, state: &AppState, id: &WorkshopId, user: &UserId) -> Result<Option<Visit>> {
        let Some((room, first)) = self.enter(state, id, user) else { return Ok(None) };
        let visit = Visit::new(state.clone(), room, id.clone(), user.clone());
        if first {
            visit::arrive(state, &self.process, id, user).await?;
            self.ring(id);
        }
        Ok(Some(visit))
    }

    /// The room, with one tab more, and whether it is this person's first with this process.
    fn enter(&self, state: &AppState, id: &WorkshopId, user: &UserId) -> Option<(Arc<Room>, bool)> {
        let mut rooms = self.lock();
        if self.screens.load(Ordering::Relaxed) >= state.config.max_connections {
            return None;
        }
        let room = match rooms.get(id) {
            Some(room) => room.clone(),
            None => {
                let room = Arc::new(Room::default());
                rooms.insert(id.clone(), room.clone());
                tokio::spawn(room::live(state.clone(), id.clone(), room.clone()));
                room
            }
        };
        let tabs = room.enter(user, TABS)?;
        self.screens.fetch_add(1, Ordering::Relaxed);
        Some((room, tabs == 1))
    }

    /// Forgets a room that nobody looks at; says whether it did.
    fn forget(&self, id: &WorkshopId, room: &Arc<Room>) -> bool {
        let mut rooms = self.lock();
        if !room.is_empty() {
            return false;
        }
        if rooms.get(id).is_some_and(|known| Arc::ptr_eq(known, room)) {
            rooms.remove(id);
        }
        true
    }

    fn room(&self, id: &WorkshopId) -> Option<Arc<Room>> {
        self.lock().get(id).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<WorkshopId, Arc<Room>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
