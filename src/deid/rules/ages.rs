//! Ages: how old somebody is, or how old many are, or how many there are.

use std::sync::LazyLock;

use regex::Regex;

use super::Level;
use super::guards::digit_free;
use super::patterns::regex;
use super::text::Text;

/// Of one person, not 90歳以上.
pub fn great_age(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    if !digit_free(text, *start, *end) || text.prev(*start) == Some('.') {
        return None;
    }
    Some(weight(text, *start, *end))
}

/// The age of many leads to nobody.
fn weight(text: &Text, start: usize, end: usize) -> Level {
    let after = text.after(end);
    let many = many_said(after) || many_counted(after) || summed_up(text.near_before(start, 16)) && !of_kin(after);
    if many { Level::Warn } else { Level::Block }
}

/// 「90歳以上」, 「100歳時代」, 「90歳になっても元気でいたい」.
fn many_said(after: &str) -> bool {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:以上|以下|未満|まで|時代|を超える人口|人口|代|人生|社会|体操|大学|の壁|を目指|になる(?:頃|ころ)|\
            にな(?:っても|ったら|れば)[^。、]{0,16}(?:たい|だろう|でしょう))",
        )
    });
    SAID.is_match(after)
}

/// 「95歳の方が増えた」, 「90歳を超える人の割合」.
fn many_counted(after: &str) -> bool {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:前後|くらい|ぐらい|近く|を?[過す]ぎ(?:る|た|ている)?|を[超越こ]え(?:る|た|ている)?|になる|になった)?の?(?:人|方|高齢者|お年寄り|老人|住民|利用者|入居者|入所者|患者|女性|男性|会員|参加者)(?:さん)?(?:々|たち|達|口|向け|の?(?:割合|人数|数|比率|推計|増加)|[がはも](?:とても|ずいぶん|かなり|年々|全国で|国内で)?(?:多(?:い|か|数|くな|く[、い])|増(?:え|加|して)|減(?:っ|り|少)|占め|半数|過半|約?[0-9.]+(?:割|%|万|千|[人名](?:い|だ|です|でした|である|ほど|以上|、|。|$))))",
        )
    });
    COUNTED.is_match(after)
}

/// 「平均年齢は」, 「65歳から」: an age that is worked out, or the end of a range.
fn summed_up(before: &str) -> bool {
    static SUM: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?:(?:平均(?:年齢|寿命|余命|値)?|健康寿命|中央値|最頻値)(?:は|が|も|で|の|と|:|\s|約|およそ|ほぼ|男性|女性|今|現在)*|人生|[0-9]+(?:歳|才)?(?:から|ないし|~|〜|{HY}))$",
        )
    });
    SUM.is_match(before)
}

/// Whose age it is stands there: 「平均を超えた92歳の母」.
fn of_kin(after: &str) -> bool {
    static KIN: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:の|で|、|になる|になった|を迎え(?:る|た)|を[過す]ぎ(?:る|た)|を[超越こ]え(?:る|た))?(?:お?(?:ばあ|じい)|おば|おじ|\
            祖|曾|曽|母|父|姑|舅|義|夫[^婦妻]|妻|伯|叔|兄|姉|弟|妹|クライ|ご?本人)",
        )
    });
    KIN.is_match(after)
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
    let years = digit_free(text, *start, *end) && !counted && !measured(text, *start);
    years.then(|| weight(text, *start, *end))
}

/// 「九十を過ぎた」 goes as a whole; whose age it is stays.
pub fn age_passed(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    static PASSED: LazyLock<Regex> = LazyLock::new(|| {
        regex("^[0-9]+(?:を?[過す]ぎ|を(?:超|越|こ)え|にな)(?:ている|られる|られた|った|る|た|て|の)?")
    });
    let length = PASSED.find(text.slice(*start, *end)).map(|passed| passed.as_str().chars().count())?;
    *end = *start + length;
    if !digit_free(text, *start, *end) || measured(text, *start) {
        return None;
    }
    years_or_heads(text.slice(*start, *end), text.after(*end))
}

/// One is 93, and 100 can be many: 「93になる祖母」, 「100を超える利用者」. Nobody passes an age as a number is passed.
fn years_or_heads(passed: &str, after: &str) -> Option<Level> {
    static WHO: LazyLock<Regex> = LazyLock::new(|| regex("{PEOPLE}"));
    static NOBODY: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:老(?:舗|木|後|朽|健|人(?:会|クラブ|ホーム|施設|福祉))|義(?:援|務|理|足|手)|母(?:校|数|体|国|語|集団|子)|\
            父(?:兄|子|母会)|妻帯|祖(?:国|先)|高齢(?:化|社会|福祉|世帯|者(?:宅|施設|世帯|福祉|団体|向け|住宅)))",
        )
    });
    static MANY: LazyLock<Regex> = LazyLock::new(|| regex("^(?:女性|男性|高齢|老|患者|利用者|夫婦)"));
    static PARENTS: LazyLock<Regex> = LazyLock::new(|| regex("^(?:母親|父親|父母|祖父母|本人|ご本人)"));
    let Some(who) = WHO.find(after) else { return Some(Level::Block) };
    let whose = &after[who.start()..];
    if passed.contains('ぎ') {
        return (who.start() > 0 || !NOBODY.is_match(whose)).then_some(Level::Block);
    }
    if NOBODY.is_match(whose) {
        return None;
    }
    let number: String = passed.chars().take_while(char::is_ascii_digit).collect();
    let (round, more) = (number.ends_with('0'), passed.ends_with("える"));
    let hundreds = round && more && number.len() > 2;
    if !MANY.is_match(whose) {
        return Some(if hundreds && PARENTS.is_match(whose) { Level::Warn } else { Level::Block });
    }
    if hundreds {
        return None;
    }
    let turns = passed.contains("にな") && who.start() == 0;
    Some(if turns || !round && !more { Level::Block } else { Level::Warn })
}

/// A number of something else than years.
fn measured(text: &Text, start: usize) -> bool {
    static WHAT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "(?i)(?:SpO2|血圧|血糖|値|酸素|サチュレーション|LDL|HDL|HR|拡張期|収縮期|脈拍?|心拍|体重|身長|点数|\
            得点|スコア|体温|室温|気温|角度|速度|湿度|IQ|数|率)(?:が|は|も|で|の)?$|\
            (?:応募者?|参加者?|来場者?|登録者?|申込者?|申し込み|定員|会員|利用|閲覧)(?:が|は|も)?$|\
            (?:延べ|のべ|テスト|試験|アンケート)(?:が|は|も|で)?$",
        )
    });
    WHAT.is_match(text.near_before(start, 10))
}

/// The feast of a great age is somebody's, unless it is only named.
pub fn long_life(text: &Text, _: &mut usize, end: &mut usize) -> Option<Level> {
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| regex("^(?:の?お?祝い)?(?:という(?:名|言葉|語|呼)|とは|の(?:意味|由来|言葉|漢字|読み))"));
    let after = text.after(*end);
    let somebody = ["を", "の", "に", "で", "だ", "と", "が"].iter().any(|next| after.starts_with(next));
    Some(if somebody && !NAMED.is_match(after) { Level::Block } else { Level::Warn })
}

/// No digit touches it.
pub fn age(text: &Text, start: &mut usize, end: &mut usize) -> Option<Level> {
    (digit_free(text, *start, *end)).then_some(Level::Info)
}
