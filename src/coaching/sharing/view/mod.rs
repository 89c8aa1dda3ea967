//! Pages of showing an entry. They come from the server as they are.

mod choose;
mod consents;
mod copy;
mod found;
mod look;

pub use choose::ShareEntry;
pub use consents::Consents;
pub use copy::ShareCopy;
pub use found::{Checklist, PieceField};
pub use look::LookAtEntry;
