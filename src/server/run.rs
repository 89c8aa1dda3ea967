//! `assemble serve`, from its first line to its last.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::config::Config;
use super::failure::{Failure, Result};
use super::state::AppState;
use super::{boot, http, jobs, organiser, telemetry};
use crate::demo;

/// What is wrong where all visitors seem to be one.
pub const PROXY_UNKNOWN: &str = "https is spoken by a proxy in front, but --client-ip-header does not say where it \
                                 writes the visitor's address: all visitors share one budget of tries to sign in";

/// How long background work may take to come to an end.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or SIGINT, then finishes: requests first, then background work, then the database.
pub async fn serve(config: Config) -> Result<()> {
    telemetry::metrics();
    let cannot = |error: std::io::Error| Failure::other(&format!("listening on {}", config.listen), error);
    let listener = TcpListener::bind(config.listen).await.map_err(cannot)?;
    // Port 0 asks for any that is free; links name the one that it is.
    let listen = listener.local_addr().map_err(cannot)?;
    let state = boot::open(Config { listen, ..config }).await?;
    if state.config.demo && is_empty(&state).await? {
        demo::fill(&state).await?;
    }
    if !state.config.is_local() && !state.config.site_url().starts_with("https://") {
        tracing::warn!("{} is not https: browsers will not keep people signed in", state.config.site_url());
    }
    if state.config.mistakes_visitors_for_proxy() {
        tracing::warn!("{PROXY_UNKNOWN}");
    }
    let mut end = Signals::new()?;
    let (stop, stopped) = watch::channel(false);
    let mut running = jobs::start(state.clone(), stopped)?;

    println!("Assemble is at {}", state.config.site_url());
    if state.config.demo {
        for (role, email) in demo::SIGN_INS {
            println!("  {role}: {email} / {}", demo::PASSWORD);
        }
    }
    if let Some(link) = organiser::set_up_link(&state).await? {
        println!("There is no organiser yet. Set the site up here, once:\n  {link}");
    }

    http::serve::serve(listener, state.clone(), end.come()).await;
    tracing::info!("ending: requests are finished");
    let _ = stop.send(true);
    let all = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        // A letter in flight is sent again after the next start, under the same Message-ID.
        running.abort_all();
    }
    state.db.close().await;
    tracing::info!("ended");
    Ok(())
}

/// Whether nobody has an account yet.
async fn is_empty(state: &AppState) -> Result<bool> {
    let mut conn = state.db.read().await?;
    Ok(sqlx::query("select id from users order by id limit 1").fetch_optional(&mut *conn).await?.is_none())
}

/// What tells the program to end.
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> Result<Signals> {
        let listen = |kind| signal(kind).map_err(|error| Failure::other("listening for signals", error));
        Ok(Signals { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn come(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => tracing::info!("told to end (SIGTERM)"),
            _ = self.interrupt.recv() => tracing::info!("told to end (SIGINT)"),
        }
    }
}
