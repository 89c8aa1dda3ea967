//! Where the name of a place or building begins, before the word that says what it is.

use std::sync::LazyLock;

use regex::Regex;

use super::lists::SURNAME_READINGS;
use super::patterns::regex;
use super::text::{Text, is_han, is_hiragana, is_katakana};

/// Where the name of a thing begins whose type word stands at `at`: kanji, katakana and letters that run into it; of
/// hiragana no leading particle.
pub fn name_start(text: &Text, at: usize) -> usize {
    let word = |char: char| {
        is_han(char)
            || is_katakana(char)
            || char.is_ascii_alphanumeric()
            || matches!(char, '・' | 'ヶ' | '&' | '\'' | '々')
    };
    let mut start = at;
    loop {
        while at - start < 16 && text.prev(start).is_some_and(word) {
            start -= 1;
        }
        let mut kana = start;
        while at - kana < 16 && text.prev(kana).is_some_and(is_hiragana) {
            kana -= 1;
        }
        if kana == start {
            break;
        }
        let cut = particles(text, kana, start);
        if cut >= start {
            break;
        }
        start = cut;
        if cut > kana || kana == 0 {
            break;
        }
    }
    start
}

/// Further left, where the name of a place goes on across a kana: 自由が丘, 四ツ谷, つつじヶ丘, たまプラーザ. Such a name
/// begins at `start` at the latest.
pub fn across(text: &Text, start: usize) -> usize {
    const SITES: &str = "丘台原崎宮谷浜島坂峰関里森杜沢瀬";
    let walk = |from: usize, fits: fn(char) -> bool| {
        let mut at = from;
        while from - at < 6 && text.prev(at).is_some_and(fits) {
            at -= 1;
        }
        at
    };
    let kana = |from: usize| {
        let run = walk(from, is_hiragana);
        let cut = particles(text, run, from);
        if cut + 1 < from { cut } else { from }
    };
    let ends = !text.at(start + 1).is_some_and(|char| is_han(char) && char != '駅');
    let joint = match (text.prev(start), text.at(start)) {
        (_, Some('ヶ' | 'ケ')) if text.at(start + 1).is_some_and(is_han) => start,
        (Some('ヶ' | 'ケ' | 'ツ' | 'ノ'), Some(first)) if is_han(first) => start - 1,
        // 自由が丘, and not 彼が原町に
        (Some('が' | 'の' | 'つ'), Some(first)) if SITES.contains(first) && ends => start - 1,
        // たまプラーザ: katakana that goes on from hiragana.
        (_, Some(first)) if is_katakana(first) => return kana(start),
        _ => return start,
    };
    for script in [is_han as fn(char) -> bool, is_katakana] {
        let from = walk(joint, script);
        if from < joint {
            return from;
        }
    }
    let from = kana(joint);
    if from < joint { from } else { start }
}

/// Like `name_start`, for what stands before a word that is part of the name already.
pub fn name_start_loose(text: &Text, at: usize) -> usize {
    let mut start = at;
    while at - start < 10 && text.prev(start).is_some_and(|char| is_katakana(char) || char.is_ascii_alphabetic()) {
        start -= 1;
    }
    start
}

/// Where the name begins in a run of hiragana before a type word; `end` when all of it is speech.
fn particles(text: &Text, start: usize, end: usize) -> usize {
    const PARTICLES: &[&str] = &[
        "からは",
        "までは",
        "では",
        "には",
        "とは",
        "へは",
        "からの",
        "までの",
        "での",
        "との",
        "への",
        "という",
        "といった",
        "による",
        "にある",
        "にいる",
        "である",
        "から",
        "まで",
        "より",
        "など",
        "しか",
        "だけ",
        "は",
        "が",
        "の",
        "に",
        "を",
        "で",
        "と",
        "も",
        "や",
        "へ",
        "か",
    ];
    let run = text.slice(start, end);
    let before = text.prev(start);
    let opens = before.is_none_or(|char| !is_han(char) && !is_katakana(char) && !char.is_ascii_alphanumeric());
    if before == Some('立') && run.chars().count() >= 2 || opens && flower(run) {
        return start;
    }
    // 緑が丘, 桜の宮: a kana between two kanji of a place.
    if !opens && matches!(run, "が" | "の" | "つ") && text.at(end).is_some_and(|next| "丘台原崎宮".contains(next))
    {
        return start;
    }
    if PARTICLES.contains(&run) {
        return end;
    }
    if !opens {
        let led = PARTICLES
            .iter()
            .find(|particle| run.starts_with(**particle) && run.chars().count() > particle.chars().count() + 1);
        if let Some(particle) = led {
            let from = start + particle.chars().count();
            return if kana_name(text.slice(from, end), false) { from } else { end };
        }
    }
    if kana_name(run, opens) { start } else { end }
}

/// Hiragana that may be a name: no word that leads in, no inflected end.
fn kana_name(run: &str, opens: bool) -> bool {
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:この|その|あの|どの|また|まず|いま|もし|ある|あるいは|そして|しかし|たとえば|かつて|ただ|やはり|\
            やっぱり|とうとう|ようやく|すぐ|そのまま|すぐさま|たまたま|わざわざ|いきなり|なかなか|ときどき|\
            たびたび|しばしば|ふたたび|まっすぐ|ひとまず|とりあえず|むしろ|なぜ|もちろん|つまり|いつも|いつ|\
            どこ|みんな|おなじ|まだ|もう|さらに|とくに|ほぼ|おそらく|たぶん|けっきょく|ついでに|いったん|\
            さしあたり|しぶしぶ|おそるおそる|ゆっくり|はじめ|ところ|こと|ため|とき|よう|まま)$",
        )
    });
    let bare = run.trim_end_matches("こども").trim_end_matches("こころ");
    let count = run.chars().count();
    if flower(run) || bare.len() < run.len() && bare.chars().count() >= 2 {
        return true;
    }
    if count < 2 || LEADS.is_match(run) {
        return false;
    }
    // At the start of a clause there is no verb for it to end.
    let conditional = run.ends_with("れば") || run.ends_with("せば") || run.ends_with("えば") || run.ends_with("けば");
    let inflected = if opens { conditional || run.ends_with(SPOKEN) } else { run.ends_with(INFLECTED) };
    !inflected || count >= 3 && SURNAME_READINGS.contains(run)
}

/// Ends of particles and of the commonest words.
const SPOKEN: [char; 17] =
    ['は', 'が', 'を', 'に', 'で', 'と', 'も', 'の', 'へ', 'て', 'た', 'る', 'な', 'い', 'ら', 'ず', 'っ'];

/// Ends of particles, verbs and adjectives.
const INFLECTED: [char; 29] = [
    'る', 'た', 'い', 'て', 'な', 'の', 'に', 'は', 'が', 'を', 'で', 'と', 'も', 'く', 'ら', 'れ', 'ん', 'ず', 'す',
    'う', 'へ', 'け', 'っ', 'さ', 'だ', 'ば', 'し', 'か', 'や',
];

/// What places are named after, in hiragana.
fn flower(run: &str) -> bool {
    static NAMES: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "(?:さくら|ひまわり|たんぽぽ|すみれ|ひばり|つばさ|つばめ|あおぞら|わかば|あおば|みどり|ひかり|\
            あすなろ|つくし|どんぐり|くるみ|もみじ|つつじ|いちょう|こすもす|はなみずき|あさひ|ゆうひ|のぞみ|きぼう|\
            みらい|なかよし|ひだまり|やまびこ|こだま|にじ|にじいろ|ほし|つき|うみ|そら|かもめ|いるか|やすらぎ|\
            なごみ|ふれあい|ほほえみ|いこい|すこやか|はばたき|あゆみ|きずな|ゆうあい|めぐみ|みのり|いずみ|\
            みなと|こまどり|うぐいす|めだか|とまと|りんご|みかん|こぐま|ひよこ|あけぼの)$",
        )
    });
    NAMES.is_match(run)
}
