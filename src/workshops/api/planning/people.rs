//! Server functions about those who registered: the table, and letters to them.

use leptos::prelude::*;

use crate::kit::Result;
use crate::workshops::model::people::{LetterForm, PeopleForm};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::kit::id::{RegistrationId, RowId, WorkshopId},
    crate::kit::path::encode,
    crate::tl,
    crate::workshops::guard::{back, opened},
    crate::workshops::planning,
    crate::workshops::store::bulk::{self, Act, Acted},
    crate::workshops::store::shift::{Ahead, forecast},
    crate::workshops::store::{By, people},
    leptos_axum::redirect,
};

/// Does something with the people that were ticked.
#[server(endpoint = "workshops/people_act")]
pub async fn people_act(form: PeopleForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, workshop) = opened(&id).await?;
    let chosen = form.people.iter().map(|one| one.parse()).collect::<Result<Vec<RegistrationId>>>()?;
    if chosen.is_empty() || chosen.len() > people::PAGE {
        return Err(Error::field("", tl!(viewer.locale, planning.error_nobody)));
    }
    if form.act == "letter" {
        redirect(&format!("/host/{id}/plan/letter?people={}", form.people.join(".")));
        return Ok(());
    }
    let act = Act::parse(&form.act, &form.to).ok_or(Error::BadRequest)?;
    if form.sure.is_empty() {
        let costs = match &act {
            Act::Move(to) => {
                let mut conn = state.db.read().await?;
                let named = people::some(&mut conn, &id, &chosen).await?;
                let seen = forecast(&mut conn, &editor, &workshop, to, named, state.now()).await?;
                seen.iter().any(|(one, ahead)| one.has_seat() && *ahead == Ahead::Line)
            }
            Act::Paid(_) | Act::Say(_) => planning::asks_first(&form.act),
        };
        if costs {
            // Somebody loses their seat or their place by it: the page names them before it happens.
            let (to, who) = (encode(&form.to), form.people.join("."));
            redirect(&format!("/host/{id}/plan/people?{}&sure={}&to={to}&who={who}", form.query, form.act));
            return Ok(());
        }
    }
    let count = chosen.len();
    let parts = (state.config.clone(), state.vault.clone());
    let input = (parts, editor, viewer.id, id.clone(), chosen, act, state.now());
    let acting = state.db.write(input, |tx, ((config, vault), editor, actor, id, chosen, act, now)| {
        Box::pin(bulk::act(tx, config, vault, By { editor, actor, now: *now }, id, chosen, act))
    });
    let Acted { done, there } = acting.await?;
    let rest = count - done.len() - there;
    let word = if done.is_empty() { "none" } else { form.act.as_str() };
    let who = done.iter().map(RegistrationId::as_str).collect::<Vec<_>>().join(".");
    redirect(&format!("/host/{id}/plan/people?{}&done={word}&who={who}&rest={rest}&there={there}", form.query));
    Ok(())
}

/// Sends a letter, once it was read over.
#[server(endpoint = "workshops/letter_send")]
pub async fn letter_send(form: LetterForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, workshop) = opened(&id).await?;
    viewer.must_have_promised()?;
    let (subject, text) = planning::read_letter(&form, viewer.locale)?;
    let letter: RowId = form.letter.parse()?;
    let chosen: Vec<String> = form.people.split('.').map(str::to_owned).collect();
    let mut conn = state.db.read().await?;
    let users = people::receivers(&mut conn, &editor, &workshop, &form.to, &chosen).await?;
    drop(conn);
    if users.is_empty() {
        return Err(Error::field("to", tl!(viewer.locale, planning.error_no_receivers)));
    }
    // To others, or in other words, it was not read over.
    if form.seen != planning::seen(&users, (&subject, &text)) {
        return Err(Error::field("seen", tl!(viewer.locale, planning.look_first, n = users.len())));
    }
    let post = bulk::Post { letter, to: form.to, chosen, subject, text, host: viewer.name };
    let input = (state.config.clone(), editor, viewer.id, id.clone(), post, state.now());
    let sending = state.db.write(input, |tx, (config, editor, actor, id, post, now)| {
        Box::pin(bulk::send(tx, config, editor, actor, id, post, *now))
    });
    sending.await?;
    back(&id, "letter", "sent");
    Ok(())
}
