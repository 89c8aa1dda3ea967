//! Whether a spelling is a name, by the lists.

use super::super::lists::{
    ABROAD, GIVEN, LATIN_GIVEN, LATIN_SURNAMES, PUBLIC, READINGS, SINGLE, SURNAME_KANJI, SURNAME_READINGS, SURNAMES,
    WORDS, hiragana, short_vowels,
};

/// The parts before and after each character.
pub fn splits(name: &str) -> impl Iterator<Item = (&str, &str)> {
    name.char_indices().skip(1).map(move |(at, _)| name.split_at(at))
}

/// The number of characters.
pub fn length(name: &str) -> usize {
    name.chars().count()
}

/// A surname in kanji.
pub fn surname(name: &str) -> bool {
    SURNAMES.contains(name)
}

/// A given name in kanji that is no ordinary word.
pub fn given(name: &str) -> bool {
    GIVEN.has(name) && !WORDS.has(name) && if length(name) == 1 { SINGLE.has(name) } else { !ordinary(name) }
}

/// A given name in kanji, ordinary word or not.
pub fn listed(name: &str) -> bool {
    GIVEN.has(name)
}

/// Short words about places and families that the list of given names holds as well.
fn ordinary(name: &str) -> bool {
    const ENDS: &[&str] = &["市", "県", "区", "町", "村", "駅", "寺", "城", "線", "園"];
    ENDS.iter().any(|end| name.ends_with(end))
}

/// A surname and a given name in kanji, without a blank.
pub fn full(name: &str) -> bool {
    splits(name).any(|(family, own)| surname(family) && given(own) && (length(family) >= 2 || strong(own)))
}

/// A given name whose end is one that only names have: worth trusting after a surname of one kanji.
pub fn strong(own: &str) -> bool {
    const ENDS: &str = "子美郎太介斗奈香恵樹也菜花輔佑希里莉彦雄男夫之司治代江枝乃佳穂音翔真哉吾平一二三";
    length(own) >= 2 && own.chars().last().is_some_and(|last| ENDS.contains(last))
}

/// A public figure, in any of the usual spellings.
pub fn public(name: &str) -> bool {
    PUBLIC.has(name) || PUBLIC.has(&name.replace([' ', '\u{3000}'], ""))
}

/// A reading of a given name, in either kana.
pub fn reading(kana: &str) -> bool {
    READINGS.contains(hiragana(kana).as_str())
}

/// A reading of a surname, in either kana.
pub fn surname_reading(kana: &str) -> bool {
    SURNAME_READINGS.contains(hiragana(kana).as_str())
}

/// A name from another language.
pub fn abroad(katakana: &str) -> bool {
    ABROAD.has(katakana)
}

/// A surname in Latin letters.
pub fn latin_surname(word: &str) -> bool {
    LATIN_SURNAMES.contains(&short_vowels(word))
}

/// A given name in Latin letters.
pub fn latin_given(word: &str) -> bool {
    LATIN_GIVEN.contains(&short_vowels(word))
}

/// A run that no list knows, made of kanji as surnames are.
pub fn like_surname(name: &str) -> bool {
    const LAST: &str = "田川山野村井原本藤島崎沢谷橋木口岡部林森池塚浦辺内上下中松尾坂瀬宮倉戸津江堀根城";
    let chars: Vec<char> = name.chars().collect();
    let seen = |char: char| SURNAME_KANJI.get(&char).copied().unwrap_or_default();
    match chars[..] {
        [first, last] => LAST.contains(last) || seen(first).0 >= 2 && seen(last).1 >= 2,
        [_, _, last] => LAST.contains(last),
        _ => false,
    }
}
