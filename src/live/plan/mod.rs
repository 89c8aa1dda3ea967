//! The run sheet of a workshop: chosen from a template or begun empty, changed block by block, printed. Whoever may
//! change the workshop sees and changes it; a template of one's own is seen by its owner alone.

pub mod model;
pub mod sums;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod content;
#[cfg(feature = "ssr")]
pub mod draft;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod judge;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod view;
