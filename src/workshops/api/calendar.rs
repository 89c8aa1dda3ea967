//! Server functions for one's own calendar and the letters that come by themselves.

use leptos::prelude::*;

use crate::kit::Result;
use crate::workshops::model::{CalendarForm, LetterChoices, LettersForm, MyCalendar, Stopping};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::server::context::{state, viewer},
    crate::workshops::model::Topic,
    crate::workshops::signed,
    crate::workshops::store::{calendar, reminders},
};

/// The viewer's address to subscribe to.
#[server(endpoint = "workshops/calendar")]
pub async fn address() -> Result<MyCalendar> {
    let (viewer, state) = (viewer()?, state());
    let generation = calendar::generation(&mut *state.db.read().await?, &viewer.id).await?;
    let address =
        (generation > 0).then(|| signed::calendar_address(&state.config, &state.vault, &viewer.id, generation));
    let rest = address.as_deref().and_then(|address| address.split_once("://")).map(|(_, rest)| rest);
    let webcal = rest.map(|rest| format!("webcal://{rest}")).unwrap_or_default();
    Ok(MyCalendar { address, webcal, generation })
}

/// Makes a new address; the old one leads nowhere from then on.
#[server(endpoint = "workshops/renew_calendar")]
pub async fn renew_calendar(form: CalendarForm) -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    let input = (viewer.id, form.generation, state.now());
    let renew = state.db.write(input, |tx, (user, old, now)| Box::pin(calendar::renew(tx, user, *old, *now)));
    renew.await?;
    leptos_axum::redirect("/me/calendar?done=address");
    Ok(())
}

/// Which letters the viewer gets.
#[server(endpoint = "workshops/letters")]
pub async fn my_letters() -> Result<LetterChoices> {
    let (viewer, state) = (viewer()?, state());
    let refused = reminders::refused(&mut *state.db.read().await?, &viewer.id).await?;
    let wanted = |topic| !refused.contains(&topic);
    Ok(LetterChoices { reminders: wanted(Topic::Reminders), thanks: wanted(Topic::Thanks) })
}

/// Says which letters the viewer wants.
#[server(endpoint = "workshops/choose_letters")]
pub async fn choose_letters(
    // With no box ticked a browser sends nothing at all.
    #[server(default)] form: LettersForm,
) -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    let write = state.db.write((viewer.id, form, state.now()), |tx, (user, form, now)| {
        Box::pin(async move {
            for topic in Topic::ALL {
                match form.wants(topic) {
                    true => reminders::want(tx, user, topic).await?,
                    false => reminders::refuse(tx, user, topic, *now).await?,
                }
            }
            Ok(())
        })
    });
    write.await?;
    leptos_axum::redirect("/me/letters?done=letters");
    Ok(())
}

/// What the signed address ends, and whether it has: for whoever holds it, signed in or not.
#[server(endpoint = "workshops/stopping")]
pub async fn stop_state(token: String) -> Result<Stopping> {
    let state = state();
    let (user, topic) = signed::read_stop(&state.vault, &token).ok_or(Error::NotFound)?;
    let refused = reminders::refused(&mut *state.db.read().await?, &user).await?;
    Ok(Stopping { topic, stopped: refused.contains(&topic) })
}
