//! What a workshop's page holds beside the workshop itself: the fee, materials for those with a seat, the course.

use super::dates::{self, Look, Told};
use crate::kit::{Moment, Viewer, locale};
use crate::live::room::store::people;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::{markdown, time};
use crate::t;
use crate::workshops::model::planned::Extras;
use crate::workshops::model::{MyPlace, Stage};
use crate::workshops::store::course::to_leave;
use crate::workshops::store::{self, Workshop, plan, questions, series};
use crate::workshops::wording;

/// For this viewer, who may see the workshop. Materials only for those with a seat, and for its hosts.
pub async fn extras(
    conn: &mut Conn,
    workshop: &Workshop,
    mine: Option<&MyPlace>,
    viewer: Option<&Viewer>,
    hosting: bool,
    now: Moment,
) -> Result<Extras> {
    let (fee, before, after, days) = plan::told(conn, &workshop.id).await?;
    let stage = workshop.life.stage(now);
    let zone = viewer.map_or(workshop.details.zone.as_str(), |viewer| viewer.zone.as_str());
    let seated = mine.is_some_and(|mine| mine.waiting_position.is_none()) && stage != Stage::Cancelled;
    let html = |text: &str, shown: bool| match shown && !text.is_empty() {
        true => markdown::to_html(text),
        false => String::new(),
    };
    let clashes = match viewer {
        Some(viewer) => store::clashes(conn, workshop, &viewer.id).await?,
        None => Vec::new(),
    };
    let coming = matches!(stage, Stage::Open | Stage::Closed);
    let clash = wording::clash(&clashes, &workshop.id, zone, locale::current()).filter(|_| coming);
    let room = match viewer.filter(|_| seated) {
        Some(viewer) => people::way_in(conn, &workshop.id, &viewer.id).await?.unwrap_or_default(),
        None => String::new(),
    };
    let mut extras = Extras {
        fee,
        room,
        clash: clash.unwrap_or_default(),
        window: window(workshop, zone, now),
        before: html(&before, seated || hosting),
        after: html(&after, hosting || (seated && stage == Stage::Past)),
        kept: t!(
            workshops.kept,
            day = time::full_day(workshop.details.ends_at.plus_days(days), zone, locale::current())
        ),
        questions: questions::list(conn, &workshop.id).await?,
        ..Extras::default()
    };
    if let Some(id) = &workshop.series {
        let course = series::read(conn, id).await?;
        let look = Look { viewer, here: workshop, clashes: &clashes, drafts: false, now };
        let Told { rows, tally, waits, terms } = dates::show(conn, &course, &look).await?;
        extras.whole = course.joining != "single" && viewer.is_some_and(|viewer| viewer.promised) && !hosting;
        extras.only_whole = course.joining == "whole";
        (extras.dates, extras.tally, extras.waits) = (rows, tally, waits);
        // Only beside the form.
        extras.terms = if extras.whole { terms } else { String::new() };
        if let Some(viewer) = viewer {
            for date in to_leave(conn, &course, &viewer.id, now).await? {
                extras.leave.push(time::day_and_clock(date.details.starts_at, &viewer.zone, locale::current()));
            }
        }
    }
    Ok(extras)
}

/// From when and until when one may register, on the viewer's clock, while that can still matter.
fn window(workshop: &Workshop, zone: &str, now: Moment) -> String {
    let life = &workshop.life;
    if life.cancelled_at.is_some() || life.closed_at.is_some() || life.starts_at <= now {
        return String::new();
    }
    let at = |at: Moment| time::day_and_clock(at, zone, locale::current());
    match (life.opens_at.filter(|opens| now < *opens), life.closes_at) {
        (Some(opens), Some(closes)) => t!(workshops.window_between, opens = at(opens), closes = at(closes)),
        (Some(opens), None) => t!(workshops.window_after, opens = at(opens)),
        (None, Some(closes)) if now < closes => t!(workshops.window_until, closes = at(closes)),
        (None, Some(closes)) => t!(workshops.window_over, closes = at(closes)),
        (None, None) => String::new(),
    }
}
