use leptos::prelude::*;

use super::Refused;
use crate::app::viewer;
use crate::kit::{Error, Role};

/// Shows a page to people with a role, and to everybody else why not. What it holds is guarded by its server
/// functions; this keeps its forms from people who could not use them.
#[component]
pub fn Only(
    /// The role.
    role: Role,
    /// The page.
    children: Children,
) -> impl IntoView {
    let allowed = viewer().ok_or(Error::SignIn).and_then(|viewer| viewer.must_be(role));
    match allowed {
        Ok(()) => children().into_any(),
        Err(error) => view! { <Refused error/> }.into_any(),
    }
}
