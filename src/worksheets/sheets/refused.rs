//! Why a press cannot be followed, in words.

use crate::kit::{Error, Locale};
use crate::tl;
use crate::worksheets::model::play::Refused;
use crate::worksheets::scoring::ScoreError;

/// Why a press cannot be followed; then nothing has changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A move that is not possible.
    Refused(Refused),
    /// Answers that are not.
    Scored(ScoreError),
    /// This field holds no number, or none that can be.
    Number(String),
    /// Something was written, and the name that it would be kept under, in this field, is missing.
    Unnamed(String),
    /// A next step has a day, and no words in this field.
    Unsaid(String),
    /// Two things at once.
    Both(Box<[Why; 2]>),
    /// Nothing that a page of ours would send.
    Unheard,
}

impl From<Refused> for Why {
    fn from(refused: Refused) -> Why {
        Why::Refused(refused)
    }
}

impl From<ScoreError> for Why {
    fn from(error: ScoreError) -> Why {
        Why::Scored(error)
    }
}

impl Why {
    /// The same as an error for the person.
    pub fn error(&self, locale: Locale) -> Error {
        match self {
            Why::Refused(refused) => Error::field("", said(*refused, locale)),
            Why::Scored(error) => scored(error, locale),
            Why::Number(field) => Error::field(field, said(Refused::Number, locale)),
            Why::Unnamed(field) => Error::field(field, tl!(locale, sheets.refused_unnamed)),
            Why::Unsaid(field) => Error::field(field, tl!(locale, sheets.refused_unsaid)),
            Why::Both(whys) => both(whys, locale),
            Why::Unheard => Error::BadRequest,
        }
    }
}

/// The fields of both; what is no word about a field goes before.
fn both(whys: &[Why; 2], locale: Locale) -> Error {
    match whys.each_ref().map(|why| why.error(locale)) {
        [Error::Invalid(mut first), Error::Invalid(second)] => {
            first.0.extend(second.0);
            Error::Invalid(first)
        }
        [Error::Invalid(_), other] | [other, _] => other,
    }
}

/// A refused move as a sentence.
pub fn said(refused: Refused, locale: Locale) -> &'static str {
    match refused {
        Refused::Unknown => tl!(locale, sheets.refused_unknown),
        Refused::Finished => tl!(locale, sheets.refused_finished),
        Refused::Behind => tl!(locale, sheets.refused_behind),
        Refused::Full => tl!(locale, sheets.refused_full),
        Refused::Unfinished => tl!(locale, sheets.refused_unfinished),
        Refused::Twice => tl!(locale, sheets.refused_twice),
        Refused::Words => tl!(locale, sheets.refused_words),
        Refused::Number => tl!(locale, sheets.refused_number),
        Refused::NothingToUndo => tl!(locale, sheets.refused_undo),
    }
}

fn scored(error: &ScoreError, locale: Locale) -> Error {
    let plain = |refused| said(refused, locale).to_owned();
    let (place, words) = match error {
        ScoreError::Columns { wanted, found } => {
            let separator = tl!(locale, worksheets.separator);
            let list = |counts: &[u32]| counts.iter().map(u32::to_string).collect::<Vec<_>>().join(separator);
            ("", tl!(locale, sheets.refused_columns, wanted = list(wanted), found = list(found)))
        }
        ScoreError::Missing { place, id } if id == "text" => (place.as_str(), plain(Refused::Words)),
        ScoreError::Missing { place, .. } => (place.as_str(), plain(Refused::Unfinished)),
        ScoreError::Long { place, most } => (place.as_str(), tl!(locale, sheets.refused_long, most = *most)),
        ScoreError::Count { place, least, found, .. } if found < least => {
            (place.as_str(), tl!(locale, sheets.refused_few, least = *least))
        }
        ScoreError::Count { place, most, .. } => (place.as_str(), tl!(locale, sheets.refused_many, most = *most)),
        ScoreError::Sum { place, found, .. } => {
            (place.as_str(), tl!(locale, sheets.refused_sum, found = shown(*found)))
        }
        ScoreError::Number { place, least, most } => {
            (place.as_str(), tl!(locale, sheets.refused_range, least = shown(*least), most = shown(*most)))
        }
        ScoreError::Twice { place, .. } => (place.as_str(), plain(Refused::Twice)),
        ScoreError::Unknown { place, .. } => (place.as_str(), plain(Refused::Unknown)),
        ScoreError::ResultSent => ("", tl!(locale, sheets.refused_result).to_owned()),
        ScoreError::Version { .. } => ("", tl!(locale, sheets.refused_version).to_owned()),
        _ => ("", plain(Refused::Unknown)),
    };
    Error::field(&field(place), words)
}

/// A number without needless decimals.
pub fn shown(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The field of the form that a place in the answers was typed into; empty when it is the form as a whole.
fn field(place: &str) -> String {
    let parts: Vec<&str> = place.split('.').collect();
    let row = |part: &str| part.strip_prefix("tasks[").and_then(|rest| rest.strip_suffix(']')).map(str::to_owned);
    match parts.as_slice() {
        ["items", id] => format!("f.{id}"),
        ["placements", id] => format!("f.s_{id}"),
        ["met", id] => format!("f.met_{id}"),
        ["domains", id, "barrier", "strength"] => format!("f.strength_{id}"),
        ["domains", id, "mark", _] => format!("f.ring_{id}"),
        ["domains", id, "step", "due"] => format!("f.due_{id}"),
        ["domains", id, name, ..] => format!("f.{name}_{id}"),
        ["step", "due"] => "f.due".to_owned(),
        ["step", ..] => "f.step".to_owned(),
        ["meaning" | "talk"] => format!("f.{place}"),
        ["point", name] => format!("f.{name}"),
        ["when", "year"] => "f.year".to_owned(),
        ["when", name] => format!("f.{name}"),
        [id, "story"] => format!("f.story_{id}"),
        [id, "used_last_2w"] => format!("f.used_{id}"),
        [id, "want"] => format!("f.want_{id}"),
        [first, name] if row(first).is_some() => format!("f.{name}_{}", row(first).unwrap_or_default()),
        [first, "alias"] if first.starts_with("nodes[") => "f.new_alias".to_owned(),
        ["will" | "can" | "must"] => format!("f.new_{place}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_to_its_field() {
        for (place, name) in [
            ("items.a1", "f.a1"),
            ("domains.work.step.text", "f.step_work"),
            ("waiting.story", "f.story_waiting"),
            ("tasks[3].name", "f.name_3"),
            ("nodes[0].alias", "f.new_alias"),
            ("can", "f.new_can"),
            ("share_before", ""),
            ("", ""),
        ] {
            assert_eq!(field(place), name, "{place}");
        }
        assert_eq!([shown(100.0), shown(0.5), shown(99.95), shown(-10.0)], ["100", "0.5", "99.95", "-10"]);
    }

    #[test]
    fn counts_stand_in_a_row_as_the_language_has_it() {
        let columns = ScoreError::Columns { wanted: vec![4, 4], found: vec![3, 5] };
        for (locale, row) in [(Locale::ja, "3、5"), (Locale::en, "3, 5")] {
            let Error::Invalid(errors) = Why::from(columns.clone()).error(locale) else { panic!("words") };
            assert!(errors.0[0].message.contains(row), "{}", errors.0[0].message);
        }
    }

    #[test]
    fn a_result_from_outside_is_refused_in_words() {
        for locale in [Locale::ja, Locale::en] {
            let Error::Invalid(errors) = Why::from(ScoreError::ResultSent).error(locale) else { panic!("words") };
            assert!(!errors.0[0].message.is_empty());
        }
    }
}
