//! Where the name of a facility ends, after the word that says what it is; and what follows such a word without being a
//! name.

use std::sync::LazyLock;

use regex::Regex;

use super::patterns::regex;
use super::text::{Text, is_han, is_hiragana, is_katakana};

/// Where a name ends that begins here.
pub fn name_end(text: &Text, at: usize) -> Option<usize> {
    let run = |from: usize, fits: fn(char) -> bool| {
        from + text.chars[from..].iter().take(16).take_while(|char| fits(**char)).count()
    };
    let solid: fn(char) -> bool =
        |char| is_han(char) || is_katakana(char) || char.is_ascii_alphanumeric() || matches!(char, 'ヶ' | '・' | '&');
    let end = run(at, solid);
    if end > at {
        // 青葉の杜, 風の丘
        if text.at(end) == Some('の')
            && text.at(end + 1).is_some_and(|char| HOMES.contains(char))
            && !text.at(end + 2).is_some_and(is_han)
        {
            return Some(end + 2);
        }
        return Some(end);
    }
    let end = run(at, is_hiragana);
    if end == at {
        return None;
    }
    let kana = text.slice(at, end);
    if kana.ends_with('の')
        && text.at(end).is_some_and(|char| HOMES.contains(char))
        && !text.at(end + 1).is_some_and(is_han)
    {
        return Some(end + 1);
    }
    const PARTICLES: &[&str] = &[
        "からの",
        "までの",
        "での",
        "との",
        "への",
        "には",
        "では",
        "とは",
        "から",
        "まで",
        "より",
        "という",
        "である",
        "にも",
        "でも",
        "の",
        "に",
        "を",
        "で",
        "と",
        "は",
        "が",
        "も",
        "へ",
        "や",
        "だ",
        "です",
        "さんに",
        "さん",
        "か",
    ];
    // The first particle after two characters or more, as long as what stands before it could be a name.
    for count in 2..=kana.chars().count() {
        let rest: String = kana.chars().skip(count).collect();
        if PARTICLES.contains(&rest.as_str())
            || rest.is_empty()
            || PARTICLES.iter().any(|particle| particle.chars().count() >= 2 && rest.starts_with(particle))
        {
            let whole = rest.is_empty();
            let end = at + count;
            if whole {
                let more = run(end, solid);
                let kanji = text.slice(end, more);
                // ひまわり園, みらい商事
                let joined = !kanji.is_empty() && !done_there(kanji);
                return Some(if joined { more } else { end });
            }
            return Some(end);
        }
    }
    None
}

const HOMES: &str = "家森里丘郷庭杜樹木園風空海星虹種手輪会里花";

/// After a type word, what is done there: グループホーム入居, 株式会社勤務.
pub fn done_there(name: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:入居|入所|退所|退居|利用|通所|職員|勤務|代表|所長|施設長|管理者|担当|見学|体験|送迎|スタッフ|\
            在籍|設立|経営|運営|関係|等|内|側|長|化|設置|併設|卒|生活|建設|選び|探し|申込|申請|希望|計画|利用者|\
            支援|事業|事業所|施設|指導|専門|相談|連携|訪問|実習|研修|理事|理事長|保育|指導員|支援員|介護|看護|\
            系列|法人|経由|併用|終了|開始|開設|同士|以外|前|後|中|時|的|先|者|活動|参加|制度|サービス|ワーカー|\
            デイ|通い|通いの|間|全体|向け|時代|経験)",
        )
    });
    WORDS.is_match(name)
}

/// Words of speech that follow a type word: 株式会社として, デイサービスなど.
pub fn speech(name: &str) -> bool {
    static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            "^(?:につ|として|とし|など|では|でも|にも|には|との|での|への|から|まで|とい|のよう|のため|のこと|\
            のほう|のなか|のひと|にお|によ|にい|にあ|にし|にな|にき|とか|とは|とも|もあ|もい|もう|をし|をや|\
            をは|をつ|がで|があ|がな|がい|だった|だけ|だと|だが|です|でし|であ|でき|でい|でく|でつ|でお|じゃ|\
            しか|ぐらい|くらい|ばかり|さん|たち|らし|みたい|ならでは|なら|より|かも|かどうか|はい|はな|はあ|\
            はど|はま|やその|やデ|ごと|って|へい|へと|のまま|のあ|のい|のお|のす|のや|のよ|のと|のみ)",
        )
    });
    static NAMES: LazyLock<Regex> =
        LazyLock::new(|| regex("^(?:はなみずき|はなの|なでしこ|はまなす|はなぞの|もみじ|はまゆう|はなみ)"));
    SPOKEN.is_match(name) && !NAMES.is_match(name)
}
