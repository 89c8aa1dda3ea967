//! Names and words the rules look up. Every file is sorted and already in the shape of a normalised text.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A sorted list of words, looked up by halving.
pub struct List(Vec<&'static str>);

impl List {
    /// Reads a file of sorted lines.
    pub fn new(file: &'static str) -> List {
        List(file.lines().collect())
    }

    /// Whether the word is on it.
    pub fn has(&self, word: &str) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    /// Whether the text ends with a word on it that has at least `least` characters.
    pub fn ends(&self, text: &str, least: usize) -> bool {
        let ends = text.char_indices().map(|(at, _)| &text[at..]);
        ends.take_while(|end| end.chars().count() >= least).any(|end| self.has(end))
    }

    #[cfg(test)]
    fn words(&self) -> &[&'static str] {
        &self.0
    }
}

/// Given names in kanji.
pub static GIVEN: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/given.txt")));
/// Given names in kanji that mean nothing else.
pub static SURE: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/sure.txt")));
/// Given names in kanji that are ordinary words.
pub static WORDS: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/words.txt")));
/// Given names of one kanji that are hardly anything else after 「長男の」.
pub static SINGLE: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/single.txt")));
/// Readings of names that are ordinary words in hiragana.
pub static KANA_WORDS: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("../../../content/names/kana-words.txt")));
/// Whom professionals cite.
pub static PUBLIC: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/public.txt")));
/// What people are called by what they are: not names, even before さん.
pub static ROLES: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/roles.txt")));
/// Names from other languages, in katakana.
pub static ABROAD: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/abroad.txt")));
/// Cities, wards and towns.
pub static PLACES: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("../../../content/names/municipalities.txt")));
/// Words that tell of which sort an institution is, not which one.
pub static GENERIC: LazyLock<List> = LazyLock::new(|| List::new(include_str!("../../../content/names/generic.txt")));

/// Surnames that are ordinary words or landscapes.
pub static SURNAME_WORDS: LazyLock<List> =
    LazyLock::new(|| List::new(include_str!("../../../content/names/surname-words.txt")));

static SURNAME_LINES: [&str; 2] =
    [include_str!("../../../content/names/surnames.txt"), include_str!("../../../content/names/surnames-more.txt")];

/// Surnames in kanji.
pub static SURNAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(&SURNAME_LINES).map(|(name, _)| name).collect());
/// Readings of surnames, in hiragana.
pub static SURNAME_READINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(&SURNAME_LINES).filter_map(|(_, rest)| rest.split(' ').next()).collect());
/// Readings of given names, in hiragana.
pub static READINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(&[include_str!("../../../content/names/readings.txt")]).map(|(name, _)| name).collect());
/// Surnames in Latin letters, long vowels short.
pub static LATIN_SURNAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| lines(&SURNAME_LINES).filter_map(|(_, rest)| rest.split(' ').nth(1)).map(short_vowels).collect());
/// Given names in Latin letters, long vowels short.
pub static LATIN_GIVEN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    lines(&[include_str!("../../../content/names/readings.txt")]).map(|(_, latin)| short_vowels(latin)).collect()
});
/// How often a kanji begins a surname of two, and how often it ends one.
pub static SURNAME_KANJI: LazyLock<HashMap<char, (u16, u16)>> = LazyLock::new(|| {
    let mut seen: HashMap<char, (u16, u16)> = HashMap::new();
    for name in SURNAMES.iter() {
        let mut chars = name.chars();
        if let (Some(first), Some(last), None) = (chars.next(), chars.next(), chars.next()) {
            seen.entry(first).or_default().0 += 1;
            seen.entry(last).or_default().1 += 1;
        }
    }
    seen
});

fn lines(files: &[&'static str]) -> impl Iterator<Item = (&'static str, &'static str)> {
    files.iter().flat_map(|file| file.lines()).filter_map(|line| line.split_once(' ')).collect::<Vec<_>>().into_iter()
}

/// Satou, Satoh and Sato are one name.
pub fn short_vowels(name: &str) -> String {
    let mut short = name.to_lowercase();
    for (long, vowel) in [("ou", "o"), ("oo", "o"), ("uu", "u"), ("ō", "o"), ("ū", "u"), ("oh", "o")] {
        short = short.replace(long, vowel);
    }
    short
}

/// Katakana as hiragana.
pub fn hiragana(text: &str) -> String {
    let shifted = |char: char| match char {
        'ァ'..='ヶ' => char::from_u32(char as u32 - 0x60).unwrap_or(char),
        _ => char,
    };
    text.chars().map(shifted).collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;

    #[test]
    fn every_list_is_sorted_and_normalised() {
        let names = [&GIVEN, &SURE, &WORDS, &SINGLE, &KANA_WORDS, &SURNAME_WORDS];
        for list in names.into_iter().chain([&PUBLIC, &ROLES, &ABROAD, &PLACES, &GENERIC]) {
            assert!(list.words().is_sorted());
            for word in list.words() {
                assert!(!word.is_empty() && Text::new(word).line == *word, "{word}");
            }
        }
        for (name, rest) in lines(&SURNAME_LINES) {
            assert!(Text::new(name).line == name && rest.split(' ').count() <= 2, "{name} {rest}");
        }
    }
}
