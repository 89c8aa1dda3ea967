//! From configuration to a running program.

use std::fs;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
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

/// Opens everything a running program needs: data directory, root key, database with its tables.
pub async fn open(config: Config) -> Result<AppState> {
    fs::create_dir_all(&config.data).map_err(|error| Failure::other("making the data directory", error))?;
    let root = root_key(&config.data.join("root.key"))?;
    let db = Db::connect(&config.database_url()).await?;
    db.migrate().await?;
    let clock = match config.clock {
        Some(start) => Clock::starting_at(Moment(start.as_microsecond())),
        None => Clock::System(0),
    };
    assemble(config, db, root, clock)
}

/// The state of a program whose parts are at hand.
pub fn assemble(config: Config, db: Db, root: [u8; 32], clock: Clock) -> Result<AppState> {
    let hashes = super::http::hash_file(&config.site);
    let leptos = LeptosOptions::builder()
        .output_name("assemble")
        .site_root(config.site.display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(config.listen)
        .hash_files(hashes.is_some())
        .hash_file(Arc::<str>::from(hashes.unwrap_or_default().display().to_string()))
        .build();
    Ok(AppState {
        db,
        vault: Vault::new(root),
        passwords: Passwords::new()?,
        clock,
        limits: Limits::new(config.no_limits),
        rendered: Rendered::default(),
        lately: Lately::default(),
        leptos,
        config: Arc::new(config),
    })
}

/// Reads the root key, or makes one on the first start. Whoever loses it loses all private text.
fn root_key(path: &Path) -> Result<[u8; 32]> {
    if let Some(key) = read_key(path)? {
        return Ok(key);
    }
    let key: [u8; 32] = rand::random();
    let write = || {
        use std::io::Write;
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(&key)?;
        file.sync_all()
    };
    write().map_err(|error| Failure::other("writing the root key", error))?;
    Ok(key)
}

/// The root key, if there is one. Refuses one that others could read.
pub fn read_key(path: &Path) -> Result<Option<[u8; 32]>> {
    if !path.exists() {
        return Ok(None);
    }
    let mode = fs::metadata(path).map_err(|error| Failure::other("reading the root key", error))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(Failure::refused(format!("{} can be read by others; run: chmod 600 {0}", path.display())));
    }
    let key = fs::read(path).map_err(|error| Failure::other("reading the root key", error))?;
    let whole = key.try_into().map_err(|_| Failure::refused(format!("{} does not hold 32 bytes", path.display())))?;
    Ok(Some(whole))
}
