//! Names before an honorific: 佐藤さん, ゆいちゃん, 鈴木先生.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lists::{GENERIC, ROLES};
use super::super::patterns::regex;
use super::kana::hiragana_before;
use super::spelling::{self, length};
use super::{Hit, Level, Text, hit, is_han, is_hiragana, is_katakana, namely, run_start};

/// The longest first. Those of professionals weigh less: they are third parties.
const HONORIFICS: &[(&str, Level)] = &[
    ("両氏", Level::Block),
    ("両名", Level::Block),
    ("ちゃん", Level::Block),
    ("ちゃま", Level::Block),
    ("さん", Level::Block),
    ("さま", Level::Block),
    ("くん", Level::Block),
    ("様", Level::Block),
    ("君", Level::Block),
    ("氏", Level::Block),
    ("殿", Level::Block),
    ("夫妻", Level::Block),
    ("一家", Level::Block),
    ("先生", Level::Warn),
    ("医師", Level::Warn),
    ("ドクター", Level::Warn),
    ("看護師", Level::Warn),
    ("保健師", Level::Warn),
    ("助産師", Level::Warn),
    ("師長", Level::Warn),
    ("主任", Level::Warn),
    ("課長", Level::Warn),
    ("部長", Level::Warn),
    ("係長", Level::Warn),
    ("室長", Level::Warn),
    ("所長", Level::Warn),
    ("院長", Level::Warn),
    ("園長", Level::Warn),
    ("施設長", Level::Warn),
    ("校長", Level::Warn),
    ("教頭", Level::Warn),
    ("教諭", Level::Warn),
    ("教授", Level::Warn),
    ("社長", Level::Warn),
    ("店長", Level::Warn),
    ("相談員", Level::Warn),
    ("支援員", Level::Warn),
    ("指導員", Level::Warn),
    ("保育士", Level::Warn),
    ("介護士", Level::Warn),
    ("心理士", Level::Warn),
    ("弁護士", Level::Warn),
    ("調査官", Level::Warn),
    ("民生委員", Level::Warn),
    ("ソーシャルワーカー", Level::Warn),
    ("ケースワーカー", Level::Warn),
    ("スクールカウンセラー", Level::Warn),
    ("カウンセラー", Level::Warn),
    ("ケアマネジャー", Level::Warn),
    ("ケアマネージャー", Level::Warn),
    ("容疑者", Level::Warn),
    ("ワーカー", Level::Warn),
    ("ケアマネ", Level::Warn),
    ("ヘルパー", Level::Warn),
    ("コーチ", Level::Warn),
];

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    for &(word, level) in HONORIFICS {
        for (byte, _) in text.line.match_indices(word) {
            let at = text.place(byte);
            let end = at + length(word);
            if goes_on(text, word, end) {
                continue;
            }
            if let Some((start, sure)) =
                name_before(text, at, word).filter(|(_, sure)| *sure || !word.starts_with('両'))
            {
                let level = if level == Level::Warn || !sure { Level::Warn } else { Level::Block };
                hits.push(hit(level, start, end, word));
                if sure {
                    beside(text, start, level, hits);
                }
            }
        }
    }
}

/// 山本・鈴木両氏: an honorific for all that are named before it.
fn beside(text: &Text, start: usize, level: Level, hits: &mut Vec<Hit>) {
    if text.prev(start) != Some('・') {
        return;
    }
    let from = run_start(text, start - 1, 5, namely);
    if start - from > 2 && spelling::surname(text.slice(from, start - 1)) {
        hits.push(hit(level, from, start - 1, ""));
    }
}

/// The honorific is the beginning of another word: 氏名, 様子, 君主, さんぽ.
fn goes_on(text: &Text, word: &str, end: usize) -> bool {
    let next = text.at(end).unwrap_or(' ');
    match word {
        "様" => "子々式相態変".contains(next),
        "氏" => "名神族姓".contains(next),
        "君" => "主臨子".contains(next),
        "殿" => "下堂様".contains(next),
        "一家" => "言".contains(next),
        "さん" => begins(text, end, SAN, SAN_NOT),
        "ちゃん" => begins(text, end, CHAN, &[]),
        "くん" => {
            let after = text.after(end);
            ["だ", "じゃ", "です", "でしょ", "だろ"].iter().any(|tail| after.starts_with(tail)) && verb(text, end - 2)
                || begins(text, end, KUN, &["れんしゅ", "れんら", "れんき", "れんあ", "れんぞ"])
        }
        _ => false,
    }
}

/// What makes another word of さん: さんざん, さんぽ, さんすう.
const SAN: &[&str] = &[
    "ざん",
    "ぽ",
    "すう",
    "かく",
    "がつ",
    "びき",
    "ぷん",
    "ぼん",
    "びゃく",
    "ぜん",
    "ぎょう",
    "せい",
    "かする",
    "かした",
    "かして",
    "かでき",
    "まを",
    "まの",
    "ま定",
    "ちょう",
    "みゃく",
    "ふじん",
    "きゅうを",
    "きゅうに入",
    "にんで",
    "にんの",
    "にんと",
    "にんが",
    "にんは",
];
/// 佐藤さんぜんぜん来ない, 佐藤さんちょうど来た.
const SAN_NOT: &[&str] = &[
    "せいい",
    "せいか",
    "ぽつ",
    "かくに",
    "かくれ",
    "ちょうど",
    "ちょうし",
    "ぼんや",
    "ぜんぜ",
    "ぜんぶ",
    "ぜんいん",
    "ぷんぷ",
    "がつが",
];
/// ちゃんちゃんこ, ちゃんばら.
const CHAN: &[&str] = &["ちゃんこ", "ばら", "ぽん", "こ鍋"];
/// くんれん, くんしょう, くんくん.
const KUN: &[&str] = &["れん", "しょう", "せい", "くん", "じを", "じが", "ぷう", "とうを"];

/// One of those words begins there, and none of the others that look like it.
fn begins(text: &Text, end: usize, words: &[&str], others: &[&str]) -> bool {
    let starts = |list: &[&str]| list.iter().any(|word| text.after(end).starts_with(word));
    starts(words) && !starts(others)
}

/// 行くんです, 聞くんだ.
fn verb(text: &Text, at: usize) -> bool {
    const STEMS: &str = "行聞歩書置泣働動続引開効利描向抱招導築付傾巻吹叩輝頷着届退除磨浮驚解抜響轟拭履砕咲敷焼説裂鳴乾渇就突継空裁透湧沸弾割";
    text.prev(at).is_none_or(|stem| STEMS.contains(stem) || is_hiragana(stem))
}

/// Where the name before an honorific begins, and whether it surely is one.
fn name_before(text: &Text, at: usize, word: &str) -> Option<(usize, bool)> {
    let last = text.prev(at)?;
    if last == ' ' && text.prev(at - 1).is_some_and(|char| is_han(char) || is_katakana(char)) {
        return name_before(text, at - 1, word);
    }
    // ゆーちゃん: the mark for long vowels belongs to either kana.
    let stem = text.before(at).trim_end_matches('ー').chars().last()?;
    if is_hiragana(stem) {
        return hiragana_before(text, at, word);
    }
    if is_katakana(last) && !matches!(last, 'ケ' | 'ノ') {
        return katakana_before(text, at, word);
    }
    if is_han(last) { han_before(text, at, word) } else { None }
}

fn han_before(text: &Text, at: usize, word: &str) -> Option<(usize, bool)> {
    let start = run_start(text, at, 8, namely);
    let run = text.slice(start, at);
    let polite = text.prev(start).is_some_and(|char| matches!(char, 'お' | 'ご'));
    if polite || blocked(run, word) || spelling::public(run) {
        return None;
    }
    if let Some(start) = with_blank(text, start, run) {
        return Some((start, true));
    }
    if name(run) || word_name(run, word) {
        return Some((start, true));
    }
    if role(run) {
        return None;
    }
    // 今日ちゃんと, 正直ちゃんと: no honorific, and hardly a name before it; 希望 is one of both.
    let plain = GENERIC.has(run) && run != "希望";
    let properly = word == "ちゃん" && text.after(at).starts_with("ちゃんと");
    if properly && (plain || matches!(run, "正直" | "結果" | "一生")) {
        return None;
    }
    // 大樹くん: an ordinary word is a name before an honorific.
    if casual(word) && length(run) >= 2 && spelling::listed(run) && (!plain || run == "将来") {
        return Some((start, true));
    }
    // 先週佐藤さん: the longest end of the run that is a name.
    for cut in 1..at - start {
        let (prefix, rest) = (text.slice(start, start + cut), text.slice(start + cut, at));
        if length(rest) >= 2
            && name(rest)
            && (length(prefix) >= 2 || "元前故旧新同甥姪兄弟姉妹父母夫妻娘孫計".contains(prefix))
        {
            return Some((start + cut, true));
        }
    }
    if !casual(word) || length(run) > 4 {
        return None;
    }
    // 時間ちゃんと, 今日君に: made like a surname, but nobody's.
    Some((start, spelling::like_surname(run) && length(run) >= 2 && !plain && !properly))
}

/// A blank between surname and given name: 山田 花子様.
fn with_blank(text: &Text, start: usize, own: &str) -> Option<usize> {
    if text.prev(start) != Some(' ') {
        return None;
    }
    let family = run_start(text, start - 1, 5, namely);
    (family < start - 1 && spelling::surname(text.slice(family, start - 1)) && length(own) <= 4).then_some(family)
}

/// The whole run is a name.
fn name(run: &str) -> bool {
    spelling::surname(run) || spelling::full(run) || spelling::given(run)
}

/// What someone is, instead of who: 利用者, 看護師, 本屋.
fn role(run: &str) -> bool {
    ROLES.ends(run, 2)
        || run
            .chars()
            .last()
            .is_some_and(|last| "者員師士医長家主客屋生手婦科課局署室班係会店社校園院所達方側系職".contains(last))
}

/// Names that are words as well: who they are called by tells which. 星さん is somebody, お星さま is none.
fn word_name(run: &str, word: &str) -> bool {
    match run {
        "王" | "星" => ["さん", "先生", "くん", "君", "氏"].contains(&word),
        "花" | "雪" | "月" | "雛" | "園" => ["ちゃん", "くん", "君"].contains(&word),
        _ => false,
    }
}

fn blocked(run: &str, word: &str) -> bool {
    if ROLES.has(run) {
        return !word_name(run, word);
    }
    let last = run.chars().last().unwrap_or(' ');
    match word {
        "様" => length(run) == 1 && "多同模仕異有外一貴左今逆横縦各生死神仏王殿姫客皆奥何若".contains(last),
        "氏" => "彼摂華両同某各諸源平".contains(last) && length(run) == 1,
        "君" => length(run) == 1 && "主暴名細父姫諸若大母夫貴".contains(last),
        "殿" => length(run) == 1,
        "先生" | "医師" => length(run) == 1 && "各諸両大小老若男女恩".contains(last),
        _ => false,
    }
}

fn katakana_before(text: &Text, at: usize, word: &str) -> Option<(usize, bool)> {
    let start = run_start(text, at, 20, |char| is_katakana(char) || matches!(char, '・' | '='));
    let start = start + usize::from(matches!(text.at(start), Some('・' | '=')));
    let run = text.slice(start, at);
    if length(run) < 2 || katakana_role(run) {
        return None;
    }
    // 佐藤ユイちゃん
    let family = run_start(text, start, 5, namely);
    if family < start && (spelling::surname(text.slice(family, start))) && spelling::reading(run) {
        return Some((family, true));
    }
    let sure = run.contains('・')
        || spelling::reading(run)
        || spelling::surname_reading(run)
        || spelling::abroad(run)
        || spelling::splits(run)
            .any(|(family, own)| spelling::surname_reading(family) && spelling::reading(own) && length(own) >= 2);
    (sure || casual(word) && length(run) <= 8).then_some((start, sure && !theorist(run)))
}

/// Those whose theories are cited by surname only.
fn theorist(run: &str) -> bool {
    static KNOWN: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:ロジャーズ|ロジャース|ユング|フロイト|アドラー|エリクソン|ピアジェ|ボウルビィ|ウィニコット|\
            ビオン|コフート|クライン|フランクル|マズロー|ベック|エリス|パールズ|ヴィゴツキー|ショーン|コルブ|\
            ギブス|ジェンドリン|ベイトソン|スーパー)$",
        )
    });
    KNOWN.is_match(run)
}

/// An honorific for anyone, unlike a title.
pub fn casual(word: &str) -> bool {
    ["さん", "様", "さま", "くん", "君", "ちゃん", "ちゃま", "氏", "両氏", "両名"].contains(&word)
}

fn katakana_role(run: &str) -> bool {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "(?:クライエント|クライアント|ケアマネ|ケアマネジャー|ケアマネージャー|ワーカー|ヘルパー|スタッフ|\
            ナース|ドクター|カウンセラー|コーチ|メンバー|リーダー|サポーター|ボランティア|ママ|パパ|セラピスト|\
            バイザー|バイジー|パート|バイト|オーナー|マスター|マネージャー|マネジャー|ファシリテーター|\
            コーディネーター|ピア|デイ|ショート|ユーザー|フォロワー|ディレクター|ゲスト|ホスト|メーカー|\
            コンビニ|スーパー|タクシー|シェフ|ネコ|イヌ|クマ|ウサギ|ゾウ|サル|キツネ|タヌキ|ライオン|ドライバー|\
            トレーナー|インストラクター|アドバイザー|コンサルタント|パートナー|クラスメイト|クラスメート|\
            ルームメイト|チームメイト|モデル|アイドル|タレント|アナウンサー|ライター|デザイナー|エンジニア|\
            プログラマー|キャスト|ケースワーカー|オバ|オジ|ナニー)$",
        )
    });
    // サンタさん, パンダさん: somebody of a story, or an animal.
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:リハ|プロ|サンタ|サンタクロース|トナカイ|パンダ|コアラ|ペンギン|イルカ|クジラ|ヒツジ|ヤギ|ブタ|\
            ウシ|ウマ|カメ|カエル|リス|ネズミ|ヒヨコ|ハト|カラス|スズメ|アリ|ハチ|ワンコ|ニャンコ|ワン|ニャン|オニ|\
            カミ|ホトケ|オカミ|オヤジ|アニキ|シスター|サラリーマン|ホームレス|ロボット|アンパンマン|イケメン)$",
        )
    });
    ENDS.is_match(run) || WHOLE.is_match(run)
}
