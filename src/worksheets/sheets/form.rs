//! What a sitting sends.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a form is about (`at`) that is kept while somebody writes in it, before anything is pressed.
pub const WRITING: &str = "writing";

/// One press of a sitting, or a whole form of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlayForm {
    /// The sitting.
    pub id: String,
    /// The revision that the page showed.
    pub revision: i64,
    /// The version of the worksheet that the page showed.
    pub version: i64,
    /// The open page that sends this, by a name that it made itself; empty without JavaScript.
    pub page: String,
    /// Grows with everything that page sends.
    pub turn: i64,
    /// Always empty: results are computed here.
    pub result: String,
    /// What was pressed: `keep`, `finish`, `undo`, or a word of the worksheet's own.
    pub act: String,
    /// What it is about: a side, an entry, a point, a person.
    pub at: String,
    /// The fields.
    pub f: BTreeMap<String, String>,
    /// The groups of boxes.
    pub many: BTreeMap<String, Vec<String>>,
}

impl PlayForm {
    /// A field; empty when it was not sent.
    pub fn word(&self, name: &str) -> &str {
        self.f.get(name).map(String::as_str).unwrap_or_default()
    }

    /// A field without the space around it, with plain line ends as browsers send them made plain.
    pub fn text(&self, name: &str) -> String {
        self.word(name).replace("\r\n", "\n").trim().to_owned()
    }

    /// What was ticked in a group.
    pub fn ticked(&self, name: &str) -> Vec<String> {
        self.many.get(name).cloned().unwrap_or_default()
    }

    /// The same with what a button of a form that holds a whole page said in one: `remove will 2` is `remove`, at `will 2`.
    pub fn pressed(&self) -> PlayForm {
        let Some((act, at)) = self.act.split_once(' ').filter(|_| self.at.is_empty()) else { return self.clone() };
        PlayForm { act: act.to_owned(), at: at.to_owned(), ..self.clone() }
    }

    /// Where on its page one goes on after this press: with the keyboard nobody walks past the head once more for every pair
    /// and every entry. Empty where the page is read from its top.
    pub fn goes_on(&self, worksheet: &str) -> String {
        match (worksheet, self.act.as_str()) {
            ("W2", _) => "#pair".to_owned(),
            ("W6", _) => "#points".to_owned(),
            ("W7", "add" | "remove") => format!("#list-{}", self.at.split(' ').next().unwrap_or_default()),
            ("W7", "link" | "unlink") => "#links".to_owned(),
            ("W10", _) => "#people".to_owned(),
            _ => String::new(),
        }
    }

    /// The same form as other words for what was pressed.
    pub fn acting(&self, act: &str) -> PlayForm {
        PlayForm { act: act.to_owned(), ..self.clone() }
    }

    /// What has to be done, one after the other: a form that finishes a sheet is kept first, so that nothing is lost
    /// when it cannot be finished yet.
    pub fn steps(&self) -> Vec<PlayForm> {
        let whole = self.act == "finish" && !self.f.is_empty();
        if whole { vec![self.acting("keep"), self.acting("finish")] } else { vec![self.clone()] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_and_about_what() {
        let press = |act: &str, at: &str| {
            let form = PlayForm { act: act.to_owned(), at: at.to_owned(), ..PlayForm::default() }.pressed();
            (form.act, form.at)
        };
        assert_eq!(press("remove will 2", ""), ("remove".to_owned(), "will 2".to_owned()));
        assert_eq!(press("keep", ""), ("keep".to_owned(), String::new()));
        assert_eq!(press("remove", "will 2"), ("remove".to_owned(), "will 2".to_owned()));
    }

    #[test]
    fn a_press_goes_on_where_it_was_made() {
        let place = |worksheet: &str, act: &str| {
            PlayForm { act: act.to_owned(), ..PlayForm::default() }.pressed().goes_on(worksheet)
        };
        assert_eq!(place("W2", "choose"), "#pair");
        assert_eq!(place("W7", "add can"), "#list-can");
        assert_eq!(place("W7", "remove must 1"), "#list-must");
        assert_eq!(place("W7", "undo"), "");
        assert_eq!(place("W10", "further 3"), "#people");
        assert_eq!(place("W5", "choose"), "", "another page: from its top");
    }
}
