//! What every request shares: the database, the clock, the source of ids, the vault, the configuration.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use super::config::Config;
use super::crypto::Vault;
use super::db::Db;
use super::lately::Lately;
use super::limits::Limits;
use super::markdown::Rendered;
use super::passwords::Passwords;
use crate::kit::Moment;
use crate::live::room::hub::Hub;

/// Cheap to clone; one for the whole program.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: Db,
    /// Encryption of private text.
    pub vault: Vault,
    /// Password hashing on its own threads.
    pub passwords: Passwords,
    /// What was configured.
    pub config: Arc<Config>,
    /// The time, which tests freeze.
    pub clock: Clock,
    /// What was done a moment ago.
    pub lately: Lately,
    /// The rooms that screens are connected to.
    pub live: Hub,
    /// Rate limits.
    pub limits: Limits,
    /// Markdown that was rendered before.
    pub rendered: Rendered,
    /// What the page shell needs to know of the build.
    pub leptos: LeptosOptions,
}

impl AppState {
    /// The present moment by this program's clock.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// A fresh id: `state.new_id::<EntryId>()`.
    pub fn new_id<T: From<uuid::Uuid>>(&self) -> T {
        new_id(self.now())
    }
}

/// A fresh UUID v7 of the moment `now`, for code that has no `AppState` at hand.
pub fn new_id<T: From<uuid::Uuid>>(now: Moment) -> T {
    let random: [u8; 10] = rand::random();
    uuid::Builder::from_unix_timestamp_millis((now.0 / 1000).max(0) as u64, &random).into_uuid().into()
}

/// An id that is nothing but chance, for rows that must not tell when they were made.
pub fn chance_id<T: From<uuid::Uuid>>() -> T {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid().into()
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// Tells the time. The system's in production, a settable one in tests.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock, moved by so many microseconds (0 unless `--clock` says otherwise).
    System(i64),
    /// A clock that stands until it is set.
    Frozen(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn frozen(at: Moment) -> Clock {
        Clock::Frozen(Arc::new(AtomicI64::new(at.0)))
    }

    /// A clock that reads `at` now and runs on from there.
    pub fn starting_at(at: Moment) -> Clock {
        Clock::System(at.0 - system_now())
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        match self {
            Clock::System(offset) => Moment(system_now() + offset),
            Clock::Frozen(at) => Moment(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a frozen clock; a running one is left alone.
    pub fn set(&self, to: Moment) {
        if let Clock::Frozen(at) = self {
            at.store(to.0, Ordering::SeqCst);
        }
    }
}

fn system_now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}
