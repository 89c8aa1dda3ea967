//! Server functions for members about a whole course: registering for all of its dates, and leaving them.

use leptos::prelude::*;

use crate::kit::Result;
use crate::workshops::model::{PlaceForm, RegisterForm};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::kit::id::WorkshopId,
    crate::server::context::{state, viewer},
    crate::tl,
    crate::workshops::address::{self, done_at_all, with_done},
    crate::workshops::guard::too_late,
    crate::workshops::store::course::{self, Said},
    crate::workshops::store::{self, Asking},
    leptos_axum::redirect,
};

/// Registers the viewer for every date of a course. Asking twice changes nothing.
#[server(endpoint = "workshops/register_course")]
pub async fn register_course(form: RegisterForm) -> Result<()> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    store::visible(&mut *state.db.read().await?, Some(&viewer), &id, &form.key).await?;
    let locale = viewer.locale;
    let (wish, needs) = form.read(locale)?;
    let asking = Asking { wish, needs: needs.map(|needs| (needs, state.vault.clone())) };
    let page = address::page(&id, &form.key);
    let said = Said { typed: form.answers, key: form.key, locale, asking };
    let input = (state.config.clone(), state.vault.clone(), id, viewer.id, said, state.now());
    let registering = state.db.write(input, |tx, (config, vault, id, user, said, now)| {
        Box::pin(course::register(tx, config, vault, id, user, said, *now))
    });
    let joined = registering.await?;
    if joined.outcomes.is_empty() {
        return Err(Error::field("", tl!(locale, workshops.error_closed)));
    }
    // A second press, in whichever window, finds everything done, and hears just that.
    redirect(&with_done(&page, if joined.fresh == 0 { "already" } else { done_at_all(&joined.outcomes) }));
    Ok(())
}

/// Gives back the viewer's places at all dates of a course that lie ahead. Asking twice changes nothing.
#[server(endpoint = "workshops/leave_course")]
pub async fn leave_course(form: PlaceForm) -> Result<()> {
    let viewer = viewer()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    // Whoever gives back places that were shown by link comes back to a page, not to nothing.
    let page = store::audience::page_for(&mut *state.db.read().await?, &id, &viewer.id).await?;
    let input = (state.config.clone(), id, viewer.id.clone(), state.now());
    let leaving = state
        .db
        .write(input, |tx, (config, id, user, now)| Box::pin(course::leave(tx, config, id, user, *now)))
        .await?;
    if leaving.gone == 0
        && let Some(kept) = leaving.kept.first()
    {
        return Err(too_late(kept, &viewer.id, viewer.locale).await?);
    }
    redirect(&with_done(&page, "cancelled"));
    Ok(())
}
