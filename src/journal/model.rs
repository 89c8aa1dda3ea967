//! The rules.

use crate::kit::Locale;

/// A template.
pub struct Template;

impl Template {
    /// Its name.
    pub fn title(&self, _locale: Locale) -> &str {
        ""
    }
}

/// The template of that id.
pub fn template(_id: &str) -> Option<&'static Template> {
    None
}
