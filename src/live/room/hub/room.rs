//! One room that screens are connected to: its frames, and the task that makes them.

use std::collections::{BTreeSet, HashMap};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use futures::FutureExt;
use tokio::sync::{Notify, watch};

use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment};
use crate::live::room::jobs;
use crate::live::room::model::wire::{Frame, Phase, Stage};
use crate::live::room::store::{presence, stage};
use crate::server::failure::{Failure, Result};
use crate::server::state::AppState;

/// How long after one frame the next may follow.
const APART: Duration = Duration::from_millis(200);

/// How long a room is looked after at most without being looked at anew.
const LONGEST: Duration = Duration::from_secs(30);

/// How long until a frame is tried again that could not be made, in seconds.
const AGAIN: i64 = 1;

/// What kind of screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Phones and the projector.
    Stage,
    /// A host's console, in their language.
    Desk(Locale),
}

/// What a screen hears.
#[derive(Clone, Debug, Default)]
pub enum News {
    /// Nothing yet.
    #[default]
    None,
    /// The newest frame, as it goes out.
    Frame(Utf8Bytes),
    /// The room is closed.
    Gone,
}

/// How many tabs somebody has open, and what tells them that something of their own changed.
struct Person {
    tabs: usize,
    own: watch::Sender<u64>,
}

/// A room.
#[derive(Default)]
pub struct Room {
    bell: Notify,
    stage: watch::Sender<News>,
    desk_ja: watch::Sender<News>,
    desk_en: watch::Sender<News>,
    people: Mutex<HashMap<UserId, Person>>,
}

impl Room {
    /// Asks for a new frame.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Tells somebody's screens that something of their own changed.
    pub fn tell(&self, user: &UserId) {
        if let Some(person) = self.people().get(user) {
            person.own.send_modify(|changes| *changes += 1);
        }
    }

    /// Tells all screens that something of their people's own may have changed.
    pub fn tell_all(&self) {
        for person in self.people().values() {
            person.own.send_modify(|changes| *changes += 1);
        }
    }

    /// One tab more of somebody; how many they have. None when that would be more than `most`.
    pub fn enter(&self, user: &UserId, most: usize) -> Option<usize> {
        let mut people = self.people();
        let person = people.entry(user.clone()).or_insert_with(|| Person { tabs: 0, own: watch::Sender::new(0) });
        if person.tabs >= most {
            return None;
        }
        person.tabs += 1;
        Some(person.tabs)
    }

    /// One tab less; says whether it was the last.
    pub fn leave(&self, user: &UserId) -> bool {
        let mut people = self.people();
        let Some(person) = people.get_mut(user) else { return false };
        person.tabs -= 1;
        let last = person.tabs == 0;
        if last {
            people.remove(user);
        }
        last
    }

    /// Whether no screen is connected.
    pub fn is_empty(&self) -> bool {
        self.people().is_empty()
    }

    /// The frames of a kind of screen.
    pub fn frames(&self, face: Face) -> watch::Receiver<News> {
        self.sender(face).subscribe()
    }

    /// Changes of what is somebody's own.
    pub fn own(&self, user: &UserId) -> Option<watch::Receiver<u64>> {
        self.people().get(user).map(|person| person.own.subscribe())
    }

    fn sender(&self, face: Face) -> &watch::Sender<News> {
        match face {
            Face::Stage => &self.stage,
            Face::Desk(Locale::ja) => &self.desk_ja,
            Face::Desk(Locale::en) => &self.desk_en,
        }
    }

    fn people(&self) -> MutexGuard<'_, HashMap<UserId, Person>> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there are hosts in that language.
    fn is_watched(&self, face: Face) -> bool {
        self.sender(face).receiver_count() > 0
    }
}

/// What was sent last, to know whether time alone changed something.
#[derive(Default)]
struct Sent {
    stage: Option<Stage>,
    /// Who was here.
    here: BTreeSet<UserId>,
    /// The `seq` of the last frame of each desk.
    desks: [Option<i64>; 2],
    /// Which desks were watched.
    watched: [bool; 2],
    wakes_at: Option<Moment>,
}

const DESKS: [Face; 2] = [Face::Desk(Locale::ja), Face::Desk(Locale::en)];

/// Makes a room's frames as long as somebody looks: at once after a ring, and then no sooner than `APART`; and when
/// time itself changes something.
pub async fn live(state: AppState, id: WorkshopId, room: Arc<Room>) {
    let mut sent = Sent::default();
    loop {
        let making = AssertUnwindSafe(make(&state, &id, &room, &mut sent)).catch_unwind().await;
        match making {
            Ok(Ok(())) => {}
            Ok(Err(Failure::Known(Error::NotFound))) => {
                sent = Sent::default();
                for face in [Face::Stage].into_iter().chain(DESKS) {
                    room.sender(face).send_replace(News::Gone);
                }
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "could not make a room's frame");
                sent.wakes_at = Some(state.now().plus_seconds(AGAIN));
            }
            Err(_) => {
                tracing::error!("making a room's frame panicked");
                sent.wakes_at = Some(state.now().plus_seconds(AGAIN));
            }
        }
        tokio::time::sleep(APART).await;
        let pause = sent.wakes_at.map_or(LONGEST, |at| until(at, state.now()));
        // A ring or the time: either asks for a look. Whether something is new is seen then.
        let _ = tokio::time::timeout(pause, room.bell.notified()).await;
        if room.is_empty() && state.live.forget(&id, &room) {
            return;
        }
    }
}

fn until(at: Moment, now: Moment) -> Duration {
    Duration::from_micros(u64::try_from(at.0 - now.0).unwrap_or_default()).min(LONGEST)
}

/// Reads the room once and sends to each kind of screen what is new for it.
async fn make(state: &AppState, id: &WorkshopId, room: &Room, sent: &mut Sent) -> Result<()> {
    sent.wakes_at = None;
    jobs::wake(state, id).await?;
    let mut conn = state.db.read().await?;
    let mut snapshot = stage::snapshot(&mut conn, id, state.now()).await?;
    let mut stage = snapshot.stage();
    let same = |last: &Stage| still(last) == still(&stage) && sent.here == *snapshot.here();
    if sent.stage.as_ref().is_some_and(|last| last.seq == stage.seq && !same(last)) {
        // Time alone changed something: it becomes a change like others, so that the highest `seq` stays the truth.
        drop(conn);
        state.db.write(id.clone(), |tx, id| Box::pin(presence::touch(tx, id))).await?;
        conn = state.db.read().await?;
        snapshot = stage::snapshot(&mut conn, id, state.now()).await?;
        stage = snapshot.stage();
    }
    for (at, face) in DESKS.into_iter().enumerate() {
        let (watched, Face::Desk(locale)) = (room.is_watched(face), face) else { continue };
        // Somebody who has just come gets what is there, as it is now.
        let fresh = watched && !sent.watched[at];
        sent.watched[at] = watched;
        if watched && (fresh || sent.desks[at].is_none_or(|last| last < stage.seq)) {
            let desk = snapshot.desk(&mut conn, id, locale).await?;
            room.sender(face).send_replace(News::Frame(encoded(&Frame::Desk(Box::new(desk)))?));
            sent.desks[at] = Some(stage.seq);
        }
    }
    sent.wakes_at = [snapshot.until, snapshot.wakes_at(), snapshot.settles_at()].into_iter().flatten().min();
    if sent.stage.as_ref().is_none_or(|last| last.seq < stage.seq) {
        room.stage.send_replace(News::Frame(encoded(&Frame::Stage(Box::new(stage.clone())))?));
        sent.stage = Some(stage);
    }
    sent.here.clone_from(snapshot.here());
    Ok(())
}

/// The stage without what moves by itself on every screen.
fn still(stage: &Stage) -> Stage {
    let mut still = Stage { at: 0, ..stage.clone() };
    match &mut still.phase {
        Phase::Running { left_ms } | Phase::Paused { left_ms } => *left_ms = 0,
        Phase::Waiting | Phase::Ended => {}
    }
    for prompt in &mut still.prompts {
        prompt.left_ms = prompt.left_ms.map(|_| 0);
    }
    still
}

/// A frame as it goes out.
pub fn encoded(frame: &Frame) -> Result<Utf8Bytes> {
    let text = serde_json::to_string(frame).map_err(|error| Failure::other("encoding a frame", error))?;
    Ok(text.into())
}
