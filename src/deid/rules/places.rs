//! Where people live: addresses, municipalities, buildings with a room.

use std::sync::LazyLock;

use regex::Regex;

use super::lists::PLACES;
use super::name_start::{across, name_start, name_start_loose};
use super::patterns::{PREF, regex};
use super::text::{Text, is_han, is_hiragana, is_katakana};
use super::{Hit, Instead, Kind, Level};

/// A number of a block or a house, with what follows it.
const NUMBER: &str = r"[0-9一二三四五六七八九十]+(?:丁目|番地|番町|番|号|線|条|地割)?(?:(?:{HY}|の|ノ|\s)?[0-9一二三四五六七八九十]+(?:丁目|番地|番|号室|号|線)?)*";

static TOWN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:{PREF}\s?)?(?:(?:[\p{Han}ヶケノァ-ヴー]{1,7}|つくば|つくばみらい|さいたま|ひたちなか|いわき|うるま|みどり|かすみがうら|つがる|にかほ|いすみ|あわら|あま|いなべ|たつの|さぬき|東かがわ|南あわじ|えびの|みやま|うきは|いちき串木野|かほく|さくら|ふじみ野|あきる野|むつ)(?:市|区|郡|町|村)){1,3}",
    )
});
static PREFECTURE: LazyLock<Regex> = LazyLock::new(|| regex("{PREF}"));
static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r"^(?:\s?(?:大字|字)?[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}ヶケノー]{{0,12}}?)\s?({NUMBER})");
    regex(&pattern)
});
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:[\p{Han}ヶケノ]{1,8}|[\p{Han}]{0,4}[ァ-ヴー]{2,8}|[\p{Han}]{1,3}[がのケヶ][\p{Han}]{1,3})[0-9一二三四五六七八九十]+(?:丁目\s?[0-9一二三四五六七八九十]+(?:番地|番|号|{HY}[0-9]+)(?:{HY}|の)?(?:[0-9]+(?:号)?)?(?:{HY}[0-9]+)?|番地(?:の|ノ|{HY})?(?:[0-9]+)?|{HY}[0-9]+{HY}[0-9]+(?:{HY}[0-9]+)?(?:号室|号)?|番[0-9]+号)",
    )
});
static CORNER: LazyLock<Regex> = LazyLock::new(|| regex(r"[\p{Han}ヶケァ-ヴー]{1,6}[0-9一二三四五六七八九十]+丁目"));
static GRID: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:(?:{PREF})?[\p{Han}]{1,4}市(?:[\p{Han}]{1,3}区)?)?(?:[\p{Han}]{0,3}?[北南][0-9]+(?:条|線)\s?(?:[東西]\s?[0-9]+(?:丁目|線|号)?|[0-9]+丁目)|[0-9]+条(?:通|西|東)[0-9]+丁目)(?:\s?[0-9]+番(?:地)?)?(?:\s?{HY}?[0-9]+(?:{HY}[0-9]+)*(?:号)?)?",
    )
});
static KYOTO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:(?:京都府)?京都市[\p{Han}]{1,3}区)?(?:[\p{Han}ノ]{1,10}?(?:通り?)?[\p{Han}ノ]{0,6})(?:上る|上ル|上がる|下る|下ル|下がる|東入る?|西入る?|東入ル|西入ル|東へ入る|西へ入る)(?:[\p{Han}ノ之]{1,8}町)?(?:\s?[0-9]+(?:番地)?(?:{HY}|の)?[0-9]*)?",
    )
});
static ROOM: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:ハイツ|メゾン|コーポラス|コーポ|マンション|アパートメント|アパート|荘|レジデンス|団地|ハイム|コート|ヴィラ|ビラ|パレス|タワーズ?|ハウス|プラザ|フラット|カーサ|ガーデン|ヒルズ|社宅|官舎|寮|住宅|ビル|ハイム|テラス|レジデンシャル|シャトー|ドミール|クレスト|スクエア|コープ|ステージ|パーク|ビレッジ)\s?(?:[\p{Han}A-Za-zIVX]{0,3}[0-9]{0,2}(?:号棟|棟)\s?)?(?:[\p{Han}]{0,3}|[A-Za-z]{0,3}{HY}?)[0-9]{1,4}(?:号室|号|室|{HY}[0-9]+)?",
    )
});
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:ハイツ|メゾン|コーポ|マンション|アパート|レジデンス|パレス|ヴィラ|カーサ|グラン|ロイヤル|シャトー|ドミール|プレジール|コート)[\p{Han}\p{Hiragana}\p{Katakana}ー・A-Za-z]{1,14}?\s?[A-Z]?(?:[0-9]{1,4}(?:号室|号|室|{HY}[0-9]+)|[0-9]{3,4})",
    )
});

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    towns(text, hits);
    for (regex, level) in [(&*GRID, Level::Block), (&*BLOCK, Level::Block), (&*CORNER, Level::Warn)] {
        for found in regex.find_iter(&text.line) {
            let (mut start, end) = (text.place(found.start()), text.place(found.end()));
            start = across(text, shorten(text, start, end));
            let end = end - usize::from(text.prev(end) == Some('の'));
            if other_number(text.slice(start, end)) {
                continue;
            }
            if !text.at(end).is_some_and(|char| char.is_ascii_digit()) && !date_like(text, start, end) {
                hits.push(hit(Kind::Address, level, start, end));
            }
        }
    }
    for found in KYOTO.find_iter(&text.line).filter(|found| street(found.as_str())) {
        let (start, end) = (text.place(found.start()), text.place(found.end()));
        hits.push(hit(Kind::Address, Level::Block, shorten(text, start, end), end));
    }
    buildings(text, hits);
}

fn hit(kind: Kind, level: Level, start: usize, end: usize) -> Hit {
    Hit { kind, level, start, end, instead: Instead::Usual }
}

/// A municipality; with a house number behind it, an address.
fn towns(text: &Text, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some(found) = TOWN.find_at(&text.line, from) {
        from = found.end();
        let (start, end) = (text.place(found.start()), text.place(found.end()));
        let start = shorten(text, start, end);
        let whole = text.slice(start, end);
        let house = HOUSE
            .captures(text.after(end))
            .and_then(|parts| parts.get(1).map(|number| (number.end(), number.as_str().to_owned())));
        if inside_word(text, end) {
            continue;
        }
        if let Some((length, _)) = house.filter(|(length, number)| {
            full_number(number) && !broken(&text.after(end)[..*length]) && !counted(&text.after(end)[*length..], number)
        }) && known(whole)
        {
            let stop = text.place(found.end() + length);
            hits.push(hit(Kind::Address, Level::Block, start, stop));
            from = found.end() + length;
        } else if known(whole) {
            hits.push(hit(Kind::Address, Level::Warn, start, end));
        }
    }
}

/// A telephone number or the number of a thing looks like 1-2-3, too.
fn other_number(words: &str) -> bool {
    let at = words.find(|char: char| char.is_ascii_digit()).unwrap_or(words.len());
    let (name, number) = words.split_at(at);
    if ["丁目", "番地", "条", "線"].iter().any(|mark| number.contains(mark)) {
        return false;
    }
    let long = number.split(|char: char| !char.is_ascii_digit()).any(|part| part.len() > 3);
    let thing = [
        "番号",
        "電話",
        "携帯",
        "ダイヤル",
        "直通",
        "代表",
        "内線",
        "自宅",
        "職場",
        "連絡先",
        "版",
        "回",
        "型",
        "式",
        "録音",
        "比",
        "第",
        "章",
        "節",
        "問",
        "項目",
        "資料",
        "手順",
        "別表",
        "様式",
        "レベル",
        "テキスト",
    ];
    number.starts_with('0') || long || thing.iter().any(|word| name.ends_with(word))
}

/// More than a count: 2丁目, 8番1号, 1-2-3, 123番地.
fn full_number(number: &str) -> bool {
    let marked = ["丁目", "番地", "番", "号", "地割"].iter().any(|mark| number.contains(mark));
    let joined = number.contains('-') || number.contains('の');
    let digits = number.chars().filter(char::is_ascii_digit).count();
    (marked || joined) && !number.starts_with('0') && (digits > 0 || number.contains("丁目") || number.contains("番地"))
}

/// A range of a count, not a house: 3-4人.
fn counted(after: &str, number: &str) -> bool {
    let plain = !["丁目", "番", "号"].iter().any(|mark| number.contains(mark)) && number.matches('-').count() < 2;
    plain
        && after.starts_with([
            '人', '名', '時', '回', '件', '年', '歳', '日', '分', '%', '点', '月', 'か', 'ヶ', 'カ', 'つ', '度', '割',
            '校', '園', '組',
        ])
}

/// Between the municipality and the number stands a sentence, not the name of a quarter.
fn broken(between: &str) -> bool {
    static PARTICLES: LazyLock<Regex> =
        LazyLock::new(|| regex("(?:には|では|から|まで|にある|に住|での|との|へ|を|は|が|で|に|内の)"));
    let quarter: String = between.chars().take_while(|char| !char.is_ascii_digit()).collect();
    let quarter = quarter.trim_end_matches(|char| "一二三四五六七八九十".contains(char));
    static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "(?:ひばりが|みなとみらい|つつじが|ひかりが|あざみ野|すすき野|たまプラーザ|美しが|緑が|自由が|光が|\
            希望が|桜が|旭が|富士見が|青葉|虹が)",
        )
    });
    // みどりが丘, 星の宮: a name and no sentence.
    static SITE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^[\p{Han}\p{Hiragana}\p{Katakana}ー]{1,6}[がのつヶケツノ][丘台原崎宮谷浜島坂峰関里森杜沢瀬][東西南北上中下]?(?:本?町)?$",
        )
    });
    if PLAIN.is_match(quarter) || SITE.is_match(quarter) {
        return false;
    }
    PARTICLES.is_match(quarter)
}

/// What stands before the municipality and is no part of it: 現在横浜市, 実家は青葉区.
fn shorten(text: &Text, start: usize, end: usize) -> usize {
    let whole = text.slice(start, end);
    if let Some(found) = PREFECTURE.find(whole) {
        return start + whole[..found.start()].chars().count();
    }
    let length = end - start;
    for cut in 0..length {
        let rest = text.slice(start + cut, end);
        let known = rest
            .char_indices()
            .skip(1)
            .any(|(at, char)| "市区".contains(char) && PLACES.has(&rest[..at + char.len_utf8()]));
        if known {
            return start + cut;
        }
    }
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:現在|当時|以前|昨年|今年|先月|先週|今月|来月|来年|自宅|実家|住所|父方|母方|転居先|引越先|勤務先|\
            職場|本籍|出身|居住地|隣|元々|最近|数年前|現住所|旧|新|本人|祖父母|両親|夫|妻)",
        )
    });
    match BEFORE.find(whole).map(|lead| lead.as_str().chars().count()) {
        Some(lead) if length > lead + 2 => start + lead,
        _ => start,
    }
}

/// A real one, and not 同市, 港町 or 市町村.
fn known(whole: &str) -> bool {
    static COMMON: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:同市|各市|隣市|他市|当市|本市|市|区|町|村|郡|下町|港町|城下町|門前町|宿場町|温泉町|田舎町|\
            小さな町|市町村|市区町村|都市|大都市|地方都市|政令市|中核市|政令指定都市|姉妹都市|地区|学区|校区|\
            特別区|各区|同区|他区|行政区|選挙区|管区|工区|禁止区|区市町村|農村|漁村|山村|寒村|各町|同町|他町|\
            隣町|横町|裏町|町村|市村|朝市|夜市|株式市|骨董市|蚤の市|見本市|国際見本市|中心市|近隣市|隣の市|某市|\
            某区|某町|某村|当区|当町|住宅地区|過疎地区|各地区|全市|全区)$",
        )
    });
    let bare = whole.trim_start_matches(|char: char| !is_han(char) && !is_katakana(char) && !is_hiragana(char));
    !COMMON.is_match(bare)
        && !["地区", "学区", "校区", "特別区", "各区"].iter().any(|common| bare.ends_with(common))
        && bare.chars().count() >= 2
        && !bare.ends_with("都市")
        && !bare.starts_with("市区")
        && !bare.starts_with("市町")
}

/// 市場, 町内会, 村上: the marker begins another word.
fn inside_word(text: &Text, end: usize) -> bool {
    let next = text.at(end).unwrap_or(' ');
    "場民街長政営販況役上田山川井本松議立内会並域分別画切割間中".contains(next)
}

fn date_like(text: &Text, start: usize, end: usize) -> bool {
    static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:平成|令和|昭和|午前|午後|第|全|約|計|各|回答|参加|図|表|合計|平均|得点|成績|版|型|比率|スコア|\
            バージョン)",
        )
    });
    let words = text.slice(start, end);
    COUNTS.is_match(words) && !words.contains("丁目")
}

/// Names of streets that Kyoto's addresses count from.
fn street(words: &str) -> bool {
    static STREETS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "(?:通|烏丸|河原町|寺町|堀川|御池|四条|三条|五条|七条|二条|一条|九条|丸太町|今出川|北大路|西洞院|\
            油小路|新町|室町|東洞院|高倉|柳馬場|富小路|麩屋町|御幸町|木屋町|千本|大宮|壬生川|蛸薬師|錦小路|六角|\
            姉小路|押小路|夷川|竹屋町|椹木町|下立売|中立売|上長者町|松原|仏光寺|綾小路|高辻|万寿寺|猪熊|黒門|\
            智恵光院|馬場)",
        )
    });
    words.contains("京都市") || STREETS.is_match(words)
}

/// A building and a room.
fn buildings(text: &Text, hits: &mut Vec<Hit>) {
    for found in ROOM.find_iter(&text.line) {
        let (at, end) = (text.place(found.start()), text.place(found.end()));
        let start = name_start(text, at);
        let numbered = found.as_str().ends_with(['室', '号'])
            || found.as_str().contains('-')
            || found.as_str().chars().filter(char::is_ascii_digit).count() >= 3;
        let counted = text
            .after(end)
            .starts_with(['人', '名', '年', '階', '件', '円', '戸', '世', '回', '時', '分', '月', '日', '%']);
        let digit = text.at(end).is_some_and(|char| char.is_ascii_digit());
        if start < at && numbered && !counted && !digit && !generic(text.slice(start, at)) {
            hits.push(hit(Kind::Building, Level::Block, start, end));
        }
    }
    for found in NAMED.find_iter(&text.line) {
        let (start, end) = (text.place(found.start()), text.place(found.end()));
        let inner = text.slice(start, end);
        let counted =
            text.at(end).is_some_and(|char| char.is_ascii_digit() || "人名年階件円戸世回時分月日%".contains(char));
        if !counted && !["の", "は", "に", "を", "で"].iter().any(|particle| inner.contains(particle)) {
            hits.push(hit(Kind::Building, Level::Block, name_start_loose(text, start), end));
        }
    }
}

fn generic(name: &str) -> bool {
    [
        "",
        "古い",
        "公営",
        "市営",
        "県営",
        "都営",
        "町営",
        "区営",
        "木造",
        "賃貸",
        "分譲",
        "社員",
        "学生",
        "女子",
        "男子",
        "独身",
        "職員",
        "一人暮らし",
        "隣",
        "同じ",
        "家族",
        "グループ",
        "シェア",
        "ケア",
        "集合",
        "自宅",
    ]
    .contains(&name)
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

/// The word for prefectures, for rules beside this one.
pub fn begins_with_prefecture(name: &str) -> bool {
    static START: LazyLock<Regex> = LazyLock::new(|| regex(&format!("^{PREF}")));
    START.is_match(name)
}
