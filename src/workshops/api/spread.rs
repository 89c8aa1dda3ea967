//! Carries what was decided about one date of a course over to the others.

use leptos::prelude::*;

use crate::kit::Result;
use crate::workshops::model::spread::SpreadForm;

#[cfg(feature = "ssr")]
use {
    super::planning::{back, opened},
    crate::kit::Error,
    crate::kit::id::WorkshopId,
    crate::workshops::model::spread::Part,
    crate::workshops::store::spread::{self, Order},
};

/// Carries it over, once the summary was read.
#[server(endpoint = "workshops/plan_spread")]
pub async fn plan_spread(form: SpreadForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let parts = form.parts.iter().map(|part| Part::parse(part).ok_or(Error::BadRequest)).collect::<Result<Vec<_>>>()?;
    let order = Order { version: form.version, seen: form.seen, parts };
    let input = (state.config.clone(), (editor, viewer.id, viewer.locale), id.clone(), order, state.now());
    let spreading = state.db.write(input, |tx, (config, (editor, actor, locale), id, order, now)| {
        Box::pin(spread::spread(tx, config, (editor, actor, *locale), id, order, *now))
    });
    let done = if spreading.await? > 0 { "spread" } else { "same" };
    back(&id, "course", done);
    Ok(())
}
