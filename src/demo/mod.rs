//! The demo community: made up, deterministic, believable. No real people.

use crate::server::{self, AppState};

/// Who can be signed in as: a role in words, and the mail address.
pub const SIGN_INS: &[(&str, &str)] = &[];

/// The password of everybody in the demo community.
pub const PASSWORD: &str = "assemble-demo";

/// Fills an empty database.
pub async fn fill(_state: &AppState) -> server::Result<()> {
    Ok(())
}
