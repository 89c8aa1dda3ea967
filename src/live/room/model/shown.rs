//! What pages of a room show.

use serde::{Deserialize, Serialize};

use super::wire::{Desk, Mine, Stage};
use crate::kit::id::WorkshopId;

/// The page of a room for whoever may come in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Door {
    /// The workshop.
    pub id: WorkshopId,
    /// Its title.
    pub title: String,
    /// When it takes place, in words.
    pub when: String,
    /// Whether the room is open.
    pub open: bool,
    /// Whether it was closed.
    pub closed: bool,
    /// A host of this workshop.
    pub host: bool,
    /// They came in before, and may look back on it.
    #[serde(default)]
    pub entered: bool,
    /// The name to propose: the one of before, else the one of the account.
    pub name: String,
    /// What is shown to who came in.
    pub inside: Option<Inside>,
}

/// What is shown to somebody who came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inside {
    /// What everybody sees.
    pub stage: Stage,
    /// What is their own.
    pub mine: Mine,
}

/// A host's page of a room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Console {
    /// The workshop.
    pub id: WorkshopId,
    /// Its title.
    pub title: String,
    /// Whether there is a run sheet to run by.
    pub planned: bool,
    /// Whether the room was closed.
    pub closed: bool,
    /// The room, while it is open.
    pub desk: Option<Desk>,
    /// The address that leads into the room, and its QR code; empty while it is not open.
    pub address: String,
    /// An SVG.
    pub qr: String,
}
