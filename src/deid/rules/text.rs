//! A text in the shape the rules read, that remembers where each character came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Old and variant shapes of kanji in names, each before the shape the lists use.
const VARIANTS: &str = "髙高﨑崎邊辺邉辺齋斉齊斉斎斉濵浜濱浜澤沢廣広嶋島嶌島國国眞真櫻桜瀧滝龍竜藪薮穗穂惠恵榮栄壽寿\
    德徳增増曾曽會会寬寛禮礼祐祐淺浅關関瀨瀬槇槙渕淵冨富圓円應応條条萬万與与藝芸靜静鷗鴎鷲鷲";

const HYPHENS: [char; 13] = [
    '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2043}', '\u{2212}', '\u{2500}',
    '\u{2501}', '\u{2796}', '\u{30A0}', '\u{30FC}',
];

/// A normalised text. Rules work on its characters; `origin` leads back to the text as it was written.
pub struct Text {
    /// All of it, for patterns.
    pub line: String,
    /// The same, character by character.
    pub chars: Vec<char>,
    bytes: Vec<usize>,
    origins: Vec<(usize, usize)>,
}

impl Text {
    /// Normalises: compatible forms become one, dashes in numbers become `-`, variant kanji and written-out numbers
    /// get the usual shape.
    pub fn new(original: &str) -> Text {
        let mut cells = compose(original);
        for cell in &mut cells {
            cell.0 = plain_kanji(cell.0);
        }
        fold_hyphens(&mut cells);
        let mut cells = fold_numerals(&cells);
        fold_figures(&mut cells);
        // A dash before a number that was written out stands in a number, too.
        fold_hyphens(&mut cells);
        let chars: Vec<char> = cells.iter().map(|cell| cell.0).collect();
        let line: String = chars.iter().collect();
        let bytes = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        let origins = cells.iter().map(|cell| (cell.1, cell.2)).collect();
        Text { line, chars, bytes, origins }
    }

    /// Which character begins at that byte of `line`.
    pub fn place(&self, byte: usize) -> usize {
        self.bytes.partition_point(|at| *at < byte)
    }

    /// The characters from `start` to before `end`.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        &self.line[self.bytes[start]..self.bytes[end]]
    }

    /// What follows from that character on.
    pub fn after(&self, at: usize) -> &str {
        &self.line[self.bytes[at.min(self.chars.len())]..]
    }

    /// What stands before that character.
    pub fn before(&self, at: usize) -> &str {
        &self.line[..self.bytes[at]]
    }

    /// At most `n` characters before that one.
    pub fn near_before(&self, at: usize, n: usize) -> &str {
        self.slice(at.saturating_sub(n), at)
    }

    /// The character there, if any.
    pub fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The one before.
    pub fn prev(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|at| self.at(at))
    }

    /// Where these characters stand in the original, in Unicode scalars. The range is not empty.
    pub fn origin(&self, start: usize, end: usize) -> (usize, usize) {
        (self.origins[start].0, self.origins[end - 1].1)
    }
}

/// A character with the original scalars it came from.
type Cell = (char, usize, usize);

/// NFKC, one character with its marks at a time.
fn compose(original: &str) -> Vec<Cell> {
    let scalars: Vec<char> = original.chars().collect();
    let mut cells = Vec::with_capacity(scalars.len());
    let mut start = 0;
    while start < scalars.len() {
        let mut end = start + 1;
        while end < scalars.len() && is_mark(scalars[end]) {
            end += 1;
        }
        let cluster = scalars[start..end].iter().collect::<String>();
        cells.extend(cluster.nfkc().map(|char| (char, start, end)));
        start = end;
    }
    cells
}

/// Joins the character before it; the half-width voicing marks of katakana do, too.
fn is_mark(char: char) -> bool {
    is_combining_mark(char) || matches!(char, '\u{FF9E}' | '\u{FF9F}')
}

/// The usual shape of a kanji.
fn plain_kanji(char: char) -> char {
    if !is_han(char) {
        return char;
    }
    let mut pairs = VARIANTS.chars();
    while let (Some(old), Some(usual)) = (pairs.next(), pairs.next()) {
        if old == char {
            return usual;
        }
    }
    char
}

/// Dashes of every kind become `-` between ASCII letters and digits; メール and コーヒー stay whole.
fn fold_hyphens(cells: &mut [Cell]) {
    for at in 1..cells.len().saturating_sub(1) {
        if HYPHENS.contains(&cells[at].0)
            && cells[at - 1].0.is_ascii_alphanumeric()
            && cells[at + 1].0.is_ascii_alphanumeric()
        {
            cells[at].0 = '-';
        }
    }
}

/// Numbers written in kanji become digits where a date, an age or an address needs them.
fn fold_numerals(cells: &[Cell]) -> Vec<Cell> {
    let mut folded: Vec<Cell> = Vec::with_capacity(cells.len());
    let mut at = 0;
    while at < cells.len() {
        let end = at + cells[at..].iter().take_while(|cell| numeral(cell.0).is_some()).count();
        if end == at {
            folded.push(cells[at]);
            at += 1;
            continue;
        }
        let run: Vec<char> = cells[at..end].iter().map(|cell| cell.0).collect();
        let before = folded.last().map(|cell| cell.0);
        let after: String = cells[end..].iter().take(2).map(|cell| cell.0).collect();
        match (counted(before, &after) || aged(&folded)).then(|| value(&run)).flatten() {
            Some(number) => {
                let (start, stop) = (cells[at].1, cells[end - 1].2);
                folded.extend(number.chars().map(|digit| (digit, start, stop)));
            }
            None => folded.extend(&cells[at..end]),
        }
        at = end;
    }
    folded
}

/// Whether a numeral between these is a count, and not part of a name (三日月, 四日市, 一条さん).
fn counted(before: Option<char>, after: &str) -> bool {
    if before.is_some_and(|char| char.is_ascii_digit()) {
        return false;
    }
    let mut next = after.chars();
    match next.next() {
        Some('年' | '歳' | '才') => true,
        Some('月') => {
            before == Some('年') || next.next().is_some_and(|char| numeral(char).is_some() || char.is_ascii_digit())
        }
        Some('日') => before == Some('月'),
        Some('丁') => next.next() == Some('目'),
        Some('番') => matches!(next.next(), Some('地')),
        Some('号') => before == Some('第'),
        // 九十を過ぎた, 九十過ぎ, 九十三になる; but 浩二になりたい
        Some('を' | '過' | 'に') if before.is_some_and(|char| is_han(char) && !"齢今在".contains(char)) => false,
        Some('を') => matches!(next.next(), Some('過' | 'す' | '超' | '越')),
        Some('過') => next.next() == Some('ぎ'),
        Some('に') => next.next() == Some('な'),
        Some('条') => matches!(before, Some('北' | '南')) && matches!(next.next(), Some('東' | '西')),
        _ => false,
    }
}

/// What stands there leads in an age: 享年九十五, 御年九十五.
fn aged(before: &[Cell]) -> bool {
    let [.., first, last] = before else { return false };
    matches!((first.0, last.0), ('享' | '行' | '御', '年'))
}

/// Figures written one by one in kanji become digits: 〇九〇-一二三四-五六七八. 〇〇〇-〇〇〇〇 stands for what was left
/// out and stays.
fn fold_figures(cells: &mut [Cell]) {
    let mut at = 0;
    while at < cells.len() {
        let Some(first) = figure(cells[at].0) else {
            at += 1;
            continue;
        };
        let (mut end, mut figures) = (at + 1, vec![first]);
        let mut next = end;
        while next < cells.len() && next - end <= 3 {
            if let Some(digit) = figure(cells[next].0) {
                figures.push(digit);
                end = next + 1;
            } else if !HYPHENS.contains(&cells[next].0) && !"- ・()".contains(cells[next].0) {
                break;
            }
            next += 1;
        }
        let written = cells[at..end].iter().filter(|cell| cell.0.is_ascii_digit()).count();
        if number_of_figures(&cells[..at], &figures, written, cells.get(end).map(|cell| cell.0)) {
            for cell in &mut cells[at..end] {
                if let Some(digit) = figure(cell.0).and_then(|digit| char::from_digit(digit, 10)) {
                    cell.0 = digit;
                }
            }
        }
        at = end;
    }
}

/// Whether these figures are a telephone number, an Individual Number, or what the word before them calls a number;
/// `written` of them are digits already. 「090…一つだけ」 is a number and a word.
fn number_of_figures(before: &[Cell], figures: &[u32], written: usize, after: Option<char>) -> bool {
    let large = |char: char| "十百千万億".contains(char);
    if before.last().is_some_and(|cell| large(cell.0)) || after.is_some_and(large) {
        return false;
    }
    let counted = figures.iter().filter(|figure| **figure != 0).count();
    let phone = (10..=11).contains(&figures.len()) && figures[0] == 0 && figures[1] != 0;
    if (phone || figures.len() == 12) && counted >= 3 {
        return written < 10;
    }
    let near: String = before[before.len().saturating_sub(4)..].iter().map(|cell| cell.0).collect();
    let called = ["番号", "〒", "No", "ID"].iter().any(|word| near.contains(word));
    called && written == 0 && figures.len() >= 4 && counted >= 2
}

/// A digit, in kanji or not. Whoever finds no 〇 writes a circle.
fn figure(char: char) -> Option<u32> {
    match char {
        '○' | '◯' => Some(0),
        _ => char.to_digit(10).or_else(|| numeral(char).filter(|number| *number < 10)),
    }
}

fn numeral(char: char) -> Option<u32> {
    Some(match char {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

/// 二十三 and 二三 are both 23. 〇〇 stands for what was left out and stays.
fn value(run: &[char]) -> Option<String> {
    let numbers: Vec<u32> = run.iter().filter_map(|char| numeral(*char)).collect();
    if run.len() > 6 || numbers.iter().all(|number| *number == 0) {
        return None;
    }
    if numbers.iter().all(|number| *number < 10) {
        return Some(numbers.iter().map(u32::to_string).collect());
    }
    let (mut sum, mut last) = (0_u32, None);
    for number in numbers {
        if number < 10 {
            if last.is_some() {
                return None;
            }
            last = Some(number);
        } else {
            sum += last.take().unwrap_or(1) * number;
        }
    }
    Some((sum + last.unwrap_or(0)).to_string())
}

/// Whether it is a kanji, as names and places use them.
pub fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〆')
}

/// Whether it is katakana, with the mark for long vowels.
pub fn is_katakana(char: char) -> bool {
    matches!(char, '\u{30A1}'..='\u{30FA}' | 'ー')
}

/// Whether it is hiragana, with the mark for long vowels.
pub fn is_hiragana(char: char) -> bool {
    matches!(char, '\u{3041}'..='\u{3096}' | 'ー' | 'ゝ')
}
