//! What a form says back: errors by field, and the words a person typed.

use serde::{Deserialize, Serialize};

/// One thing in a form that needs another look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name inside its form; empty for the form as a whole.
    pub field: String,
    /// What to write instead, in the viewer's language.
    pub message: String,
}

/// The errors of a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// A single error.
    pub fn one(field: &str, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, message);
        errors
    }

    /// Adds an error; the first one of a field is the one shown beside it.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Adds an error unless `fine`.
    pub fn check(&mut self, fine: bool, field: &str, message: impl Into<String>) {
        if !fine {
            self.add(field, message);
        }
    }

    /// The message that stands beside `field`.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }

    /// `Ok` when there is nothing to say.
    pub fn finish(self) -> super::Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(super::Error::Invalid(self)) }
    }
}

/// What a form sent without JavaScript carries to the page that shows it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The path of the server function that refused it.
    pub action: String,
    /// Field names as sent (`form[email]`) and their values; never passwords.
    pub values: Vec<(String, String)>,
    /// Why it was refused.
    pub error: Option<super::Error>,
}

/// How many characters a person sees in `text`, near enough: Unicode scalars.
pub fn chars(text: &str) -> usize {
    text.chars().count()
}

/// `text` without control characters, marks that turn the reading direction and those that show nothing, trimmed: for
/// names and titles. What joins emoji stays.
pub fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !turns(*c) && !is_nothing(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Marks that turn the reading direction.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks that show nothing and make equal texts differ.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}')
}

/// `text` with plain line breaks and without other control characters (PostgreSQL keeps no NUL), end trimmed.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect::<String>().trim_end().to_owned()
}

/// A digit as people type it, plain: Japanese keyboards write full-width digits as readily as others.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_lines_and_loses_hidden_bytes() {
        assert_eq!(lines("一\r\n二\r三\u{0}\u{7}\t四\n\n"), "一\n二\n三\t四");
    }

    #[test]
    fn digits_are_plain() {
        assert_eq!("２０１０年4月".chars().map(half_width).collect::<String>(), "2010年4月");
    }

    #[test]
    fn a_line_has_no_hidden_marks() {
        assert_eq!(one_line(" 山\u{202e}田\r\nさん\u{0} "), "山田  さん");
        assert_eq!(one_line("\u{61c}山\u{200b}\u{ad}田 \u{2060}\u{feff}"), "山田");
        assert_eq!(one_line("👩\u{200d}👧"), "👩\u{200d}👧");
    }

    #[test]
    fn the_first_error_of_a_field_is_shown() {
        let mut errors = FieldErrors::one("a", "one");
        errors.add("a", "two");
        errors.check(true, "b", "never");
        assert_eq!(errors.of("a"), Some("one"));
        assert_eq!(errors.of("b"), None);
        assert!(errors.finish().is_err());
    }
}
