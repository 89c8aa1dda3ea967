//! The socket of a screen, in the browser. It brings whole snapshots, of which the newest holds, and what is needed to
//! know the server's clock. A cut socket is opened again and again, after waits that spread the screens of a room; a
//! page that is shown again opens it at once. On the server a screen shows what it was rendered with.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::js_sys::{Date, Math};
use web_sys::{Event, MessageEvent, WebSocket};

use crate::kit::id::WorkshopId;
use crate::live::room::model::wire::{Desk, Frame, Mine, Say, Stage};

/// How often the server is asked for its clock, and whether it is there.
const BEAT: Duration = Duration::from_secs(5);
/// How long an answer or a new socket may take, in milliseconds.
const PATIENCE: f64 = 8_000.0;
/// Whoever was heard of so lately is there, in milliseconds.
const LATELY: f64 = 6_000.0;
/// A socket that is being opened is left alone for so long, in milliseconds.
const OPENS: f64 = 2_000.0;
/// The first wait for another try is at most this long, each one after it twice as long, in milliseconds.
const FIRST: f64 = 1_000.0;
/// The longest wait for another try, in milliseconds.
const LONGEST: f64 = 20_000.0;
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
    let at = first.at;
    let stage = RwSignal::new(first);
    connect(id, "stage", at, move |frame| {
        if let Frame::Stage(next) = frame {
            stage.maybe_update(|stage| replace(is_newer(stage, &next), stage, *next));
        }
    });
    stage.into()
}

/// What hosts see, as it is now. Called once on a page, before the other hooks.
pub fn use_desk(id: &WorkshopId, first: Desk) -> Signal<Desk> {
    let at = first.stage.at;
    let desk = RwSignal::new(first);
    connect(id, "desk", at, move |frame| {
        if let Frame::Desk(next) = frame {
            desk.maybe_update(|desk| replace(is_newer(&desk.stage, &next.stage), desk, *next));
        }
    });
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

/// Opens the socket for as long as the present component is there. `at` is the moment of what the page came with.
fn connect(id: &WorkshopId, face: &'static str, at: i64, hear: impl Fn(Frame) + 'static) {
    let wire = Wire {
        connection: RwSignal::new(Connection::Fine),
        now: RwSignal::new(at),
        mine: RwSignal::new(Mine::default()),
    };
    provide_context(wire);
    let path = format!("/live/{id}/socket?face={face}");
    let hear: Rc<dyn Fn(Frame)> = Rc::new(hear);
    // Effects are run in the browser only.
    Effect::new(move |_| {
        let origin = window().location().origin().unwrap_or_default();
        let url = format!("ws{}{path}", origin.trim_start_matches("http"));
        let link = Link::new(url, wire, at, hear.clone());
        link.open();
        let (beating, ticking) = (link.clone(), link.clone());
        let beat = set_interval_with_handle(move || beating.beat(), BEAT).ok();
        let tick = set_interval_with_handle(move || ticking.tick(), TICK).ok();
        let shown = ["visibilitychange", "pageshow", "online"].map(|name| {
            let link = link.clone();
            window_event_listener_untyped(name, move |_| link.look())
        });
        let link = StoredValue::new_local(link);
        on_cleanup(move || {
            for timer in [beat, tick].into_iter().flatten() {
                timer.clear();
            }
            for heard in shown {
                heard.remove();
            }
            let _ = link.try_with_value(|link| link.end());
        });
    });
}

/// What is known of the server's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Offset {
    /// By how much it is ahead of this screen's, in milliseconds.
    ahead: f64,
    /// How long the question took: it may be off by half of that.
    trip: f64,
}

impl Offset {
    fn measured(sent: f64, at: i64, heard: f64) -> Offset {
        let trip = (heard - sent).max(0.0);
        Offset { ahead: at as f64 - sent - trip / 2.0, trip }
    }

    /// The surer of both. When they contradict each other, one of the clocks was set: the new one holds.
    fn or(self, new: Offset) -> Offset {
        let apart = (new.ahead - self.ahead).abs();
        if new.trip <= self.trip || apart > (new.trip + self.trip) / 2.0 { new } else { self }
    }
}

/// How long to wait after so many tries that failed: anything up to a bound that grows (full jitter). `chance` is
/// from 0 to 1.
fn wait(tries: u32, chance: f64) -> Duration {
    let most = (FIRST * f64::from(1_u32 << tries.min(8))).min(LONGEST);
    Duration::from_millis((most * chance) as u64)
}

/// The socket, and whatever it takes to have one.
struct Link {
    me: Weak<Link>,
    url: String,
    wire: Wire,
    hear: Rc<dyn Fn(Frame)>,
    socket: RefCell<Option<WebSocket>>,
    offset: Cell<Offset>,
    /// How many tries failed since something was heard.
    tries: Cell<u32>,
    /// Counts sockets, so that a wait that is over when there is another one does nothing.
    turn: Cell<u32>,
    /// When something was heard, by this screen's clock.
    heard: Cell<f64>,
    /// Since when an answer is waited for.
    asked: Cell<Option<f64>>,
    is_over: Cell<bool>,
    on_open: Closure<dyn Fn(Event)>,
    on_message: Closure<dyn Fn(MessageEvent)>,
    on_close: Closure<dyn Fn(Event)>,
}

impl Link {
    fn new(url: String, wire: Wire, at: i64, hear: Rc<dyn Fn(Frame)>) -> Rc<Link> {
        Rc::new_cyclic(|me: &Weak<Link>| {
            let (opening, telling, closing) = (me.clone(), me.clone(), me.clone());
            let on_open = Closure::<dyn Fn(Event)>::new(move |_: Event| {
                if let Some(link) = opening.upgrade() {
                    link.ask();
                }
            });
            let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let (Some(link), Some(text)) = (telling.upgrade(), event.data().as_string()) {
                    link.take(&text);
                }
            });
            let on_close = Closure::<dyn Fn(Event)>::new(move |_: Event| {
                if let Some(link) = closing.upgrade() {
                    link.later();
                }
            });
            Link {
                me: me.clone(),
                url,
                wire,
                hear,
                socket: RefCell::new(None),
                // Until the server said more: the page is as old as nothing.
                offset: Cell::new(Offset { ahead: at as f64 - Date::now(), trip: f64::INFINITY }),
                tries: Cell::new(0),
                turn: Cell::new(0),
                heard: Cell::new(0.0),
                asked: Cell::new(None),
                is_over: Cell::new(false),
                on_open,
                on_message,
                on_close,
            }
        })
    }

    /// Opens a socket in the place of the one there is.
    fn open(&self) {
        self.drop_socket();
        if self.is_over.get() {
            return;
        }
        self.asked.set(Some(Date::now()));
        let Ok(socket) = WebSocket::new(&self.url) else { return self.later() };
        socket.set_onopen(Some(self.on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(self.on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(self.on_close.as_ref().unchecked_ref()));
        self.socket.replace(Some(socket));
    }

    fn drop_socket(&self) {
        self.turn.set(self.turn.get().wrapping_add(1));
        if let Some(socket) = self.socket.take() {
            socket.set_onopen(None);
            socket.set_onmessage(None);
            socket.set_onclose(None);
            let _ = socket.close();
        }
    }

    /// Tries again after a while.
    fn later(&self) {
        self.drop_socket();
        if self.is_over.get() {
            return;
        }
        self.asked.set(None);
        let _ = self.wire.connection.try_set(Connection::Again);
        let wait = wait(self.tries.get(), Math::random());
        self.tries.set(self.tries.get().saturating_add(1));
        let (me, turn) = (self.me.clone(), self.turn.get());
        let again = move || {
            if let Some(link) = me.upgrade().filter(|link| link.turn.get() == turn) {
                link.open();
            }
        };
        set_timeout(again, wait);
    }

    /// Closes for good.
    fn end(&self) {
        self.is_over.set(true);
        self.drop_socket();
    }

    /// Asks the server for its clock.
    fn ask(&self) {
        let sent = Date::now();
        let Ok(text) = serde_json::to_string(&Say::Ping { sent }) else { return };
        self.asked.set(Some(sent));
        let _ = self.socket.borrow().as_ref().map(|socket| socket.send_with_str(&text));
    }

    /// Whether there is somebody on the other side.
    fn beat(&self) {
        match self.asked.get() {
            Some(asked) if Date::now() - asked > PATIENCE => self.later(),
            None if self.is_open() => self.ask(),
            _ => {}
        }
    }

    fn tick(&self) {
        let _ = self.wire.now.try_set((Date::now() + self.offset.get().ahead) as i64);
    }

    /// The page is shown again, or the network is back.
    fn look(&self) {
        if self.is_over.get() || document().hidden() {
            return;
        }
        let now = Date::now();
        if self.is_open() && now - self.heard.get() < LATELY {
            self.ask();
        } else if self.socket.borrow().is_none() || self.asked.get().is_none_or(|asked| now - asked > OPENS) {
            self.tries.set(0);
            self.open();
        }
        self.tick();
    }

    fn is_open(&self) -> bool {
        self.socket.borrow().as_ref().is_some_and(|socket| socket.ready_state() == WebSocket::OPEN)
    }

    /// Something was heard.
    fn take(&self, text: &str) {
        let now = Date::now();
        // A newer program may say what this one does not know.
        let Ok(frame) = serde_json::from_str::<Frame>(text) else { return };
        self.heard.set(now);
        self.asked.set(None);
        self.tries.set(0);
        let mut connection = Connection::Fine;
        match frame {
            Frame::Pong { sent, at } if sent <= now => {
                self.offset.set(self.offset.get().or(Offset::measured(sent, at, now)));
            }
            Frame::Pong { .. } => {}
            Frame::Gone => {
                self.end();
                connection = Connection::Gone;
            }
            Frame::Mine(mine) => {
                let _ = self.wire.mine.try_set(*mine);
            }
            frame => (self.hear)(frame),
        }
        self.wire.connection.maybe_update(|before| replace(*before != connection, before, connection));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_twenty_seconds_and_are_spread() {
        let most: Vec<u128> = (0..7).map(|tries| wait(tries, 1.0).as_millis()).collect();
        assert_eq!(most, [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
        assert_eq!(wait(u32::MAX, 0.5).as_millis(), 10_000);
        assert_eq!(wait(3, 0.0).as_millis(), 0);
    }

    #[test]
    fn the_quickest_answer_tells_the_servers_clock() {
        // This clock is ten minutes slow; the second answer took its time on the way back.
        let unsure = Offset { ahead: 590_000.0, trip: f64::INFINITY };
        let quick = Offset::measured(1_000.0, 601_020, 1_040.0);
        let slow = Offset::measured(2_000.0, 602_020, 2_800.0);
        let known = unsure.or(quick).or(slow);
        assert_eq!((known.ahead, known.trip), (600_000.0, 40.0));
    }

    #[test]
    fn a_clock_that_was_set_is_measured_anew() {
        let known = Offset::measured(1_000.0, 601_020, 1_040.0);
        let set = Offset::measured(5_000.0, 5_100, 5_200.0);
        assert_eq!(known.or(set), set);
    }

    #[test]
    fn what_is_older_is_not_shown() {
        let stage = |seq, at| Stage { seq, at, ..Stage::default() };
        assert!(is_newer(&stage(4, 10), &stage(5, 9)));
        assert!(is_newer(&stage(4, 10), &stage(4, 10)));
        assert!(!is_newer(&stage(4, 10), &stage(3, 11)));
        assert!(!is_newer(&stage(4, 10), &stage(4, 9)));
    }
}
