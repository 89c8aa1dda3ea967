//! What a definition says, in one language.

use super::{ItemWords, Words};
use crate::kit::Locale;

impl Words {
    /// The text in that language.
    pub fn of(&self, locale: Locale) -> String {
        match locale {
            Locale::ja => self.ja.clone(),
            Locale::en => self.en.clone(),
        }
    }
}

impl ItemWords {
    /// The text in that language; none when the instrument does not exist in it.
    pub fn only(&self, locale: Locale) -> Option<&str> {
        match locale {
            Locale::ja => self.ja.as_deref(),
            Locale::en => self.en.as_deref(),
        }
    }

    /// The text in that language, or in the one in which the instrument exists.
    pub fn of(&self, locale: Locale) -> String {
        let text = self.only(locale).or(self.ja.as_deref()).or(self.en.as_deref());
        text.unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instrument_speaks_the_language_it_has() {
        let words = ItemWords { ja: None, en: Some("Never".into()) };
        assert_eq!((words.of(Locale::ja), words.only(Locale::ja)), ("Never".to_owned(), None));
        assert_eq!(words.only(Locale::en), Some("Never"));
    }
}
