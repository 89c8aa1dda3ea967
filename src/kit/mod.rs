//! The words that every room uses, in the browser and on the server alike.

pub mod diff;
pub mod error;
pub mod form;
pub mod id;
pub mod locale;
pub mod moment;
pub mod page;
pub mod path;
pub mod turn;
pub mod viewer;

pub use error::{Error, Result};
pub use form::FieldErrors;
pub use locale::Locale;
pub use moment::Moment;
pub use path::LocalPath;
pub use turn::Turn;
pub use viewer::{Role, Viewer};
