//! The dates of a course as a member sees them: which one each is, where they stand there, what is free and what
//! overlaps; and what holds for all of them, for the form that takes them all. Ready HTML, so that the browser's
//! program does not grow with it.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::kit::id::WorkshopId;
use crate::kit::{Error, Moment, Viewer, locale};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::server::time;
use crate::t;
use crate::workshops::model::place::Standing;
use crate::workshops::model::{Left, Stage};
use crate::workshops::store::seating::{self, Counted};
use crate::workshops::store::series::Series;
use crate::workshops::store::{self, Clash, Workshop};
use crate::workshops::view::SeatsTag;
use crate::workshops::wording;

/// Who looks, and at what.
pub struct Look<'a> {
    /// Who; none: a visitor.
    pub viewer: Option<&'a Viewer>,
    /// The date whose page it is.
    pub here: &'a Workshop,
    /// What they are registered for at the same time.
    pub clashes: &'a [Clash],
    /// Whether drafts are shown too, to those who may see them.
    pub drafts: bool,
    /// Now.
    pub now: Moment,
}

/// What a page shows of a course.
pub struct Told {
    /// Safe HTML of the dates; empty when none is shown.
    pub rows: String,
    /// How many dates of theirs are how, in a sentence; empty when there is none.
    pub tally: String,
    /// Whether they wait at several of them.
    pub waits: bool,
    /// Safe HTML of what holds for the dates that can be registered for; empty when there is none.
    pub terms: String,
}

/// A date that the viewer may see.
struct Date {
    nth: i64,
    workshop: Workshop,
    left: Left,
    /// When what people wrote is deleted.
    purge_at: Moment,
    stage: Stage,
    mine: Option<Standing>,
}

/// The dates of a course for this viewer. A key goes on only to where it fits, or where they have a place already:
/// whoever reads this page has come by it.
pub async fn show(conn: &mut Conn, course: &Series, look: &Look<'_>) -> Result<Told> {
    let Look { viewer, here, drafts, now, .. } = *look;
    let user = viewer.map(|viewer| &viewer.id);
    let mut mine: BTreeMap<WorkshopId, Standing> = match user {
        Some(user) => store::standings(conn, &course.id, user).await?,
        None => BTreeMap::new(),
    };
    let (mut all, mut dates) = (0, Vec::<Date>::new());
    for date in course.dates.iter().filter(|date| !date.cancelled) {
        all += 1;
        let mine = mine.remove(&date.id);
        let key = match &date.key {
            Some(key) if date.id == here.id || (!key.is_empty() && key == here.key()) || mine.is_some() => key.as_str(),
            // Their host sees them without it.
            Some(_) if drafts => "",
            Some(_) => continue,
            None => "",
        };
        if !date.published && !drafts {
            continue;
        }
        let workshop = match store::visible(conn, viewer, &date.id, key).await {
            Err(Failure::Known(Error::NotFound)) => continue,
            found => found?,
        };
        let stage = workshop.life.stage(now);
        let purge_at = date.ends_at.plus_days(date.purge_days);
        dates.push(Date { nth: all, workshop, left: Left::Counted, purge_at, stage, mine });
    }
    let open = dates.iter().filter(|date| date.stage == Stage::Open);
    let open: Vec<Counted> = open.map(|date| Counted::of(&date.workshop)).collect();
    let left = seating::left(conn, &open, user, now).await?;
    for date in &mut dates {
        date.left = left.get(&date.workshop.id).copied().unwrap_or_default();
    }
    let tally = tally(&dates);
    let waits = |date: &&Date| matches!(date.mine, Some(Standing::Waiting(_) | Standing::Entered));
    let waits = dates.iter().filter(waits).count() > 1;
    Ok(Told { rows: rows(&dates, all, &tally, look), terms: terms(&dates, look), tally, waits })
}

fn zone<'a>(date: &'a Date, look: &Look<'a>) -> &'a str {
    look.viewer.map_or(date.workshop.details.zone.as_str(), |viewer| viewer.zone.as_str())
}

fn rows(dates: &[Date], all: i64, tally: &str, look: &Look<'_>) -> String {
    if dates.is_empty() {
        return String::new();
    }
    let rows = dates.iter().map(|date| row(date, all, look)).collect_view();
    let tally = (!tally.is_empty()).then(|| view! { <p>{tally.to_owned()}</p> });
    view! { {tally} <ol class="rows" role="list">{rows}</ol> }.into_any().to_html()
}

fn row(date: &Date, all: i64, look: &Look<'_>) -> impl IntoView + use<> {
    let Date { nth, workshop, .. } = date;
    let (stage, left) = (date.stage, date.left);
    let zone = zone(date, look);
    let at = time::day_and_clock(workshop.details.starts_at, zone, locale::current());
    let here = workshop.id == look.here.id;
    let title = Some(workshop.details.title.clone()).filter(|title| *title != look.here.details.title);
    let stands = stands(date, look.viewer.is_some_and(|viewer| viewer.id != workshop.host));
    let coming = matches!(stage, Stage::Open | Stage::Closed);
    let clash = wording::clash(look.clashes, &workshop.id, zone, locale::current()).filter(|_| coming);
    view! {
        <li>
            <a class="row" href=workshop.page() aria-current=here.then_some("page")>
                <span class="row-body">
                    <span class="row-title">{t!(workshops.nth_of, n = nth, all = all)} " " {at}</span>
                    {title.map(|title| view! { <span class="row-note" dir="auto">{title}</span> })}
                    {stands.map(|words| view! { <span class="row-note">{words}</span> })}
                    {clash.map(|words| view! { <span class="row-note">{words}</span> })}
                    <span class="tags"><SeatsTag seats=workshop.seats stage=stage left=left/></span>
                </span>
                {here.then(|| view! { <span class="row-end">{t!(workshops.this_date)}</span> })}
            </a>
        </li>
    }
}

/// Where the viewer stands, as long as that matters. Its host cannot register.
fn stands(date: &Date, may_ask: bool) -> Option<String> {
    match (date.stage, date.mine) {
        (Stage::Draft | Stage::Cancelled, _) => None,
        (Stage::Past, Some(Standing::Seat)) => Some(t!(workshops.had_seat).to_owned()),
        (Stage::Past, _) => None,
        (_, Some(standing)) => Some(wording::stands(standing.into(), locale::current())),
        (_, None) => may_ask.then(|| t!(workshops.not_registered).to_owned()),
    }
}

/// How many of the viewer's dates that are not over are how.
fn tally(dates: &[Date]) -> String {
    let mut counts = [0_i64; 5];
    for date in dates.iter().filter(|date| date.stage != Stage::Past) {
        match date.mine {
            Some(Standing::Seat) => counts[0] += 1,
            Some(Standing::Offered) => counts[1] += 1,
            Some(Standing::Applied) => counts[2] += 1,
            Some(Standing::Entered) => counts[3] += 1,
            Some(Standing::Waiting(_)) => counts[4] += 1,
            None => {}
        }
    }
    let [seats, offered, applied, entered, waiting] = counts;
    let words = [
        (seats, t!(workshops.tally_seats, n = seats)),
        (offered, t!(workshops.tally_offered, n = offered)),
        (applied, t!(workshops.tally_applied, n = applied)),
        (entered, t!(workshops.tally_entered, n = entered)),
        (waiting, t!(workshops.tally_waiting, n = waiting)),
    ];
    let words: Vec<String> = words.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
    match words.is_empty() {
        true => String::new(),
        false => t!(workshops.tally, what = words.join(t!(workshops.comma))),
    }
}

/// What it costs, until when seats can be given back, and when what one writes is deleted: for each date where they
/// differ.
fn terms(dates: &[Date], look: &Look<'_>) -> String {
    let takes = |stage| stage == Stage::Open || (look.drafts && stage == Stage::Draft);
    let open: Vec<&Date> = dates.iter().filter(|date| takes(date.stage)).collect();
    // The last date may be the one whose answers go first.
    let (first, last) = (open.iter().min_by_key(|date| date.purge_at), open.iter().max_by_key(|date| date.purge_at));
    let (Some(&first), Some(&last)) = (first, last) else { return String::new() };
    let fees = open.iter().any(|date| !date.workshop.fee.is_empty());
    let fee = fees.then(|| {
        each(&open, |date| match date.workshop.fee.as_str() {
            "" => t!(workshops.no_fee_told).to_owned(),
            fee => fee.to_owned(),
        })
    });
    let back = each(&open, |date| {
        let at = |at| time::day_and_clock(at, zone(date, look), locale::current());
        match date.workshop.life.cancel_until {
            Some(until) if look.now < until => t!(seats.until, at = at(until)),
            Some(until) => t!(workshops.window_over, closes = at(until)),
            None => t!(workshops.until_start).to_owned(),
        }
    });
    let day = |date: &Date| time::full_day(date.purge_at, zone(date, look), locale::current());
    let purged = match (day(first), day(last)) {
        (first, last) if first == last => first,
        (first, last) => t!(workshops.purged_between, first = first, last = last),
    };
    view! {
        <dl class="facts">
            {fee.map(|fee| view! { <dt>{t!(workshops.fee)}</dt><dd dir="auto">{fee}</dd> })}
            <dt>{t!(workshops.terms_back)}</dt>
            <dd>{back}</dd>
            <dt>{t!(workshops.terms_purged)}</dt>
            <dd>{purged}</dd>
        </dl>
    }
    .into_any()
    .to_html()
}

/// What is said of dates: once where it is the same for all of them, else for each.
fn each(dates: &[&Date], of: impl Fn(&Date) -> String) -> AnyView {
    let words: Vec<(i64, String)> = dates.iter().map(|date| (date.nth, of(date))).collect();
    match words.first() {
        Some((_, first)) if words.iter().all(|(_, one)| one == first) => first.clone().into_any(),
        _ => {
            let line = |(n, words): (i64, String)| view! { <li>{t!(workshops.nth, n = n)} " " {words}</li> };
            view! { <ul class="seat-rules">{words.into_iter().map(line).collect_view()}</ul> }.into_any()
        }
    }
}
