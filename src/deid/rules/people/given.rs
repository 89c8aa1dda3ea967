//! Given names that stand alone: 翔太が笑った. Only those that mean nothing else.

use super::super::lists::{SURE, SURNAME_WORDS};
use super::spelling::{self, length};
use super::{Hit, Level, Text, closes, hit, namely};

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < text.chars.len() {
        let end = at + text.chars[at..].iter().take_while(|char| namely(**char)).count();
        let run = text.slice(at, end);
        if (2..=3).contains(&length(run))
            && SURE.has(run)
            && spelling::given(run)
            && !spelling::surname(run)
            && !counts(run)
            && alone(text, at, end)
        {
            hits.push(hit(Level::Block, at, end, ""));
        } else if let Some(name) = house(run).filter(|_| alone(text, at, end))
            && length(name) >= 2
            && spelling::surname(name)
            && !common_house(name)
        {
            hits.push(hit(Level::Block, at, end, ""));
        }
        at = end.max(at + 1);
    }
}

/// 平田家, 古川兄弟: the name before the word for those who bear it.
fn house(run: &str) -> Option<&str> {
    let several = |word: &str| run.strip_suffix(word).filter(|name| !SURNAME_WORDS.has(name));
    let one = run.strip_suffix(['家', '宅']);
    one.or_else(|| ["兄弟", "姉妹", "夫婦", "親子"].into_iter().find_map(several))
}

/// 二三の質問.
fn counts(run: &str) -> bool {
    run.chars().all(|char| "一二三四五六七八九十百千万".contains(char))
}

fn alone(text: &Text, start: usize, end: usize) -> bool {
    let opened =
        text.prev(start).is_none_or(|char| !char.is_ascii_alphanumeric() && !matches!(char, 'お' | 'ご' | 'ー' | '・'));
    opened && closes(text, end) && text.at(end) != Some('・')
}

/// Houses of history, and surnames that are words.
fn common_house(name: &str) -> bool {
    ["徳川", "豊臣", "織田", "藤原", "小説", "音楽", "本", "大", "天皇", "武田", "伊達", "島津", "毛利", "北条"]
        .contains(&name)
}
