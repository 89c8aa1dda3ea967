//! Pages: plain ones, without the program in the browser.

mod home;
mod result;
mod take;

pub use home::Checks;
pub use result::{CheckResult, Numbers};
pub use take::CheckTaken;
