//! Accounts: signing up, in and out, the profile, devices, and the promise of confidentiality.
//! Everybody may join; each person changes only their own account.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod door;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod store;
