//! What pages show of a workshop: dates as people read them, and only what this viewer may see.

use super::intake;
use super::model::place::Seating;
use super::model::{HostView, MyPlace, Outcome, Registrant, Shown, Stage, When};
use super::store::{Clash, Workshop};
use crate::accounts::model::zone;
use crate::kit::id::WorkshopId;
use crate::kit::{Locale, Moment, Viewer};
use crate::server::markdown::Rendered;
use crate::server::time;
use crate::tl;
use crate::ui::About;

/// Where the viewer stands with a workshop.
pub struct Standing {
    /// Their registration, if there is one.
    pub mine: Option<MyPlace>,
    /// How seats are shared out, and their place in words.
    pub seating: Seating,
    /// Whether they may change it.
    pub may_edit: bool,
}

/// The title where it stands alone: the dates of a course are told apart, unless their titles do so by themselves.
pub fn named(title: &str, nth: Option<i64>, locale: Locale) -> String {
    match nth.map(|n| tl!(locale, workshops.nth, n = n)) {
        Some(nth) if !title.contains(&nth) => tl!(locale, calendar.summary_nth, title = title, nth = nth),
        _ => title.to_owned(),
    }
}

/// A workshop's page for this viewer. The online link goes in only for the host and for those with a seat.
pub fn shown(
    workshop: Workshop,
    standing: Standing,
    viewer: Option<&Viewer>,
    rendered: &Rendered,
    locale: Locale,
    now: Moment,
) -> Shown {
    let Standing { mine, seating, may_edit } = standing;
    let host_profession = workshop.host_profession(locale);
    let body = rendered.html(workshop.id.as_str(), workshop.version, &workshop.details.body);
    let Workshop { id, details, host, host_name, life, seats, .. } = workshop;
    let hosting = viewer.is_some_and(|viewer| viewer.id == host);
    let has_seat = mine.as_ref().is_some_and(|mine| mine.waiting_position.is_none());
    let online = !details.online_url.is_empty();
    let stage = life.stage(now);
    let zone = viewer.map_or(details.zone.as_str(), |viewer| viewer.zone.as_str());
    Shown {
        id,
        kind: details.kind,
        body_html: body.to_string(),
        when: when(details.starts_at, details.ends_at, &details.zone, zone, locale),
        title: details.title,
        place: details.place,
        online,
        link: (online && (hosting || (has_seat && stage != Stage::Cancelled))).then_some(details.online_url),
        host: host_name,
        host_profession,
        seats,
        stage,
        opens: life.opens_at.filter(|_| life.opens_later(now)).map(|at| time::day_and_clock(at, zone, locale)),
        mine,
        seating,
        hosting,
        may_edit,
        extras: super::model::planned::Extras::default(),
        about: About::default(),
    }
}

/// A workshop on its host's desk.
pub fn host_view(
    workshop: &Workshop,
    (confirmed, waiting): (Vec<Registrant>, Vec<Registrant>),
    drafts: i64,
    viewer: &Viewer,
    now: Moment,
) -> HostView {
    let details = &workshop.details;
    HostView {
        form: intake::form_of(workshop.id.as_str(), workshop.version, details),
        zones: zones(&[&details.zone, &viewer.zone], viewer.locale),
        drafts,
        when: when(details.starts_at, details.ends_at, &details.zone, &viewer.zone, viewer.locale),
        seats: workshop.seats,
        stage: workshop.life.stage(now),
        ahead: now < details.starts_at,
        confirmed,
        waiting,
    }
}

/// Where somebody stands, in a line.
pub fn stands(outcome: Outcome, locale: Locale) -> String {
    match outcome {
        Outcome::Waiting(position) => tl!(locale, seats.mail_position, n = position),
        Outcome::Applied => tl!(locale, seats.mail_stands_applied).to_owned(),
        Outcome::Entered => tl!(locale, seats.mail_stands_entered).to_owned(),
        Outcome::Offered => tl!(locale, seats.mail_stands_offered).to_owned(),
        Outcome::Confirmed | Outcome::Closed => tl!(locale, seats.mail_stands_seat).to_owned(),
    }
}

/// What somebody is registered for at the time of this workshop; none when there is nothing.
pub fn clash(clashes: &[Clash], with: &WorkshopId, zone: &str, locale: Locale) -> Option<String> {
    let words = |one: &Clash| {
        let at = time::day_and_clock(one.starts_at, zone, locale);
        tl!(locale, workshops.clash_with, title = one.title.as_str(), at = at)
    };
    let what: Vec<String> = clashes.iter().filter(|one| one.with == *with).map(words).collect();
    (!what.is_empty()).then(|| tl!(locale, workshops.clash, what = what.join(tl!(locale, workshops.comma))))
}

/// The zones that a form offers with their names, and those that are in use already.
pub fn zones(in_use: &[&str], locale: Locale) -> Vec<(String, String)> {
    let mut zones = zone::offered("", locale);
    for &zone in in_use {
        if !zones.iter().any(|(known, _)| known == zone) {
            zones.push((zone.to_owned(), zone.to_owned()));
        }
    }
    zones
}

/// A date in the list, in parts.
pub struct CardDate {
    /// 27
    pub day: String,
    /// 11月・金
    pub month: String,
    /// 20:00から90分
    pub time: String,
    /// For machines.
    pub starts: String,
}

/// Beginning and end on the clock of the workshop's zone, and on the viewer's own when it reads differently.
pub fn when(starts: Moment, ends: Moment, zone: &str, viewer_zone: &str, locale: Locale) -> When {
    let differs =
        [starts, ends].iter().any(|at| time::to_local_input(*at, zone) != time::to_local_input(*at, viewer_zone));
    When {
        words: tl!(
            locale,
            workshops.when_in_zone,
            span = span(starts, ends, zone, locale),
            zone = zone_words(zone, locale)
        ),
        yours: differs.then(|| {
            tl!(
                locale,
                workshops.when_yours,
                span = span(starts, ends, viewer_zone, locale),
                zone = zone_words(viewer_zone, locale)
            )
        }),
        starts: time::rfc3339(starts, zone),
    }
}

/// The same in parts, for the list; the zone is named only to those who live by another clock.
pub fn card(starts: Moment, ends: Moment, zone: &str, viewer_zone: &str, locale: Locale) -> CardDate {
    let at = time::at(starts, zone);
    let length = length(ends.seconds_since(starts) / 60, locale);
    let clock = match time::to_local_input(starts, zone) == time::to_local_input(starts, viewer_zone) {
        true => time::clock(starts, zone),
        false => format!("{} ({})", time::clock(starts, zone), zone_words(zone, locale)),
    };
    CardDate {
        day: at.day().to_string(),
        month: match locale {
            Locale::ja => format!("{}月・{}", at.month(), time::weekday(&at, locale)),
            Locale::en => format!("{} · {}", at.strftime("%b"), time::weekday(&at, locale)),
        },
        time: tl!(locale, workshops.time_and_length, clock = clock, length = length),
        starts: time::rfc3339(starts, zone),
    }
}

/// 2026年11月27日（金）20:00〜21:30; the second day is named when it is another one.
fn span(starts: Moment, ends: Moment, zone: &str, locale: Locale) -> String {
    let same_day = time::at(starts, zone).date() == time::at(ends, zone).date();
    let from = format!("{}{}{}", time::full_day(starts, zone, locale), gap(locale), time::clock(starts, zone));
    let to = match same_day {
        true => time::clock(ends, zone),
        false => format!("{}{}{}", time::day(ends, zone, locale), gap(locale), time::clock(ends, zone)),
    };
    match locale {
        Locale::ja => format!("{from}〜{to}"),
        Locale::en => format!("{from} – {to}"),
    }
}

fn gap(locale: Locale) -> &'static str {
    match locale {
        Locale::ja => "",
        Locale::en => ", ",
    }
}

/// 90分 / 3時間30分
pub fn length(minutes: i64, locale: Locale) -> String {
    match (minutes / 60, minutes % 60) {
        _ if minutes <= 180 => tl!(locale, workshops.minutes, n = minutes),
        (hours, 0) => tl!(locale, workshops.hours, n = hours),
        (hours, rest) => tl!(locale, workshops.hours_minutes, h = hours, m = rest),
    }
}

/// 日本時間; the IANA name for all others.
pub fn zone_words(zone: &str, locale: Locale) -> String {
    match zone {
        "Asia/Tokyo" => tl!(locale, workshops.zone_japan).to_owned(),
        other => other.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // 2026-11-27T20:00+09:00
    const FRIDAY: Moment = Moment(1_795_777_200_000_000);

    #[test]
    fn people_in_the_same_zone_read_one_time() {
        let when = when(FRIDAY, FRIDAY.plus_minutes(90), "Asia/Tokyo", "Asia/Tokyo", Locale::ja);
        assert_eq!(when.words, "2026年11月27日（金）20:00〜21:30（日本時間）");
        assert_eq!(when.yours, None);
        assert_eq!(when.starts, "2026-11-27T20:00:00+09:00");
    }

    #[test]
    fn people_elsewhere_read_their_own_too() {
        let when = when(FRIDAY, FRIDAY.plus_hours(15), "Asia/Tokyo", "Europe/London", Locale::en);
        assert_eq!(when.words, "Fri 27 November 2026, 20:00 – Sat 28 November, 11:00 (Japan time)");
        assert!(when.yours.expect("it differs").contains("11:00 – Sat 28 November, 02:00"));
    }

    #[test]
    fn a_card_is_short() {
        let card = card(FRIDAY, FRIDAY.plus_minutes(90), "Asia/Tokyo", "Asia/Tokyo", Locale::ja);
        assert_eq!((card.day.as_str(), card.month.as_str(), card.time.as_str()), ("27", "11月・金", "20:00から90分"));
        assert_eq!(length(210, Locale::ja), "3時間30分");
        assert_eq!(length(240, Locale::en), "4 hours");
    }
}
