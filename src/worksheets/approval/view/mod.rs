//! Pages.

mod content;
mod credits;

pub use content::AdminContent;
pub use credits::{Credit, CreditsPage};
