//! What a host settles about registration: who sees it, how seats are given, and the words for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::accounts::model::Profession;
use crate::kit::form::half_width;
use crate::kit::{FieldErrors, Locale};
use crate::tl;

/// Who may see a published workshop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Everybody who is signed in.
    Members,
    /// The people of one cohort.
    Cohort,
    /// Whoever has the address with its key.
    Link,
}

impl Visibility {
    /// All, from the widest to the narrowest.
    pub const ALL: [Visibility; 4] = [Visibility::Public, Visibility::Members, Visibility::Cohort, Visibility::Link];

    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Visibility::Public => "public",
            Visibility::Members => "members",
            Visibility::Cohort => "cohort",
            Visibility::Link => "link",
        }
    }

    /// The visibility of that name.
    pub fn parse(text: &str) -> Option<Visibility> {
        Visibility::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// The longest time before the start that can be said in hours: half a year.
pub const MAX_HOURS: i64 = 4_380;
/// The longest statement of a fee.
pub const MAX_FEE: usize = 200;
/// The longest materials.
pub const MAX_MATERIALS: usize = 20_000;
/// The longest letter to those who registered.
pub const MAX_LETTER: usize = 5_000;
/// The most dates of a course.
pub const MAX_DATES: i64 = 30;

/// How the seats are given, as forms and the database name it.
pub const MODES: [&str; 3] = ["first", "approval", "lottery"];

/// 申し込み: who sees it, when one registers, how seats are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    /// Which workshop.
    pub workshop: String,
    /// The version that the form was made from.
    pub version: i64,
    /// `Visibility::as_str`.
    pub visibility: String,
    /// The cohort, where it is for one.
    pub cohort: String,
    /// When the draft publishes itself, as `2026-11-27T20:00`.
    pub publish: String,
    /// From when one registers.
    pub opens: String,
    /// Until when one registers.
    pub closes: String,
    /// Until how many hours before the start a place can be given back.
    pub cancel_hours: String,
    /// One of `MODES`.
    pub mode: String,
    /// When the draw takes place.
    pub draw: String,
    /// How many hours an offered seat is held.
    pub offer_hours: String,
    /// The fee, in words.
    pub fee: String,
}

/// 席: rules by profession. Each map goes from a profession to what was typed beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    /// Which workshop.
    pub workshop: String,
    /// The version that the form was made from.
    pub version: i64,
    /// Seats that stay free for it.
    pub kept: BTreeMap<String, String>,
    /// The most seats for it.
    pub most: BTreeMap<String, String>,
    /// The mix wished for.
    pub target: BTreeMap<String, String>,
    /// Hours before the start at which the rule is released.
    pub release: BTreeMap<String, String>,
}

/// 当日と修了: materials, reminders, certificates, how long answers are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayForm {
    /// Which workshop.
    pub workshop: String,
    /// The version that the form was made from.
    pub version: i64,
    /// Markdown for those with a seat.
    pub materials_before: String,
    /// Markdown for those who were there.
    pub materials_after: String,
    /// Minutes before the start, those that were ticked.
    pub reminders: Vec<String>,
    /// One more: so many of `remind_unit` before the start. Empty: none.
    pub remind_number: String,
    /// `Unit::as_str`.
    pub remind_unit: String,
    /// Days after the end.
    pub purge_days: String,
    /// What a certificate says, in minutes; empty: there is none.
    pub certificate_minutes: String,
    /// How much of it one has to be there for, in percent.
    pub certificate_share: String,
    /// Points by profession.
    pub points: BTreeMap<String, String>,
}

/// A rule as it was typed, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedRule {
    /// Whose seats.
    pub profession: Profession,
    /// So many stay free for it.
    pub kept: i64,
    /// At most so many.
    pub most: Option<i64>,
    /// The mix wished for.
    pub target: Option<i64>,
    /// Hours before the start.
    pub release_hours: Option<i64>,
}

/// Whether the statement of a fee says that there is none, and nothing else.
pub fn is_free(fee: &str) -> bool {
    let plain: String = fee.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let plain = plain.trim_matches(['。', '.', '、']).to_lowercase();
    matches!(plain.as_str(), "無料" | "参加無料" | "参加費無料" | "無料です" | "0円" | "free")
}

/// A number from `least` to `most` as people type it, also in full-width digits; none for an empty field.
#[expect(clippy::result_unit_err, reason = "the caller knows the field and finds the words")]
pub fn number(text: &str, least: i64, most: i64) -> Result<Option<i64>, ()> {
    let text: String = text.trim().chars().map(half_width).collect();
    match text.is_empty() {
        true => Ok(None),
        false => text.parse().ok().filter(|n| (least..=most).contains(n)).map(Some).ok_or(()),
    }
}

/// The number in a field, or an error beside it.
pub fn number_in(
    errors: &mut FieldErrors,
    field: &str,
    text: &str,
    (least, most): (i64, i64),
    locale: Locale,
) -> Option<i64> {
    number(text, least, most).unwrap_or_else(|()| {
        errors.add(field, tl!(locale, planning.error_number, least = least, most = most));
        None
    })
}

impl RulesForm {
    /// The rules that were typed, and what needs another look. `capacity` is how many people fit.
    pub fn read(&self, capacity: i64, locale: Locale) -> (Vec<TypedRule>, FieldErrors) {
        let mut errors = FieldErrors::default();
        let mut rules = Vec::new();
        let empty = String::new();
        for profession in Profession::ALL {
            let name = profession.as_str();
            let who = profession.label(locale);
            // Many fields have these names: the message says whose it is, too.
            let mut of = |map: &BTreeMap<String, String>, group: &str, what: &str, most: i64| {
                number(map.get(name).unwrap_or(&empty), 0, most).unwrap_or_else(|()| {
                    let words = tl!(locale, planning.error_rule, who = who, what = what, least = 0, most = most);
                    errors.add(&format!("{group}.{name}"), words);
                    None
                })
            };
            let rule = TypedRule {
                profession,
                kept: of(&self.kept, "kept", tl!(locale, planning.kept), capacity).unwrap_or(0),
                most: of(&self.most, "most", tl!(locale, planning.most), capacity),
                target: of(&self.target, "target", tl!(locale, planning.target), capacity),
                release_hours: of(&self.release, "release", tl!(locale, planning.release), MAX_HOURS),
            };
            let clash = rule.most.is_some_and(|most| most < rule.kept);
            errors.check(!clash, &format!("most.{name}"), tl!(locale, planning.error_most_below_kept, who = who));
            if rule.kept > 0 || rule.most.is_some() || rule.target.is_some() {
                rules.push(rule);
            }
        }
        let kept: i64 = rules.iter().map(|rule| rule.kept).sum();
        errors.check(kept <= capacity, "", tl!(locale, planning.error_kept_too_many, kept = kept, all = capacity));
        (rules, errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(number(" １２ ", 1, 20), Ok(Some(12)));
        assert_eq!(number("", 1, 20), Ok(None));
        for wrong in ["0", "21", "-1", "1.5", "many", "999999999999999999999"] {
            assert_eq!(number(wrong, 1, 20), Err(()), "{wrong}");
        }
    }

    #[test]
    fn only_a_statement_that_says_so_is_free() {
        for fee in ["無料", " 無料。", "参加費 無料", "０円", "Free", "FREE."] {
            assert!(is_free(fee), "{fee}");
        }
        for fee in ["", "1,000円", "10円", "学生は無料、ほかは500円", "資料代のみ", "未定"] {
            assert!(!is_free(fee), "{fee}");
        }
    }

    #[test]
    fn rules_are_read_and_contradictions_named() {
        let form = RulesForm {
            kept: map(&[("nurse", "2"), ("pirate", "9")]),
            most: map(&[("nurse", "1"), ("teacher", "３")]),
            release: map(&[("nurse", "72"), ("doctor", "x")]),
            ..RulesForm::default()
        };
        let (rules, errors) = form.read(4, Locale::ja);
        assert_eq!(
            rules.iter().map(|rule| rule.profession).collect::<Vec<_>>(),
            [Profession::Teacher, Profession::Nurse]
        );
        assert_eq!(rules[1].release_hours, Some(72));
        let fields: Vec<&str> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["most.nurse", "release.doctor"]);
        assert_eq!(errors.0[0].message, "看護師の上限は、取っておく席より少なくできません");
        assert!(errors.0[1].message.contains("「全員に開く（時間前）」は、0から"), "{}", errors.0[1].message);
        let many = RulesForm { kept: map(&[("nurse", "3"), ("teacher", "2")]), ..RulesForm::default() };
        assert_eq!(many.read(4, Locale::en).1.0[0].field, "");
    }
}
