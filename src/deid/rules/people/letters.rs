//! Letters for names: the same name gets the same letter, and no letter the text uses already.

use super::super::lists::hiragana;
use super::super::{Found, Instead, Kind};

/// Gives each person of a text a letter of their own.
pub fn hand_out(original: &str, found: &mut [Found]) {
    let mut free = ('A'..='Z').filter(|letter| !used(original, *letter));
    let mut given: Vec<(String, char)> = Vec::new();
    for Found { hit, text } in found.iter_mut().filter(|found| found.hit.kind == Kind::Person) {
        let Instead::Letter(letter, honorific) = &mut hit.instead else { continue };
        let name = hiragana(text.trim_end_matches(honorific.as_str()));
        let same = given.iter().find(|(known, _)| known.starts_with(&name) || name.starts_with(known.as_str()));
        *letter = match same {
            Some((_, letter)) => *letter,
            None => free.next().unwrap_or('Z'),
        };
        given.push((name, *letter));
    }
}

/// Whether the text calls somebody by that letter.
fn used(original: &str, letter: char) -> bool {
    let calls = |suffix: &str| original.contains(&format!("{letter}{suffix}"));
    ["さん", "くん", "ちゃん", "様", "氏", "君", "先生", "-san"].into_iter().any(calls)
}
