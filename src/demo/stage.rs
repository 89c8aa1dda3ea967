//! What the parts of the demo share while it is written: the calendar, the people by their keys, and a source of
//! ids and chance that gives the same each time.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::calendar::Calendar;
use super::content::Content;
use crate::kit::Moment;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::failure::{Failure, Result};
use crate::server::state::AppState;

/// The seed: the day on which the community was thought of.
const SEED: u64 = 20_261_122;

/// What the parts share.
pub struct Stage<'a> {
    /// The texts.
    pub content: &'a Content,
    /// Today.
    pub calendar: Calendar,
    /// Encryption.
    pub vault: &'a Vault,
    /// The configuration, for links in letters.
    pub config: &'a Config,
    people: BTreeMap<String, (UserId, Moment)>,
    chance: StdRng,
}

impl<'a> Stage<'a> {
    /// An empty stage.
    pub fn new(state: &'a AppState, content: &'a Content, now: Moment) -> Stage<'a> {
        Stage {
            content,
            calendar: Calendar::new(now),
            vault: &state.vault,
            config: &state.config,
            people: BTreeMap::new(),
            chance: StdRng::seed_from_u64(SEED),
        }
    }

    /// An id of the moment `at`.
    pub fn id<T: From<uuid::Uuid>>(&mut self, at: Moment) -> T {
        let random: [u8; 10] = self.chance.random();
        uuid::Builder::from_unix_timestamp_millis((at.0 / 1000).max(0) as u64, &random).into_uuid().into()
    }

    /// A number for things that want a seed of their own.
    pub fn number(&mut self) -> u64 {
        self.chance.random()
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        list.shuffle(&mut self.chance);
    }

    /// Somebody came.
    pub fn enter(&mut self, key: &str, id: UserId, joined: Moment) {
        self.people.insert(key.to_owned(), (id, joined));
    }

    /// Who goes by this key.
    pub fn person(&self, key: &str) -> Result<UserId> {
        self.joined(key).map(|(id, _)| id)
    }

    /// Who goes by this key, and when they came.
    pub fn joined(&self, key: &str) -> Result<(UserId, Moment)> {
        self.people.get(key).cloned().ok_or_else(|| Failure::refused(format!("nobody in the demo is called {key}")))
    }
}

/// A moment so many hours later.
pub fn later(at: Moment, hours: f64) -> Moment {
    at.plus_seconds((hours * 3600.0) as i64)
}
