//! Server functions of a room for those who take part. Those for hosts are in `host`.

pub mod host;

use leptos::prelude::*;

use super::model::{CodeForm, Door, EnterForm, RoomForm, SwitchForm};
use crate::kit::Result;
use crate::kit::id::WorkshopId;

#[cfg(feature = "ssr")]
use {
    super::guard::{member, place, turn},
    super::model::Inside,
    super::store::people::{self, Switch},
    super::store::{self, hosting, stage},
    crate::kit::Error,
    crate::kit::id::CallId,
    crate::server::context::{state, viewer},
    crate::server::failure::Failure,
    crate::server::limits::Deed,
    crate::tl,
    crate::workshops::day::model::read_code,
    crate::workshops::store::visible,
    crate::workshops::wording::when,
};

/// Leads to the room of a code, if the viewer may come in; any other code is one that there is not.
#[server(endpoint = "live/find")]
pub async fn find_room(form: CodeForm) -> Result<()> {
    let viewer = viewer()?;
    let state = state();
    state.limits.take(Deed::Code, viewer.id.as_str())?;
    let unknown = || Error::field("code", tl!(viewer.locale, live.error_code));
    let mut conn = state.db.read().await?;
    let id = hosting::by_code(&mut conn, &read_code(&form.code)).await?.ok_or_else(unknown)?;
    match place(&mut conn, &viewer, &id).await {
        Ok(_) => leptos_axum::redirect(&format!("/live/{id}")),
        Err(Failure::Known(_)) => return Err(unknown()),
        Err(failure) => return Err(failure.into()),
    }
    Ok(())
}

/// The page of a room: outside, what one needs to come in; inside, what is shown there.
#[server(endpoint = "live/door")]
pub async fn at_door(id: WorkshopId) -> Result<Door> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let now = state.now();
    let mut conn = state.db.read().await?;
    let host = place(&mut conn, &viewer, &id).await?.is_some();
    let details = visible(&mut conn, Some(&viewer), &id, "").await?.details;
    let room = store::find(&mut conn, &id).await?;
    let closed = room.as_ref().is_some_and(|room| room.closed_at.is_some());
    let before = people::name_before(&mut conn, &id, &viewer.id).await?;
    let inside = match people::mine(&mut conn, &id, &viewer.id).await {
        Ok(mine) => Some(Inside { stage: stage::stage(&mut conn, &id, now).await?, mine }),
        Err(Failure::Known(Error::NotFound)) => None,
        Err(failure) => return Err(failure.into()),
    };
    Ok(Door {
        title: details.title,
        when: when(details.starts_at, details.ends_at, &details.zone, &viewer.zone, viewer.locale).words,
        open: room.is_some() && !closed,
        closed,
        host,
        entered: before.is_some(),
        name: before.unwrap_or(viewer.name),
        inside,
        id,
    })
}

/// Comes in under the name one wants to be called.
#[server(endpoint = "live/enter")]
pub async fn enter(form: EnterForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer) = member(&id).await?;
    let name = form.read(viewer.locale)?;
    if store::find(&mut *state.db.read().await?, &id).await?.is_none_or(|room| room.closed_at.is_some()) {
        return Err(Error::field("", tl!(viewer.locale, live.error_not_open)));
    }
    let input = (id.clone(), viewer.id.clone(), name, state.now());
    let entering = state.db.write(input, |tx, (id, user, name, now)| Box::pin(people::enter(tx, id, user, name, *now)));
    entering.await?;
    state.live.tell(&id, &viewer.id);
    leptos_axum::redirect(&format!("/live/{id}"));
    Ok(())
}

/// ひと休み: one is here and not asked for anything.
#[server(endpoint = "live/rest")]
pub async fn rest(form: SwitchForm) -> Result<()> {
    turn(&form.workshop, Switch::Rest, form.to == "on").await
}

/// Puts one's hand up or down.
#[server(endpoint = "live/hand")]
pub async fn hand(form: SwitchForm) -> Result<()> {
    turn(&form.workshop, Switch::Hand, form.to == "on").await
}

/// 手を貸してください, from one's group to the hosts.
#[server(endpoint = "live/call")]
pub async fn call(form: RoomForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer) = member(&id).await?;
    let input = (id.clone(), viewer.id, state.new_id::<CallId>(), state.now());
    let calling = state.db.write(input, |tx, (id, user, call, now)| Box::pin(people::call(tx, id, user, call, *now)));
    calling.await?;
    state.live.ring(&id);
    Ok(())
}

/// Goes out. One may come in again.
#[server(endpoint = "live/leave")]
pub async fn leave(form: RoomForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer) = member(&id).await?;
    let input = (id.clone(), viewer.id.clone(), state.now());
    state.db.write(input, |tx, (id, user, now)| Box::pin(people::leave(tx, id, user, *now))).await?;
    state.live.tell(&id, &viewer.id);
    leptos_axum::redirect(&format!("/live/{id}?done=left"));
    Ok(())
}
