//! What the check finds, in words that the browser knows too. The rules that find it stay on the server.

use serde::{Deserialize, Serialize};

/// What kind of trace of a person it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// A name.
    Person,
    /// A telephone or fax number.
    Phone,
    /// A mail address.
    Email,
    /// A web address.
    Url,
    /// A postal code.
    Postal,
    /// An Individual Number (個人番号).
    #[serde(rename = "MYNUMBER")]
    MyNumber,
    /// A number of an insurance, a pension, a handbook or an allowance.
    Insurance,
    /// A number in the records of an institution.
    RecordId,
    /// A name in a social network.
    Sns,
    /// A bank account.
    Bank,
    /// A case number of a court.
    CaseNo,
    /// A number plate.
    Plate,
    /// A date of birth.
    Dob,
    /// A full date.
    Date,
    /// An age of ninety or more.
    Age90,
    /// An age.
    Age,
    /// An address, or a municipality.
    Address,
    /// A building and a room.
    Building,
    /// A school, a hospital, a company, an office.
    Facility,
    /// A class of a school.
    Class,
    /// Initials of a full name.
    Initials,
    /// A railway station.
    Station,
}

impl Kind {
    /// Every kind, those that name a person directly first.
    pub const ALL: [Kind; 22] = [
        Kind::Person,
        Kind::Phone,
        Kind::Email,
        Kind::Url,
        Kind::Postal,
        Kind::MyNumber,
        Kind::Insurance,
        Kind::RecordId,
        Kind::Sns,
        Kind::Bank,
        Kind::CaseNo,
        Kind::Plate,
        Kind::Dob,
        Kind::Date,
        Kind::Age90,
        Kind::Age,
        Kind::Address,
        Kind::Building,
        Kind::Facility,
        Kind::Class,
        Kind::Initials,
        Kind::Station,
    ];

    /// Whether nothing worth keeping is in it: the suggestion is to take it out.
    pub fn goes(self) -> bool {
        use Kind::*;
        matches!(self, Phone | Email | Url | Postal | MyNumber | Insurance | RecordId | Sns | Bank | Plate)
    }
}

/// How much it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Indirect: consider saying it more generally.
    Warn,
    /// Direct: must be changed before sharing.
    Block,
}

/// One place in a text that may lead to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// How much it weighs.
    pub level: Level,
    /// The words themselves.
    pub text: String,
    /// Where they begin, in Unicode scalars of the original text.
    pub start: usize,
    /// Where they end: the first scalar that is no longer part of them.
    pub end: usize,
    /// What could stand there instead, or the word for taking it out (`Kind::goes`).
    pub suggestion: String,
}

/// The text with the suggestion of one finding followed. A finding that no longer fits the text changes nothing.
pub fn apply(text: &str, finding: &Finding) -> String {
    let Some((before, after)) = around(text, finding) else { return text.to_owned() };
    if finding.kind.goes() {
        return format!("{before}{after}");
    }
    // 「長男の翔太」 with the suggestion 「長男」 is 「長男」, not 「長男の長男」.
    let said = before.trim_end_matches(['の', '・', '、', 'は']);
    if said.ends_with(&finding.suggestion) {
        return format!("{said}{after}");
    }
    // 「93歳の祖母」 with the suggestion 「高齢の」 is 「高齢の祖母」.
    let after = if finding.suggestion.ends_with('の') { after.trim_start_matches('の') } else { after };
    format!("{before}{}{after}", finding.suggestion)
}

fn around<'a>(text: &'a str, finding: &Finding) -> Option<(&'a str, &'a str)> {
    let byte = |scalar: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(scalar);
    let (start, end) = (byte(finding.start)?, byte(finding.end)?);
    (text.get(start..end)? == finding.text).then(|| (&text[..start], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(kind: Kind, text: &str, start: usize, suggestion: &str) -> Finding {
        let end = start + text.chars().count();
        Finding { kind, level: Level::Block, text: text.into(), start, end, suggestion: suggestion.into() }
    }

    #[test]
    fn a_suggestion_takes_the_place_of_the_words_and_of_nothing_else() {
        let name = finding(Kind::Person, "佐藤さん", 3, "Aさん");
        assert_eq!(apply("今日は佐藤さんと話した。", &name), "今日はAさんと話した。");
        let phone = finding(Kind::Phone, "090-0000-1234", 4, "削除");
        assert_eq!(apply("連絡先は090-0000-1234。", &phone), "連絡先は。");
        let son = finding(Kind::Person, "翔太", 3, "長男");
        assert_eq!(apply("長男の翔太が来た。", &son), "長男が来た。");
        let old = finding(Kind::Age90, "93歳", 0, "高齢の");
        assert_eq!(apply("93歳の祖母", &old), "高齢の祖母");
    }

    #[test]
    fn a_finding_of_another_text_changes_nothing() {
        let name = finding(Kind::Person, "佐藤さん", 3, "Aさん");
        for text in ["", "今日は", "今日は鈴木さんと話した。"] {
            assert_eq!(apply(text, &name), text);
        }
    }

    #[test]
    fn words_on_the_wire_are_those_of_the_domain() {
        let words: Vec<String> = Kind::ALL.iter().map(|kind| serde_json::to_string(kind).expect("a word")).collect();
        for word in ["PERSON", "MYNUMBER", "RECORD_ID", "CASE_NO", "AGE90"] {
            assert!(words.contains(&format!("\"{word}\"")), "{words:?}");
        }
        assert_eq!(serde_json::to_string(&Level::Block).expect("a word"), "\"BLOCK\"");
        assert!(Level::Info < Level::Warn && Level::Warn < Level::Block);
    }
}
