//! How the first organiser, and any other, comes to be: by a link that works once. There is no default account.

use super::failure::{Failure, Result};
use super::state::AppState;
use crate::accounts::store;

/// The link by which the first organiser sets the site up; none once there is an organiser.
pub async fn set_up_link(state: &AppState) -> Result<Option<String>> {
    let token = state.db.write(state.now(), |tx, now| Box::pin(store::setup_link(tx, *now))).await?;
    Ok(token.map(|token| state.config.link(&format!("/setup?token={token}"))))
}

/// Makes someone an organiser; the link by which they choose their password.
pub async fn create(state: &AppState, email: &str, name: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    if email.parse::<lettre::Address>().is_err() {
        return Err(Failure::refused(format!("{email} is not a mail address")));
    }
    let input = (email, name.trim().to_owned(), state.now(), state.vault.clone());
    let token = state
        .db
        .write(input, |tx, (email, name, now, vault)| Box::pin(store::create_admin(tx, email, name, *now, vault)))
        .await?;
    Ok(state.config.link(&format!("/reset?token={token}")))
}
