//! Whether a number is one to call, and whose: a help line leads to no client.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Level;
use super::checksums::digits;
use super::guards::{digit_free, free, of_a_thing};
use super::patterns::regex;
use super::text::Text;

/// As many digits as a number has in Japan.
pub fn phone(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if text.at(*start) == Some('(') && !text.slice(*start, *end).contains(')') {
        *start += 1;
    }
    let count = digits(text.slice(*start, *end)).len();
    let fits = (10..=11).contains(&count) && (free(text, *start, *end) || called(text, *start, *end));
    // A dash goes before it only after a word: TEL-03-…
    let dash = text.prev(*start) == Some('-') && !label(text, *start - 1);
    let sum = text.at(*end) == Some('円');
    if !fits || dash || sum || of_a_thing(text, *start) {
        return None;
    }
    whose(text, *start, *end)
}

/// As many digits as a number has with its country.
pub fn phone_abroad(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let count = digits(text.slice(*start, *end)).len();
    ((10..=13).contains(&count) && digit_free(text, *start, *end)).then_some(Level::Block)
}

/// Only the number belongs to the hit, not its label.
pub fn number_alone(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    while *start + 1 < *end && !text.at(*start).is_some_and(|char| char.is_ascii_digit()) {
        *start += 1;
    }
    (digit_free(text, *start, *end) && text.at(*end) != Some('-')).then_some(Level::Block)
}

/// A number read aloud: ゼロハチゼロ、1234、…
pub fn spelled(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    digit_free(text, *start, *end).then_some(Level::Block)
}

/// A letter touches it, but no digit: the word for a telephone before it, or it has the groups of a number.
fn called(text: &Text, start: usize, end: usize) -> bool {
    let letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphabetic());
    let grouped = text.slice(start, end).chars().any(|char| !char.is_ascii_digit());
    let before = !letter(text.prev(start)) || label(text, start) || grouped && mobile(text, start);
    digit_free(text, start, end) && before && (!letter(text.at(end)) || grouped)
}

/// 090 and the like begin there.
fn mobile(text: &Text, start: usize) -> bool {
    let number = text.after(start).trim_start_matches('(');
    ["050", "070", "080", "090"].iter().any(|first| number.starts_with(first))
}

/// A word for a telephone ends there, in letters.
fn label(text: &Text, at: usize) -> bool {
    const WORDS: &[&str] = &["tel", "telephone", "fax", "ph", "phone", "mobile", "cell", "mob", "t", "f", "m", "no"];
    let near = text.near_before(at, 12);
    let word = near.rsplit(|char: char| !char.is_ascii_alphabetic()).next().unwrap_or_default();
    WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// A number of help that everybody may know is none of a client's.
fn whose(text: &Text, start: usize, end: usize) -> Option<Level> {
    let number: String = text.slice(start, end).chars().filter(char::is_ascii_digit).collect();
    if HELP.contains(number.as_str()) {
        return None;
    }
    static OFFICIAL: LazyLock<Regex> = LazyLock::new(|| {
        regex("ホットライン|いのちの電話|命の電話|チャイルドライン|ヘルプライン|相談ダイヤル|統一ダイヤル|SOS|110番")
    });
    static ADVICE: LazyLock<Regex> =
        LazyLock::new(|| regex("ダイヤル|相談|いのち|こころの|人権|法テラス|よりそい|支援"));
    let around = [text.near_before(start, 16), text.slice(end, (end + 14).min(text.chars.len()))];
    let named = |words: &Regex| around.iter().any(|near| words.is_match(near));
    let free = ["0120", "0800", "0570"].iter().any(|first| number.starts_with(first));
    let official = !mobile(text, start) && named(&OFFICIAL) || free && named(&ADVICE);
    Some(if official { Level::Warn } else { Level::Block })
}

/// The digits of the help lines that the program itself shows.
static HELP: LazyLock<HashSet<String>> = LazyLock::new(|| {
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| regex(r#""numbers":\s*\[([^\]]*)\]"#));
    let shown = include_str!("../../../content/selfchecks/battery.json");
    let lists = NUMBERS.captures_iter(shown).filter_map(|parts| parts.get(1));
    let numbers = lists.flat_map(|list| list.as_str().split(','));
    numbers.map(|number| number.chars().filter(char::is_ascii_digit).collect()).collect()
});
