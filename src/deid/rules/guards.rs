//! Whether an identifier is one where it stands: what touches it, what it counts, which label it has.
//! A guard may draw the ends of a match closer; none means that it is no identifier.

use std::sync::LazyLock;

use regex::Regex;

use super::Level;
use super::checksums::{digits, individual_number, insurer_number};
use super::patterns::regex;
use super::text::{Text, is_katakana};

/// Always.
pub fn block(_: &Text, _: &mut usize, _: &mut usize) -> Option<Level> {
    Some(Level::Block)
}

/// No ASCII digit touches either end.
pub fn digit_free(text: &Text, start: usize, end: usize) -> bool {
    let digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
    !(digit(text.prev(start)) && digit(text.at(start)) || digit(text.at(end)) && digit(text.prev(end)))
}

/// No ASCII letter or digit touches either end.
pub fn free(text: &Text, start: usize, end: usize) -> bool {
    let word = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    !word(text.prev(start)) && !word(text.at(end))
}

/// No letter or digit touches it.
pub fn word_free(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    free(text, *start, *end).then_some(Level::Block)
}

/// No digit touches it.
pub fn digits_end(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    digit_free(text, *start, *end).then_some(Level::Block)
}

/// A number of something else than a person: an order, a parcel, a meeting.
pub fn of_a_thing(text: &Text, start: usize) -> bool {
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?:注文|伝票|追跡|問い?合わ?せ|ミーティング|会議|(?i:zoom)|ウェビナー|商品|部品|シリアル|文書|論文|参考|整理券|抽選|製造|荷物|予約)(?:の)?\s?(?:番号|ID|No\.?|コード|ナンバー)|型番|品番|型式|部品|ISBN|ISSN|JAN|DOI",
        )
    });
    THING.is_match(text.near_before(start, 14))
}

/// An address of the net, without the marks of the sentence around it.
pub fn web(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    while text.prev(*end).is_some_and(|last| ")].,;:!?'\">".contains(last)) && *end > *start + 8 {
        *end -= 1;
    }
    Some(if public_reference(text.slice(*start, *end)) { Level::Warn } else { Level::Block })
}

/// The same without https://.
pub fn bare_web(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if !free(text, *start, *end) || matches!(text.prev(*start), Some('@' | '/' | '.' | '_' | '%' | '+' | '-')) {
        return None;
    }
    if !text.slice(*start, *end).chars().any(|char| char.is_ascii_alphabetic()) || text.at(*end) == Some('@') {
        return None;
    }
    web(text, start, end)
}

/// Pages of the state and of libraries, which one may cite.
fn public_reference(address: &str) -> bool {
    const HOSTS: &[&str] = &[".go.jp", "doi.org", "wikipedia.org", "who.int", "elaws.e-gov", ".lg.jp"];
    let host = address.split("//").last().and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let host = host.to_ascii_lowercase();
    HOSTS.iter().any(|known| host.ends_with(known))
}

/// Three digits and four: surely a postal code only before a place.
pub fn bare_postal(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let dash = |char: Option<char>| char == Some('-');
    if !digit_free(text, *start, *end) || dash(text.prev(*start)) || dash(text.at(*end)) || of_a_thing(text, *start) {
        return None;
    }
    static PLACE: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:\s|、|,|\))*(?:{PREF}|\p{Han}{1,4}[市区郡])"));
    let named = PLACE.is_match(text.after(*end)) || text.near_before(*start, 4).contains("郵便");
    Some(if named { Level::Block } else { Level::Warn })
}

/// Seven digits after the word for a postal code, or before a place.
pub fn seven_digits(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*{PREF}"));
    (free(text, *start, *end) && PLACE.is_match(text.after(*end))).then_some(Level::Block)
}

/// The check digit is right, or the label says so.
pub fn my_number(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if !digit_free(text, *start, *end) {
        return None;
    }
    let around = [text.near_before(*start, 14), text.slice(*end, (*end + 10).min(text.chars.len()))];
    let named = around.iter().any(|near| near.contains("マイナ") || near.contains("個人番号"));
    let all = digits(text.slice(*start, *end));
    let dull = all.iter().all(|digit| *digit == all[0]);
    (named && !dull || individual_number(&all) && !of_a_thing(text, *start)).then_some(Level::Block)
}

/// A label and its number: the number must hold a digit, and end where it ends.
pub fn labelled(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    (!digits(text.slice(*start, *end)).is_empty() && free(text, *start, *end)).then_some(Level::Block)
}

/// Symbol and number of an insurance card; those of a savings book have their own pattern.
pub fn card(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let count = digits(text.slice(*start, *end)).len();
    let savings = (12..=13).contains(&count) || text.near_before(*start, 8).contains("ゆうちょ");
    (!savings && digit_free(text, *start, *end)).then_some(Level::Block)
}

/// The check digit of an insurer is right.
pub fn insurer(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let number = digits(text.slice(*start, *end));
    let day = number[..2] == [2, 0] || number[..2] == [1, 9];
    let fits = free(text, *start, *end) && insurer_number(&number) && !day && number.iter().any(|digit| *digit != 0);
    (fits && !of_a_thing(text, *start) && text.prev(*start) != Some('-')).then_some(Level::Warn)
}

/// It is not the number of a thing.
pub fn record_id(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    (free(text, *start, *end) && !of_a_thing(text, *start)).then_some(Level::Block)
}

/// Only the label and the number, not whose it is.
pub fn number_of_someone(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    while *end > *start && !text.prev(*end).is_some_and(|char| char.is_ascii_digit()) {
        *end -= 1;
    }
    record_id(text, start, end)
}

/// A place on the list of a class: with the class it leads to one pupil.
pub fn on_a_list(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    digit_free(text, *start, *end).then_some(Level::Warn)
}

/// The number of an old plate has no class: a car must stand beside it.
pub fn of_a_car(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    // 「車椅子で食堂に10-15分」
    if text.at(*end).is_some_and(|char| "年月日時分秒人名回件歳才点枚個本度週台か%mkcg".contains(char))
    {
        return None;
    }
    let after = text.slice(*end, (*end + 10).min(text.chars.len()));
    let car = |words: &str| ["車", "ナンバー", "バイク", "トラック", "ワゴン"].iter().any(|word| words.contains(word));
    (digit_free(text, *start, *end) && (car(after) || car(text.near_before(*start, 8)))).then_some(Level::Block)
}

/// Without the full stop of the sentence.
pub fn handle_end(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    while text.prev(*end) == Some('.') {
        *end -= 1;
    }
    free(text, *start, *end).then_some(Level::Block)
}

/// A word in Latin letters that looks made up: letters with a digit, a dot or an underscore.
pub fn handle(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    handle_end(text, start, end)?;
    let words = text.slice(*start, *end);
    let word = words
        .trim_start_matches(|char: char| !char.is_ascii())
        .rsplit([' ', ':', '(', '「', 'は', 'が', 'の', 'で'])
        .next()?;
    *start = *end - word.chars().count();
    let made = word.chars().any(|char| char.is_ascii_alphabetic())
        && word.chars().any(|char| char.is_ascii_digit() || "_.".contains(char));
    (made || word.starts_with('@') && word.len() > 3).then_some(Level::Block)
}

/// A handle, and not @home or @10.
pub fn mention(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    const PLACES: &[&str] = &[
        "@home", "@zoom", "@online", "@work", "@tokyo", "@osaka", "@cafe", "@school", "@office", "@teams", "@meet",
        "@room",
    ];
    let word = text.slice(*start, *end).to_ascii_lowercase();
    let time = word.chars().skip(1).all(|char| char.is_ascii_digit());
    (free(text, *start, *end) && !PLACES.contains(&word.as_str()) && !time).then_some(Level::Block)
}

/// It counts nothing.
pub fn account(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let counted = matches!(text.at(*end), Some('円' | '人' | '名' | '件' | '回' | '-'));
    (digit_free(text, *start, *end) && !counted).then_some(Level::Block)
}

/// A class, unless it is an example of how classes are called.
pub fn class(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    (digit_free(text, *start, *end) && !text.prev(*start).is_some_and(|char| char.is_ascii_alphanumeric()))
        .then_some(Level::Warn)
}

/// Not those of an author.
pub fn initials(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if !free(text, *start, *end) {
        return None;
    }
    // 「C. R. ロジャーズ」: the initials of an author before a family name.
    let author = text.after(*end).trim_start().chars().next().is_some_and(is_katakana);
    (!author && text.prev(*start) != Some('.')).then_some(Level::Warn)
}

/// K・T, or KTさん; not the letters of a profession.
pub fn initials_spoken(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    const TITLES: &[&str] = &[
        "CP", "SW", "OT", "PT", "ST", "CW", "PSW", "NS", "MC", "CM", "DV", "PC", "AI", "Ns", "HR", "PM", "SV", "SC",
        "CA", "DR",
    ];
    let letters = text.slice(*start, (*start + 2).min(*end));
    let spoken = !text.at(*end).is_some_and(|char| char.is_ascii_alphanumeric() || char == '・');
    let plain = matches!(text.prev(*start), Some(char) if char.is_ascii_alphanumeric() || "・.、".contains(char));
    (spoken && !plain && !TITLES.contains(&letters)).then_some(Level::Warn)
}
