//! One screen's socket: opened, listened to, and opened again.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::js_sys::{Date, Math};
use web_sys::{Event, MessageEvent, WebSocket};

use super::timing::{Offset, wait};
use super::{Connection, Wire, replace};
use crate::live::room::model::wire::{Frame, Say};

/// How long an answer or a new socket may take, in milliseconds.
const PATIENCE: f64 = 8_000.0;
/// Whoever was heard of so lately is there, in milliseconds.
const LATELY: f64 = 6_000.0;
/// A socket that is being opened is left alone for so long, in milliseconds.
const OPENS: f64 = 2_000.0;
/// After so many tries in vain the page is read anew at each one: some networks let no socket through.
const READS: u32 = 2;

/// What a page does with its socket.
#[derive(Clone)]
pub struct Heed {
    /// Takes what is for this kind of screen.
    pub hear: Rc<dyn Fn(Frame)>,
    /// Asks for it in the ordinary way.
    pub read: Rc<dyn Fn()>,
}

/// The socket, and whatever it takes to have one.
pub struct Link {
    me: Weak<Link>,
    url: String,
    wire: Wire,
    heed: Heed,
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
    /// Nothing is opened yet. `at` is the moment of what the page came with, by the server's clock.
    pub fn new(url: String, wire: Wire, at: i64, heed: Heed) -> Rc<Link> {
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
                heed,
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
    pub fn open(&self) {
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
        if self.tries.get() >= READS {
            (self.heed.read)();
        }
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
    pub fn end(&self) {
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
    pub fn beat(&self) {
        match self.asked.get() {
            Some(asked) if Date::now() - asked > PATIENCE => self.later(),
            None if self.is_open() => self.ask(),
            _ => {}
        }
    }

    /// Tells everything that hangs on the clock how late it is.
    pub fn tick(&self) {
        let _ = self.wire.now.try_set((Date::now() + self.offset.get().ahead) as i64);
    }

    /// The page is shown again, or the network is back.
    pub fn look(&self) {
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
            frame => (self.heed.hear)(frame),
        }
        self.wire.connection.maybe_update(|before| replace(*before != connection, before, connection));
    }
}
