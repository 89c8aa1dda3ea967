//! Server functions.

use leptos::prelude::*;

use super::model::PathPage;
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    super::page,
    crate::server::context::{state, viewer},
};

/// One's own way so far.
#[server(endpoint = "journey/path")]
pub async fn my_path() -> Result<PathPage> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    Ok(page::path(&mut *state.db.read().await?, &state.vault, &viewer).await?)
}
