//! Programmes and cohorts: what a programme is and how to apply, a member's path with goals, appointments and closing
//! letters, and what a coach and an organiser see of it. Goals are the member's alone until they show one to their
//! coaches; whoever opens somebody's words leaves a line in that person's 閲覧履歴. Organisers see counts only, and
//! the words of an application, which are written to them.

pub mod api;
pub mod model;

#[cfg(feature = "ssr")]
pub mod archive;
#[cfg(feature = "ssr")]
pub mod calendar;
#[cfg(feature = "ssr")]
pub mod feeds;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
pub mod intake;
#[cfg(feature = "ssr")]
pub mod leaving;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod path;
#[cfg(feature = "ssr")]
pub mod reminders;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod view;
#[cfg(feature = "ssr")]
mod wording;
