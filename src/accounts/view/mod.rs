//! Pages.

mod close;
mod devices;
mod email;
mod fields;
mod language;
mod link;
mod me;
mod password;
mod profile;
mod promise;
mod reset;
mod setup;
mod sign_in;
mod sign_up;
mod verify;

pub use close::ClosePage;
pub use devices::Devices;
pub use email::{EmailConfirm, EmailPage};
pub use language::LanguageSwitch;
pub use me::Me;
pub use password::PasswordPage;
pub use profile::ProfilePage;
pub use promise::PromisePage;
pub use reset::{Forgot, Reset};
pub use setup::Setup;
pub use sign_in::SignIn;
pub use sign_up::{SignUp, SignUpSent};
pub use verify::Verify;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The token in the address of a one-time link's page.
fn token_here() -> String {
    use_query_map().with_untracked(|query| query.get("token").unwrap_or_default())
}

/// Where the address says to go on to.
fn next_here() -> String {
    use_query_map().with_untracked(|query| query.get("next").unwrap_or_default())
}
