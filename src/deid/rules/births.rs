//! Days on which somebody was born; and who or what it was.

use std::sync::LazyLock;

use regex::Regex;

use super::Level;
use super::guards::{digit_free, free};
use super::patterns::regex;
use super::text::Text;

/// What comes to be and is nobody, and no place where one is born either. No name ends like that.
const THING: &str = "(?:会|団体|法人|連盟|連合|組合|財団|法|法律|制度|条例|憲章|規程|規則|条約|宣言|協定|資格|事業|事業所|拠点|\
    居場所|サロン|カフェ|教室|講座|ゼミ|プログラム|プロジェクト|サービス|企画|活動|運動|取り組み|取組|仕組み|しくみ|チーム|\
    グループ|サークル|クラブ|ネットワーク|NPO|窓口|支部|部署|部門|会社|企業|言葉|用語|概念|理論|技法|療法|考え|考え方|問い|案|\
    アイデア|アイディア|気づき|気付き|つながり|繋がり|気持ち|思い|感情|関係性|人間関係|対話|文化|習慣|伝統|計画|方針|指針|\
    ガイドライン|マニュアル|冊子|作品|絵本|物語|サイト|ページ|アプリ|システム|商品|ブランド|キャラクター|ロボット|記念日|政権|\
    内閣|雑誌|会報|ルール|約束|目標|番組|庁|デー)";

/// What is founded as well; but 「生まれた病院」 is where somebody was born.
const SITE: &str = "(?:施設|センター|学校|大学|学部|学科|病院|クリニック|病棟|ホーム|ステーション|保育園|幼稚園|こども園|学園|\
    公園|図書館|犬|猫|(?:この|新しい|当|同)(?:市|町|村|区|県|国|駅|店|課|係|歌|曲|本))";

fn with_things(pattern: &str) -> Regex {
    regex(&pattern.replace("{SITE}", SITE).replace("{THING}", THING))
}

/// 「この会は」, 「制度の」: what was born stands there; the year of the day may stand between.
fn thing_before(before: &str) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        with_things(r"(?:{THING}|{SITE})(?:は|が|も|の)(?:、|今から|ちょうど|まさに)?(?:[^\s、。は]{1,4}[年./-])?$")
    });
    BEFORE.is_match(before)
}

/// 「団体の記録」, 「小さなサロンが」; but 「会の利用者」 is somebody. What is founded counts only with `founded`.
fn thing_ahead(noun: &str, founded: bool) -> bool {
    const AHEAD: &str = r"^(?:新しい|新たな|小さな|大きな|最初の|私たちの|わたしたちの|この|その|あの|うちの|地域の|見守りの|語らいの|親の|家族の|当事者の|遺族の|仲間の)?[\p{Han}\p{Katakana}ーA-Za-z・]{0,8}?(?:{THING}{SITE})(?:$|[はがをにとでもへやだ、。」),.!?・\s]|から|まで|より|らし|の)";
    static MADE: LazyLock<Regex> = LazyLock::new(|| with_things(&AHEAD.replace("{SITE}", "")));
    static FOUNDED: LazyLock<Regex> = LazyLock::new(|| with_things(&AHEAD.replace("{SITE}", "|{SITE}")));
    static SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:子|人|方|女|男|娘|息|利用|会員|代表|職員|社員|店員|部員|役員|理事|生徒|児童|患者|者|母|父|祖|兄|弟|姉|妹|孫|妻|夫|主|長|先生|友|仲間|メンバー|スタッフ|[\p{Han}\p{Katakana}ーA-Z]{1,6}(?:さん|君|くん|ちゃん|様|氏))",
        )
    });
    let things = if founded { &FOUNDED } else { &MADE };
    let Some(found) = things.find(noun) else { return false };
    !found.as_str().ends_with('の') || !SOMEBODY.is_match(&noun[found.end()..])
}

/// What was born is nobody: 「生まれた問い」 says so behind the verb, 「会は…に生まれた。」 before the day. `after` goes
/// on with まれ or with what follows it.
fn thing_born(text: &Text, start: usize, after: &str, founded: bool) -> bool {
    static TENSE: LazyLock<Regex> = LazyLock::new(|| regex("^(?:まれ|し)?(?:た|る|の)"));
    // The sentence ends there, or speaks of the birth itself.
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:$|[。、」),.!?\s]|と|の(?:で|は|が|だ|を|も)|から|ため|が|けど|けれど|こと|ばかり|そう|らし|よう|ん[だで]|です|だ|か|ね|よ)",
        )
    });
    match TENSE.find(after).map(|verb| &after[verb.end()..]) {
        Some(noun) if !ENDS.is_match(noun) => thing_ahead(noun, founded),
        _ => thing_before(text.near_before(start, 20)),
    }
}

/// Month and day exist.
fn real_day(text: &Text, start: usize, end: usize) -> bool {
    static PARTS: LazyLock<Regex> = LazyLock::new(|| regex(r"([0-9]{1,2})\s?(?:月|[./-])\s?([0-9]{1,2})日?$"));
    let Some(parts) = PARTS.captures_iter(text.slice(start, end)).last() else { return false };
    let number = |at: usize| parts[at].parse::<u32>().unwrap_or_default();
    (1..=12).contains(&number(1)) && (1..=31).contains(&number(2))
}

/// No digit touches it, and it is the day of somebody: 「生まれたのは…の会」 is not.
pub fn day_end(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    (digit_free(text, *start, *end) && !thing_called(text, *start, *end)).then_some(Level::Block)
}

/// The word for birth stands before the day, and it is a thing's.
fn thing_called(text: &Text, start: usize, end: usize) -> bool {
    let words = text.slice(start, end);
    if !["誕生", "生まれ"].iter().any(|label| words.starts_with(label)) {
        return false;
    }
    let before = text.near_before(start, 20);
    if thing_before(before) {
        return true;
    }
    let somebody = before.trim_end_matches('、').ends_with(['は', 'が', 'も', 'の']);
    let ahead = text.after(end).strip_prefix('の');
    !somebody && ahead.is_some_and(|noun| thing_ahead(noun, words.starts_with('誕')))
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

/// 生 is not the beginning of 生活.
pub fn birth(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let founded = text.near_before(*end, 3).contains("誕生");
    let thing = thing_born(text, *start, text.after(*end), founded);
    (!touched(text, *start) && !other_word(text, *end) && !thing).then_some(Level::Block)
}

fn touched(text: &Text, start: usize) -> bool {
    text.prev(start).is_some_and(|char| char.is_ascii_alphanumeric())
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
    // 「地域で生まれた居場所」; but 「娘が生まれた気持ち」
    static PLACE: LazyLock<Regex> = LazyLock::new(|| regex("で(?:生まれ|産まれ|誕生し)$"));
    let words = text.slice(*start, *end);
    let thing = PLACE.is_match(words) && thing_born(text, *start, text.after(*end), words.contains("誕生"));
    if MADE.is_match(words) || thing {
        return None;
    }
    let length = DAY.find(words).map(|day| day.as_str().chars().count())?;
    *end = *start + length;
    (!touched(text, *start) && digit_free(text, *start, *end)).then_some(Level::Block)
}

/// A birthday without its year.
pub fn day_birth(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if text.slice(*start, *end).ends_with("まれ") {
        *end -= 2;
    }
    let thing = thing_born(text, *start, text.after(*end), text.near_before(*end, 3).contains("誕生"));
    (digit_free(text, *start, *end) && !other_word(text, *end) && !thing).then_some(Level::Block)
}

/// A year of birth alone; with its month it is nearly the day.
pub fn year_birth(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let after = text.after(*end);
    let level = if text.slice(*start, *end).contains('月') { Level::Block } else { Level::Warn };
    let somebody = !after.starts_with("の世代") && !thing_born(text, *start, after, false);
    (free(text, *start, *end) && somebody).then_some(level)
}

/// The day exists, and it is no version.
pub fn date(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    let version = matches!(text.at(*end), Some('.' | '-' | '/'));
    (free(text, *start, *end) && !version && real_day(text, *start, *end)).then_some(Level::Warn)
}
