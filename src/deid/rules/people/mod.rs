//! Names of people.

mod bare;
mod full;
mod given;
mod honorific;
mod kana;
mod kin;
mod latin;
mod letters;
mod spelling;

use std::sync::LazyLock;

use regex::Regex;

use super::patterns::regex;
use super::text::{Text, is_han, is_hiragana, is_katakana};
use super::{Hit, Instead, Kind, Level};

pub use letters::hand_out;

/// Finds names: before an honorific, after a word for kin, written in full, in Latin letters, or said by their bearer.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    let mut found = Vec::new();
    honorific::find(text, &mut found);
    kin::find(text, &mut found);
    full::find(text, &mut found);
    given::find(text, &mut found);
    latin::find(text, &mut found);
    bare::find(text, &mut found);
    for hit in &mut found {
        hit.level = hit.level.min(context(text, hit.start, hit.end));
    }
    hits.extend(found.into_iter().filter(|hit| !left_out(text, hit.start)));
}

/// A name somebody says is invented, or one that is cited, does not lead to a client.
fn context(text: &Text, start: usize, end: usize) -> Level {
    let after = text.after(end);
    let invented = ["(仮名", "(仮)", "(かめい", "(架空", "(偽名", "と呼ぶことにする", "という仮名", "(匿名"];
    if invented.iter().any(|word| after.starts_with(word)) || text.near_before(start, 3).contains("仮名") {
        return Level::Warn;
    }
    if cited(after) || text.near_before(start, 1) == "『" { Level::Warn } else { Level::Block }
}

/// What follows a name that stands on a book.
fn cited(after: &str) -> bool {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:『|著|の著|訳|編|ら\\(|らの研究|らが提唱|によれば|の理論|の論文|の論考|の概念|の詩|の小説|\
            の言葉|の本|の作品|の『|が提唱|の提唱|の研究|の歌|の曲|の映画|の講演|の講義|の絵本|の童話|の自伝|\
            の伝記|の評伝|の短歌|の俳句|の随筆|の思想|の哲学|の名言|の文章|の書いた本|の新書|の新刊|の連載|の対談|監督|\
            作詞|作曲|の(?:漫画|アニメ|ドラマ|画集|著書|著作|書籍|学説|写真集|\
            詩集|句集|歌集|全集|エッセイ)|選手|首相|元首相|投手|大統領)",
        )
    });
    let mut chars = after.chars();
    let year = chars.next() == Some('(') && chars.by_ref().take(4).filter(char::is_ascii_digit).count() == 4;
    year && chars.next().is_none_or(|next| next != '年') || ENDS.is_match(after)
}

/// 〇〇 and the like stand where a name was taken out.
fn left_out(text: &Text, start: usize) -> bool {
    text.prev(start).is_some_and(|char| "〇○◯●◎△▲□■×✕*＊".contains(char))
}

/// A hit on a name.
fn hit(level: Level, start: usize, end: usize, honorific: &str) -> Hit {
    Hit { kind: Kind::Person, level, start, end, instead: Instead::Letter('A', honorific.to_owned()) }
}

/// Where the run of such characters begins that ends before `end`; at most `most` of them.
fn run_start(text: &Text, end: usize, most: usize, fits: fn(char) -> bool) -> usize {
    let mut start = end;
    while end - start < most && text.prev(start).is_some_and(fits) {
        start -= 1;
    }
    start
}

/// Kanji, and the small kana that stand between kanji in names and places.
fn namely(char: char) -> bool {
    is_han(char) || matches!(char, 'ヶ' | 'ケ' | 'ノ')
}

/// A name may begin here: nothing of the same script runs into it.
fn opens(text: &Text, start: usize) -> bool {
    match (text.prev(start), text.at(start)) {
        (None, _) => true,
        (Some(prev), Some(first)) if is_han(first) => !is_han(prev),
        (Some(prev), Some(first)) if is_katakana(first) => !is_katakana(prev) && prev != '・',
        (Some(prev), _) => !is_hiragana(prev) || joins(text, start),
    }
}

/// Hiragana before a hiragana name: a particle, as far as one can tell.
fn joins(text: &Text, start: usize) -> bool {
    let before = text.near_before(start, 3);
    let particle = |word: &str| before.ends_with(word);
    [
        "は",
        "が",
        "の",
        "と",
        "に",
        "を",
        "も",
        "で",
        "や",
        "ね",
        "へ",
        "から",
        "まで",
        "より",
        "という",
        "した",
        "った",
        "いる",
        "ある",
        "その",
    ]
    .into_iter()
    .any(particle)
}

/// What may follow a name that stands alone: a particle, a mark, or nothing.
fn closes(text: &Text, end: usize) -> bool {
    let after = text.after(end);
    let Some(next) = after.chars().next() else { return true };
    if next.is_whitespace() || "、。，．,.(（）)「」『』・!?！？:;/〜~…".contains(next) {
        return true;
    }
    let particles = [
        "は",
        "が",
        "を",
        "に",
        "と",
        "も",
        "の",
        "へ",
        "や",
        "で",
        "から",
        "より",
        "まで",
        "です",
        "だ",
        "って",
        "という",
        "には",
        "との",
        "ら",
        "自身",
        "本人",
        "たち",
        "、",
    ];
    particles.iter().any(|particle| after.starts_with(particle))
        && !after.starts_with("がる")
        && !after.starts_with("のう")
}
