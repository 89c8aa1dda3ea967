//! Schools, hospitals, companies, offices, by their names.

use std::sync::LazyLock;

use regex::Regex;

use super::lists::{GENERIC, PLACES, SURNAMES};
use super::name_end::{done_there, name_end, speech};
use super::name_start::name_start;
use super::patterns::regex;
use super::places::begins_with_prefecture;
use super::sorts::{public, sort};
use super::text::{Text, is_han, is_hiragana, is_katakana};
use super::{Hit, Instead, Kind, Level};

/// Types that end a name. The longest come first, so that 医療センター is not taken for a センター.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "(?:小学校|中学校|高等学校|中等教育学校|義務教育学校|短期大学|専門学校|高等専門学校|特別支援学校|支援学校|養護学校|聾学校|ろう学校|盲学校|小中学校|中高等学校|幼稚園|保育園|保育所|保育室|こども園|子ども園|学童クラブ|学童保育所|学童保育|児童クラブ|児童館|\
         医療センター|リハビリテーションセンター|メディカルセンター|メンタルクリニック|こころのクリニック|心のクリニック|クリニック|病院|医院|診療所|心療内科|歯科医院|整形外科|内科|歯科|小児科|皮膚科|耳鼻科|眼科|産婦人科|薬局|助産院|接骨院|整骨院|\
         児童相談所|児相|福祉事務所|保健所|保健センター|発達支援センター|地域包括支援センター|包括支援センター|生活支援センター|就労支援センター|相談支援センター|子育て支援センター|支援センター|相談センター|福祉センター|療育センター|発達センター|訪問看護ステーション|訪問看護|介護ステーション|ヘルパーステーション|\
         家庭裁判所|地方裁判所|裁判所|家裁|地裁|警察署|消防署|市役所|区役所|町役場|村役場|役場|少年鑑別所|鑑別所|少年院|刑務所|拘置所|教育委員会|教育センター|教育相談所|社会福祉協議会|社協|\
         児童養護施設|乳児院|老人ホーム|ケアハウス|デイサービスセンター|デイサービス|グループホーム|作業所|授産所|福祉会|福祉園|学園|学院|学舎|高校|大学|短大|高専|塾|ゼミナール|予備校|\
         製作所|製薬|商事|商店|商会|工業|工務店|建設|運輸|運送|物産|電機|電器|鉄工所|印刷|不動産|銀行|信用金庫|信金|証券|農園|牧場|酒造|ホールディングス|コーポレーション|興業|公民館|図書館|コミュニティセンター|教会|苑)",
    )
});

/// Types and legal forms that begin a name.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:株式会社|有限会社|合同会社|合資会社|\(株\)|\(有\)|学校法人|医療法人社団|医療法人財団|医療法人|社会福祉法人|宗教法人|特定非営利活動法人|NPO法人|NPO|(?:一般|公益)(?:社団|財団)法人|独立行政法人|国立研究開発法人|児童養護施設|児童自立支援施設|児童心理治療施設|母子生活支援施設|自立援助ホーム|乳児院|特別養護老人ホーム|養護老人ホーム|介護付き?有料老人ホーム|有料老人ホーム|介護老人保健施設|老人ホーム|特養|老健|ケアハウス|サービス付き高齢者向け住宅|サ高住|グループホーム|障害者支援施設|障害者グループホーム|デイサービスセンター|デイサービス|デイケア|ショートステイ|小規模多機能(?:型居宅介護)?|放課後等デイサービス|放課後デイサービス|放課後デイ|放デイ|児童発達支援(?:センター|事業所)?|就労継続支援[AB]型(?:事業所)?|就労移行支援(?:事業所)?|就労支援(?:事業所|施設)?|就労移行|地域活動支援センター|相談支援事業所|生活介護事業所|訪問看護ステーション|ヘルパーステーション|居宅介護支援事業所|フリースクール|子ども食堂|こども食堂|学習塾|学童クラブ|学童|シェルター|ハローワーク|カフェ|スナック|居酒屋)\s?(?:「|『|“)?",
    )
});

static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[\p{Han}ヶケ]{1,5}(?:小|中|高|大)(?:の[1-6一二三四五六](?:年|組)|[1-6一二三四五六]年|に通|へ通|に進学|に入学|に転校|に在籍|を卒業|を受験|を中退|に合格|出身|の担任|の養護教諭|のスクールカウンセラー|のSC|の生徒|の児童|の先生|の同級生|の校長|の教頭|在学|卒)",
    )
});

static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(施設|作業所|事業所|保育園|幼稚園|病院|クリニック|塾|会社|企業|店|カフェ|ホーム|学校|高校|団体|法人|居場所|サロン|教室)(?:の)?[「『]([^「」『』、。]{2,12})[」』]",
    )
});
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[「『]([^「」『』、。]{2,14})[」』](?:という|って)(?:名前の|名の)?(?:施設|作業所|事業所|保育園|幼稚園|病院|クリニック|塾|会社|企業|お店|店|カフェ|ホーム|学校|高校|団体|法人|居場所|サロン|教室|デイ)",
    )
});

/// Finds them.
pub fn find(text: &Text, hits: &mut Vec<Hit>) {
    ending(text, hits);
    beginning(text, hits);
    shortened(text, hits);
    for quoted in [&*QUOTED, &*CALLED] {
        for parts in quoted.captures_iter(&text.line) {
            let Some(whole) = parts.get(0) else { continue };
            let inner = parts.get(parts.len() - 1).map_or("", |inner| inner.as_str());
            if name_like(inner) {
                hits.push(hit(text, Level::Block, text.place(whole.start()), text.place(whole.end())));
            }
        }
    }
}

fn hit(text: &Text, level: Level, start: usize, end: usize) -> Hit {
    let name = text.slice(start, end);
    Hit { kind: Kind::Facility, level, start, end, instead: Instead::Sort(sort(name), public(name)) }
}

/// A short name without particles of speech in it.
fn name_like(inner: &str) -> bool {
    static SPEECH: LazyLock<Regex> = LazyLock::new(|| {
        regex("(?:です|ます|たい|ない|って|った|して|する|行|には|んだ|よう|から|\\?|もう|だめ|嫌|限界|大丈夫|無理)")
    });
    !SPEECH.is_match(inner) && !decomposes(inner) && !inner.contains(['〇', '○', '●', '△'])
}

/// Name and type: 青葉第三小学校.
fn ending(text: &Text, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some(found) = AFTER.find_at(&text.line, from) {
        let (at, mut end) = (text.place(found.start()), text.place(found.end()));
        from = found.end();
        let kind = found.as_str();
        let start = lead_in(text, name_start(text, at), at);
        let name = text.slice(start, at);
        let Some(mut level) = weight(name, kind) else { continue };
        if text.prev(start).is_some_and(|char| "〇○◯●△□".contains(char)) {
            continue;
        }
        if goes_on(text, end, kind) {
            continue;
        }
        // 附属 and branch names belong to it.
        if let Some(more) = tail(text, end) {
            end = more;
        }
        if cited(text.after(end), kind) {
            level = Level::Warn;
        }
        hits.push(hit(text, level, start, end));
    }
}

/// Skips words in front that do not belong to the name: 現在みなと中央病院.
fn lead_in(text: &Text, start: usize, at: usize) -> usize {
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:現在|当時|以前|昨年|今年|先月|先週|今月|来月|来年|翌年|今春|来春|今日|昨日|翌日|先日|結局|一度|\
            再度|転院先|転校先|入院先|通院先|勤務先|職場|実習先|派遣先|就職先|前医|前職|母校|紹介先|搬送先|長男|\
            長女|次男|次女|本人|午前|午後|毎週|最初|元|隣|某)",
        )
    });
    match LEADS.find(text.slice(start, at)).map(|lead| lead.as_str().chars().count()) {
        Some(lead) if at - start > lead => start + lead,
        _ => start,
    }
}

/// How much a name before a type weighs; nothing when it only says of which sort it is.
fn weight(name: &str, kind: &str) -> Option<Level> {
    let length = name.chars().count();
    if length == 0 || decomposes(name) {
        return None;
    }
    let company = COMPANY.is_match(kind);
    let bare = name.trim_start_matches("市立").trim_start_matches("県立");
    let known = SURNAMES.contains(bare) || placed(bare) || name.contains("第") || public(name);
    let kana = name.chars().any(|char| is_hiragana(char) && char != 'ー');
    let foreign = name.chars().filter(|char| is_katakana(*char)).count() >= 2;
    if company && !(known || foreign || kana) {
        return ((2..=4).contains(&length) && !partly(name)).then_some(Level::Warn);
    }
    if matches!(
        kind,
        "苑" | "塾"
            | "教会"
            | "内科"
            | "歯科"
            | "眼科"
            | "小児科"
            | "皮膚科"
            | "耳鼻科"
            | "整形外科"
            | "産婦人科"
            | "心療内科"
            | "図書館"
            | "公民館"
            | "学舎"
            | "学院"
            | "大学"
    ) && length == 1
    {
        return None;
    }
    if matches!(kind, "教会" | "公民館" | "図書館" | "コミュニティセンター") {
        return Some(Level::Warn);
    }
    // A centre is often called by what it does; a school or a hospital hardly ever.
    let described = kind.ends_with("センター") || kind.ends_with("ステーション") || kind.ends_with("看護");
    Some(if !known && described && partly(name) { Level::Warn } else { Level::Block })
}

static COMPANY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "^(?:製作所|製薬|商事|商店|商会|工業|工務店|建設|運輸|運送|物産|電機|電器|鉄工所|印刷|不動産|銀行|\
        信用金庫|信金|証券|興業|苑)$",
    )
});

/// Names a place: a prefecture, a municipality with or without its marker.
fn placed(name: &str) -> bool {
    begins_with_prefecture(name)
        || name.char_indices().any(|(at, char)| "市区".contains(char) && PLACES.has(&name[..at + char.len_utf8()]))
        || name.chars().count() >= 2 && (PLACES.has(&format!("{name}市")) || PLACES.has(&format!("{name}区")))
}

/// The whole name is made of words that tell the sort: 県立の総合, 精神科.
fn decomposes(name: &str) -> bool {
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let mut reached = vec![false; ends.len()];
    reached[0] = true;
    for to in 1..ends.len() {
        reached[to] = (0..to).any(|from| reached[from] && part(&name[ends[from]..ends[to]]));
    }
    reached[ends.len() - 1]
}

fn part(word: &str) -> bool {
    GENERIC.has(word)
        || ["の", "・", "な", "型", "的", "系", "内", "外", "先", "等", "や", "と", "用", "者", "児", "期", "科"]
            .contains(&word)
        || AFTER.find(word).is_some_and(|found| found.len() == word.len())
        || BEFORE.find(word).is_some_and(|found| found.len() == word.len())
}

/// Some of it is: 認知症疾患.
fn partly(name: &str) -> bool {
    let places: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let count = places.len() - 1;
    (0..count).any(|from| {
        (from + 2..=count).any(|to| (to - from) * 2 >= count && GENERIC.has(&name[places[from]..places[to]]))
    })
}

/// The type word is the beginning of another word: 大学生, 高校生, 病院長, 学園祭.
fn goes_on(text: &Text, end: usize, kind: &str) -> bool {
    let after = text.after(end);
    match kind {
        "大学" | "高校" | "短大" | "高専" | "専門学校" => {
            after.starts_with(['生', '時', '受', '進', '院', '側']) && !after.starts_with("院に")
        }
        "学園" => after.starts_with(['祭', '生', 'も']),
        "歯科" | "内科" | "眼科" | "小児科" => after.starts_with(['医', '衛', '検', '健', '治', '診', '系']),
        _ => false,
    }
}

/// A branch, or what is attached: 附属中学校, 分校.
fn tail(text: &Text, end: usize) -> Option<usize> {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:医学部)?(?:附属|付属)?(?:小学校|中学校|高等学校|高校|病院|分校|分院|本院|本校|支店|支部|分園|幼稚園|事業所|工場|本社|支社|営業所|大学院)",
        )
    });
    TAIL.find(text.after(end)).map(|found| end + found.as_str().chars().count())
}

/// Universities and offices are cited for what they publish.
fn cited(after: &str, kind: &str) -> bool {
    static WORKS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:の研究|の調査|の論文|の講座|の公開講座|の講義|の講演|の教授|の准教授|の先生の|のサイト|\
            のホームページ|のHP|の資料|の統計|の報告|の研修|出版|で開かれた|で開催)",
        )
    });
    matches!(
        kind,
        "大学"
            | "短期大学"
            | "家庭裁判所"
            | "裁判所"
            | "教育委員会"
            | "社会福祉協議会"
            | "図書館"
            | "公民館"
            | "教育センター"
            | "医療センター"
            | "銀行"
            | "病院"
            | "支援センター"
            | "保健所"
            | "市役所"
            | "区役所"
    ) && WORKS.is_match(after)
}

/// Type and name: 株式会社みらい商事, グループホームあおぞら.
fn beginning(text: &Text, hits: &mut Vec<Hit>) {
    for found in BEFORE.find_iter(&text.line) {
        let start = text.place(found.start());
        let at = text.place(found.end());
        let quoted = found.as_str().ends_with(['「', '『', '“']);
        let end = if quoted { quote_end(text, at) } else { name_end(text, at) };
        let Some(end) = end else { continue };
        let name = text.slice(at, end).trim_end_matches(['」', '』', '”']);
        if name.chars().count() >= 2
            && !done_there(name)
            && !decomposes(name)
            && !speech(name)
            && !name.starts_with(['〇', '○', '●', '△'])
        {
            hits.push(hit(text, Level::Block, start, end));
        }
    }
}

fn quote_end(text: &Text, at: usize) -> Option<usize> {
    (at..text.chars.len().min(at + 16))
        .find(|place| matches!(text.chars[*place], '」' | '』' | '”'))
        .map(|place| place + 1)
}

/// A school by its short name: 青葉中の2年.
fn shortened(text: &Text, hits: &mut Vec<Hit>) {
    for found in SHORT.find_iter(&text.line) {
        let start = text.place(found.start());
        let words: Vec<char> = found.as_str().chars().collect();
        let Some(at) = words.iter().rposition(|char| "小中高大".contains(*char)) else { continue };
        let name: String = words[..at].iter().collect();
        let end = start + at + 1;
        let start = lead_in(text, start, end - 1);
        if generic_short(&name) || decomposes(&name) || text.prev(start).is_some_and(is_han) {
            continue;
        }
        let level = if words[at] == '大' && !SURNAMES.contains(name.as_str()) { Level::Warn } else { Level::Block };
        hits.push(hit(text, level, start, end));
    }
}

fn generic_short(name: &str) -> bool {
    static SHORTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:年|最|途|最中|集|熱|夢|背|世|心|水|空|道|胸|腹|山|海|町|村|街|家|車|頭|日|夜|午前|授業|休|妊娠|\
            入院|治療|面接|会議|仕事|食事|拡|最大|縮|極|過)$",
        )
    });
    SHORTS.is_match(name) || name.ends_with(['最', '年', '途', '集', '最', '授', '途', '間', '期'])
}
