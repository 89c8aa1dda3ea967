//! Names in Latin letters: Tanaka Yuki, Sato-san, Mr. Suzuki.

use std::sync::LazyLock;

use regex::Regex;

use super::super::patterns::regex;
use super::spelling::{latin_given, latin_surname};
use super::{Hit, Level, Text, hit};

static PAIR: LazyLock<Regex> =
    LazyLock::new(|| regex(r"([A-Z][a-zōū]+|[A-Z]{3,})(?:\s|,\s?|・)([A-Z][a-zōū]+|[A-Z]{3,})"));
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"([A-Za-z][a-zōū]{1,}|[A-Z]{3,})(?:\s?(さん|くん|君|ちゃん|様|さま|氏|先生)|-(san|kun|chan|sama|sensei))")
});
static TITLED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(Mr|Ms|Mrs|Miss|Dr|Prof|Professor)\.?\s?([A-Z][a-zōū]+)(?:\s([A-Z][a-zōū]+))?"));
static DOCTOR: LazyLock<Regex> = LazyLock::new(|| regex(r"Dr\.?\s?(\p{Han}{2,4})"));

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some(parts) = PAIR.captures_at(&text.line, from) {
        let (Some(whole), first, second) = (parts.get(0), &parts[1], &parts[2]) else { break };
        let (start, end) = (text.place(whole.start()), text.place(whole.end()));
        let named = latin_surname(first) && latin_given(second) || latin_given(first) && latin_surname(second);
        if named && free(text, start, end) && !english(first) && !english(second) {
            hits.push(hit(Level::Block, start, end, ""));
            from = whole.end();
        } else {
            from = whole.start() + first.len();
        }
    }
    for parts in CALLED.captures_iter(&text.line) {
        let Some(whole) = parts.get(0) else { continue };
        let (start, end) = (text.place(whole.start()), text.place(whole.end()));
        let word = &parts[1];
        if !free(text, start, start + word.chars().count() - 1)
            && text.prev(start).is_some_and(|char| char.is_ascii_alphanumeric())
        {
            continue;
        }
        let known = (latin_surname(word) || latin_given(word)) && !english(word);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if known || capital && word.len() > 3 && word.chars().any(char::is_lowercase) {
            let third = parts.get(2).is_some_and(|end| end.as_str() == "先生")
                || parts.get(3).is_some_and(|end| end.as_str() == "sensei");
            let level = if known && !third { Level::Block } else { Level::Warn };
            hits.push(hit(level, start, end, parts.get(2).map_or("", |word| word.as_str())));
        }
    }
    for parts in TITLED.captures_iter(&text.line) {
        let Some(whole) = parts.get(0) else { continue };
        let (start, end) = (text.place(whole.start()), text.place(whole.end()));
        if !free(text, start, end) {
            continue;
        }
        let known = latin_surname(&parts[2]) || parts.get(3).is_some_and(|last| latin_surname(last.as_str()));
        let third = matches!(&parts[1], "Dr" | "Prof" | "Professor");
        hits.push(hit(if known && !third { Level::Block } else { Level::Warn }, start, end, ""));
    }
    for found in DOCTOR.find_iter(&text.line) {
        hits.push(hit(Level::Warn, text.place(found.start()), text.place(found.end()), ""));
    }
}

/// No letter touches either end.
fn free(text: &Text, start: usize, end: usize) -> bool {
    let letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    !letter(text.prev(start)) && !letter(text.at(end))
}

/// English words that some name is spelled like.
fn english(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "an", "are", "aim", "cause", "home", "line", "me", "mine", "more", "note", "one", "ran", "same", "she", "some",
        "take", "time", "to", "woman", "zoom", "care", "life", "job", "team",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}
