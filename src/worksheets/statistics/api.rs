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

/// The switches of one of one's finished sheets.
#[server(endpoint = "worksheets/counted")]
pub async fn counted(id: AnswerId) -> Result<SwitchPage> {
    let (state, viewer) = member()?;
    let (definition, allowed) = store::allows(&mut *state.db.read().await?, &viewer.id, &id).await?;
    let name = definition.about.name.of(viewer.locale);
    Ok(SwitchPage { id: id.to_string(), name, on: allowed.statistics, live: allowed.live })
}

/// Switches one of them on or off.
#[server(endpoint = "worksheets/count")]
pub async fn count(form: SwitchForm) -> Result<()> {
    let (state, viewer) = member()?;
    let (id, on) = (form.id.parse::<AnswerId>()?, form.is_on()?);
    let input = (viewer.id, id.clone(), form.kind().to_owned(), on, state.now());
    let switching = state
        .db
        .write(input, |tx, (owner, id, kind, on, now)| Box::pin(store::switch(tx, owner, id, (kind, *on), *now)));
    switching.await?;
    redirect(&format!("/worksheets/counted/{id}?done={}", if on { "on" } else { "off" }));
    Ok(())
}
