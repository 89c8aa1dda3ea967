//! Names in hiragana before an honorific: ゆいちゃん, and where they begin in a run of speech.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lists::KANA_WORDS;
use super::super::patterns::regex;
use super::honorific::casual;
use super::spelling::{self, length};
use super::{Text, is_han, is_hiragana, is_katakana, joins, namely, run_start};

/// Where a name in hiragana before an honorific begins, and that it surely is one.
pub fn hiragana_before(text: &Text, at: usize, word: &str) -> Option<(usize, bool)> {
    if !casual(word) {
        return None;
    }
    let start = run_start(text, at, 8, is_hiragana);
    // 佐藤ゆいちゃん, 髙橋まさとさん
    let family = run_start(text, start, 5, namely);
    let own = text.slice(start, at);
    if family < start
        && length(own) >= 2
        && spelling::reading(own)
        && !stop(own)
        && spelling::surname(text.slice(family, start))
    {
        return Some((family, true));
    }
    for from in start..at.saturating_sub(1) {
        let kana = text.slice(from, at);
        let opened = from == start && !text.prev(from).is_some_and(is_katakana) || joins(text, from) && from > start;
        if length(kana) > 6 || !opened || stop(kana) {
            continue;
        }
        // 泣かないゆいちゃん: かない is no family.
        let inflected = from == start && text.prev(from).is_some_and(is_han);
        // 元気な|みお, and not なみお.
        if inflected && ends_word(text, from) && spelling::reading(text.slice(from + 1, at)) {
            continue;
        }
        if spelling::reading(kana) || spelling::surname_reading(kana) || pet(kana, word) || both(kana, !inflected) {
            return Some((from, true));
        }
    }
    in_speech(text, start, at, word).map(|from| (from, true))
}

/// A surname and a given name; of one that goes on from a kanji, none that ends like a verb or an adjective.
fn both(kana: &str, plain: bool) -> bool {
    spelling::splits(kana).any(|(family, own)| {
        length(family) >= 2
            && length(own) >= 2
            && (plain || !family.ends_with(LEADING))
            && spelling::surname_reading(family)
            && spelling::reading(own)
    })
}

/// Ends of the words that lead in a noun, or go before one: 優しい, 走る, 待つ, 元気な, 泣いて.
const LEADING: [char; 17] =
    ['い', 'る', 'う', 'く', 'す', 'つ', 'ぬ', 'む', 'ぶ', 'ぐ', 'た', 'だ', 'な', 'て', 'で', 'ば', 'ら'];

/// Where a name begins in a run of speech: 泣きやまない|はると, 待つ|ゆい. The longest that may be one; a long name of a
/// child is known by itself.
fn in_speech(text: &Text, start: usize, at: usize, word: &str) -> Option<usize> {
    // 「わたしはちゃんと」, 「なかなかちゃんと」: that is how somebody does it, and neither しはちゃん nor かなかちゃん.
    let properly = word == "ちゃん" && text.after(at).starts_with("ちゃんと");
    let particle = text.prev(at).is_some_and(|char| "はがもをにで".contains(char));
    if properly && (particle || KANA_WORDS.ends(text.slice(start, at), 4)) {
        return None;
    }
    let child = ["ちゃん", "くん"].contains(&word);
    let led = |from: usize| {
        text.prev(from).is_some_and(|char| LEADING.contains(&char)) && text.prev(from - 1).is_some_and(speech)
    };
    for from in start + 1..at.saturating_sub(1) {
        let (kana, led) = (text.slice(from, at), led(from));
        if (led || polite(text, from)) && STOPS.is_match(kana) {
            return None;
        }
        let count = length(kana);
        if count > 6 || polite(text, from) || count > 2 && KANA_WORDS.has(kana) && !child {
            continue;
        }
        // 怒っていた|ゆな, and not たゆな.
        let shorter = from + 2 < at && ends_word(text, from) && spelling::reading(text.slice(from + 1, at));
        let known = !shorter && (spelling::reading(kana) || count >= 3 && spelling::surname_reading(kana));
        if known && (child && count >= 3 || led && (child || count >= 3)) || led && pet(kana, word) {
            return Some(from);
        }
    }
    // Both names at once only where nothing shorter is one: しいそうた holds いそ and うた as well.
    (start + 1..at.saturating_sub(1)).find(|from| led(*from) && both(text.slice(*from, at), true))
}

/// The kana there rather ends the word before: 元気な, 怒っていた, 読んだ.
fn ends_word(text: &Text, at: usize) -> bool {
    let before = text.prev(at).unwrap_or(' ');
    let going = ["てい", "でい"].contains(&text.near_before(at, 2));
    match text.at(at) {
        Some('な') => is_han(before),
        Some('た') => going || "っしれえけめせべ".contains(before),
        Some('だ') => before == 'ん',
        Some('る') => going,
        _ => false,
    }
}

/// おにいちゃん: what お stands before is no name.
fn polite(text: &Text, from: usize) -> bool {
    matches!(text.prev(from), Some('お' | 'ご'))
}

/// A word goes on there.
fn speech(char: char) -> bool {
    is_han(char) || is_hiragana(char)
}

/// みっちゃん, たっくん.
fn pet(kana: &str, word: &str) -> bool {
    let child = matches!(word, "ちゃん" | "くん");
    let known = [
        "にっ",
        "ねっ",
        "おっ",
        "ばっ",
        "じっ",
        "ぼっ",
        "とっ",
        "かっ",
        "いっ",
        "もっ",
        "きっ",
        "ずっ",
        "やっ",
        "ちょっ",
    ];
    child && length(kana) == 2 && kana.ends_with('っ') && !known.contains(&kana)
}

/// Hiragana before an honorific that is no name.
fn stop(kana: &str) -> bool {
    STOPS.is_match(kana) || length(kana) > 2 && KANA_WORDS.has(kana) && !spelling::surname_reading(kana)
}

/// Kin, roles, animals, and who is no person.
static STOPS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "^(?:たく|みな|おく|かあ|とう|にい|ねえ|おば|おじ|ばあ|じい|おばあ|おじい|おかあ|おとう|おにい|\
        おねえ|あか|むすめ|よめ|およめ|おむこ|おい|きょうだい|こども|おこ|おきゃく|いしゃ|おいしゃ|おまわり|\
        だんな|りようしゃ|かんじゃ|くま|うさぎ|ねこ|いぬ|ぞう|さる|きりん|りす|とり|ぼう|みんな|なに|だれ|\
        あなた|きみ|おまえ|それ|これ|あれ|いま|かなり|あまり|まだ|もう|すこし|ほとんど|おとなり|となり|\
        おむかい|ごきんじょ|やおや|さかなや|ほんや|はなや|ぱんや|おひめ|おひさま|おつき|ふた|かみ|ほとけ|さんた|おおや|\
        かんごし|おかみ|だいく|てんし|ようせい|おうじ|ことり|ひよこ|\
        かえる|ひつじ|やぎ|うし|うま|ぶた|たぬき|きつね|ぱんだ|こあら|ぺんぎん|いるか|くじら|かめ|らいおん|\
        ねずみ|ちょうちょ|さかな|おとうと|いもうと|まご|おじょう|ぼっ|ぼく|わん|わんこ|にゃん|\
        にゃんこ|ちび|おちび|どなた|しょくいん|せんせい|おばけ|おに)$",
    )
});
