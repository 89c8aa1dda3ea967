//! Names after a word for kin or a label: 長男の翔太, 母・和子, 旧姓は田中.

use std::sync::LazyLock;

use regex::Regex;

use super::super::Instead;
use super::super::lists::{KANA_WORDS, SURE};
use super::super::patterns::regex;
use super::spelling::{self, length};
use super::{Hit, Level, Text, closes, hit, is_hiragana, is_katakana, namely};

static KIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(長男|長女|次男|次女|二男|二女|三男|三女|四男|四女|五男|末っ子|末娘|末息子|一人息子|一人娘|息子|娘|妻|夫|弟|妹|兄|姉|孫|母親|父親|母|父|祖母|祖父|伯父|伯母|叔父|叔母|甥|姪|従兄|従姉|従弟|従妹|いとこ|婚約者|恋人|彼氏|彼女|元夫|元妻|内縁の夫|内縁の妻|友人|親友|友達|友だち|同級生|クラスメイト|クラスメート|先輩|後輩|同僚|上司|部下|里子|双子|子ども|子|長兄|次兄|長姉|次姉|実母|実父|義母|義父|養母|養父|義兄|義姉|義弟|義妹|飼い主|担任|主治医|患者|利用者|相談者|本人|当事者)(さん|くん|ちゃん)?(?:の|・|、|は|である|にあたる|:|\s|\(|「|=)",
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
        let (Some(whole), Some(word)) = (parts.get(0), parts.get(1)) else { continue };
        let start = text.place(whole.end());
        let loose = whole.as_str().ends_with(['は', ' ']);
        let surname = if relative(word.as_str()) { None } else { surname_after(text, start) };
        if let Some(end) = name_after(text, start, loose).or(surname) {
            let mut found = hit(Level::Block, start, end, "");
            if relative(word.as_str()) {
                found.instead = Instead::Said(word.as_str().to_owned());
            }
            hits.push(found);
        }
    }
    for label in LABEL.find_iter(&text.line) {
        let start = text.place(label.end());
        if let Some(end) = name_after(text, start, false).or_else(|| surname_after(text, start)) {
            hits.push(hit(Level::Block, start, end, ""));
        }
    }
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
    if end > start {
        // 長女さくら stands in kanji and kana: 美く.
        let name = text.slice(start, end);
        let known = match length(name) {
            1 => spelling::given(name) && !loose,
            2 | 3 => spelling::given(name) && (!loose || SURE.has(name)),
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

/// After a hiragana name: a particle that is none of the name.
fn plain_close(text: &Text, end: usize) -> bool {
    closes(text, end) && !text.after(end).starts_with("はず")
}

/// 旧姓は田中.
fn surname_after(text: &Text, start: usize) -> Option<usize> {
    let end = start + text.chars[start..].iter().take(6).take_while(|char| namely(**char)).count();
    (end > start + 1 && spelling::surname(text.slice(start, end)) && closes(text, end)).then_some(end)
}
