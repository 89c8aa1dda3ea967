//! Text of people, as it is kept: composed, without what cannot be seen, without blanks at its ends.

use unicode_normalization::UnicodeNormalization;

use crate::kit::form::one_line;

/// A line: composed (NFC), one blank between words.
pub fn line(text: &str) -> String {
    let seen: String = one_line(text).nfc().collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines, with at most one empty line between two of them and none around them.
pub fn lines(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for one in text.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}']).map(line) {
        if !one.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(one);
        }
    }
    if kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    kept.join("\n")
}
