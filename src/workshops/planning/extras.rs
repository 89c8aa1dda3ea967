//! What a workshop's page holds beside the workshop itself: the fee, materials for those with a seat, the course.

use crate::kit::{Moment, Viewer};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::{markdown, time};
use crate::workshops::model::Stage;
use crate::workshops::model::planned::Extras;
use crate::workshops::store::{self, Workshop, audience, plan, questions, series};

/// For this viewer, who may see the workshop. Materials only for those with a seat, and for its hosts.
pub async fn extras(conn: &mut Conn, workshop: &Workshop, viewer: Option<&Viewer>, now: Moment) -> Result<Extras> {
    let settled = plan::read(conn, &workshop.id).await?;
    let stage = workshop.life.stage(now);
    let hosting = audience::viewer_may_change(conn, viewer, workshop).await?;
    let place = match viewer {
        Some(viewer) => store::my_place(conn, &workshop.id, &viewer.id).await?,
        None => None,
    };
    let seated = place.is_some_and(|mine| mine.waiting_position.is_none()) && stage != Stage::Cancelled;
    let html = |text: &str, shown: bool| match shown && !text.is_empty() {
        true => markdown::to_html(text),
        false => String::new(),
    };
    let mut extras = Extras {
        fee: settled.entry.fee,
        before: html(&settled.day.materials_before, seated || hosting),
        after: html(&settled.day.materials_after, hosting || (seated && stage == Stage::Past)),
        questions: questions::list(conn, &workshop.id).await?,
        ..Extras::default()
    };
    if let Some(id) = &workshop.series {
        let course = series::read(conn, id).await?;
        let locale = crate::kit::locale::current();
        for date in course.dates.into_iter().filter(|date| date.published && !date.cancelled) {
            let zone = viewer.map_or(date.zone.as_str(), |viewer| viewer.zone.as_str());
            let words = time::day_and_clock(date.starts_at, zone, locale);
            extras.dates.push((format!("/workshops/{}", date.id), words, date.id == workshop.id));
        }
        extras.whole = course.joining != "single" && viewer.is_some_and(|viewer| viewer.promised) && !hosting;
        extras.only_whole = course.joining == "whole";
    }
    Ok(extras)
}
