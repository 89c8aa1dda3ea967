//! Server functions for visitors and members. Those for hosts are in `host`.

pub mod calendar;
pub mod course;
pub mod host;
pub mod place;
pub mod planning;
pub mod spread;

use leptos::prelude::*;

use super::model::{Filter, Listing, Outcome, PlaceForm, RegisterForm, Shown};
use crate::kit::Result;
use crate::kit::id::WorkshopId;

#[cfg(feature = "ssr")]
use {
    super::model::Visibility,
    super::store::{self, Asking, questions, seating},
    super::{
        about,
        address::{self, with_done},
        guard::too_late,
        months, page, wording,
    },
    crate::accounts::model::HOME_ZONE,
    crate::kit::Error,
    crate::server::context::{locale, maybe_viewer, state, viewer},
    crate::server::http::headers,
    crate::tl,
};

/// Published workshops as a list of those to come or over, or as a month: for everybody.
#[server(endpoint = "workshops/browse")]
pub async fn browse(filter: Filter) -> Result<Listing> {
    let (state, viewer, locale) = (state(), maybe_viewer(), locale());
    let zone = viewer.as_ref().map_or(HOME_ZONE, |viewer| &viewer.zone);
    let user = viewer.as_ref().map(|viewer| &viewer.id);
    let mut conn = state.db.read().await?;
    let Some(month) = &filter.month else {
        return Ok(Listing::Rows(store::browse(&mut conn, &filter, user, state.now(), zone, locale).await?));
    };
    let sheet = months::Sheet::new(month, zone, state.now());
    let items = store::month(&mut conn, &filter, user, state.now(), sheet.span()).await?;
    Ok(Listing::Month(sheet.page(items, locale)))
}

/// One workshop: for everybody when it is published, for those who may change it before.
#[server(endpoint = "workshops/show")]
pub async fn show(id: WorkshopId, #[server(default)] key: String) -> Result<Shown> {
    let (state, viewer, locale) = (state(), maybe_viewer(), locale());
    let mut conn = state.db.read().await?;
    let asked = page::ask(&mut conn, viewer.as_ref(), &id, &key, locale, state.now()).await?;
    let page::Asked { workshop, mine, seating, extras, may_edit } = asked;
    let public = workshop.visibility == Visibility::Public;
    if !public {
        // Its key may get about; what stands here is still for few.
        headers::keep_out_of_searches();
    }
    let facts = (viewer.is_none() && public).then(|| about::Facts::of(&workshop));
    let standing = wording::Standing { mine, seating, may_edit };
    let mut shown = wording::shown(workshop, standing, viewer.as_ref(), &state.rendered, locale, state.now());
    if let Some(facts) = facts {
        // Those who read a page to tell others of it are not signed in.
        about::tell(&mut shown, &state.config, locale, &facts);
    }
    Ok(Shown { extras, ..shown })
}

/// Registers the viewer: a seat, or a place in the line. Asking twice changes nothing.
#[server(endpoint = "workshops/register")]
pub async fn register(form: RegisterForm) -> Result<Outcome> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let (wish, needs) = form.read(viewer.locale)?;
    let asking = Asking { wish, needs: needs.map(|needs| (needs, state.vault.clone())) };
    let page = address::page(&id, &form.key);
    let locale = viewer.locale;
    let input = (state.config.clone(), state.vault.clone(), id, viewer.id, (form, asking), state.now());
    let registering = state.db.write(input, move |tx, (config, vault, id, user, (form, asking), now)| {
        Box::pin(async move {
            let answers = questions::admitted(tx, id, user, (&form.key, &form.answers), locale).await?;
            let outcome = seating::register_with(tx, config, id, user, asking, *now).await?;
            questions::enter(tx, vault, id, user, &answers, *now).await?;
            Ok(outcome)
        })
    });
    let outcome = registering.await?;
    let done = match outcome {
        Outcome::Confirmed => "registered",
        Outcome::Waiting(_) => "waiting",
        Outcome::Applied => "applied",
        Outcome::Entered => "entered",
        Outcome::Offered => "offered",
        Outcome::Closed => return Err(Error::field("", tl!(viewer.locale, workshops.error_closed))),
    };
    leptos_axum::redirect(&with_done(&page, done));
    Ok(outcome)
}

/// Gives the viewer's place back; the first who waits moves up.
#[server(endpoint = "workshops/cancel")]
pub async fn cancel(form: PlaceForm) -> Result<()> {
    let viewer = viewer()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    // Somebody who gives back a place that was shown by link comes back to a page, not to nothing.
    let page = store::audience::page_for(&mut *state.db.read().await?, &id, &viewer.id).await?;
    let input = (state.config.clone(), id.clone(), viewer.id.clone(), state.now());
    let given_back = state
        .db
        .write(input, |tx, (config, id, user, now)| Box::pin(store::cancel(tx, config, id, user, *now)))
        .await?;
    if !given_back {
        return Err(too_late(&id, &viewer.id, viewer.locale).await?);
    }
    state.live.tell(&id, &viewer.id);
    leptos_axum::redirect(&with_done(&page, "cancelled"));
    Ok(())
}
