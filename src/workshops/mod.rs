//! Workshops: hosts draft and publish them, everybody browses the published ones, members register, and wait in
//! order when they are full. Only its host (or an organiser) changes a workshop; nobody else sees its draft.
//! Where people meet online is shown to those who have a seat, and to the host.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod intake;
#[cfg(feature = "ssr")]
pub mod letters;
#[cfg(feature = "ssr")]
pub mod placing;
#[cfg(feature = "ssr")]
pub mod planning;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod wording;
