//! Names after a word for kin or a label: 長男の翔太, 母・和子, 旧姓は田中.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Instead;
use super::super::lists::{KANA_WORDS, SURE, hiragana};
use super::super::patterns::regex;
use super::spelling::{self, length};
use super::{Hit, Level, Text, closes, hit, is_han, is_hiragana, is_katakana, namely};

static KIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(長男|長女|次男|次女|二男|二女|三男|三女|四男|四女|五男|末っ子|末娘|末息子|一人息子|一人娘|息子|娘|妻|夫|弟|妹|兄|姉|孫|母親|父親|母|父|祖母|祖父|伯父|伯母|叔父|叔母|甥|姪|従兄|従姉|従弟|従妹|いとこ|婚約者|恋人|彼氏|彼女|元夫|元妻|内縁の夫|内縁の妻|友人|親友|友達|友だち|同級生|クラスメイト|クラスメート|先輩|後輩|同僚|上司|部下|里子|双子|子ども|子|長兄|次兄|長姉|次姉|実母|実父|義母|義父|養母|養父|義兄|義姉|義弟|義妹|飼い主|担任|主治医|患者|利用者|相談者|本人|当事者)(さん|くん|ちゃん)?(の|・|、|は|である|にあたる|:|\s|\(|「|=|)",
    )
});

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:氏名|本名|実名|お?名前|姓名|フルネーム|旧姓|通称|愛称|ニックネーム|あだ名|呼び名|ペンネーム|名字|苗字|姓)(?:は|が|の|も|:|\s|「|『|=|、)*",
    )
});

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    for parts in KIN.captures_iter(&text.line) {
        let (Some(whole), Some(word), Some(between)) = (parts.get(0), parts.get(1), parts.get(3)) else { continue };
        let start = text.place(whole.end());
        if between.is_empty() {
            let alone =
                !text.prev(text.place(whole.start())).is_some_and(|char| is_han(char) && !"曾曽亡故".contains(char));
            let end = if alone && parts.get(2).is_none() { name_touching(text, start, word.as_str()) } else { None };
            if let Some(end) = end {
                hits.push(called(Level::Block, start, end, word.as_str()));
            }
            continue;
        }
        // 長女はるかが: は may be the beginning of the name.
        if between.as_str() == "は"
            && let Some(end) = child(word.as_str()).then(|| kana_touching(text, start - 1)).flatten()
        {
            hits.push(called(Level::Block, start - 1, end, word.as_str()));
            continue;
        }
        let loose = whole.as_str().ends_with(['は', ' ']);
        let surname = if relative(word.as_str()) { None } else { surname_after(text, start) };
        if let Some(end) = name_after(text, start, loose).or(surname) {
            hits.push(called(Level::Block, start, end, word.as_str()));
        }
    }
    for label in LABEL.find_iter(&text.line) {
        let start = text.place(label.end());
        if let Some(end) = name_after(text, start, false).or_else(|| surname_after(text, start)) {
            hits.push(hit(Level::Block, start, end, ""));
        }
    }
}

/// A hit that the word for kin can stand for.
fn called(level: Level, start: usize, end: usize, word: &str) -> Hit {
    let mut found = hit(level, start, end, "");
    if relative(word) {
        found.instead = Instead::Said(word.to_owned());
    }
    found
}

/// Where a name ends that begins right behind a word for kin: 次女さくら, 父浩二, 兄タケシ; or behind 同僚: 同僚木村.
fn name_touching(text: &Text, start: usize, word: &str) -> Option<usize> {
    if !relative(word) {
        return if matches!(word, "同僚" | "上司" | "部下" | "先輩" | "後輩" | "友人" | "親友" | "同級生")
        {
            surname_after(text, start)
        } else {
            None
        };
    }
    let run =
        |fits: fn(char) -> bool| start + text.chars[start..].iter().take(8).take_while(|char| fits(**char)).count();
    let end = run(namely);
    if end > start && text.at(start).is_some_and(is_han) {
        let name = text.slice(start, end);
        let sure = SURE.has(name) || spelling::given(name) && name_like(name);
        return ((2..=3).contains(&length(name)) && sure && closes(text, end)).then_some(end);
    }
    let end = run(is_katakana);
    if end > start {
        let name = text.slice(start, end);
        let known = length(name) >= 2 && spelling::reading(name) && !KANA_WORDS.has(&hiragana(name));
        return (known && closes(text, end)).then_some(end);
    }
    // 母にこの話を: only behind a word for children may a short run of speech be a name.
    let first = text.at(start).is_some_and(|char| "がにをもとではへのかやよねな".contains(char));
    if child(word) || !first { kana_touching(text, start) } else { None }
}

/// Where a hiragana name of three and more ends that begins there; a particle that is none of it follows.
fn kana_touching(text: &Text, start: usize) -> Option<usize> {
    let most = start + text.chars[start..].iter().take(5).take_while(|char| is_hiragana(**char)).count();
    (start + 3..=most).rev().find(|end| {
        let (name, after) = (text.slice(start, *end), text.after(*end));
        let closed = ["は", "が", "の", "を", "に", "と", "も", "へ", "、", "。", "」", ")", "("];
        let follows = after.is_empty() || closed.iter().any(|mark| after.starts_with(mark));
        // 長男はるかに背が高い, 妻はじめ、家族みんな
        let adverb = match name {
            "はるか" | "はつね" | "はいか" => after.starts_with('に'),
            "はなお" => after.starts_with(['も', '、']),
            "はじめ" => after.starts_with(['、', 'は', 'と']),
            "はまえ" => after.starts_with(['に', 'は', 'も', 'の']),
            _ => name == "はない",
        };
        follows && !adverb && spelling::reading(name) && !KANA_WORDS.has(name)
    })
}

/// A child of somebody, or who is as close: behind such a word a name is likelier than speech.
fn child(word: &str) -> bool {
    matches!(word.chars().last(), Some('男' | '女' | '娘')) && word != "彼女"
        || matches!(word, "息子" | "末っ子" | "末息子" | "一人息子" | "妻" | "孫")
}

/// A kanji name whose end hardly any word has.
fn name_like(name: &str) -> bool {
    name.chars().last().is_some_and(|last| "子美郎香恵菜彦雄奈穂佳莉".contains(last))
}

/// What a person is to another can stand for their name; a friend or a client gets a letter.
fn relative(word: &str) -> bool {
    "男女娘子妻夫弟妹兄姉孫親母父甥姪".contains(word.chars().last().unwrap_or(' '))
        && !matches!(word, "子" | "里子" | "双子" | "彼女")
}

/// Where a given name that begins here ends.
fn name_after(text: &Text, start: usize, loose: bool) -> Option<usize> {
    let run =
        |fits: fn(char) -> bool| start + text.chars[start..].iter().take(8).take_while(|char| fits(**char)).count();
    let end = run(namely);
    if end > start && text.at(start).is_some_and(is_han) {
        // 長女さくら stands in kanji and kana: 美く.
        let name = text.slice(start, end);
        let known = match length(name) {
            1 => spelling::given(name) && !loose,
            2 | 3 => spelling::given(name) && (!loose || SURE.has(name) || name_like(name) && stops(text, end)),
            _ => false,
        };
        return (known && closes(text, end) && !text.after(end).starts_with("のよう")).then_some(end);
    }
    let end = run(is_katakana);
    if end > start {
        let name = text.slice(start, end);
        let known = length(name) >= 2 && (spelling::reading(name) || spelling::abroad(name));
        return (known && closes(text, end)).then_some(end);
    }
    let most = run(is_hiragana).min(start + 5);
    (start + 2..=most).rev().find(|end| {
        let name = text.slice(start, *end);
        spelling::reading(name) && !KANA_WORDS.has(name) && plain_close(text, *end) && !loose
    })
}

/// The clause ends there, or says that this is the name: 母は恵子、父は……; but 妹は調子が悪い.
fn stops(text: &Text, end: usize) -> bool {
    let after = text.after(end);
    after.is_empty()
        || ["、", "。", "」", ")", "・", "で、", "という", "といい", "です"].iter().any(|next| after.starts_with(next))
}

/// After a hiragana name: a particle that is none of the name.
fn plain_close(text: &Text, end: usize) -> bool {
    closes(text, end) && !text.after(end).starts_with("はず")
}

/// 旧姓は田中.
fn surname_after(text: &Text, start: usize) -> Option<usize> {
    let end = start + text.chars[start..].iter().take(6).take_while(|char| namely(**char)).count();
    (end > start + 1 && spelling::surname(text.slice(start, end)) && closes(text, end)).then_some(end)
}
