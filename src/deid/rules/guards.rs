//! Whether an identifier is one where it stands: what touches it, what it counts, which label it has.
//! A guard may draw the ends of a match closer; none means that it is no identifier.

use std::sync::LazyLock;

use regex::Regex;

use super::Level;
use super::checksums::{digits, individual_number, insurer_number};
use super::name_start::across;
use super::patterns::regex;
use super::text::{Text, is_han, is_katakana};

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
            r"(?:注文|伝票|追跡|問い?合わ?せ|ミーティング|会議|(?i:zoom)|ウェビナー|商品|文書|論文|参考|整理券|抽選|製造|荷物|予約)(?:の)?\s?(?:番号|ID|No\.?|コード|ナンバー)|型番|品番|ISBN|ISSN|JAN|DOI",
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

/// Month and day exist.
fn real_day(text: &Text, start: usize, end: usize) -> bool {
    static PARTS: LazyLock<Regex> = LazyLock::new(|| regex(r"([0-9]{1,2})\s?(?:月|[./-])\s?([0-9]{1,2})日?$"));
    let Some(parts) = PARTS.captures_iter(text.slice(start, end)).last() else { return false };
    let number = |at: usize| parts[at].parse::<u32>().unwrap_or_default();
    (1..=12).contains(&number(1)) && (1..=31).contains(&number(2))
}

/// No digit touches it.
pub fn day_end(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    digit_free(text, *start, *end).then_some(Level::Block)
}

/// What goes on after 生 or 誕生 is another word: 生活, 生検, 誕生会.
fn other_word(text: &Text, end: usize) -> bool {
    const NEXT: &str = "活徒産物理成じきけか命涯計家育放演存身後地協検食い母父薬死卵魚花々態気前誕殖";
    const TAILS: &[&str] =
        &["保の", "保に", "保を", "保が", "保受", "の声", "の言葉", "の意見", "み", "中継", "配信", "野菜", "クリーム"];
    let next = text.at(end).unwrap_or(' ');
    let born = text.near_before(end, 2);
    if born == "誕生" {
        return "会パ祝席プ石花月".contains(next);
    }
    let after = text.after(end);
    let goes_on = NEXT.contains(next) || TAILS.iter().any(|tail| after.starts_with(tail));
    born.ends_with('生') && born != "出生" && goes_on
}

/// 「生まれた問い」, 「誕生した会」: what was made was born as well, but is nobody.
fn thing_born(after: &str) -> bool {
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:まれ|し)?(?:た|る)(?:問い|案|アイデア|アイディア|言葉|気づき|気付き|企画|活動|会(?:[^社員]|$)|団体|制度|法律|\
            つながり|繋がり|気持ち|思い|感情|関係|考え|取り組み|事業|対話)",
        )
    });
    THING.is_match(after)
}

/// 生 is not the beginning of 生活.
pub fn birth(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let touched = text.prev(*start).is_some_and(|char| char.is_ascii_alphanumeric());
    (!touched && !other_word(text, *end) && !thing_born(text.after(*end))).then_some(Level::Block)
}

/// Where and as whose child somebody was born stays; only the day goes.
pub fn birth_said(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    // 「交流会で生まれた問い」: what comes out of a talk is no child.
    static MADE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "(?:会|研修|話し合い|対話|場|授業|ワーク|議|企画|活動|震災|(?:やり取り|やりとり|話|関わり|葛藤|会|研修|\
            対話|活動)の中)で(?:生|産|誕)",
        )
    });
    static DAY: LazyLock<Regex> = LazyLock::new(|| regex("^{YMD}"));
    if MADE.is_match(text.slice(*start, *end)) {
        return None;
    }
    let length = DAY.find(text.slice(*start, *end)).map(|day| day.as_str().chars().count())?;
    *end = *start + length;
    birth(text, start, end)
}

/// A birthday without its year.
pub fn day_birth(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if text.slice(*start, *end).ends_with("まれ") {
        *end -= 2;
    }
    (digit_free(text, *start, *end) && !other_word(text, *end)).then_some(Level::Block)
}

/// A year of birth alone; with its month it is nearly the day.
pub fn year_birth(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let after = text.after(*end);
    let level = if text.slice(*start, *end).contains('月') { Level::Block } else { Level::Warn };
    (free(text, *start, *end) && !after.starts_with("の世代")).then_some(level)
}

/// The day exists, and it is no version.
pub fn date(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let version = matches!(text.at(*end), Some('.' | '-' | '/'));
    (free(text, *start, *end) && !version && real_day(text, *start, *end)).then_some(Level::Warn)
}

/// Of one person, not 90歳以上.
pub fn great_age(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if !digit_free(text, *start, *end) || text.prev(*start) == Some('.') {
        return None;
    }
    let general = ["以上", "以下", "未満", "まで", "時代", "を超える人口", "人口", "代"];
    let after = text.after(*end);
    let range = matches!(text.prev(*start), Some('-' | '~' | '〜'));
    Some(if range || general.iter().any(|word| after.starts_with(word)) { Level::Warn } else { Level::Block })
}

/// An age without 歳: only the number goes, and what is counted is no age.
pub fn age_said(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let digit = |at: usize| text.at(at).is_some_and(|char| char.is_ascii_digit());
    while *start < *end && !digit(*start) {
        *start += 1;
    }
    let number = *start + (*start..*end).take_while(|at| digit(*at)).count();
    *end = number + usize::from(matches!(text.at(number), Some('歳' | '才')));
    let counted =
        matches!(text.at(*end), Some('点' | '%' | '人' | '名' | '回' | '件' | '円' | '分' | '年' | '.' | '-'));
    (digit_free(text, *start, *end) && !counted && !measured(text, *start)).then_some(Level::Block)
}

/// 「九十を過ぎた」 goes as a whole; whose age it is stays.
pub fn age_passed(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    static PASSED: LazyLock<Regex> = LazyLock::new(|| {
        regex("^[0-9]+(?:を?[過す]ぎ|を(?:超|越|こ)え|にな)(?:ている|られる|られた|った|る|た|て|の)?")
    });
    let length = PASSED.find(text.slice(*start, *end)).map(|passed| passed.as_str().chars().count())?;
    *end = *start + length;
    (digit_free(text, *start, *end) && !measured(text, *start)).then_some(Level::Block)
}

/// A number of something else than years.
fn measured(text: &Text, start: usize) -> bool {
    static WHAT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "(?i)(?:SpO2|血圧|血糖|値|酸素|サチュレーション|LDL|HDL|HR|拡張期|収縮期|脈拍?|心拍|体重|身長|点数|\
            得点|スコア|体温|IQ|数)(?:が|は|も|で|の)?$|\
            (?:応募者?|参加者?|来場者?|登録者?|申込|申し込み|会員|利用|閲覧)(?:が|は|も)?$|\
            (?:延べ|のべ|テスト|試験|アンケート)(?:が|は|も|で)?$",
        )
    });
    WHAT.is_match(text.near_before(start, 10))
}

/// The feast of a great age is somebody's, unless it is only named.
pub fn long_life(text: &Text, _: &mut usize, end: &mut usize) -> Option<Level> {
    let somebody = ["を", "の", "に", "で", "だ", "と", "が"].iter().any(|next| text.after(*end).starts_with(next));
    Some(if somebody { Level::Block } else { Level::Warn })
}

/// No digit touches it.
pub fn age(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    (digit_free(text, *start, *end)).then_some(Level::Info)
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

/// 「〇〇駅」 with its name, and not 「最寄り駅」.
pub fn station(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    const COMMON: &[&str] = &[
        "最寄",
        "無人",
        "各",
        "隣",
        "同じ",
        "次",
        "始発",
        "終着",
        "乗換",
        "乗り換え",
        "この",
        "その",
        "あの",
        "どの",
        "前",
        "某",
        "近",
        "途中",
        "大きな",
        "地下鉄",
        "毎日",
        "今日",
        "降車",
        "乗車",
    ];
    let mut at = *end - 1;
    let script = text.prev(at).map(is_han);
    while at > *start && text.prev(at).map(is_han) == script && script == Some(true) {
        at -= 1;
    }
    if script == Some(false) {
        while at > *start && text.prev(at).is_some_and(is_katakana) {
            at -= 1;
        }
    }
    let at = across(text, at);
    let name = text.slice(at, *end - 1);
    if name.is_empty() || COMMON.iter().any(|word| name.ends_with(word) || text.before(*end - 1).ends_with(word)) {
        return None;
    }
    let goes_on = ["前で待ち合わせるのが", "員", "伝", "弁", "長"];
    if goes_on.iter().any(|next| text.after(*end).starts_with(next)) {
        return None;
    }
    *start = at;
    Some(Level::Warn)
}
