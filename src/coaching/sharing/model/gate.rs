//! What has to be done about the findings before a copy may leave.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::deid::{Finding, Level};
use crate::kit::{FieldErrors, Locale};
use crate::tl;

/// Why a direct trace may stay. Only these words are kept, never the trace itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The name of a public figure, a public office, a published number.
    Public,
    /// Made up for this text.
    Invented,
    /// About the author.
    Own,
    /// No person and no place at all.
    Mistaken,
}

impl Reason {
    /// Every reason, in the order of the page.
    pub const ALL: [Reason; 4] = [Reason::Public, Reason::Invented, Reason::Own, Reason::Mistaken];

    /// Its name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Public => "public",
            Reason::Invented => "invented",
            Reason::Own => "own",
            Reason::Mistaken => "mistaken",
        }
    }

    /// The reason of that name.
    pub fn parse(name: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.as_str() == name)
    }

    /// In words.
    pub fn words(self, locale: Locale) -> &'static str {
        match self {
            Reason::Public => tl!(locale, desk.reason_public),
            Reason::Invented => tl!(locale, desk.reason_invented),
            Reason::Own => tl!(locale, desk.reason_own),
            Reason::Mistaken => tl!(locale, desk.reason_mistaken),
        }
    }
}

/// A finding in one place of a copy, with a name that stays the same while its words do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// In which text.
    pub place: String,
    /// How it is called in the form.
    pub key: String,
    /// What was found.
    pub finding: Finding,
}

/// What the author decided about a finding: a line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// In which text.
    pub place: String,
    /// What kind of trace.
    pub kind: String,
    /// How much it weighs.
    pub level: &'static str,
    /// The reason's name, or `seen`.
    pub decision: &'static str,
}

/// The decisions when everything is decided; else what is missing, beside its text. What weighs most is explained or
/// gone, what weighs less was looked at, the rest is only said.
pub fn gate(
    looked: &[Looked],
    reasons: &BTreeMap<String, String>,
    seen: &[String],
    locale: Locale,
) -> Result<Vec<Decision>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut decisions = Vec::new();
    for Looked { place, key, finding } in looked {
        let field = format!("texts.{place}");
        let decision = match finding.level {
            Level::Info => continue,
            Level::Warn => {
                errors.check(seen.contains(key), &field, tl!(locale, desk.gate_warn));
                Some("seen")
            }
            Level::Block => {
                let reason = reasons.get(key).and_then(|name| Reason::parse(name));
                errors.check(reason.is_some(), &field, tl!(locale, desk.gate_block));
                reason.map(Reason::as_str)
            }
        };
        if let Some(decision) = decision {
            let level = if finding.level == Level::Block { "block" } else { "warn" };
            let kind = format!("{:?}", finding.kind).to_lowercase();
            decisions.push(Decision { place: place.clone(), kind, level, decision });
        }
    }
    if errors.0.is_empty() { Ok(decisions) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deid::Kind;

    fn looked(kind: Kind, level: Level, text: &str) -> Looked {
        let finding = Finding { kind, level, text: text.to_owned(), start: 0, end: 1, suggestion: String::new() };
        Looked { place: "y/text".to_owned(), key: format!("k{text}"), finding }
    }

    fn reasons(key: &str, reason: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(key.to_owned(), reason.to_owned())])
    }

    #[test]
    fn a_direct_trace_is_explained_or_gone() {
        let all = [looked(Kind::Phone, Level::Block, "番号")];
        let errors = gate(&all, &BTreeMap::new(), &["k番号".to_owned()], Locale::ja).expect_err("a tick is not enough");
        assert!(errors.of("texts.y/text").is_some());
        assert!(gate(&all, &reasons("k番号", "because"), &[], Locale::ja).is_err(), "only our reasons");
        assert!(gate(&all, &reasons("kほか", "public"), &[], Locale::ja).is_err(), "another trace was explained");
        let decisions = gate(&all, &reasons("k番号", "public"), &[], Locale::ja).expect("explained");
        assert_eq!((decisions[0].decision, decisions[0].kind.as_str()), ("public", "phone"));
        assert!(!format!("{decisions:?}").contains("番号"), "the words are not kept");
    }

    #[test]
    fn an_indirect_trace_is_looked_at_and_the_rest_is_only_said() {
        let all = [looked(Kind::Station, Level::Warn, "駅"), looked(Kind::Age, Level::Info, "歳")];
        assert!(gate(&all, &BTreeMap::new(), &[], Locale::ja).is_err());
        let decisions = gate(&all, &BTreeMap::new(), &["k駅".to_owned()], Locale::ja).expect("looked at");
        assert_eq!(decisions.len(), 1);
        assert_eq!(gate(&[], &BTreeMap::new(), &[], Locale::ja), Ok(Vec::new()));
    }
}
