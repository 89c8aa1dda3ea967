//! Workshops: hosts draft and publish them, everybody browses the published ones, members register, and wait in
//! order when they are full. Only its host (or an organiser) changes a workshop; nobody else sees its draft.
//! Where people meet online is shown to those who have a seat, and to the host.
//! A calendar by a secret address and by letters tells each their own places; reminders and thanks come at their
//! time, and can be stopped.

pub mod address;
pub mod api;
pub mod day;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod about;
#[cfg(feature = "ssr")]
pub mod atom;
#[cfg(feature = "ssr")]
pub mod backfill;
#[cfg(feature = "ssr")]
pub mod calendar;
#[cfg(feature = "ssr")]
pub mod feeds;
#[cfg(feature = "ssr")]
pub mod guard;
#[cfg(feature = "ssr")]
pub mod intake;
#[cfg(feature = "ssr")]
pub mod invitation;
#[cfg(feature = "ssr")]
pub mod letters;
#[cfg(feature = "ssr")]
pub mod months;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod placing;
#[cfg(feature = "ssr")]
pub mod planning;
#[cfg(feature = "ssr")]
pub mod reminders;
#[cfg(feature = "ssr")]
pub mod signed;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod wording;
