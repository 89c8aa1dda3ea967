//! What pages of the day show, made from what is stored.

use std::collections::BTreeMap;

use super::model::{
    Candidate, Certificate, Guest, Invited, MyCertificate, Terms, TermsForm, Verified, grouped, may_be_certified,
};
use super::store::certificates::{Given, Rules};
use super::store::{Marked, Person, WalkedIn};
use crate::accounts::model::{HOME_ZONE, Profession};
use crate::kit::id::{RegistrationId, UserId};
use crate::kit::{Error, Locale, Moment, Result, Viewer};
use crate::server::time;
use crate::tl;
use crate::workshops::placing::{self, Reader};
use crate::workshops::store::Workshop;
use crate::workshops::wording;

/// What every page of the day says of its workshop.
pub fn invited(workshop: &Workshop, viewer: &Viewer, now: Moment) -> Invited {
    let details = &workshop.details;
    let when = wording::when(details.starts_at, details.ends_at, &details.zone, &viewer.zone, viewer.locale);
    Invited { id: workshop.id.clone(), title: details.title.clone(), when: when.words, over: details.ends_at <= now }
}

/// Somebody with a seat, on the clock of the workshop: that is the one on the wall.
pub fn guest(person: &Person, zone: &str, locale: Locale) -> Guest {
    let clock = |at: Moment| time::clock(at, zone);
    let since = match (person.checked_in_at, person.checked_out_at) {
        (Some(came), Some(left)) => tl!(locale, day.came_and_left, came = clock(came), left = clock(left)),
        (Some(came), None) => tl!(locale, day.came, came = clock(came)),
        (None, _) => String::new(),
    };
    Guest {
        registration: person.registration.clone(),
        name: person.name.clone(),
        profession: person.profession_words.clone(),
        presence: person.presence(),
        since,
    }
}

/// Those who came, with their certificates.
pub fn candidates(
    people: &[Person],
    rules: &Rules,
    given: &BTreeMap<UserId, Given>,
    viewer: &Viewer,
) -> Vec<Candidate> {
    let came = people.iter().filter(|person| person.checked_in_at.is_some());
    came.map(|person| Candidate {
        registration: person.registration.clone(),
        name: person.name.clone(),
        attended: person.share(),
        eligible: may_be_certified(person.presence(), person.share(), rules.share),
        certificate: given.get(&person.user).map(|given| Certificate {
            code: grouped(&given.code),
            issued_on: time::full_day(given.issued_at, &viewer.zone, viewer.locale),
        }),
    })
    .collect()
}

/// The rules as a form.
pub fn terms(workshop: &Workshop, rules: Rules, locale: Locale) -> Terms {
    Terms {
        form: TermsForm {
            workshop: workshop.id.to_string(),
            minutes: rules.minutes.to_string(),
            share: rules.share.to_string(),
            points: rules.points,
        },
        professions: Profession::ALL
            .iter()
            .map(|one| (one.as_str().to_owned(), one.label(locale).to_owned()))
            .collect(),
    }
}

/// One of the viewer's certificates.
pub fn mine(given: &Given, viewer: &Viewer) -> MyCertificate {
    MyCertificate {
        code: grouped(&given.code),
        title: given.title.clone(),
        held_on: held_on(&given.held_on, viewer.locale),
        revoked_on: given.revoked.as_ref().map(|(at, _)| time::full_day(*at, &viewer.zone, viewer.locale)),
    }
}

/// What the public page says.
pub fn verified(given: Given, reader: Option<&UserId>, locale: Locale) -> Verified {
    let mine = given.revoked.is_none() && reader == Some(&given.user);
    Verified {
        code: grouped(&given.code),
        name: given.name,
        title: given.title,
        host: given.host,
        held_on: held_on(&given.held_on, locale),
        length: wording::length(given.minutes, locale),
        points: given.points,
        issued_on: time::full_day(given.issued_at, HOME_ZONE, locale),
        revoked: given.revoked.map(|(at, reason)| (time::full_day(at, HOME_ZONE, locale), reason)),
        file: mine.then(|| format!("/me/certificates/{}/pdf", given.code)),
    }
}

/// The day of a certificate, in words: 2026年11月27日（金）
pub fn held_on(date: &str, locale: Locale) -> String {
    let noon = time::from_local_input(&format!("{date}T12:00"), HOME_ZONE);
    noon.map_or_else(|| date.to_owned(), |noon| time::full_day(noon, HOME_ZONE, locale))
}

/// The registration of somebody who walked in, or why they could not.
pub fn walked_in(walked: WalkedIn, viewer: &Viewer) -> Result<RegistrationId> {
    match walked {
        WalkedIn::Here(registration) => Ok(registration),
        WalkedIn::Not(why) => Err(marked(why, "", viewer.locale).err().unwrap_or(Error::Conflict)),
        WalkedIn::Barred(bar) => {
            let why = placing::why(&bar, Reader { locale: viewer.locale, zone: &viewer.zone });
            Err(Error::field("", tl!(viewer.locale, day.error_no_seat, why = why)))
        }
    }
}

/// Why somebody could not be marked, beside `field`.
pub fn marked(marked: Marked, field: &str, locale: Locale) -> Result<()> {
    let why = match marked {
        Marked::Done | Marked::Already => return Ok(()),
        Marked::TooEarly => tl!(locale, day.error_early),
        Marked::RoomShut => tl!(locale, day.error_room_shut),
        Marked::NotHeld => tl!(locale, day.error_not_held),
        Marked::UnknownCode => tl!(locale, day.error_code),
        Marked::GaveBack => tl!(locale, day.error_gave_back),
        Marked::Waiting => tl!(locale, day.error_waiting),
        Marked::Certified => tl!(locale, day.error_certified),
    };
    Err(Error::field(field, why))
}
