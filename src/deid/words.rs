//! The check in words: what a finding is called, why it matters, and what could stand there instead.

use super::model::{Finding, Kind, Level};
use super::rules::{self, Found, Instead, Sort};
use crate::kit::Locale;
use crate::tl;

/// What may lead to a person in this text, in its order. Nothing overlaps.
pub fn check(text: &str, locale: Locale) -> Vec<Finding> {
    rules::find(text).into_iter().map(|found| finding(found, locale)).collect()
}

fn finding(found: Found, locale: Locale) -> Finding {
    let Found { hit, text } = found;
    let suggestion = suggestion(hit.kind, hit.level, &hit.instead, locale);
    Finding { kind: hit.kind, level: hit.level, text, start: hit.start, end: hit.end, suggestion }
}

/// What the kind is called.
pub fn name(kind: Kind, locale: Locale) -> &'static str {
    match kind {
        Kind::Person => tl!(locale, deid.name_person),
        Kind::Phone => tl!(locale, deid.name_phone),
        Kind::Email => tl!(locale, deid.name_email),
        Kind::Url => tl!(locale, deid.name_url),
        Kind::Postal => tl!(locale, deid.name_postal),
        Kind::MyNumber => tl!(locale, deid.name_mynumber),
        Kind::Insurance => tl!(locale, deid.name_insurance),
        Kind::RecordId => tl!(locale, deid.name_record_id),
        Kind::Sns => tl!(locale, deid.name_sns),
        Kind::Bank => tl!(locale, deid.name_bank),
        Kind::CaseNo => tl!(locale, deid.name_case_no),
        Kind::Plate => tl!(locale, deid.name_plate),
        Kind::Dob => tl!(locale, deid.name_dob),
        Kind::Date => tl!(locale, deid.name_date),
        Kind::Age90 => tl!(locale, deid.name_age90),
        Kind::Age => tl!(locale, deid.name_age),
        Kind::Address => tl!(locale, deid.name_address),
        Kind::Building => tl!(locale, deid.name_building),
        Kind::Facility => tl!(locale, deid.name_facility),
        Kind::Class => tl!(locale, deid.name_class),
        Kind::Initials => tl!(locale, deid.name_initials),
        Kind::Station => tl!(locale, deid.name_station),
    }
}

/// Why it is worth a second look, in one sentence.
pub fn why(kind: Kind, locale: Locale) -> &'static str {
    match kind {
        Kind::Person => tl!(locale, deid.why_person),
        Kind::Phone => tl!(locale, deid.why_phone),
        Kind::Email => tl!(locale, deid.why_email),
        Kind::Url => tl!(locale, deid.why_url),
        Kind::Postal => tl!(locale, deid.why_postal),
        Kind::MyNumber => tl!(locale, deid.why_mynumber),
        Kind::Insurance => tl!(locale, deid.why_insurance),
        Kind::RecordId => tl!(locale, deid.why_record_id),
        Kind::Sns => tl!(locale, deid.why_sns),
        Kind::Bank => tl!(locale, deid.why_bank),
        Kind::CaseNo => tl!(locale, deid.why_case_no),
        Kind::Plate => tl!(locale, deid.why_plate),
        Kind::Dob => tl!(locale, deid.why_dob),
        Kind::Date => tl!(locale, deid.why_date),
        Kind::Age90 => tl!(locale, deid.why_age90),
        Kind::Age => tl!(locale, deid.why_age),
        Kind::Address => tl!(locale, deid.why_address),
        Kind::Building => tl!(locale, deid.why_building),
        Kind::Facility => tl!(locale, deid.why_facility),
        Kind::Class => tl!(locale, deid.why_class),
        Kind::Initials => tl!(locale, deid.why_initials),
        Kind::Station => tl!(locale, deid.why_station),
    }
}

/// What the level asks for.
pub fn level_name(level: Level, locale: Locale) -> &'static str {
    match level {
        Level::Block => tl!(locale, deid.level_block),
        Level::Warn => tl!(locale, deid.level_warn),
        Level::Info => tl!(locale, deid.level_info),
    }
}

/// What only a person can see: five questions at the end of every check.
pub fn checklist(locale: Locale) -> [&'static str; 5] {
    [
        tl!(locale, deid.ask_self),
        tl!(locale, deid.ask_close),
        tl!(locale, deid.ask_news),
        tl!(locale, deid.ask_rare),
        tl!(locale, deid.ask_blur),
    ]
}

/// That the check promises nothing.
pub fn last_look(locale: Locale) -> &'static str {
    tl!(locale, deid.last_look)
}

fn suggestion(kind: Kind, level: Level, instead: &Instead, locale: Locale) -> String {
    match instead {
        Instead::Usual => usual(kind, level, locale).to_owned(),
        Instead::Said(words) => words.clone(),
        Instead::Letter(letter, honorific) => match locale {
            Locale::ja if !honorific.is_empty() => format!("{letter}{honorific}"),
            _ => tl!(locale, deid.instead_person, letter = letter.to_string()).to_string(),
        },
        Instead::Decade(0) => tl!(locale, deid.instead_age_small).to_owned(),
        Instead::Decade(decade) => tl!(locale, deid.instead_age, decade = decade.to_string()).to_string(),
        Instead::BornIn(decade, true) => tl!(locale, deid.instead_born, decade = decade.to_string()).to_string(),
        Instead::BornIn(decade, false) => tl!(locale, deid.instead_born_full, decade = decade.to_string()).to_string(),
        Instead::Sort(sort, public) => {
            let sort = sort_name(*sort, locale);
            if *public {
                tl!(locale, deid.sort_public, sort = sort).to_string()
            } else {
                tl!(locale, deid.sort_one, sort = sort).to_string()
            }
        }
    }
}

fn usual(kind: Kind, level: Level, locale: Locale) -> &'static str {
    match kind {
        Kind::CaseNo => tl!(locale, deid.instead_case_no),
        Kind::Dob => tl!(locale, deid.instead_dob),
        Kind::Date => tl!(locale, deid.instead_date),
        Kind::Age90 => tl!(locale, deid.instead_age90),
        Kind::Address if level == Level::Block => tl!(locale, deid.instead_street),
        Kind::Address => tl!(locale, deid.instead_town),
        Kind::Building => tl!(locale, deid.instead_building),
        Kind::Facility => tl!(locale, deid.sort_place),
        Kind::Class => tl!(locale, deid.instead_class),
        Kind::Station => tl!(locale, deid.instead_station),
        _ => tl!(locale, deid.instead_gone),
    }
}

fn sort_name(sort: Sort, locale: Locale) -> &'static str {
    match sort {
        Sort::Primary => tl!(locale, deid.sort_primary),
        Sort::Middle => tl!(locale, deid.sort_middle),
        Sort::High => tl!(locale, deid.sort_high),
        Sort::University => tl!(locale, deid.sort_university),
        Sort::School => tl!(locale, deid.sort_school),
        Sort::Nursery => tl!(locale, deid.sort_nursery),
        Sort::Clinic => tl!(locale, deid.sort_clinic),
        Sort::Mind => tl!(locale, deid.sort_mind),
        Sort::Hospital => tl!(locale, deid.sort_hospital),
        Sort::Company => tl!(locale, deid.sort_company),
        Sort::Care => tl!(locale, deid.sort_care),
        Sort::Child => tl!(locale, deid.sort_child),
        Sort::Court => tl!(locale, deid.sort_court),
        Sort::Office => tl!(locale, deid.sort_office),
        Sort::Place => tl!(locale, deid.sort_place),
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::apply;
    use super::*;

    const CASES: [&str; 2] =
        [include_str!("../../tests/data/deid_dev.json"), include_str!("../../tests/data/deid_a.json")];

    fn sentences() -> Vec<String> {
        let files = CASES.map(|file| serde_json::from_str::<serde_json::Value>(file).expect("the file reads"));
        let texts = files.iter().flat_map(|file| file["positive"].as_array().expect("a list"));
        texts.map(|case| case["text"].as_str().expect("words").to_owned()).collect()
    }

    #[test]
    fn following_a_suggestion_removes_what_was_blocked() {
        for text in sentences() {
            for finding in check(&text, Locale::ja).iter().filter(|finding| finding.level == Level::Block) {
                let after = apply(&text, finding);
                let left = check(&after, Locale::ja);
                let same = |other: &&Finding| {
                    other.level == Level::Block && other.kind == finding.kind && other.text == finding.text
                };
                let before = check(&text, Locale::ja).iter().filter(same).count();
                assert!(left.iter().filter(same).count() < before, "{text} → {after}: {left:?}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_name_and_a_reason_in_both_languages() {
        for kind in Kind::ALL {
            for locale in [Locale::ja, Locale::en] {
                assert!(!name(kind, locale).is_empty() && !why(kind, locale).is_empty());
            }
        }
    }

    #[test]
    fn suggestions_speak_the_language_of_the_reader() {
        let said = |text: &str, locale| check(text, locale).remove(0).suggestion;
        assert_eq!(said("佐藤くんが来た。", Locale::ja), "Aくん");
        assert_eq!(said("佐藤くんが来た。", Locale::en), "A-san");
        assert_eq!(said("34歳の方。", Locale::ja), "30代");
        assert_eq!(said("1985年4月12日生まれ", Locale::ja), "1980年代生");
        assert_eq!(said("市立青葉第三小学校の話", Locale::ja), "公立小学校");
        assert_eq!(said("市立青葉第三小学校の話", Locale::en), "a public primary school");
        assert_eq!(said("長男の翔太が不登校になった。", Locale::ja), "長男");
    }
}
