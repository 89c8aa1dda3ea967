//! Turns a form into what is stored. Here, because only the server knows time zones.

use jiff::civil::DateTime;

use super::model::form::{check_times, in_order};
use super::model::{Kind, WorkshopForm};
use super::store::Details;
use crate::kit::{FieldErrors, Locale, Moment, Result};
use crate::server::time;
use crate::tl;

/// The details that a form describes, or everything in it that needs another look.
pub fn read(form: &WorkshopForm, locale: Locale) -> Result<Details> {
    let form = form.tidy();
    let mut errors = form.check(locale);
    let zone_known = form.zone.len() <= 64 && time::is_zone(&form.zone);
    errors.check(zone_known, "zone", tl!(locale, workshops.error_zone));
    let starts = moment(&form.starts, "starts", &form, locale, &mut errors);
    let ends = moment(&form.ends, "ends", &form, locale, &mut errors);
    if let (Some(starts), Some(ends)) = (starts, ends) {
        check_times(&mut errors, starts, ends, locale);
    }
    if !form.online_url.is_empty() && url::Url::parse(&form.online_url).is_err() && errors.of("online_url").is_none() {
        errors.add("online_url", tl!(locale, workshops.error_link, most = super::model::form::MAX_LINK));
    }
    let read = (Kind::parse(&form.kind), starts, ends, form.seats());
    in_order(&mut errors);
    errors.finish()?;
    let (Some(kind), Some(starts_at), Some(ends_at), Some(capacity)) = read else {
        return Err(crate::kit::Error::BadRequest);
    };
    Ok(Details {
        kind,
        title: form.title,
        body: form.body,
        starts_at,
        ends_at,
        zone: form.zone,
        capacity,
        place: form.place,
        online_url: form.online_url,
    })
}

/// The form of what is stored.
pub fn form_of(id: &str, version: i64, details: &Details) -> WorkshopForm {
    WorkshopForm {
        id: id.to_owned(),
        version,
        kind: details.kind.as_str().to_owned(),
        title: details.title.clone(),
        body: details.body.clone(),
        starts: time::to_local_input(details.starts_at, &details.zone),
        ends: time::to_local_input(details.ends_at, &details.zone),
        zone: details.zone.clone(),
        capacity: details.capacity.to_string(),
        place: details.place.clone(),
        online_url: details.online_url.clone(),
        ..WorkshopForm::default()
    }
}

/// A moment of the form, between 2000 and 2100; a date that cannot be read and an hour that summer time skips are
/// told apart.
fn moment(text: &str, field: &str, form: &WorkshopForm, locale: Locale, errors: &mut FieldErrors) -> Option<Moment> {
    let local: Option<DateTime> = text.trim().parse().ok().filter(|at: &DateTime| (2000..=2100).contains(&at.year()));
    if local.is_none() {
        errors.add(field, tl!(locale, workshops.error_date));
        return None;
    }
    let moment = time::from_local_input(text.trim(), &form.zone);
    errors.check(moment.is_some(), field, tl!(locale, workshops.error_gap));
    moment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(starts: &str, ends: &str, zone: &str) -> WorkshopForm {
        WorkshopForm {
            kind: "workshop".to_owned(),
            title: "会".to_owned(),
            capacity: "8".to_owned(),
            place: "神戸".to_owned(),
            starts: starts.to_owned(),
            ends: ends.to_owned(),
            zone: zone.to_owned(),
            ..WorkshopForm::default()
        }
    }

    fn refused(form: &WorkshopForm) -> Vec<(String, String)> {
        match read(form, Locale::ja) {
            Err(crate::kit::Error::Invalid(errors)) => {
                errors.0.into_iter().map(|error| (error.field, error.message)).collect()
            }
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn a_form_survives_the_way_there_and_back() {
        let form = form("2026-11-01T01:30", "2026-11-01T03:00", "America/New_York");
        let details = read(&form, Locale::ja).expect("it is fine");
        // 01:30 comes twice that night: the first one is meant.
        assert_eq!(details.ends_at.seconds_since(details.starts_at), 9_000);
        let again = form_of("", 0, &details);
        assert_eq!((again.starts, again.ends), (form.starts, form.ends));
    }

    #[test]
    fn errors_stand_in_the_order_of_the_fields() {
        let fields: Vec<String> = refused(&WorkshopForm { zone: "Asia/Tokyo".to_owned(), ..WorkshopForm::default() })
            .into_iter()
            .map(|one| one.0)
            .collect();
        assert_eq!(fields, ["kind", "title", "starts", "ends", "capacity", "place"]);
    }

    #[test]
    fn an_hour_that_does_not_exist_is_told_from_nonsense() {
        let gap = refused(&form("2026-03-08T02:30", "2026-03-08T04:00", "America/New_York"));
        let nonsense = refused(&form("tomorrow", "2026-03-08T04:00", "America/New_York"));
        assert_eq!((gap.len(), nonsense.len()), (1, 1));
        assert_eq!((gap[0].0.as_str(), nonsense[0].0.as_str()), ("starts", "starts"));
        assert_ne!(gap[0].1, nonsense[0].1);
        assert_eq!(refused(&form("2026-03-08T04:30", "2026-03-08T04:00", "Asia/Tokyo"))[0].0, "ends");
        assert_eq!(refused(&form("2026-03-08T04:30", "2026-03-08T06:00", "Mars/Olympus"))[0].0, "zone");
        assert_eq!(refused(&form("9999-12-31T23:59", "9999-12-31T23:59", "Asia/Tokyo")).len(), 2);
    }
}
