//! What of the content may be shown. A worksheet or self-check whose licence nobody has confirmed is off until an
//! organiser says where they read it; who and when stays, and it can be taken back. Asked by [`enabled`].

pub mod api;
pub mod model;
pub mod pages;
mod store;
pub mod view;

pub use pages::terms;
pub use store::{approve, enabled};
