//! Turns the forms of the plan into what is stored. Here, because only the server knows time zones.

use crate::accounts::model::Profession;
use crate::kit::form::{chars, one_line};
use crate::kit::{FieldErrors, Locale, Moment, Result};
use crate::server::time;
use crate::tl;
use crate::workshops::model::plan::{
    DayForm, EntryForm, MAX_FEE, MAX_HOURS, MAX_MATERIALS, MODES, RulesForm, number_in,
};
use crate::workshops::model::{Visibility, remind};
use crate::workshops::store::Workshop;
use crate::workshops::store::plan::{Day, Entry, SeatRule};

/// The moment in a field, if something stands there.
fn moment(errors: &mut FieldErrors, field: &str, text: &str, zone: &str, locale: Locale) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let local: Option<jiff::civil::DateTime> = text.parse().ok();
    let local = local.filter(|at| text.len() <= 32 && (2000..=2100).contains(&at.year()));
    let read = local.and_then(|_| time::from_local_input(text, zone));
    match (local, read) {
        (None, _) => errors.add(field, tl!(locale, workshops.error_date)),
        (Some(_), None) => errors.add(field, tl!(locale, workshops.error_gap)),
        _ => {}
    }
    read
}

/// How one registers. `cohorts` are the ids that can be chosen.
pub fn entry(form: &EntryForm, workshop: &Workshop, cohorts: &[(String, String)], locale: Locale) -> Result<Entry> {
    let mut errors = FieldErrors::default();
    let (zone, starts) = (workshop.details.zone.as_str(), workshop.details.starts_at);
    let visibility = Visibility::parse(&form.visibility);
    errors.check(visibility.is_some(), "visibility", tl!(locale, planning.error_choose));
    let cohort = (visibility == Some(Visibility::Cohort)).then(|| form.cohort.clone());
    let known = cohort.as_ref().is_none_or(|id| cohorts.iter().any(|(known, _)| known == id));
    errors.check(known, "cohort", tl!(locale, planning.error_cohort));
    let publish_at = moment(&mut errors, "publish", &form.publish, zone, locale);
    let opens_at = moment(&mut errors, "opens", &form.opens, zone, locale);
    let closes_at = moment(&mut errors, "closes", &form.closes, zone, locale);
    for (at, field) in [(publish_at, "publish"), (opens_at, "opens"), (closes_at, "closes")] {
        errors.check(at.is_none_or(|at| at <= starts), field, tl!(locale, planning.error_after_start));
    }
    let turned = matches!((opens_at, closes_at), (Some(opens), Some(closes)) if closes <= opens);
    errors.check(!turned, "closes", tl!(locale, planning.error_window));
    let hours = number_in(&mut errors, "cancel_hours", &form.cancel_hours, (0, MAX_HOURS), locale);
    errors.check(MODES.contains(&form.mode.as_str()), "mode", tl!(locale, planning.error_choose));
    let lottery = form.mode == "lottery";
    let draw_at = moment(&mut errors, "draw", &form.draw, zone, locale).filter(|_| lottery);
    let late = draw_at.is_some_and(|at| at > starts || closes_at.is_some_and(|closes| at < closes));
    errors.check(!late, "draw", tl!(locale, planning.error_draw));
    let offer_hours = number_in(&mut errors, "offer_hours", &form.offer_hours, (1, 168), locale);
    let fee = one_line(&form.fee);
    let words = tl!(locale, workshops.error_long, most = MAX_FEE, now = chars(&fee));
    errors.check(chars(&fee) <= MAX_FEE, "fee", words);
    errors.finish()?;
    Ok(Entry {
        visibility: visibility.unwrap_or_default(),
        cohort,
        publish_at,
        opens_at,
        closes_at,
        cancel_until: hours.map(|hours| starts.plus_hours(-hours)),
        mode: form.mode.clone(),
        draw_at,
        offer_hours: offer_hours.unwrap_or(24),
        fee,
    })
}

/// The rules by profession.
pub fn rules(form: &RulesForm, workshop: &Workshop, locale: Locale) -> Result<Vec<SeatRule>> {
    let (typed, errors) = form.read(workshop.details.capacity, locale);
    errors.finish()?;
    let rules = typed.into_iter().map(|rule| SeatRule {
        profession: rule.profession.as_str().to_owned(),
        kept: rule.kept,
        most: rule.most,
        target: rule.target,
        released_at: rule.release_hours.map(|hours| workshop.details.starts_at.plus_hours(-hours)),
    });
    Ok(rules.collect())
}

/// The day.
pub fn day(form: &DayForm, locale: Locale) -> Result<Day> {
    let mut errors = FieldErrors::default();
    let text = |text: &str| text.replace("\r\n", "\n").replace('\0', "").trim_end().to_owned();
    let (before, after) = (text(&form.materials_before), text(&form.materials_after));
    for (field, text) in [("materials_before", &before), ("materials_after", &after)] {
        let words = tl!(locale, workshops.error_long, most = MAX_MATERIALS, now = chars(text));
        errors.check(chars(text) <= MAX_MATERIALS, field, words);
    }
    let reminders = remind::read(form, &mut errors, locale);
    let purge_days = number_in(&mut errors, "purge_days", &form.purge_days, (0, 365), locale);
    let minutes = number_in(&mut errors, "certificate_minutes", &form.certificate_minutes, (1, 10_080), locale);
    let share = number_in(&mut errors, "certificate_share", &form.certificate_share, (1, 100), locale);
    let mut points = Vec::new();
    for profession in Profession::ALL {
        let name = profession.as_str();
        let typed = form.points.get(name).map(|text| one_line(text)).unwrap_or_default();
        let words = tl!(locale, workshops.error_long, most = 40, now = chars(&typed));
        errors.check(chars(&typed) <= 40, &format!("points.{name}"), words);
        if !typed.is_empty() {
            points.push((name.to_owned(), typed));
        }
    }
    errors.finish()?;
    Ok(Day {
        materials_before: before,
        materials_after: after,
        reminders,
        purge_days: purge_days.unwrap_or(30),
        certificate_minutes: minutes,
        certificate_share: share.unwrap_or(80),
        points,
    })
}
