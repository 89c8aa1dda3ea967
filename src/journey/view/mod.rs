//! The page.

mod path;

pub use path::MyPath;
