//! Everything that a workshop's page asks the database, for whoever looks at it. `make bench` asks the same in a bare
//! handler.

use super::model::MyPlace;
use super::model::place::Seating;
use super::model::planned::Extras;
use super::store::{self, Workshop};
use super::{placing, planning};
use crate::kit::id::WorkshopId;
use crate::kit::{Locale, Moment, Viewer};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// What stands on the page.
pub struct Asked {
    /// The workshop.
    pub workshop: Workshop,
    /// The viewer's registration, if there is one.
    pub mine: Option<MyPlace>,
    /// How seats are shared out, and their place in words.
    pub seating: Seating,
    /// The fee, materials, the course.
    pub extras: Extras,
    /// Whether the viewer may change it.
    pub may_edit: bool,
}

/// For this viewer; `NotFound` for who may not see it. `key` is the secret of those that are shown by link.
pub async fn ask(
    conn: &mut Conn,
    viewer: Option<&Viewer>,
    id: &WorkshopId,
    key: &str,
    locale: Locale,
    now: Moment,
) -> Result<Asked> {
    let workshop = store::visible(conn, viewer, id, key).await?;
    let mine = match viewer {
        Some(viewer) => store::my_place(conn, id, &viewer.id).await?,
        None => None,
    };
    let may_edit = store::audience::viewer_may_change(conn, viewer, &workshop).await?;
    let extras = planning::extras(conn, &workshop, mine.as_ref(), viewer, may_edit, now).await?;
    let seating = placing::seating(conn, &workshop, viewer, locale, now).await?;
    Ok(Asked { workshop, mine, seating, extras, may_edit })
}
