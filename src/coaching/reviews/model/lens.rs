//! The coach's lens, after Kember et al. (2008). A private tag: it is never shown to the author, never computed, and
//! nobody is ranked by it.

use serde::{Deserialize, Serialize};

use crate::kit::Locale;
use crate::tl;

/// How a text is reflecting, as its coach reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lens {
    /// Habitual action.
    Habitual,
    /// Understanding.
    Understanding,
    /// Reflection.
    Reflection,
    /// Critical reflection.
    Critical,
}

impl Lens {
    /// Every level, in the order of the model.
    pub const ALL: [Lens; 4] = [Lens::Habitual, Lens::Understanding, Lens::Reflection, Lens::Critical];

    /// Its name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Lens::Habitual => "habitual",
            Lens::Understanding => "understanding",
            Lens::Reflection => "reflection",
            Lens::Critical => "critical",
        }
    }

    /// The level of that name.
    pub fn parse(name: &str) -> Option<Lens> {
        Lens::ALL.into_iter().find(|lens| lens.as_str() == name)
    }

    /// In words.
    pub fn words(self, locale: Locale) -> &'static str {
        match self {
            Lens::Habitual => tl!(locale, desk.lens_habitual),
            Lens::Understanding => tl!(locale, desk.lens_understanding),
            Lens::Reflection => tl!(locale, desk.lens_reflection),
            Lens::Critical => tl!(locale, desk.lens_critical),
        }
    }
}
