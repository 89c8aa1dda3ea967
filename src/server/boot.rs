//! From configuration to a running program.

use std::fs;
use std::sync::Arc;

use leptos::config::LeptosOptions;

use super::config::Config;
use super::crypto::Vault;
use super::db::Db;
use super::failure::{Failure, Result};
use super::lately::Lately;
use super::limits::Limits;
use super::markdown::Rendered;
use super::passwords::Passwords;
use super::state::{AppState, Clock};
use crate::kit::Moment;
use crate::live::plan::content as run_sheets;
use crate::live::room::hub::Hub;
use crate::worksheets::{added, published};

/// Opens everything a running program needs: data directory, root key, database with its tables. Refuses when a
/// published version of the content, or of what the community added to it, was changed: answers that people gave would
/// mean something else. A faulty run sheet is refused as well.
pub async fn open(config: Config) -> Result<AppState> {
    published::must_hold()?;
    run_sheets::must_hold()?;
    fs::create_dir_all(&config.data).map_err(|error| Failure::other("making the data directory", error))?;
    added::load(&config.data)?;
    let vault = Vault::open(&config.root_key())?;
    let db = Db::connect(&config.database_url()).await?;
    db.migrate().await?;
    let clock = match config.clock {
        Some(start) => Clock::starting_at(Moment(start.as_microsecond())),
        None => Clock::System(0),
    };
    with_vault(config, db, vault, clock)
}

/// The state of a program whose parts are at hand.
pub fn assemble(config: Config, db: Db, root: [u8; 32], clock: Clock) -> Result<AppState> {
    with_vault(config, db, Vault::new(root), clock)
}

fn with_vault(config: Config, db: Db, vault: Vault, clock: Clock) -> Result<AppState> {
    let hashes = super::http::hash_file(&config.site);
    let leptos = LeptosOptions::builder()
        .output_name("assemble")
        .site_root(config.site.display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(config.listen)
        .hash_files(hashes.is_some())
        .hash_file(Arc::<str>::from(hashes.unwrap_or_default().display().to_string()))
        .build();
    let live = Hub::new(db.process());
    Ok(AppState {
        db,
        vault,
        passwords: Passwords::new()?,
        clock,
        limits: Limits::new(config.no_limits),
        rendered: Rendered::default(),
        lately: Lately::default(),
        live,
        leptos,
        config: Arc::new(config),
    })
}
