//! A page of the plan as the browser gets it: ready HTML, because only hosts use it and it holds nothing but forms
//! and links.

use serde::{Deserialize, Serialize};

/// A part of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPage {
    /// The title of the page.
    pub title: String,
    /// Safe HTML, made on the server.
    pub html: String,
}
