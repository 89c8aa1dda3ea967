//! What forms of a room send, and what has to be right in them.

use serde::{Deserialize, Serialize};

use crate::kit::form::{chars, one_line};
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::tl;

/// The longest name that one is called by in a room.
const MAX_NAME: usize = 20;
/// The longest word to all.
const MAX_NOTICE: usize = 200;

/// The code of a room, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// Six characters, in any width and case.
    pub code: String,
}

/// Comes in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EnterForm {
    /// The workshop.
    pub workshop: String,
    /// The name one wants to be called.
    pub name: String,
    /// One read the promises and keeps them.
    pub promises: bool,
}

impl EnterForm {
    /// The name, or what to write instead.
    pub fn read(&self, locale: Locale) -> Result<String> {
        let name = one_line(&self.name);
        let mut errors = FieldErrors::default();
        errors.check(name.chars().any(is_seen), "name", tl!(locale, live.error_name));
        errors.check(chars(&name) <= MAX_NAME, "name", tl!(locale, live.error_name_long, most = MAX_NAME));
        errors.check(self.promises, "promises", tl!(locale, live.error_promises));
        errors.finish()?;
        Ok(name)
    }
}

/// Whether it shows something by itself, other than what joins others or says how they look.
fn is_seen(c: char) -> bool {
    !matches!(c, ' ' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// About the room as a whole: go out, call for a hand, take the lead, close.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RoomForm {
    /// The workshop.
    pub workshop: String,
}

/// Turns something of one's own on or off: a rest, one's hand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SwitchForm {
    /// The workshop.
    pub workshop: String,
    /// `on`, or anything else for off.
    pub to: String,
}

/// Tells the run what to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CommandForm {
    /// The workshop.
    pub workshop: String,
    /// The turn that the host saw.
    pub turn: String,
    /// A word of `Command`.
    pub act: String,
    /// Minutes, for `extend` and `shorten`.
    pub minutes: String,
}

/// A word to all; empty to take it back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    /// The workshop.
    pub workshop: String,
    /// The word.
    pub notice: String,
}

impl NoticeForm {
    /// The word, or what to write instead.
    pub fn read(&self, locale: Locale) -> Result<String> {
        let notice = one_line(&self.notice);
        match chars(&notice) <= MAX_NOTICE {
            true => Ok(notice),
            false => Err(Error::field("notice", tl!(locale, live.error_notice, most = MAX_NOTICE))),
        }
    }
}

/// Marks a call for a hand as answered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CallForm {
    /// The workshop.
    pub workshop: String,
    /// The call.
    pub call: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_in_with_a_name_and_the_promises() {
        let form = |name: &str, promises| EnterForm { workshop: String::new(), name: name.to_owned(), promises };
        assert_eq!(form(" みなと\n", true).read(Locale::ja), Ok("みなと".to_owned()));
        assert!(form("みなと", false).read(Locale::ja).is_err());
        for unseen in [" \u{200e}", "\u{200b}\u{3164}", "\u{200d}\u{fe0f}"] {
            assert!(form(unseen, true).read(Locale::ja).is_err(), "{unseen:?}");
        }
        assert!(form(&"あ".repeat(MAX_NAME + 1), true).read(Locale::ja).is_err());
    }

    #[test]
    fn a_word_to_all_is_a_line() {
        let form = |notice: String| NoticeForm { workshop: String::new(), notice };
        assert_eq!(form(" あと一分\r\nです ".to_owned()).read(Locale::ja), Ok("あと一分  です".to_owned()));
        assert!(form("あ".repeat(MAX_NOTICE + 1)).read(Locale::ja).is_err());
    }
}
