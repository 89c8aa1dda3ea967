//! Assemble, the home of a community of support professionals. This page is the table of contents.
//!
//! Each capability is a room with the same furniture: `model` (rules), `api` (server functions),
//! `store` (SQL), `view` (pages). `kit` and `ui` are shared; `server` exists on the server only.

pub mod accounts;
pub mod admin;
pub mod app;
pub mod coaching;
pub mod deid;
pub mod home;
pub mod journal;
pub mod journey;
pub mod kit;
pub mod live;
pub mod ui;
pub mod worksheets;
pub mod workshops;

// Rooms of plain pages only; the browser's program knows nothing of them.
#[cfg(feature = "ssr")]
pub mod help;
#[cfg(feature = "ssr")]
pub mod selfchecks;

#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod server;

/// Takes over the page that the server rendered; `browser/` calls it.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    ui::keep_offline_page();
    // Says that the page answers now, and not only its forms and links; end-to-end tests wait for it. One task later:
    // effects, which stand up listeners for keys, run at the end of this one.
    let live = || {
        if let Some(root) = leptos::prelude::document().document_element() {
            let _ = root.set_attribute("data-live", "");
        }
    };
    leptos::prelude::set_timeout(live, std::time::Duration::ZERO);
}
