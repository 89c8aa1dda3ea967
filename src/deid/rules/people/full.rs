//! Names in full: 山田花子, 高橋 さくら, サトウ ユイ; and those who say their own.

use super::super::lists::KANA_WORDS;
use super::spelling::{self, length};
use super::{Hit, Level, Text, closes, hit, is_hiragana, is_katakana, namely, opens};

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < text.chars.len() {
        let end = at + text.chars[at..].iter().take_while(|char| namely(**char)).count();
        if end > at {
            kanji(text, at, end, hits);
            at = end;
            continue;
        }
        let end = at + text.chars[at..].iter().take_while(|char| is_katakana(**char)).count();
        if end > at {
            kana(text, at, end, is_katakana, hits);
            at = end;
            continue;
        }
        let end = at + text.chars[at..].iter().take_while(|char| is_hiragana(**char)).count();
        if end > at && opens(text, at) {
            kana(text, at, end, is_hiragana, hits);
        }
        at = end.max(at + 1);
    }
}

/// A run of kanji: a name, perhaps after a role, or with the given name in kana behind it.
fn kanji(text: &Text, start: usize, end: usize, hits: &mut Vec<Hit>) {
    let run = text.slice(start, end);
    if length(run) >= 2 && spelling::surname(run) {
        given_behind(text, start, end, hits);
        if said(text, end) {
            hits.push(hit(Level::Warn, start, end, ""));
        }
    } else if spelling::surname(run) && text.at(end) == Some(' ') {
        given_behind(text, start, end, hits);
    }
    for from in start..end.saturating_sub(2) {
        let name = text.slice(from, end);
        let prefix = text.slice(start, from);
        if !prefix.is_empty() && !super::super::lists::ROLES.has(prefix) {
            continue;
        }
        if length(name) <= 7
            && spelling::full(name)
            && !spelling::public(name)
            && shape(name)
            && (from == start || sure(name))
        {
            hits.push(hit(Level::Block, from, end, ""));
            return;
        }
    }
}

/// After a role, only a surname of two kanji and more counts.
fn sure(name: &str) -> bool {
    spelling::splits(name).any(|(family, own)| {
        length(family) >= 2 && spelling::surname(family) && length(own) >= 2 && spelling::given(own)
    })
}

/// 中村区 and 佐藤家 are no names; 高橋誠 is one.
fn shape(name: &str) -> bool {
    !name.ends_with(['家', '宅', '氏', '県', '市', '区', '町', '村', '駅', '園', '校'])
}

/// A blank and the given name, or the given name in kana.
fn given_behind(text: &Text, start: usize, end: usize, hits: &mut Vec<Hit>) {
    let blank = text.at(end) == Some(' ');
    let from = end + usize::from(blank);
    let run = |fits: fn(char) -> bool| {
        from + text.chars[from.min(text.chars.len())..].iter().take(8).take_while(|char| fits(**char)).count()
    };
    let family = text.slice(start, end);
    let till = run(namely);
    if blank && till > from {
        let own = text.slice(from, till);
        if length(own) <= 3 && spelling::given(own) && !spelling::public(&format!("{family}{own}")) {
            hits.push(hit(Level::Block, start, till, ""));
        }
        return;
    }
    let till = run(is_katakana);
    if till > from + 1 && spelling::reading(text.slice(from, till)) && !spelling::public(text.slice(start, till)) {
        hits.push(hit(Level::Block, start, till, ""));
        return;
    }
    let till = (from + 2..=run(is_hiragana).min(from + 5)).rev().find(|till| {
        let own = text.slice(from, *till);
        spelling::reading(own) && !KANA_WORDS.has(own) && closes(text, *till) && !particle(own)
    });
    if let Some(till) = till
        && !spelling::public(text.slice(start, till))
    {
        hits.push(hit(Level::Block, start, till, ""));
    }
}

/// Particles and verbs that some name is read like.
fn particle(own: &str) -> bool {
    ["から", "まで", "より", "なら", "だけ", "たち", "らの", "とは", "には", "では", "にも", "とも"].contains(&own)
}

/// A run of kana that is a surname, a blank and a given name.
fn kana(text: &Text, start: usize, end: usize, fits: fn(char) -> bool, hits: &mut Vec<Hit>) {
    if !matches!(text.at(end), Some(' ' | '・')) {
        return;
    }
    let till = end + 1 + text.chars[end + 1..].iter().take(7).take_while(|char| fits(**char)).count();
    let family = text.slice(start, end);
    let rest = text.slice(end + 1, till);
    let own = (2..=length(rest)).rev().map(|count| rest.chars().take(count).collect::<String>());
    let own = own
        .into_iter()
        .find(|own| spelling::reading(own) && !KANA_WORDS.has(own) && closes(text, end + 1 + length(own)));
    if let Some(own) = own
        && length(family) >= 2
        && spelling::surname_reading(family)
    {
        hits.push(hit(Level::Block, start, end + 1 + length(&own), ""));
    }
}

/// 「佐藤と申します」.
fn said(text: &Text, end: usize) -> bool {
    let after = text.after(end).trim_start_matches(['」', '』']);
    [
        "です。",
        "です、",
        "です」",
        "ですが",
        "と申します",
        "と申しま",
        "といいます",
        "と言います",
        "と名乗",
        "という名字",
        "という苗字",
        "という姓",
    ]
    .iter()
    .any(|words| after.starts_with(words))
}
