//! What somebody is writing about something that is not on the sheet yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What stands in the fields of a point, a person or an entry, as it was typed: half a date is kept as half a date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The fields by their names in the form; what is empty is left out.
    f: BTreeMap<String, String>,
    /// The groups of boxes; those without a tick are left out.
    many: BTreeMap<String, Vec<String>>,
}

impl Draft {
    /// These fields and groups of boxes.
    pub fn new<'a>(
        f: impl IntoIterator<Item = (&'a str, String)>,
        many: impl IntoIterator<Item = (&'a str, Vec<String>)>,
    ) -> Draft {
        let f = f.into_iter().filter(|(_, word)| !word.is_empty()).map(|(name, word)| (name.to_owned(), word));
        let many = many.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name.to_owned(), list));
        Draft { f: f.collect(), many: many.collect() }
    }

    /// A field; empty where nothing was typed.
    pub fn word(&self, name: &str) -> &str {
        self.f.get(name).map(String::as_str).unwrap_or_default()
    }

    /// What is ticked in a group.
    pub fn ticked(&self, name: &str) -> &[String] {
        self.many.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}
