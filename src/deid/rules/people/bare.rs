//! Names with nothing beside them: 松田は怒っていた, ケンタは黙った. Nothing says that they are names, so they only weigh a
//! little, and only where it is nearly sure.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lists::{KANA_WORDS, PLACES, ROLES, SURNAME_WORDS, hiragana};
use super::super::patterns::regex;
use super::spelling::{self, length};
use super::{Hit, Level, Text, hit, is_han, is_hiragana, is_katakana, namely, opens};

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < text.chars.len() {
        let run = |fits: fn(char) -> bool| at + text.chars[at..].iter().take_while(|char| fits(**char)).count();
        let ends = [run(namely), run(is_katakana), run(is_hiragana)];
        let name = match ends {
            [end, ..] if end > at && is_han(text.chars[at]) => family(text, at, end).then_some(end),
            [_, end, _] if end > at => given_katakana(text, at, end).then_some(end),
            [.., end] if end > at => given_hiragana(text, at, end),
            _ => None,
        };
        if let Some(end) = name {
            hits.push(hit(Level::Warn, at, end, ""));
        }
        at = ends.into_iter().max().unwrap_or(at).max(at + 1);
    }
}

/// A surname that somebody does something under. One that is a place or a word besides needs a deed of people.
fn family(text: &Text, start: usize, end: usize) -> bool {
    let name = text.slice(start, end);
    let joined = text
        .prev(start)
        .is_some_and(|char| char.is_ascii_alphanumeric() || is_katakana(char) || "おご・".contains(char));
    if joined || length(name) < 2 || !spelling::surname(name) || spelling::public(name) || ROLES.has(name) {
        return false;
    }
    let after = text.after(end);
    let subject = ["は", "が", "も"].iter().any(|particle| after.starts_with(particle));
    if SURNAME_WORDS.has(name) || place(name) {
        return subject && person_does(after);
    }
    let case = ["に", "を", "と", "から", "へ"].iter().any(|particle| after.starts_with(particle));
    let bracket = after.starts_with('(') && !after[1..].starts_with(|char: char| char.is_ascii_digit());
    subject || case || bracket || after.starts_with('の') && person_does(after)
}

/// A prefecture or a municipality without the word for it.
fn place(name: &str) -> bool {
    static PREFECTURES: LazyLock<Regex> = LazyLock::new(|| regex("^{PREF}$"));
    ["県", "府", "都"].iter().any(|kind| PREFECTURES.is_match(&format!("{name}{kind}")))
        || ["市", "区", "町"].iter().any(|kind| PLACES.has(&format!("{name}{kind}")))
}

fn given_katakana(text: &Text, start: usize, end: usize) -> bool {
    let name = text.slice(start, end);
    let alone = opens(text, start)
        && !text.prev(start).is_some_and(|char| char.is_ascii_alphanumeric() || "おご".contains(char));
    alone && length(name) >= 3 && known(name) && person_does(text.after(end))
}

/// At the beginning of a clause, where no other word can end in it.
fn given_hiragana(text: &Text, start: usize, end: usize) -> Option<usize> {
    let first = text.prev(start).is_none_or(|char| char.is_whitespace() || "。、「『(!?…".contains(char));
    let most = end.min(start + 5);
    let subject = |end: usize| text.at(end).is_some_and(|particle| "はが".contains(particle));
    (start + 3..=most)
        .rev()
        .find(|end| first && subject(*end) && known(text.slice(start, *end)) && person_does(text.after(*end)))
}

/// A reading of a given name that is no word.
fn known(kana: &str) -> bool {
    let kana = hiragana(kana);
    let word = ["はじめ", "こころ", "いのち", "ひかり", "みどり"].contains(&kana.as_str());
    !word && spelling::reading(&kana) && !KANA_WORDS.has(&kana)
}

/// A particle follows, and before long what only people do.
fn person_does(after: &str) -> bool {
    static DEEDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:は|が|も|に|と|を|から|の)[^。]{0,11}?(?:来(?:た|て|な|る|ま)|言[いうえっわ]|話[しすさそ]|泣|笑|黙|怒|帰|座|\
            訴え|連絡|電話|面接|欠席|遅刻|早退|答え|聞い|うなず|頷|謝|頼[みむん]|会[いうっ]|呼[びばん]|叫|寝|起き|食べ|\
            働|相談|沈黙|口を開|見つめ|歩|走[っりる]|遊[びぶん]|休[みむんま]|待っ|待ち|つぶや|ため息|表情|涙|\
            退院|入院|退職|異動|担当)",
        )
    });
    DEEDS.is_match(after)
}
