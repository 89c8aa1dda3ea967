//! Forms with days and hours, read on the clock that they were meant on.

use jiff::civil::{Date, DateTime};
use jiff::{ToSpan, Zoned};

use super::model::{CohortPlanForm, Life, OfferForm};
use super::store::cohorts::{Cohort, Plan};
use crate::accounts::model::HOME_ZONE;
use crate::kit::{FieldErrors, Locale, Moment, Result, Viewer};
use crate::server::time;
use crate::tl;

use super::wording::last_day;

/// So many days ahead times may be offered.
const AHEAD_DAYS: i64 = 366;

/// The first moment of a day, such as 2026-12-01.
pub fn day_start(text: &str, zone: &str) -> Option<Moment> {
    start_of(text.trim().parse().ok()?, zone)
}

/// The first moment of the day after it: where it ends.
pub fn day_end(text: &str, zone: &str) -> Option<Moment> {
    let day: Date = text.trim().parse().ok()?;
    start_of(day.tomorrow().ok()?, zone)
}

fn start_of(day: Date, zone: &str) -> Option<Moment> {
    let start: Zoned = day.to_zoned(time::zone(zone)).ok()?;
    Some(Moment(start.timestamp().as_microsecond()))
}

/// The plan of a cohort; its days are days at home.
pub fn plan(form: &CohortPlanForm, locale: Locale) -> Result<Plan> {
    let mut errors = FieldErrors::default();
    let places = form.places(locale, &mut errors);
    let mut read = |field: &str, text: &str, of: fn(&str, &str) -> Option<Moment>| {
        let at = of(text, HOME_ZONE);
        errors.check(text.trim().is_empty() || at.is_some(), field, tl!(locale, cohorts.day_wrong));
        at
    };
    let life = Life {
        starts_at: read("starts", &form.starts, day_start),
        ends_at: read("ends", &form.ends, day_end),
        apply_from: read("apply_from", &form.apply_from, day_start),
        apply_until: read("apply_until", &form.apply_until, day_end),
        closed_at: None,
    };
    let in_order = |one: Option<Moment>, other: Option<Moment>| one.zip(other).is_none_or(|(one, other)| one < other);
    errors.check(in_order(life.starts_at, life.ends_at), "ends", tl!(locale, cohorts.order_wrong));
    errors.check(in_order(life.apply_from, life.apply_until), "apply_until", tl!(locale, cohorts.order_wrong));
    errors.check(in_order(life.apply_from, life.ends_at), "apply_from", tl!(locale, cohorts.apply_late));
    errors.finish()?;
    let programme = if form.programme.is_empty() { None } else { Some(form.programme.parse()?) };
    Ok(Plan { programme, places, life })
}

/// The same plan as a form.
pub fn plan_form(cohort: &Cohort) -> CohortPlanForm {
    let day = |at: Option<Moment>| at.map(|at| time::at(at, HOME_ZONE).date().to_string()).unwrap_or_default();
    let life = &cohort.life;
    CohortPlanForm {
        cohort: cohort.id.to_string(),
        programme: cohort.programme.as_ref().map(ToString::to_string).unwrap_or_default(),
        places: cohort.places.map(|n| n.to_string()).unwrap_or_default(),
        starts: day(life.starts_at),
        ends: day(life.ends_at.map(last_day)),
        apply_from: day(life.apply_from),
        apply_until: day(life.apply_until.map(last_day)),
    }
}

/// The times that a coach offers, on their clock: each in every week, none in the past, none over another.
pub fn times(form: &OfferForm, viewer: &Viewer, now: Moment) -> Result<(Vec<(Moment, Moment)>, String)> {
    let (locale, zone) = (viewer.locale, viewer.zone.as_str());
    let mut errors = FieldErrors::default();
    let (minutes, weeks, link) = form.checked(locale, &mut errors);
    let mut times: Vec<(Moment, Moment)> = Vec::new();
    for (field, text) in form.typed() {
        for week in 0..weeks {
            let Some(starts_at) = in_week(text, week, zone) else {
                errors.add(field, tl!(locale, cohorts.time_wrong));
                break;
            };
            let time = (starts_at, starts_at.plus_minutes(minutes));
            errors.check(starts_at > now, field, tl!(locale, cohorts.time_past));
            errors.check(starts_at < now.plus_days(AHEAD_DAYS), field, tl!(locale, cohorts.time_far));
            errors.check(
                !times.iter().any(|one| super::model::overlap(*one, time)),
                field,
                tl!(locale, cohorts.time_overlaps),
            );
            times.push(time);
        }
    }
    errors.finish()?;
    Ok((times, link))
}

/// The time of `text` so many weeks later, at the same hour of the clock.
fn in_week(text: &str, week: i64, zone: &str) -> Option<Moment> {
    let local: DateTime = text.parse().ok()?;
    time::from_local_input(&local.checked_add(week.weeks()).ok()?.to_string(), zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Error;

    fn fields(error: Error) -> Vec<String> {
        error.field_errors().expect("field errors").0.iter().map(|error| error.field.clone()).collect()
    }

    fn viewer(zone: &str) -> Viewer {
        Viewer {
            id: "019376b0-7c6a-7000-8000-0123456789ab".parse().expect("an id"),
            name: "北川".to_owned(),
            roles: vec![],
            locale: Locale::ja,
            zone: zone.to_owned(),
            promised: true,
        }
    }

    #[test]
    fn a_plan_is_whole_days_and_comes_back_as_it_was_typed() {
        let form = CohortPlanForm {
            cohort: "019376b0-7c6a-7000-8000-0123456789ab".to_owned(),
            places: "8".to_owned(),
            starts: "2026-12-01".to_owned(),
            ends: "2027-05-31".to_owned(),
            apply_from: "2026-11-01".to_owned(),
            apply_until: "2026-11-20".to_owned(),
            ..CohortPlanForm::default()
        };
        let plan = plan(&form, Locale::ja).expect("fine");
        assert_eq!(time::to_local_input(plan.life.ends_at.expect("an end"), HOME_ZONE), "2027-06-01T00:00");
        let cohort = Cohort {
            id: form.cohort.parse().expect("an id"),
            name: String::new(),
            programme: None,
            places: plan.places,
            life: plan.life,
        };
        assert_eq!(plan_form(&cohort), form);
    }

    #[test]
    fn days_are_days_and_in_order() {
        let wrong = |change: fn(&mut CohortPlanForm)| {
            let mut form = CohortPlanForm::default();
            change(&mut form);
            fields(plan(&form, Locale::ja).expect_err("refused"))
        };
        assert_eq!(wrong(|form| form.starts = "2026-02-30".to_owned()), ["starts"]);
        assert_eq!(
            wrong(|form| (form.starts, form.ends) = ("2026-03-02".to_owned(), "2026-03-01".to_owned())),
            ["ends"]
        );
        assert!(plan(&CohortPlanForm::default(), Locale::ja).is_ok(), "nothing need be said");
    }

    #[test]
    fn times_repeat_at_the_same_hour_of_the_clock() {
        // In New York the clock goes back on 2026-11-01.
        let form = OfferForm {
            first: "2026-10-30T19:00".to_owned(),
            minutes: "45".to_owned(),
            weeks: "2".to_owned(),
            ..OfferForm::default()
        };
        let now = time::from_local_input("2026-10-20T09:00", "UTC").expect("a time");
        let (times, _) = times(&form, &viewer("America/New_York"), now).expect("fine");
        let clocks: Vec<String> = times.iter().map(|time| time::to_local_input(time.0, "America/New_York")).collect();
        assert_eq!(clocks, ["2026-10-30T19:00", "2026-11-06T19:00"]);
        assert_eq!(times[1].0.seconds_since(times[0].0), 7 * 86_400 + 3_600);
    }

    #[test]
    fn no_time_lies_in_the_past_or_over_another() {
        let now = time::from_local_input("2026-11-24T19:30", HOME_ZONE).expect("a time");
        let refused = |first: &str, second: &str| {
            let form = OfferForm {
                first: first.to_owned(),
                second: second.to_owned(),
                minutes: "60".to_owned(),
                weeks: "1".to_owned(),
                ..OfferForm::default()
            };
            times(&form, &viewer(HOME_ZONE), now).map_or_else(fields, |_| Vec::new())
        };
        assert_eq!(refused("2026-11-24T19:30", ""), ["first"]);
        assert_eq!(refused("2026-11-25T19:00", "2026-11-25T19:59"), ["second"]);
        assert_eq!(refused("2026-11-25T19:00", "2026-11-25T20:00"), [""; 0]);
        assert_eq!(refused("tomorrow", "2028-11-25T20:00"), ["first", "second"]);
    }
}
