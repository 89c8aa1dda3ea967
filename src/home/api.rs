//! Server functions.

use leptos::prelude::*;

use super::model::{Gathering, TodayPage};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    super::store,
    crate::accounts::model::HOME_ZONE,
    crate::selfchecks::prompt,
    crate::server::context::{locale, state, viewer},
};

/// What a member sees first.
#[server(endpoint = "home/today")]
pub async fn today() -> Result<TodayPage> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let mut conn = state.db.read().await?;
    let page = store::today(&mut conn, &state.vault, &viewer, state.now()).await?;
    drop(conn);
    Ok(TodayPage { asks_check: prompt::asks(&state, &viewer).await?, ..page })
}

/// The next public workshops, for everybody.
#[server(endpoint = "home/coming")]
pub async fn coming() -> Result<Vec<Gathering>> {
    let (state, locale) = (state(), locale());
    let mut conn = state.db.read().await?;
    let coming = store::coming(&mut conn, state.now()).await?;
    Ok(coming.into_iter().map(|one| one.told(locale, HOME_ZONE)).collect())
}
