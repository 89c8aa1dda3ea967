//! Pages: the list and a workshop for everybody, the desk and its forms for hosts.

mod browse;
mod calendar;
mod card;
mod desk;
mod extras;
mod fields;
mod filters;
mod have;
mod host_new;
mod host_places;
mod host_plan;
mod host_workshop;
mod letters;
mod month;
mod people;
mod place;
mod place_link;
mod questions;
mod seats;
mod shares;
mod wish;
mod workshop;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::address::keyed;

pub use browse::Workshops;
pub use calendar::MyCalendarPage;
pub use card::{SeatsTag, told as seats_told};
pub use desk::HostDesk;
pub use host_new::HostNew;
pub use host_plan::HostPlan;
pub use host_workshop::HostWorkshop;
pub use letters::{MyLetters, StopLetters};
pub use place_link::PlaceByLink;
pub use questions::QuestionFields;
pub use workshop::WorkshopPage;

/// The `:id` of the address; the api function that gets it parsed answers `NotFound` when it is none.
pub fn id_here() -> Signal<String> {
    let params = use_params_map();
    Signal::derive(move || params.with(|params| params.get("id").unwrap_or_default()))
}

/// A path beside this page, with the key of this page's address.
fn keyed_here(path: String) -> String {
    keyed(path, &key_here().get_untracked())
}

/// The `?key=` of the address, for workshops that are shown by link.
fn key_here() -> Signal<String> {
    let query = use_query_map();
    Signal::derive(move || query.with(|query| query.get("key").unwrap_or_default()))
}
