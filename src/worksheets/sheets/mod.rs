//! The worksheets W2 to W10: a shelf, a home for each, a sitting by forms, a result, and what is shown to others.
//! A member sees and changes only their own sittings. A coach of theirs sees a sealed copy of what `scoring::coach` lets
//! them see, until the member takes it back; every look is logged. Everything comes from the server as it is; the way
//! of the value cards (W1) is in the rooms around this one.

pub mod api;
mod form;
pub mod giving;
mod guard;
pub mod jobs;
mod looked;
pub mod mail;
mod model;
mod moves;
pub mod pages;
mod play;
mod refused;
pub mod store;
mod tags;
pub mod view;

pub use form::PlayForm;
pub use model::{Allowed, GiftForm, GiftId};
pub use play::{Filled, Play};

use super::definition::{Definition, Family, library};

/// A worksheet of this room by its name in addresses (`w4`): neither the value cards nor a self-check.
pub fn known(name: &str) -> Option<&'static Definition> {
    let found = library::definition(name)?;
    let ours = !matches!(found.family, Family::Cards(_)) && !library::SELFCHECKS.contains(&found.about.id.as_str());
    ours.then_some(found)
}

/// Every worksheet of this room, in the order of the shelf.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    library::all().iter().filter(|one| known(&one.about.id).is_some_and(|known| std::ptr::eq(known, *one)))
}

/// Where a worksheet lives: `/worksheets/w4`.
pub fn path(worksheet: &str) -> String {
    format!("/worksheets/{}", worksheet.to_ascii_lowercase())
}
