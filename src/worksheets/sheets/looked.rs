//! Traces of people in a copy: what is found in it, and what its author decided about that before it goes.

use serde_json::Value;

use super::model::{ShowForm, Trace};
use super::store::shares::SheetCopy;
use crate::coaching::sharing::check;
use crate::coaching::sharing::model::{Decision, Looked, Reason, gate};
use crate::coaching::sharing::pieces::Piece;
use crate::deid::{self, Level};
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::tl;

/// Parts of a copy whose strings come from lists of ours, or are days; that they do was found out when the sheet was
/// scored. Everything else was typed, in whatever letters.
const NAMES: [&str; 11] =
    ["id", "band", "consistency", "when", "tags", "due", "move", "kind", "gives", "takes", "last"];

/// What is found in a copy: in its words, and in the names of cards that the author wrote.
pub fn look(copy: &SheetCopy, locale: Locale) -> Vec<Looked> {
    let mut pieces = Vec::new();
    words(&copy.view, "", &mut pieces);
    for (id, name) in &copy.names {
        pieces.push(Piece { place: format!("names/{id}"), text: name.clone() });
    }
    check::look(&pieces, locale)
}

/// Every text of a value with its place.
fn words(value: &Value, place: &str, into: &mut Vec<Piece>) {
    let below = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}/{name}") };
    match value {
        Value::String(text) => into.push(Piece { place: place.to_owned(), text: text.clone() }),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, one)| words(one, &below(&at.to_string()), into));
        }
        Value::Object(map) => {
            let typed = map.iter().filter(|(name, _)| !NAMES.contains(&name.as_str()));
            typed.for_each(|(name, one)| words(one, &below(name), into));
        }
        _ => {}
    }
}

/// The same for the page: each once, what weighs most first.
pub fn shown(looked: &[Looked], locale: Locale) -> Vec<Trace> {
    let mut traces: Vec<Trace> = Vec::new();
    for Looked { key, finding, .. } in looked {
        if !traces.iter().any(|trace| trace.key == *key) {
            traces.push(Trace {
                key: key.clone(),
                words: finding.text.clone(),
                kind: deid::name(finding.kind, locale).to_owned(),
                level: finding.level,
            });
        }
    }
    traces.sort_by_key(|trace| std::cmp::Reverse(trace.level));
    traces
}

/// What was decided about everything that was found; refuses what may not go like this. A finished sheet has no words
/// to change, so what leads straight to a person goes only for one of the reasons.
pub fn decided(looked: &[Looked], form: &ShowForm, locale: Locale) -> Result<Vec<Decision>> {
    let mut errors = FieldErrors::default();
    for Looked { key, finding, .. } in looked {
        let (fine, field, words) = match finding.level {
            Level::Info => continue,
            Level::Warn => (form.seen, "seen".to_owned(), tl!(locale, sheets.traces_unseen)),
            Level::Block => {
                let reason = form.reasons.get(key).and_then(|name| Reason::parse(name));
                (reason.is_some(), format!("reasons.{key}"), tl!(locale, sheets.trace_missing))
            }
        };
        errors.check(fine || errors.of(&field).is_some(), &field, words);
    }
    errors.finish()?;
    let seen: Vec<String> = looked.iter().map(|one| one.key.clone()).collect();
    gate(looked, &form.reasons, &seen, locale).map_err(Error::Invalid)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::kit::Moment;

    fn copy(view: Value, names: &[(&str, &str)]) -> SheetCopy {
        SheetCopy {
            worksheet: "W2".to_owned(),
            version: 1,
            revision: 1,
            finished_at: Moment(0),
            view,
            names: names.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect(),
        }
    }

    fn places(copy: &SheetCopy) -> Vec<String> {
        look(copy, Locale::ja).into_iter().map(|one| one.place).collect()
    }

    #[test]
    fn plain_letters_and_names_of_own_cards_are_looked_at_and_ids_are_not() {
        let phone = "090-1234-5678";
        assert_eq!(places(&copy(json!({"talk": phone}), &[])), ["talk"], "it is plain ASCII");
        assert_eq!(places(&copy(json!({"points": [{"title": phone}]}), &[])), ["points/0/title"]);
        assert_eq!(places(&copy(json!({"order": []}), &[("own-1", phone)])), ["names/own-1"]);
        let ids = json!({"domains": [{"id": phone, "step": {"text": "", "due": "2026-11-24"}}], "tags": [phone]});
        assert!(places(&copy(ids, &[])).is_empty());
    }

    #[test]
    fn what_leads_straight_to_a_person_goes_only_for_a_reason() {
        let looked = look(&copy(json!({"talk": "Call 090-1234-5678"}), &[]), Locale::ja);
        let [one] = looked.as_slice() else { panic!("one trace: {looked:?}") };
        assert_eq!((one.finding.level, shown(&looked, Locale::ja).len()), (Level::Block, 1));
        let form = |reason: &str| ShowForm {
            seen: true,
            reasons: BTreeMap::from([(one.key.clone(), reason.to_owned())]),
            ..ShowForm::default()
        };
        for none in ["", "because"] {
            let Err(Error::Invalid(errors)) = decided(&looked, &form(none), Locale::ja) else { panic!("refused") };
            assert!(errors.of(&format!("reasons.{}", one.key)).is_some());
        }
        let decisions = decided(&looked, &form("public"), Locale::ja).expect("explained");
        assert!(decisions.len() == 1 && decisions[0].decision == "public");
        assert!(!format!("{decisions:?}").contains("1234"), "the words are not kept");
    }
}
