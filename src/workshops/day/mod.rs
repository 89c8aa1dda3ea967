//! The day itself and after it. Hosts check people in (by code, by tapping the list, or by letting members enter the
//! room's code), say how much of it they were there for, read feedback once five people gave it, and hand out
//! certificates that anybody can verify. Members see their code, give feedback without their name, and keep their
//! certificates. Names are for those who may change the workshop.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod certificate;
#[cfg(feature = "ssr")]
pub mod codes;
#[cfg(feature = "ssr")]
pub mod downloads;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod letters;
#[cfg(feature = "ssr")]
pub mod roll;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod wording;
