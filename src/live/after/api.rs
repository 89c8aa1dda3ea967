//! Server functions of afterwards.

use leptos::prelude::*;
use leptos_axum::redirect;
use serde::{Deserialize, Serialize};

use super::wishes::{self, Wished};
use super::{attendance, pages, recap, report};
use crate::kit::id::WorkshopId;
use crate::kit::{Error, Result};
use crate::live::room::guard::desk;
use crate::live::room::model::RoomForm;
use crate::live::room::model::wire::Seat;
use crate::server::context::{state, viewer};
use crate::tl;
use crate::workshops::model::planned::Planned;
use crate::workshops::store::for_editor;

/// Wishes to talk with somebody again (`on`), or takes it back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WishForm {
    /// The workshop.
    pub workshop: String,
    /// Their number.
    pub seat: String,
    /// `on`, or anything else for off.
    pub to: String,
    /// They may be told one's address, when both wish.
    pub address: bool,
}

/// What somebody keeps of a workshop that they took part in.
#[server(endpoint = "live/recap")]
pub async fn recap_page(id: WorkshopId, #[server(default)] done: String) -> Result<Planned> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let mut conn = state.db.read().await?;
    let recap = recap::read(&mut conn, &id, &viewer.id, viewer.locale, state.now()).await?;
    Ok(pages::recap(&id, recap, viewer.locale, &done))
}

/// Wishes to talk with somebody again whom one sat with. Only when they wish it too anybody hears of it.
#[server(endpoint = "live/wish")]
pub async fn wish(form: WishForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let seat: Seat = form.seat.parse().map_err(|_| Error::NotFound)?;
    let address = (form.to == "on").then_some(form.address);
    let input = (state.config.clone(), id.clone(), (viewer.id.clone(), seat), address, state.now());
    let wishing = state.db.write(input, |tx, (config, id, (user, seat), address, now)| {
        Box::pin(wishes::wish(tx, config, id, (user, *seat), *address, *now))
    });
    match wishing.await? {
        Wished::Done => {
            redirect(&format!("/live/{id}/recap?done={}", if address.is_some() { "wished" } else { "unwished" }))
        }
        Wished::Late => return Err(Error::field("", tl!(viewer.locale, after.error_late, days = wishes::DAYS))),
    }
    Ok(())
}

/// How a workshop went.
#[server(endpoint = "live/report")]
pub async fn report_page(id: WorkshopId, #[server(default)] done: String) -> Result<Planned> {
    let (state, viewer, editor) = desk(&id).await?;
    let mut conn = state.db.read().await?;
    let title = for_editor(&mut conn, &editor, &id).await?.details.title;
    let report = report::read(&mut conn, &id, viewer.locale, state.now()).await?;
    Ok(pages::report((&id, &title), report, viewer.locale, &done))
}

/// Writes how much each was there for into the list of the day.
#[server(endpoint = "live/attendance")]
pub async fn hand_over_shares(form: RoomForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor) = desk(&id).await?;
    let input = ((editor, viewer.id), id.clone(), state.now());
    let writing = state
        .db
        .write(input, |tx, ((editor, actor), id, now)| Box::pin(attendance::hand_over(tx, (editor, actor), id, *now)));
    if writing.await? == 0 {
        return Err(Error::field("", tl!(viewer.locale, after.error_nobody)));
    }
    redirect(&format!("/live/{id}/report?done=shares"));
    Ok(())
}
