//! Server functions: the member's switch, and the organiser's page.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::model::{Counts, SwitchForm, SwitchPage, is_counted};
use super::store;
use crate::admin::decision::organiser;
use crate::kit::Result;
use crate::kit::id::AnswerId;
use crate::server::context::state;
use crate::server::time;
use crate::worksheets::definition::Definition;
use crate::worksheets::definition::library::{all, definition};
use crate::worksheets::guard::member;

/// The counts of every worksheet that is counted.
#[server(endpoint = "admin/statistics")]
pub async fn statistics() -> Result<Vec<Counts>> {
    let (viewer, state) = (organiser()?, state());
    let mut counts = Vec::new();
    let is_present = |one: &&Definition| definition(&one.about.id).is_some_and(|last| last.about == one.about);
    for one in all().iter().filter(|one| is_counted(one)).filter(is_present) {
        let taken = store::of(&state, one).await?;
        let dated = taken.map(|(tally, at)| (tally, time::full_day(at, &viewer.zone, viewer.locale)));
        counts.push(Counts::of(one, dated, viewer.locale));
    }
    Ok(counts)
}

/// The switch of one of one's finished sheets.
#[server(endpoint = "worksheets/counted")]
pub async fn counted(id: AnswerId) -> Result<SwitchPage> {
    let (state, viewer) = member()?;
    let mut conn = state.db.read().await?;
    let (definition, on) = store::is_on(&mut conn, &viewer.id, &id).await?;
    let live = store::is_live(&mut conn, &viewer.id, &id, definition).await?;
    Ok(SwitchPage { id: id.to_string(), name: definition.about.name.of(viewer.locale), on, live })
}

/// Switches it on or off.
#[server(endpoint = "worksheets/count")]
pub async fn count(form: SwitchForm) -> Result<()> {
    let (state, viewer) = member()?;
    let (id, on, live) = (form.id.parse::<AnswerId>()?, form.is_on()?, form.is_live()?);
    let input = (viewer.id, id.clone(), (live, on), state.now());
    let switching =
        state.db.write(input, |tx, (owner, id, what, now)| Box::pin(store::switch(tx, owner, id, *what, *now)));
    switching.await?;
    let word = if on { "on" } else { "off" };
    redirect(&format!("/worksheets/counted/{id}?done={}{word}", if live { "live_" } else { "" }));
    Ok(())
}
