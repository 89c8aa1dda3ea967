//! Identifiers with a shape of their own: numbers, addresses of the net, dates.

use std::sync::LazyLock;

use regex::Regex;

use super::ages::{age, age_passed, age_said, great_age, long_life};
use super::births::{birth, birth_said, date, day_birth, day_end, year_birth};
use super::guards::{
    account, bare_postal, bare_web, block, card, class, digits_end, handle, handle_end, initials, initials_spoken,
    insurer, labelled, mention, my_number, number_of_someone, of_a_car, on_a_list, record_id, seven_digits, web,
    word_free,
};
use super::phones::{number_alone, phone, phone_abroad, spelled};
use super::places::station;
use super::text::Text;
use super::{Hit, Instead, Kind, Level};

/// Looks at a match where it stands: how much it weighs, if anything. It may draw its ends closer.
type Guard = fn(&Text, &mut usize, &mut usize) -> Option<Level>;

struct Pattern {
    kind: Kind,
    regex: Regex,
    guard: Guard,
}

/// Every kind of dash.
pub const HY: &str = r"[-\u{2010}-\u{2015}\u{2043}\u{2212}\u{2500}\u{2501}\u{2796}\u{30A0}\u{30FC}]";
/// What stands between the groups of a telephone number.
const GAP: &str = r"(?:{HY}|\s|[().·‧•∙・/])";
/// The 47 prefectures.
pub const PREF: &str = "(?:北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|\
    新潟県|富山県|石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|\
    鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県)";
const YMD: &str = r"(?:(?:19|20)[0-9]{2}|(?:明治|大正|昭和|平成|令和|[明大昭平令]|[HMRST])\s?(?:元|[0-9]{1,2}))(?:\s?{BOTH}\s?)?\s?(?:年(?:\s?(?:{BOTH}|[/・=][^\s、。]{2,6}年))?の?|[./-])\s?[0-9]{1,2}\s?(?:月|[./-])\s?[0-9]{1,2}(?:\s?日)?";
/// A year once more, by the other calendar.
const BOTH: &str = r"[(〈<\[][^()〈〉<>\[\]、。]{1,8}[)〉>\]]";
/// Words that join a label and its value: 「は」「：」, blanks.
const IS: &str = r"(?:\s|:|;|=|#|は|が|の|・|、|「|『|\(|\[|→|…)*";

/// Whose great age it may be.
const PEOPLE: &str =
    "(?:お?(?:ばあ|じい)|おば|おじ|祖|曾|曽|母|父|姑|舅|義|夫|妻|女性|男性|高齢|老|身内|患者|利用者|ご?本人)";

/// A regex with `{HY}`, `{PREF}`, `{YMD}`, `{IS}` and the like filled in.
pub fn regex(pattern: &str) -> Regex {
    // What is made of others comes before them.
    let parts =
        [("{YMD}", YMD), ("{BOTH}", BOTH), ("{GAP}", GAP), ("{PEOPLE}", PEOPLE), ("{HY}", HY), ("{PREF}", PREF)];
    let filled = parts.into_iter().fold(pattern.replace("{IS}", IS), |filled, (mark, part)| filled.replace(mark, part));
    Regex::new(&filled).expect("every pattern compiles: a test runs them all")
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    use Kind::*;
    let rows: [(Kind, &str, Guard); 71] = [
        (
            Email,
            r"[A-Za-z0-9._%+-]+\s?(?:@|\(at\)|\[at\]|\(アット\)|アットマーク)\s?[A-Za-z0-9-]+(?:(?:\.|\s?(?:\[dot\]|\(dot\)|ドット)\s?)[A-Za-z0-9-]+)*(?:\.|\s?(?:\[dot\]|\(dot\)|ドット)\s?)[A-Za-z]{2,}",
            block,
        ),
        (Url, r"(?i:https?|hxxps?|ftp)://[!-~]+", web),
        (Url, r"(?i:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?:/[!-~]*)?", bare_web),
        (
            Url,
            r"(?i:[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|jp|net|org|info|biz|io|me|tv|blog|page|site|app|dev|ai|co|be|ly|gg|to|cc|gl|gd|im|ee|fm|la|link|xyz|online|shop|store|cloud|tokyo|osaka|work|space|fun|live|life|club|news|wiki|edu|gov|us|uk|de|fr|it|es|nl|ch|ru|cn|kr|tw|hk|sg|th|vn|au|nz|ca|br|eu|asia|moe|art|world|one|ws|vc|mobi))/[!-~]{2,}",
            bare_web,
        ),
        (Url, r"[A-Z0-9-]+(?:\.[A-Z0-9-]+)*\.(?:JP|COM|ORG)", bare_web),
        (
            Url,
            r"(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|jp|net|org|info|io|me|tv|blog|page|site|app)(?:/[!-~]*)?",
            bare_web,
        ),
        (Postal, r"〒[\s:]{0,2}[0-9]{3}\s{0,2}(?:{HY}|の)?\s{0,2}[0-9]{4}", block),
        (Postal, r"郵便番号{IS}〒?\s?[0-9]{3}\s{0,2}(?:{HY}|の)?\s{0,2}[0-9]{4}", digits_end),
        (Postal, r"[0-9]{3}{HY}[0-9]{4}", bare_postal),
        (
            Phone,
            r"(?:\+81|\(\+81\))[-\s]?(?:\(0\))?[1-9][0-9]{0,3}(?:{HY}|\s|\(|\)|\.){0,2}[0-9]{1,4}(?:{HY}|\s|\)|\.)?[0-9]{3,4}",
            phone_abroad,
        ),
        (Phone, r"\(?0[0-9]{1,4}{GAP}{1,3}[0-9]{1,4}{GAP}{1,3}[0-9]{3,4}", phone),
        // 090の0000の1234, 080、0000、1234: only a mobile number is known by its groups alone.
        (Phone, r"\(?0[5789]0(?:{GAP}|[の、,_:~〜一→]){1,3}[0-9]{4}(?:{GAP}|[の、,_:~〜一→]){1,3}[0-9]{4}", phone),
        (Phone, r"0[5789]0{GAP}[0-9]{4}{GAP}[0-9]{2}{GAP}[0-9]{2}", phone),
        (Phone, r"0\s[5789]\s0(?:\s[0-9]){8}", phone),
        (
            Phone,
            r"(?:ゼロ|レイ|マル)(?:(?:{GAP}|[の、,])*(?:ゼロ|レイ|マル|イチ|ニ|サン|ヨン|ゴ|ロク|ナナ|シチ|ハチ|キュウ|キュー|[0-9])){9,10}",
            spelled,
        ),
        (Phone, r"\(?0[0-9]{1,4}(?:\)|{HY}|\s)\s?[0-9]{6,8}", phone),
        (Phone, r"0[5789]0[0-9]{8}", phone),
        (Phone, r"0(?:120|800|570)[0-9]{6,7}", phone),
        (Phone, r"0[1-9][0-9]{8}", phone),
        (
            Phone,
            r"(?i:電話(?:番号)?|TEL|FAX|ファックス|ファクス|携帯(?:番号)?|直通){IS}[0-9]{2,4}(?:{HY}|\s)[0-9]{4}",
            number_alone,
        ),
        (Phone, r"内線(?:番号)?{IS}[0-9]{3,5}", number_alone),
        (MyNumber, r"[0-9]{4}[-\s・]?[0-9]{4}[-\s・]?[0-9]{4}", my_number),
        (
            Insurance,
            r"(?:被?保険者(?:証)?(?:の)?(?:番号|記号|枝番)|(?:健康)?保険証(?:の)?(?:番号|記号)(?:{HY}|・)?(?:番号)?|資格確認書(?:の)?番号|受給者(?:証)?(?:の)?番号|公費(?:負担者)?番号|負担者番号|(?:基礎)?年金(?:証書)?(?:の)?番号|手帳(?:の)?番号|雇用保険(?:被保険者)?番号|労災番号){IS}(?:{PREF})?(?:第\s?)?[0-9A-Za-z][0-9A-Za-z\s-]{1,}[0-9A-Za-z]号?",
            labelled,
        ),
        (
            Insurance,
            r"(?:(?:療育|身体障害者|精神障害者保健福祉|精神障害者|障害者|母子健康|愛の)?手帳|受給者証|保険証|被保険者証|医療証|医療受給者証)(?:の|は|\(|\s|:)*(?:番号)?{IS}第\s?[0-9]{3,}\s?号",
            block,
        ),
        (Insurance, r"記号{IS}[0-9A-Za-z-]{2,}(?:\s|、|・|,)*番号{IS}[0-9]{2,}", card),
        (Insurance, r"記号・?番号{IS}[0-9A-Za-z]{1,8}(?:[-・\s、,]{1,2}[0-9]{1,9})+", card),
        (Insurance, r"[0-9]{8}", insurer),
        (
            RecordId,
            r"(?:電子)?(?:カルテ|患者|診察券|学籍|学生証?|生徒|児童|利用者|ケース|受付|職員|社員|会員|(?:運転)?免許証?|旅券|パスポート|在留カード|相談|記録|受験|検体|管理|整理|入院|外来|症例|事例|登録|契約|顧客|相談者|入所者|入居者|求職|事業者|従業員|世帯|台帳|案件|事案|措置|認定|申請|処方箋?|病歴|入学|受講)(?:さん|様)?(?:の)?(?:番号|No\.?|NO\.?|no\.?|ID|ナンバー|コード){IS}(?:第\s?[0-9A-Za-z][0-9A-Za-z-]*\s?号|[A-Za-z]{0,4}[0-9A-Za-z][0-9A-Za-z_-]{1,}[0-9A-Za-z]号?)",
            labelled,
        ),
        (
            RecordId,
            r"番号{IS}[0-9][0-9-]{2,}[0-9]番?の(?:患者|利用者|方|人|子|生徒|児童|クライエント|クライアント|相談者|入所者|会員|職員)",
            number_of_someone,
        ),
        (RecordId, r"出席番号{IS}[0-9]{1,2}番?", on_a_list),
        (
            RecordId,
            r"(?:カルテ|診察券|学生証|社員証|免許証|旅券|パスポート|在留カード)(?:は|の|\(|\s|:)*[A-Z]{0,3}[0-9][0-9A-Z-]{4,}",
            labelled,
        ),
        (RecordId, r"ID(?:番号)?{IS}[A-Za-z]{0,3}-?[0-9][0-9-]{3,}[0-9]", record_id),
        (RecordId, r"(?:カルテ|患者|学籍|診察券|相談|ケース)?(?:No\.?|№|#)\s?[0-9][0-9-]{3,}[0-9]", word_free),
        (
            Sns,
            r"(?i:LINE|ライン|インスタ(?:グラム)?|Instagram|Twitter|ツイッター|Discord|ディスコード|TikTok|ティックトック|Skype|スカイプ|カカオ(?:トーク)?|Facebook|フェイスブック|Threads|Bluesky|YouTube|Steam|PSN|Snapchat|note|X\(旧?Twitter\))\s?(?:の)?(?:ID|アカウント名?|アカ|ユーザー名|ハンドル(?:ネーム)?|垢)(?:\s|:|は|が|「|\()*@?[A-Za-z0-9_.-]{3,}",
            handle_end,
        ),
        (
            Sns,
            r"(?i:LINE|ライン|インスタ(?:グラム)?|Instagram|Twitter|ツイッター|Discord|ディスコード|TikTok|Skype|カカオ(?:トーク)?|Facebook|Threads)(?:\s|:|は|が|の|で|「|\()*@?[A-Za-z0-9_.-]{4,}",
            handle,
        ),
        (
            Sns,
            r"(?:アカウント(?:名|ID)?|ユーザー(?:名|ID)|ハンドル(?:ネーム)?|裏垢|フレンドコード|ゲームID)(?:\s|:|は|が|の|「|\()*@?[A-Za-z0-9_.-]{4,}",
            handle,
        ),
        (Sns, r"@[A-Za-z0-9_.]{2,29}[A-Za-z0-9_]", mention),
        (Bank, r"(?:普通|当座|貯蓄|口座)(?:預金)?(?:口座)?(?:の)?(?:番号)?(?:\s|:|は|が|No\.?|\()*[0-9]{6,8}", account),
        (Bank, r"記号・?番号{IS}1[0-9]{4}[-・\s、,]{1,2}[0-9]{7,8}", digits_end),
        (Bank, r"記号{IS}1[0-9]{4}(?:\s|、|・|,|{HY})*(?:番号)?{IS}[0-9]{7,8}", block),
        (
            CaseNo,
            r"(?:昭和|平成|令和|[SHR])\s?(?:元|[0-9]{1,2})年?\s?\([^()]{1,4}\)\s?第?\s?[0-9]+(?:号|{HY}[0-9]+)?",
            block,
        ),
        (CaseNo, r"(?:昭和|平成|令和)\s?(?:元|[0-9]{1,2})年\s?[家少医行刑](?:イ|ロ|ハ|ヘ|ホ)?\s?第\s?[0-9]+号", block),
        (CaseNo, r"事件番号{IS}[^\s、。]{2,20}号", block),
        (
            Plate,
            r"(?:[\p{Han}]{2,3}|つくば|とちぎ|なにわ|いわき|みやざき|さがみ|ふじ)\s?[0-9]{2,3}[A-Z]?\s?[ぁ-ん]\s?[0-9・]{1,2}-?[0-9]{2}",
            digits_end,
        ),
        (
            Plate,
            r"(?:[\p{Han}]{2,3}|つくば|とちぎ|なにわ|いわき|みやざき|さがみ|ふじ)\s?[ぁ-ん]\s?[0-9・]{1,2}-[0-9]{2}",
            of_a_car,
        ),
        (Plate, r"ナンバー(?:プレート)?(?:は|が|の|:|\s|「)*[ぁ-ん]?\s?[0-9・]{1,2}-[0-9]{2}", digits_end),
        (
            Dob,
            r"(?:生年月日|誕生(?:した)?(?:年月)?日?|お?(?:生|産)まれ(?:た(?:年月)?日?)?|出生(?:年月)?日?|出産日|(?i:DOB|D\.O\.B\.?|birthday|date of birth)){IS}(?:たしか|確か|たぶん|多分|西暦)?{YMD}",
            day_end,
        ),
        (Dob, r"生年月日{IS}(?:19|20)[0-9]{6}", digits_end),
        (Dob, r"{YMD}(?:\s?\([^()]{1,10}\))?\s?(?:に|の|、|が)?\s?(?:生|誕生日?|出生|産まれ)", birth),
        (
            Dob,
            r"{YMD}(?:\s?\([^()]{1,10}\))?\s?(?:に|、|の)?\s?(?:[^\s、。0-9]{1,10}で(?:生まれ|産まれ|誕生し)|[^\s、。0-9]{0,6}?(?:長男|長女|次男|次女|二男|二女|三男|三女|息子|娘|弟|妹|孫|子|子ども|子供|双子|男児|女児|赤ちゃん|姪|甥|いとこ|第[一二三四1234]子)(?:(?:が|として)(?:無事に?)?(?:生まれ|産まれ|誕生し)|を(?:無事に?)?(?:出産し|産ん))|(?:無事に?)?出産し)",
            birth_said,
        ),
        (Dob, r"(?:19|20)[0-9]{6}\s?生", birth),
        (Dob, r"誕生日(?:は|が|の|:|\s)*[0-9]{1,2}月[0-9]{1,2}日", day_end),
        (Dob, r"[0-9]{1,2}(?:月|/)[0-9]{1,2}日?\s?(?:生(?:まれ)?|が誕生日)", day_birth),
        (
            Dob,
            r"(?:(?:19|20)[0-9]{2}|(?:昭和|平成|令和|大正|[SHRT])\s?[0-9]{1,2})年?(?:\s?[0-9]{1,2}月)?(?:早)?生まれ",
            year_birth,
        ),
        (Date, r"{YMD}", date),
        (Age90, r"(?:9[0-9]|1[0-2][0-9])\s?[歳才]", great_age),
        (
            Age90,
            r"(?:享年|行年|御年|年齢{IS}|よわい|齢|数え(?:年)?(?:で)?)\s?(?:9[0-9]|1[0-2][0-9])(?:\s?[歳才])?",
            age_said,
        ),
        (
            Age90,
            r"(?:さん|様|氏|母|父|ばあちゃん|じいちゃん|おば|おじ|妻|夫|姑|舅|兄|姉)\((?:9[0-9]|1[01][0-9])[歳才]?\)",
            age_said,
        ),
        (
            Age90,
            r"(?:母|父|祖母|祖父|ばあちゃん|じいちゃん)(?:は|が|も)(?:今年(?:で)?|もう|満|すでに|数えで)?(?:9[0-9]|1[01][0-9])(?:です|でした|だった|だ。|で、|。)",
            age_said,
        ),
        (Age90, r"(?:9[0-9]|1[01][0-9])で(?:亡くな|他界|逝|死去|永眠|天寿|大往生|旅立)", age_said),
        (Age90, r"(?:9[0-9]|1[01][0-9])(?:を(?:過|す)ぎ|過ぎ)(?:た|る|ている|て|の)?", age_passed),
        (Age90, r"(?:9[0-9]|1[01][0-9])(?:を(?:超え|越え|こえ)|にな)[^\s、。0-9]{1,8}?{PEOPLE}", age_passed),
        (Age90, r"卒寿|白寿|百寿|紀寿|茶寿", long_life),
        (Age, r"[0-9]{1,3}\s?[歳才]", age),
        (Class, r"[1-6]年\s?[0-9A-Za-zぁ-んァ-ン一-十松竹梅桜星月花雪]{1,2}\s?組", class),
        (Class, r"[1-6]\s?{HY}\s?[0-9A-F](?:組|の教室|のクラス|の担任)", class),
        (Initials, r"[A-Z]\.\s?[A-Z]\.?", initials),
        (Initials, r"[A-Z]・[A-Z]\.?", initials_spoken),
        (Initials, r"[A-Z]{2}\.?(?:さん|くん|君|ちゃん|様|氏)", initials_spoken),
        (Station, r"[\p{Han}ヶケァ-ヴーぁ-ん]{1,8}駅", station),
        (Postal, r"[0-9]{7}", seven_digits),
    ];
    rows.map(|(kind, pattern, guard)| Pattern { kind, regex: regex(pattern), guard }).into()
});

/// Longer than anything that a refused match could hide, in bytes.
const LONG: usize = 400;

/// Finds every identifier that has a shape of its own.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    for pattern in PATTERNS.iter() {
        let mut from = 0;
        while let Some(found) = pattern.regex.find_at(&text.line, from) {
            let (mut start, mut end) = (text.place(found.start()), text.place(found.end()));
            if let Some(level) = (pattern.guard)(text, &mut start, &mut end) {
                let instead = instead(pattern.kind, text.slice(start, end));
                hits.push(Hit { kind: pattern.kind, level, start, end, instead });
                from = found.end();
            } else {
                // What stood there may hide another that begins later; in a long one that would be sought for ever.
                let next = found.start() + text.line[found.start()..].chars().next().map_or(1, char::len_utf8);
                from = if found.len() > LONG { found.end() } else { next };
            }
        }
    }
}

/// What could stand in place of these words.
fn instead(kind: Kind, words: &str) -> Instead {
    match kind {
        Kind::Age => {
            let years: u32 = words.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
            Instead::Decade(years / 10 * 10)
        }
        Kind::Dob => match birth_year(words) {
            Some(year) => Instead::BornIn(year / 10 * 10, words.ends_with('生')),
            None => Instead::Usual,
        },
        _ => Instead::Usual,
    }
}

/// The year of a date of birth, by our own count.
fn birth_year(words: &str) -> Option<u32> {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| regex(r"((?:19|20)[0-9]{2})|([明大昭平令MTSHR])(?:治|正|和|成)?\s?(元|[0-9]{1,2})"));
    let parts = YEAR.captures(words)?;
    if let Some(year) = parts.get(1) {
        return year.as_str().parse().ok();
    }
    let before_first = match &parts[2] {
        "明" | "M" => 1867,
        "大" | "T" => 1911,
        "昭" | "S" => 1925,
        "平" | "H" => 1988,
        _ => 2018,
    };
    Some(before_first + parts[3].parse::<u32>().unwrap_or(1))
}
