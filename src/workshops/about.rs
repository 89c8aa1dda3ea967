//! What a workshop's page tells machines: a description, and schema.org's `Event`.

use serde_json::json;

use super::model::place::Entry;
use super::model::{Shown, Stage, plan};
use super::store::Workshop;
use crate::kit::{Locale, locale};
use crate::server::config::Config;
use crate::server::{markdown, time};
use crate::ui::About;

/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 120;

/// Puts it on the page. Where people meet online is never in it.
pub fn tell(shown: &mut Shown, config: &Config, locale: Locale, about: &Facts) {
    let address = config.link(&format!("/workshops/{}", shown.id));
    let words: String = about.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut description: String = format!("{} {words}", shown.when.words).chars().take(MAX_DESCRIPTION).collect();
    if shown.when.words.chars().count() + words.chars().count() >= MAX_DESCRIPTION {
        description.push('…');
    }
    let online = shown.online.then(|| json!({ "@type": "VirtualLocation", "url": address }));
    let place =
        (!shown.place.is_empty()).then(|| json!({ "@type": "Place", "name": shown.place, "address": shown.place }));
    let locations: Vec<&serde_json::Value> = [&place, &online].into_iter().flatten().collect();
    let mode = match (&online, &place) {
        (Some(_), Some(_)) => "Mixed",
        (Some(_), None) => "Online",
        _ => "Offline",
    };
    // As the lists say it: who is not of a profession for which the last seats are kept cannot be sure of one.
    let availability = match (shown.stage, shown.seating.entry) {
        (Stage::Open, Entry::Seat) if shown.seating.free > 0 => "InStock",
        (Stage::Open, Entry::Seat) => "LimitedAvailability",
        (Stage::Open, _) if shown.seats.free() > 0 => "InStock",
        _ => "SoldOut",
    };
    let mut offer = json!({
        "@type": "Offer",
        "url": address,
        "availability": format!("https://schema.org/{availability}"),
    });
    // An empty statement says nothing about money: only a host who wrote that it is free made it so.
    if plan::is_free(&about.fee) {
        offer["price"] = json!("0");
        offer["priceCurrency"] = json!("JPY");
    }
    if !about.fee.is_empty() {
        offer["description"] = json!(about.fee);
    }
    let status = if shown.stage == Stage::Cancelled { "EventCancelled" } else { "EventScheduled" };
    let event = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": shown.title,
        "description": words.chars().take(500).collect::<String>(),
        "inLanguage": locale::tag(locale),
        "startDate": shown.when.starts,
        "endDate": about.ends,
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": format!("https://schema.org/{mode}EventAttendanceMode"),
        "location": locations,
        "organizer": { "@type": "Person", "name": shown.host },
        "offers": offer,
        "maximumAttendeeCapacity": shown.seats.capacity,
    });
    shown.about = About { title: shown.title.clone(), description, address, structured: event.to_string() };
}

/// What the page itself does not hold.
pub struct Facts {
    text: String,
    ends: String,
    fee: String,
}

impl Facts {
    /// Of this workshop.
    pub fn of(workshop: &Workshop) -> Facts {
        let details = &workshop.details;
        Facts {
            text: markdown::to_text(&details.body),
            ends: time::rfc3339(details.ends_at, &details.zone),
            fee: workshop.fee.clone(),
        }
    }
}
