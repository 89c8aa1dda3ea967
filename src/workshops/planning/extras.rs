//! What a workshop's page holds beside the workshop itself: the fee, materials for those with a seat, the course.

use crate::kit::{Moment, Viewer};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::{markdown, time};
use crate::workshops::model::planned::Extras;
use crate::workshops::model::{MyPlace, Stage};
use crate::workshops::store::{Workshop, course, plan, questions, series};

/// For this viewer, who may see the workshop. Materials only for those with a seat, and for its hosts.
pub async fn extras(
    conn: &mut Conn,
    workshop: &Workshop,
    mine: Option<&MyPlace>,
    viewer: Option<&Viewer>,
    hosting: bool,
    now: Moment,
) -> Result<Extras> {
    let (fee, before, after) = plan::told(conn, &workshop.id).await?;
    let stage = workshop.life.stage(now);
    let seated = mine.is_some_and(|mine| mine.waiting_position.is_none()) && stage != Stage::Cancelled;
    let html = |text: &str, shown: bool| match shown && !text.is_empty() {
        true => markdown::to_html(text),
        false => String::new(),
    };
    let mut extras = Extras {
        fee,
        before: html(&before, seated || hosting),
        after: html(&after, hosting || (seated && stage == Stage::Past)),
        questions: questions::list(conn, &workshop.id).await?,
        ..Extras::default()
    };
    if let Some(id) = &workshop.series {
        let whole = series::read(conn, id).await?;
        let locale = crate::kit::locale::current();
        for date in whole.dates.iter().filter(|date| date.published && !date.cancelled) {
            let zone = viewer.map_or(date.zone.as_str(), |viewer| viewer.zone.as_str());
            let words = time::day_and_clock(date.starts_at, zone, locale);
            extras.dates.push((format!("/workshops/{}", date.id), words, date.id == workshop.id));
        }
        extras.whole = whole.joining != "single" && viewer.is_some_and(|viewer| viewer.promised) && !hosting;
        extras.only_whole = whole.joining == "whole";
        if let Some(viewer) = viewer {
            for date in course::to_leave(conn, &whole, &viewer.id, now).await? {
                extras.leave.push(time::day_and_clock(date.details.starts_at, &viewer.zone, locale));
            }
        }
    }
    Ok(extras)
}
