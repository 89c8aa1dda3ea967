//! The list of people as CSV that spreadsheets open as it is meant, and names as one looks for them.

use std::collections::BTreeMap;

use super::model::Presence;
use super::store::Person;
use crate::kit::id::RegistrationId;
use crate::kit::{Locale, Moment};
use crate::server::failure::{Failure, Result};
use crate::server::time;
use crate::tl;
use crate::workshops::model::questions::Question;

/// Spreadsheets guess the encoding without it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What people answered, as columns behind the list.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The questions, in their order.
    pub asked: Vec<Question>,
    /// Answers by registration and question; whatever was not given, or is purged, is not there.
    pub given: BTreeMap<RegistrationId, BTreeMap<String, String>>,
}

/// The list as a file: everybody who registered, with their answers. 配慮してほしいこと is never in it.
pub fn csv(title: &str, people: &[Person], answers: &Answers, zone: &str, locale: Locale) -> Result<Vec<u8>> {
    let bad = |error: csv::Error| Failure::other("writing a list", error);
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Necessary)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let heads = [
        tl!(locale, day.csv_title),
        tl!(locale, day.csv_name),
        tl!(locale, day.csv_profession),
        tl!(locale, day.csv_state),
        tl!(locale, day.csv_joined),
        tl!(locale, day.csv_confirmed),
        tl!(locale, day.csv_in),
        tl!(locale, day.csv_out),
        tl!(locale, day.csv_share),
        tl!(locale, planning.col_paid),
    ];
    let labels = answers.asked.iter().map(|question| harmless(&question.label));
    writer.write_record(heads.map(str::to_owned).into_iter().chain(labels)).map_err(bad)?;
    let at =
        |moment: Option<Moment>| moment.map(|at| time::to_local_input(at, zone).replace('T', " ")).unwrap_or_default();
    for person in people {
        let state = match (person.confirmed_at, person.presence()) {
            (None, _) => tl!(locale, day.csv_waiting),
            (Some(_), Presence::Expected) => tl!(locale, day.csv_expected),
            (Some(_), Presence::Here) => tl!(locale, day.csv_here),
            (Some(_), Presence::Left) => tl!(locale, day.csv_left),
        };
        let share = match person.presence() {
            Presence::Expected => String::new(),
            Presence::Here | Presence::Left => person.share().to_string(),
        };
        let fields = [
            harmless(title),
            harmless(&person.name),
            harmless(&person.profession_words),
            state.to_owned(),
            at(Some(person.joined_at)),
            at(person.confirmed_at),
            at(person.checked_in_at),
            at(person.checked_out_at),
            share,
            if person.paid { tl!(locale, planning.paid).to_owned() } else { String::new() },
        ];
        let given = answers.given.get(&person.registration);
        let said = answers.asked.iter().map(|question| {
            let answer = given.and_then(|given| given.get(&question.id));
            answer.map(|answer| harmless(&question.words(answer, locale))).unwrap_or_default()
        });
        writer.write_record(fields.into_iter().chain(said)).map_err(bad)?;
    }
    writer.into_inner().map_err(|error| Failure::other("writing a list", error))
}

/// A text that a spreadsheet does not take for a formula: one that begins like one gets an apostrophe in front.
/// Line breaks are of one kind.
pub(crate) fn harmless(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ => text,
    }
}

/// Whether a name has what somebody looks for, whichever kana and width either was written in.
pub fn matches(name: &str, wanted: &str) -> bool {
    folded(name).contains(&folded(wanted))
}

/// A text without blanks, in small narrow letters and hiragana.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '・' | '･')) {
        match (c, folded.chars().last()) {
            ('ﾞ' | '\u{3099}' | '゛', Some(last)) => voice(&mut folded, last, 1),
            ('ﾟ' | '\u{309a}' | '゜', Some(last)) => voice(&mut folded, last, 2),
            _ => folded.extend(fold_one(c).to_lowercase()),
        }
    }
    folded
}

fn fold_one(c: char) -> char {
    let shifted = |by: i64| u32::try_from(i64::from(u32::from(c)) + by).ok().and_then(char::from_u32).unwrap_or(c);
    match c {
        'ァ'..='ヶ' => shifted(-0x60),
        '\u{ff01}'..='\u{ff5e}' => shifted(-0xfee0),
        'ｰ' => 'ー',
        'ｦ'..='ﾝ' => HALF.chars().nth((u32::from(c) - 0xff66) as usize).unwrap_or(c),
        other => other,
    }
}

/// What the half-width kana from ｦ to ﾝ are.
const HALF: &str =
    "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";

/// Joins a mark with the kana before it: か and ゛ are が.
fn voice(text: &mut String, last: char, by: u32) {
    let joined = match last {
        'う' if by == 1 => Some('ゔ'),
        'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' => char::from_u32(u32::from(last) + by),
        'か' | 'き' | 'く' | 'け' | 'こ' | 'さ' | 'し' | 'す' | 'せ' | 'そ' | 'た' | 'ち' | 'つ' | 'て' | 'と'
            if by == 1 =>
        {
            char::from_u32(u32::from(last) + 1)
        }
        _ => None,
    };
    if let Some(joined) = joined {
        text.pop();
        text.push(joined);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_kana() {
        for wanted in ["みなと", "ミナト", "ﾐﾅﾄ", "みな"] {
            assert!(matches("ミナト さくら", wanted), "{wanted}");
        }
        for name in ["がっこう", "ガッコウ", "ｶﾞｯｺｳ", "か\u{3099}っこう"] {
            assert_eq!(folded(name), "がっこう");
        }
        assert_eq!(folded("ﾊﾟｰﾌﾟﾙ ヴ"), "ぱーぷるゔ");
        assert!(matches("ＭＩＫＡ Berg", "mika b") && !matches("みなと", "さくら"));
        assert!(matches("だれでも", ""));
    }

    #[test]
    fn nothing_becomes_a_formula() {
        for formula in ["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(harmless(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(harmless("会、そして; \"題\"🌱"), "会、そして; \"題\"🌱");
        assert_eq!(harmless("一\r二\r\n三\u{0}"), "一\n二\n三");
    }
}
