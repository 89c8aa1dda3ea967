//! Turns what the store found into what the coach's pages show: words in their language, days on their clock.

use super::model::{DeskPage, QueueLine, SupervisionLine, ValuesLine, ago};
use crate::accounts::model::{Profession, introduced};
use crate::journal::model::{When, sheet};
use crate::journal::store::Waiting;
use crate::kit::{Locale, Moment, Viewer};
use crate::selfchecks::showing::store::Shared;
use crate::server::time;
use crate::tl;
use crate::worksheets::definition::library::definition;
use crate::worksheets::model::{SharedRow, coach_path};

/// The desk of `viewer`.
pub fn queue(
    viewer: &Viewer,
    found: Vec<Waiting>,
    (values, checks): (Vec<SharedRow>, Vec<Shared>),
    supervision: Vec<SupervisionLine>,
    now: Moment,
) -> DeskPage {
    let days = |since: Moment| ago(viewer.locale, days_between(viewer, since, now));
    let line = |waiting: &Waiting| {
        let claim = waiting.claim.as_ref().filter(|claim| now < claim.until() && waiting.returned_at.is_none());
        QueueLine {
            share: waiting.share.clone(),
            member: waiting.member.clone(),
            profession: profession(viewer.locale, &waiting.profession),
            template: sheet(&waiting.template, viewer.locale).title,
            want: waiting.want.iter().map(|want| want.words(viewer.locale).to_owned()).collect(),
            since: when(viewer, waiting.since),
            ago: days(waiting.since),
            mine: claim.is_some_and(|claim| claim.by == viewer.id),
            holder: claim.filter(|claim| claim.by != viewer.id).map(|claim| claim.name.clone()),
            several: waiting.coaches > 1,
            unread: waiting.unread > 0,
        }
    };
    let (answered, waiting): (Vec<_>, Vec<_>) = found.iter().partition(|one| one.returned_at.is_some());
    let mut answered = answered;
    answered.sort_by_key(|one| (one.unread == 0, std::cmp::Reverse(one.returned_at)));
    let name = |worksheet: &str| definition(worksheet).map(|sheet| sheet.about.name.of(viewer.locale));
    let worksheets = values.into_iter().map(|one| {
        let (href, sheet) = (coach_path(&one.worksheet, &one.id), name(&one.worksheet).unwrap_or_default());
        (one.shared_at, href, sheet, one.name, one.opened)
    });
    let checks = checks.into_iter().map(|one| {
        let sheet = tl!(viewer.locale, selfchecks.title).to_owned();
        (one.shared_at, format!("/coach/checks/{}", one.id), sheet, one.name, one.opened)
    });
    let mut shown: Vec<_> = worksheets.chain(checks).collect();
    shown.sort_by_key(|(at, _, _, _, opened)| (*opened, *at));
    let shown = shown.into_iter().map(|(at, href, sheet, member, opened)| ValuesLine {
        since: when(viewer, at),
        ago: days(at),
        href,
        sheet,
        member,
        opened,
    });
    DeskPage {
        waiting: waiting.into_iter().map(line).collect(),
        answered: answered.into_iter().map(line).collect(),
        values: shown.collect(),
        supervision,
    }
}

fn when(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

/// A profession in words; empty when it is not known.
pub fn profession(locale: Locale, (name, own): &(String, String)) -> String {
    introduced(Profession::parse(name), own, locale).unwrap_or_default()
}

/// How many midnights of the viewer's zone lie between two moments.
fn days_between(viewer: &Viewer, from: Moment, to: Moment) -> i64 {
    let day = |at: Moment| time::at(at, &viewer.zone).date();
    i64::from(day(from).until(day(to)).map(|span| span.get_days()).unwrap_or(0))
}
