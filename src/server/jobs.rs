//! Background work: small loops that look at the database, do what is due, and sleep.

use super::state::AppState;

/// Starts every loop; they end when `stop` does.
pub fn start(state: AppState, stop: tokio::sync::watch::Receiver<bool>) {
    let _ = (state, stop);
}
