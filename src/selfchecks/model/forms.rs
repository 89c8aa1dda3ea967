//! What pages send.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kit::{Error, Locale, Result};
use crate::tl;
use crate::worksheets::definition::{About, Questionnaire};
use crate::worksheets::scoring::questionnaire::{Answers, Scored, score};

/// The answers to a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeepForm {
    /// The id that the page gave this sitting: the same form once more is the same result.
    pub id: String,
    /// Which check.
    pub sheet: String,
    /// The version that the page showed.
    pub version: i64,
    /// The order in which the questions were shown, with commas.
    pub order: String,
    /// The answers, by question. What is not there was passed.
    pub items: BTreeMap<String, String>,
    /// Always empty: results are computed here.
    pub result: String,
}

impl KeepForm {
    /// The answers, if a number can be made of at least one scale. What no page of ours sends is a bad request.
    pub fn answers(&self, about: &About, sheet: &Questionnaire, locale: Locale) -> Result<Answers> {
        if !self.result.is_empty() {
            return Err(Error::field("", tl!(locale, sheets.refused_result)));
        }
        if self.version != about.version {
            return Err(Error::field("", tl!(locale, selfchecks.old_version)));
        }
        let given = self.items.iter().filter(|(_, value)| !value.is_empty());
        let items = given
            .map(|(id, value)| value.parse().map(|value| (id.clone(), Some(value))).map_err(|_| Error::BadRequest))
            .collect::<Result<_>>()?;
        let form = sheet.form.as_ref().map(|form| form.to_string());
        let order = self.order.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        let answers = Answers { form, items, talk: String::new(), order };
        let scored = score(sheet, &answers).map_err(|_| Error::BadRequest)?;
        if says_something(&scored) { Ok(answers) } else { Err(self.unfinished(sheet, locale)) }
    }

    /// Which question to go on with, and what for.
    fn unfinished(&self, sheet: &Questionnaire, locale: Locale) -> Error {
        let answered = |id: &str| self.items.get(id).is_some_and(|value| !value.is_empty());
        let shown = self.order.split(',').find(|id| !id.is_empty() && !answered(id));
        let first = shown.or_else(|| sheet.items.iter().map(|item| &*item.id).find(|id| !answered(id)));
        Error::field(&format!("items.{}", first.unwrap_or_default()), tl!(locale, selfchecks.too_few))
    }
}

/// Whether any scale has a number.
fn says_something(scored: &Scored) -> bool {
    scored.scales.iter().any(|scale| scale.value.is_some())
}

/// Deletes a result, or every one when it names none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    /// The result, or `all`.
    pub id: String,
}

/// Whether 今日 may ask from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuietForm {
    /// `quiet` or `ask`.
    pub act: String,
}

impl QuietForm {
    /// Whether 今日 is to stay quiet.
    pub fn is_quiet(&self) -> Result<bool> {
        match self.act.as_str() {
            "quiet" => Ok(true),
            "ask" => Ok(false),
            _ => Err(Error::BadRequest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worksheets::definition::library::definition;

    fn filled(sheet: &str, value: &str, many: usize) -> (KeepForm, Result<Answers>) {
        let definition = definition(sheet).expect("a check");
        let questions = definition.questionnaire().expect("questions");
        let ids: Vec<String> = questions.items.iter().map(|item| item.id.to_string()).collect();
        let form = KeepForm {
            id: String::new(),
            sheet: sheet.to_owned(),
            version: definition.about.version,
            order: ids.join(","),
            items: ids.iter().take(many).map(|id| (id.clone(), value.to_owned())).collect(),
            result: String::new(),
        };
        let answers = form.answers(&definition.about, questions, Locale::ja);
        (form, answers)
    }

    #[test]
    fn enough_answers_for_one_scale_are_enough() {
        assert_eq!(filled("CBI", "50", 3).1.expect("a scale").items.len(), 3);
        assert!(filled("UCLA3", "2", 3).1.is_ok());
        let (form, refused) = filled("CBI", "50", 2);
        let error = refused.expect_err("too few");
        assert_eq!(error.field_errors().expect("a form error").0[0].field, "items.cbi_p3", "{form:?}");
        assert_eq!(filled("UCLA3", "2", 2).1.expect_err("too few").status(), 422);
    }

    #[test]
    fn what_no_page_sends_is_refused() {
        assert_eq!(filled("CBI", "51", 19).1, Err(Error::BadRequest));
        assert_eq!(filled("CBI", "NaN", 19).1, Err(Error::BadRequest));
        assert_eq!(filled("UCLA3", "5", 3).1, Err(Error::BadRequest), "the range of the other form");
        let definition = definition("CBI").expect("a check");
        let questions = definition.questionnaire().expect("questions");
        let (form, _) = filled("CBI", "50", 19);
        let twice = KeepForm { order: "cbi_p1,cbi_p1".into(), ..form.clone() };
        assert_eq!(twice.answers(&definition.about, questions, Locale::ja), Err(Error::BadRequest));
        let strange = KeepForm { items: [("w9".to_owned(), "50".to_owned())].into(), ..form.clone() };
        assert_eq!(strange.answers(&definition.about, questions, Locale::ja), Err(Error::BadRequest));
        let mut passed = form.clone();
        passed.items.insert("cbi_c6".to_owned(), String::new());
        let answers = passed.answers(&definition.about, questions, Locale::ja).expect("one was passed again");
        assert_eq!(answers.items.len(), 18);
        let old = KeepForm { version: 0, ..form };
        assert_eq!(old.answers(&definition.about, questions, Locale::ja).expect_err("old").status(), 422);
    }
}
