//! The socket of a screen, in the browser. It brings whole snapshots, of which the newest holds, and what is needed to
//! know the server's clock. A cut socket is opened again and again, after waits that spread the screens of a room; a
//! page that is shown again opens it at once. On the server a screen shows what it was rendered with.

mod link;
pub mod timing;

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::send_wrapper_ext::SendOption;
use leptos::task::spawn_local;

use self::link::{Heed, Link};
use crate::kit::Error;
use crate::kit::id::WorkshopId;
use crate::live::room::api::at_door;
use crate::live::room::api::host::host_console;
use crate::live::room::model::Door;
use crate::live::room::model::wire::{Desk, Frame, Mine, Stage};

/// How often the server is asked for its clock, and whether it is there.
const BEAT: Duration = Duration::from_secs(5);
/// How often what hangs on the clock is looked at.
const TICK: Duration = Duration::from_millis(250);

/// How a screen and the server are connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Whatever changes comes here, or will in a moment.
    #[default]
    Fine,
    /// Cut, and tried again.
    Again,
    /// One may not be here any longer, or the room was closed.
    Gone,
}

/// What all of a screen knows through its socket.
#[derive(Clone, Copy)]
struct Wire {
    connection: RwSignal<Connection>,
    now: RwSignal<i64>,
    mine: RwSignal<Mine>,
}

/// What everybody in the room sees, as it is now. Called once on a page, before the other hooks.
pub fn use_stage(id: &WorkshopId, first: Stage) -> Signal<Stage> {
    let wire = Wire::new(first.at);
    let stage = RwSignal::new(first);
    let take = move |next: Stage| stage.maybe_update(|stage| replace(is_newer(stage, &next), stage, next));
    let hear = move |frame: Frame| {
        if let Frame::Stage(next) = frame {
            take(*next);
        }
    };
    let read = move |id: WorkshopId| {
        spawn_local(async move {
            match at_door(id).await {
                Ok(Door { inside: Some(inside), .. }) => {
                    take(inside.stage);
                    let _ = wire.mine.try_set(inside.mine);
                }
                // A host who did not come in may look on while it is open.
                Ok(door) if door.open && door.host => {}
                Ok(_) => wire.refused(&Error::NotFound),
                Err(error) => wire.refused(&error),
            }
        });
    };
    wire.connect(id, "stage", hear, read);
    stage.into()
}

/// What hosts see, as it is now. Called once on a page, before the other hooks.
pub fn use_desk(id: &WorkshopId, first: Desk) -> Signal<Desk> {
    let wire = Wire::new(first.stage.at);
    let desk = RwSignal::new(first);
    let take = move |next: Desk| desk.maybe_update(|desk| replace(is_newer(&desk.stage, &next.stage), desk, next));
    let hear = move |frame: Frame| {
        if let Frame::Desk(next) = frame {
            take(*next);
        }
    };
    let read = move |id: WorkshopId| {
        spawn_local(async move {
            match host_console(id).await.map(|console| console.desk) {
                Ok(Some(next)) => take(next),
                Ok(None) => wire.refused(&Error::NotFound),
                Err(error) => wire.refused(&error),
            }
        });
    };
    wire.connect(id, "desk", hear, read);
    desk.into()
}

/// What is one's own in the room, as it is now.
pub fn use_mine(first: Mine) -> Signal<Mine> {
    let mine = expect_context::<Wire>().mine;
    mine.set(first);
    mine.into()
}

/// How the screen is connected.
pub fn use_connection() -> Signal<Connection> {
    expect_context::<Wire>().connection.into()
}

/// The server's clock in milliseconds since 1970, four times a second; at first the moment of what the page came with.
pub fn use_now() -> Signal<i64> {
    expect_context::<Wire>().now.into()
}

/// Frames may overtake one another while a socket is exchanged for another one.
fn is_newer(before: &Stage, next: &Stage) -> bool {
    (next.seq, next.at) >= (before.seq, before.at)
}

fn replace<T>(is_newer: bool, old: &mut T, new: T) -> bool {
    if is_newer {
        *old = new;
    }
    is_newer
}

impl Wire {
    /// `at` is the moment of what the page came with, by the server's clock.
    fn new(at: i64) -> Wire {
        let wire = Wire {
            connection: RwSignal::new(Connection::Fine),
            now: RwSignal::new(at),
            mine: RwSignal::new(Mine::default()),
        };
        provide_context(wire);
        wire
    }

    /// Why the page may not be read anew: either there is nothing to read any longer, or it will go another time.
    fn refused(self, why: &Error) {
        if matches!(why, Error::SignIn | Error::Promise | Error::NotFound) {
            let _ = self.connection.try_set(Connection::Gone);
        }
    }

    /// Opens the socket for as long as the present component is there. `read` asks for the same in the ordinary way.
    fn connect(
        self,
        id: &WorkshopId,
        face: &'static str,
        hear: impl Fn(Frame) + 'static,
        read: impl Fn(WorkshopId) + 'static,
    ) {
        let (id, at) = (id.clone(), self.now.get_untracked());
        let path = format!("/live/{id}/socket?face={face}");
        let heed = Heed { hear: Rc::new(hear), read: Rc::new(move || read(id.clone())) };
        // Effects are run in the browser only.
        Effect::new(move |_| {
            let origin = window().location().origin().unwrap_or_default();
            let url = format!("ws{}{path}", origin.trim_start_matches("http"));
            let link = Link::new(url, self, at, heed.clone());
            link.open();
            let (beating, ticking) = (link.clone(), link.clone());
            let beat = set_interval_with_handle(move || beating.beat(), BEAT).ok();
            let tick = set_interval_with_handle(move || ticking.tick(), TICK).ok();
            let shown = ["visibilitychange", "pageshow", "online"].map(|name| {
                let link = link.clone();
                window_event_listener_untyped(name, move |_| link.look())
            });
            let link = StoredValue::new(SendOption::new_local(Some(link)));
            on_cleanup(move || {
                for timer in [beat, tick].into_iter().flatten() {
                    timer.clear();
                }
                for heard in shown {
                    heard.remove();
                }
                let _ = link.try_with_value(|link| link.as_ref().map(|link| link.end()));
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_is_not_shown() {
        let stage = |seq, at| Stage { seq, at, ..Stage::default() };
        assert!(is_newer(&stage(4, 10), &stage(5, 9)));
        assert!(is_newer(&stage(4, 10), &stage(4, 10)));
        assert!(!is_newer(&stage(4, 10), &stage(3, 11)));
        assert!(!is_newer(&stage(4, 10), &stage(4, 9)));
    }
}
