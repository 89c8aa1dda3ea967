//! Server functions about one's own place, and the host's word about the places of others.

use leptos::prelude::*;

use crate::kit::Result;
use crate::kit::id::WorkshopId;
use crate::workshops::model::place::{AnswerForm, Asker, DecideForm, LinkShown, WishForm};

#[cfg(feature = "ssr")]
use {
    crate::accounts::store::contact_of,
    crate::kit::Error,
    crate::kit::id::RegistrationId,
    crate::server::context::{locale, state, viewer},
    crate::tl,
    crate::workshops::address::with_done,
    crate::workshops::guard::act,
    crate::workshops::model::Editor,
    crate::workshops::placing,
    crate::workshops::store::{
        self, By, course, needs,
        seating::{self, Verdict},
    },
};

/// Changes what becomes of a seat that gets free, for somebody who waits: at one date, or at all of a course.
#[server(endpoint = "workshops/wish")]
pub async fn set_wish(form: WishForm) -> Result<()> {
    let viewer = viewer()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let wish = form.read(viewer.locale)?;
    let input = (state.config.clone(), id.clone(), viewer.id, (wish, form.course), state.now());
    let changed = state.db.write(input, |tx, (config, id, user, (wish, course), now)| {
        Box::pin(async move {
            match course {
                true => course::set_wish(tx, config, id, user, *wish, *now).await,
                false => seating::set_wish(tx, config, id, user, *wish, *now).await,
            }
        })
    });
    if !changed.await? {
        return Err(Error::NotFound);
    }
    leptos_axum::redirect(&format!("/workshops/{id}?done=wish"));
    Ok(())
}

/// Says yes or no to an offered seat.
#[server(endpoint = "workshops/answer")]
pub async fn answer(form: AnswerForm) -> Result<()> {
    let viewer = viewer()?;
    let id: WorkshopId = form.workshop.parse()?;
    let done = act(&form.act, viewer.locale, &id, &viewer.id).await?;
    let page = store::audience::page_for(&mut *state().db.read().await?, &id, &viewer.id).await?;
    leptos_axum::redirect(&with_done(&page, done));
    Ok(())
}

/// What the link of a letter leads to; none when it leads nowhere any more. Looking changes nothing.
#[server(endpoint = "workshops/place")]
pub async fn by_link(token: String) -> Result<Option<LinkShown>> {
    let (state, locale) = (state(), locale());
    let mut conn = state.db.read().await?;
    let (id, user) = match seating::link_owner(&mut conn, &token).await.map_err(Error::from) {
        Err(Error::NotFound) => return Ok(None),
        owner => owner?,
    };
    let workshop = store::published(&mut conn, &id).await?;
    let Some(held) = seating::held_by(&mut conn, &id, &user).await? else { return Ok(None) };
    let zone = contact_of(&mut conn, &user).await?.zone;
    Ok(Some(placing::link(&mut conn, &workshop, &held, locale, &zone, state.now()).await?))
}

/// Says yes or no to an offer, or gives a place back, by a letter's link.
#[server(endpoint = "workshops/place_act")]
pub async fn act_by_link(form: AnswerForm) -> Result<()> {
    let (state, locale) = (state(), locale());
    let (id, user) = seating::link_owner(&mut *state.db.read().await?, &form.token).await?;
    let done = act(&form.act, locale, &id, &user).await?;
    leptos_axum::redirect(&match done {
        "accepted" => format!("/place?token={}&done=accepted", crate::kit::path::encode(&form.token)),
        done => format!("/place?done={done}"),
    });
    Ok(())
}

/// Whom a host has to answer.
#[server(endpoint = "workshops/askers")]
pub async fn askers(id: WorkshopId) -> Result<Vec<Asker>> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    let mut conn = state().db.read().await?;
    let workshop = store::for_editor(&mut conn, &editor, &id).await?;
    Ok(needs::askers(&mut conn, &workshop, viewer.locale).await?)
}

/// The host's word about a person.
#[server(endpoint = "workshops/decide")]
pub async fn decide(form: DecideForm) -> Result<()> {
    let viewer = viewer()?;
    let editor = Editor::of(&viewer)?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let registration: RegistrationId = form.registration.parse()?;
    let verdict = Verdict::parse(&form.verdict).ok_or(Error::BadRequest)?;
    let input = (state.config.clone(), (editor, viewer.id), id.clone(), registration, verdict, state.now());
    let deciding = state.db.write(input, |tx, (config, (editor, actor), id, registration, verdict, now)| {
        Box::pin(seating::decide(tx, config, By { editor, actor, now: *now }, id, registration, *verdict))
    });
    if !deciding.await? {
        return Err(Error::field("", tl!(viewer.locale, seats.error_decided)));
    }
    leptos_axum::redirect(&format!("/host/{id}?done=decided"));
    Ok(())
}
