//! Server functions for hosts. Whoever is neither its host nor an organiser learns nothing of a workshop here.

use leptos::prelude::*;

use crate::kit::Result;
use crate::kit::id::WorkshopId;
use crate::workshops::model::{Blank, Desk, HostView, PlaceForm, WorkshopForm};

#[cfg(feature = "ssr")]
use {
    crate::kit::form::one_line,
    crate::kit::{Error, Role},
    crate::server::context::{state, viewer},
    crate::tl,
    crate::workshops::model::Editor,
    crate::workshops::model::form::MAX_TITLE,
    crate::workshops::store::{self, By, Edited, Sought, series},
    crate::workshops::{intake, wording},
};

/// The viewer's own workshops: all, or those with `q` in their title, those that were from `after` on.
#[server(endpoint = "workshops/desk")]
pub async fn my_desk(#[server(default)] q: String, #[server(default)] after: String) -> Result<Desk> {
    let viewer = viewer()?;
    Editor::of(&viewer).map_err(|_| Error::Forbidden)?;
    let state = state();
    let sought = Sought { words: one_line(&q).chars().take(MAX_TITLE).collect(), after };
    let mut conn = state.db.read().await?;
    Ok(store::desk(&mut conn, &viewer.id, &sought, state.now(), &viewer.zone, viewer.locale).await?)
}

/// An empty form with an id of its own.
#[server(endpoint = "workshops/blank")]
pub async fn blank_form() -> Result<Blank> {
    let viewer = viewer()?;
    viewer.must_be(Role::Host)?;
    let id: WorkshopId = state().new_id();
    let form = WorkshopForm { id: id.into(), zone: viewer.zone.clone(), ..WorkshopForm::default() };
    Ok(Blank { form, zones: wording::zones(&[&viewer.zone], viewer.locale) })
}

/// Keeps a new draft.
#[server(endpoint = "workshops/create")]
pub async fn create(form: WorkshopForm) -> Result<()> {
    let viewer = viewer()?;
    viewer.must_be(Role::Host)?;
    viewer.must_have_promised()?;
    let state = state();
    let id: WorkshopId = form.id.parse()?;
    let details = intake::read(&form, viewer.locale)?;
    let input = (id.clone(), viewer.id, details, state.now());
    state.db.write(input, |tx, (id, host, details, now)| Box::pin(store::create(tx, id, host, details, *now))).await?;
    leptos_axum::redirect(&match form.then.as_str() {
        "course" => format!("/host/{id}/plan/course?done=drafted"),
        _ => format!("/host/{id}?done=drafted"),
    });
    Ok(())
}

/// A workshop as its host sees it, with those who come and those who wait.
#[server(endpoint = "workshops/host")]
pub async fn host_workshop(id: WorkshopId) -> Result<HostView> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    let state = state();
    let mut conn = state.db.read().await?;
    let workshop = store::for_editor(&mut conn, &editor, &id).await?;
    let people = store::registrants(&mut conn, &workshop, &viewer.zone, viewer.locale).await?;
    let drafts = series::drafts(&mut conn, &workshop, state.now()).await?;
    Ok(wording::host_view(&workshop, people, drafts, &viewer, state.now()))
}

/// Changes a workshop. Where people get a letter by it, the page says first how many.
#[server(endpoint = "workshops/edit")]
pub async fn edit(form: WorkshopForm) -> Result<()> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    let state = state();
    let id: WorkshopId = form.id.parse()?;
    let details = {
        // Whoever may not change it learns nothing from how the form is judged.
        let mut conn = state.db.read().await?;
        store::for_editor(&mut conn, &editor, &id).await?;
        let details = intake::read(&form, viewer.locale)?;
        let by = By { editor: &editor, actor: &viewer.id, now: state.now() };
        let told = store::told(&mut conn, by, &id, form.version, &details).await?;
        if told > 0 && form.seen != told.to_string() {
            // The number alone: the page words it, and sends it along with the second press.
            return Err(Error::field("seen", told.to_string()));
        }
        details
    };
    let input = (state.config.clone(), (editor, viewer.id), id.clone(), form.version, details, state.now());
    let editing = state.db.write(input, |tx, (config, (editor, actor), id, version, details, now)| {
        Box::pin(store::edit(tx, config, By { editor, actor, now: *now }, id, *version, details))
    });
    match editing.await? {
        Edited::Saved => leptos_axum::redirect(&format!("/host/{id}?done=saved")),
        Edited::TooFewSeats(taken) => {
            return Err(Error::field("capacity", tl!(viewer.locale, workshops.error_too_few_seats, taken = taken)));
        }
        Edited::InThePast => return Err(Error::field("starts", tl!(viewer.locale, workshops.error_past))),
    }
    Ok(())
}

/// Publishes a draft.
#[server(endpoint = "workshops/publish")]
pub async fn publish(form: PlaceForm) -> Result<()> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let input = (editor, viewer.id, id.clone(), state.now());
    let publishing = state
        .db
        .write(input, |tx, (editor, actor, id, now)| Box::pin(store::publish(tx, By { editor, actor, now: *now }, id)));
    if !publishing.await? {
        return Err(Error::field("", tl!(viewer.locale, workshops.error_past)));
    }
    leptos_axum::redirect(&format!("/host/{id}?done=published"));
    Ok(())
}

/// Calls a workshop off; everybody who registered gets a letter.
#[server(endpoint = "workshops/call_off")]
pub async fn call_off(form: PlaceForm) -> Result<()> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let input = (state.config.clone(), editor, viewer.id, id.clone(), state.now());
    let calling = state.db.write(input, |tx, (config, editor, actor, id, now)| {
        Box::pin(store::call_off(tx, config, By { editor, actor, now: *now }, id))
    });
    if !calling.await? {
        return Err(Error::field("", tl!(viewer.locale, workshops.error_too_late)));
    }
    leptos_axum::redirect(&format!("/host/{id}?done=called_off"));
    Ok(())
}
