//! Words that reach somebody at once, without a page on which they are looked over first: what leads straight to a
//! person has to be said differently before they go.

use super::sharing::check::look;
use super::sharing::pieces::Piece;
use crate::deid::{self, Finding, Kind, Level};
use crate::kit::{FieldErrors, Locale, Result};
use crate::tl;

/// What stands after a name when somebody is spoken of or to.
const HONORIFICS: [&str; 8] = ["さん", "さま", "様", "先生", "コーチ", "くん", "君", "氏"];

/// Refuses texts, each with the name of its field, that lead straight to a person, and says what could stand there
/// instead. `known` are those who write to each other: their own names are no trace. The texts have their limits
/// already.
pub fn refuse(texts: &[(&str, &str)], known: &[&str], locale: Locale) -> Result<()> {
    let pieces: Vec<Piece> =
        texts.iter().map(|(field, text)| Piece { place: (*field).to_owned(), text: (*text).to_owned() }).collect();
    let mut errors = FieldErrors::default();
    for one in look(&pieces, locale) {
        if one.finding.level == Level::Block && !names_one_of(&one.finding, known) {
            errors.add(&one.place, words(&one.finding, locale));
        }
    }
    errors.finish()
}

fn words(finding: &Finding, locale: Locale) -> String {
    let instead = match finding.kind.goes() || finding.suggestion.is_empty() {
        true => tl!(locale, desk.suggest_gone).to_owned(),
        false => tl!(locale, desk.suggest, words = finding.suggestion.clone()),
    };
    tl!(locale, cohorts.trace_found, kind = deid::name(finding.kind, locale), instead = instead)
}

/// Whether what was found is the name of one of these people, or one of its parts.
fn names_one_of(finding: &Finding, known: &[&str]) -> bool {
    let mut bare = finding.text.trim();
    for honorific in HONORIFICS {
        bare = bare.strip_suffix(honorific).unwrap_or(bare).trim();
    }
    let found = close(bare);
    finding.kind == Kind::Person && !found.is_empty() && known.iter().any(|name| is_part(&found, name))
}

fn is_part(found: &str, name: &str) -> bool {
    let whole = close(name);
    // A name that is written without a space still begins with the surname and ends with the given name.
    let inside = found.chars().count() > 1 && (whole.starts_with(found) || whole.ends_with(found));
    inside || whole == found || name.split_whitespace().any(|part| close(part) == found)
}

/// Without spaces, and in small letters.
fn close(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Error;

    /// Whether it was for such words in that field that something was refused.
    fn refused(outcome: &Result<()>, field: &str) -> bool {
        matches!(outcome, Err(Error::Invalid(errors)) if errors.of(field).is_some())
    }

    #[test]
    fn what_leads_straight_to_a_person_is_named_by_its_kind_and_not_repeated() {
        let outcome =
            refuse(&[("text", "帰りに090-1234-5678へ電話した。"), ("other", "黙っていた。")], &[], Locale::ja);
        assert!(refused(&outcome, "text") && !refused(&outcome, "other"));
        let said = format!("{outcome:?}");
        assert!(said.contains(deid::name(Kind::Phone, Locale::ja)) && !said.contains("1234"), "{said}");
        assert!(refuse(&[("text", "隣で黙っていた。")], &[], Locale::ja).is_ok());
    }

    #[test]
    fn those_who_write_to_each_other_may_say_their_names() {
        let said = |text: &str, known: &[&str]| refuse(&[("text", text)], known, Locale::ja);
        assert!(refused(&said("佐藤さん、ありがとうございます。", &[]), "text"));
        for name in ["佐藤", "佐藤 美咲", "佐藤美咲"] {
            assert!(said("佐藤さん、ありがとうございます。", &[name]).is_ok(), "{name}");
        }
        assert!(refused(&said("鈴木さんが来た。", &["佐藤"]), "text"), "somebody else's stays out");
    }
}
