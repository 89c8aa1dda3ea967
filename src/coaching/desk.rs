//! Turns what the store found into what the coach's pages show: words in their language, days on their clock.

use super::model::{DeskPage, QueueLine, Review, ValuesLine, ago};
use crate::accounts::model::{Profession, introduced};
use crate::journal::model::{When, sheet};
use crate::journal::store::{SharedEntry, Waiting};
use crate::kit::{Locale, Moment, Viewer};
use crate::server::time;
use crate::worksheets::model::SharedRow;

/// The desk of `viewer`.
pub fn queue(viewer: &Viewer, found: Vec<Waiting>, mut values: Vec<SharedRow>, now: Moment) -> DeskPage {
    let days = |since: Moment| ago(viewer.locale, days_between(viewer, since, now));
    let line = |waiting: &Waiting| QueueLine {
        share: waiting.share.clone(),
        member: waiting.member.clone(),
        profession: profession(viewer.locale, &waiting.profession),
        template: sheet(&waiting.template, viewer.locale).title,
        since: when(viewer, waiting.since),
        ago: days(waiting.since),
    };
    let (answered, waiting): (Vec<_>, Vec<_>) = found.iter().partition(|one| one.returned_at.is_some());
    let mut answered = answered;
    answered.sort_by_key(|one| std::cmp::Reverse(one.returned_at));
    values.sort_by_key(|one| (one.opened, one.shared_at));
    let shown = |one: SharedRow| ValuesLine {
        since: when(viewer, one.shared_at),
        ago: days(one.shared_at),
        share: one.id,
        member: one.name,
        opened: one.opened,
    };
    DeskPage {
        waiting: waiting.into_iter().map(line).collect(),
        answered: answered.into_iter().map(line).collect(),
        values: values.into_iter().map(shown).collect(),
    }
}

/// A copy on the screen of `viewer`, beside the rest of their desk.
pub fn review(viewer: &Viewer, shared: SharedEntry, queue: DeskPage) -> Review {
    Review {
        share: shared.share,
        member: shared.member,
        profession: profession(viewer.locale, &shared.profession),
        sheet: sheet(&shared.template, viewer.locale),
        copy: shared.copy,
        since: when(viewer, shared.since),
        answer: shared.answer.map(|(text, at)| (text, when(viewer, at))),
        queue,
    }
}

fn when(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

fn profession(locale: Locale, (name, own): &(String, String)) -> String {
    introduced(Profession::parse(name), own, locale).unwrap_or_default()
}

/// How many midnights of the viewer's zone lie between two moments.
fn days_between(viewer: &Viewer, from: Moment, to: Moment) -> i64 {
    let day = |at: Moment| time::at(at, &viewer.zone).date();
    i64::from(day(from).until(day(to)).map(|span| span.get_days()).unwrap_or(0))
}
