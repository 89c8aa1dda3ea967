//! The rules of supervision, and what its pages show.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::coaching::sharing::model::{CHECKS, PieceShown};
use crate::journal::model::When;
use crate::kit::form::chars;
use crate::kit::id::{ShareId, SupervisionId};
use crate::kit::{FieldErrors, Locale, Moment, Result};
use crate::tl;

/// The most characters of an excerpt, and of what is said about it.
pub const MAX_EXCERPT: usize = 4_000;

/// How long the other coach can read an excerpt, in days.
const DAYS: i64 = 30;

/// What a coach would like to bring to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The words of the author, as they would be shown.
    pub excerpt: String,
    /// What the coach would like to think about.
    pub question: String,
}

/// Asks the author whether an excerpt may be brought to another coach.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AskForm {
    /// Of which copy.
    #[serde(default)]
    pub share: String,
    /// To which coach.
    #[serde(default)]
    pub peer: String,
    /// `excerpt` and `question`.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    /// Why direct traces may stay, by their keys.
    #[serde(default)]
    pub reasons: BTreeMap<String, String>,
    /// The keys of indirect traces that were looked at.
    #[serde(default)]
    pub seen: Vec<String>,
    /// The ticked lines of the last look.
    #[serde(default)]
    pub checks: Vec<String>,
}

impl AskForm {
    /// One of the two texts, as it will be kept.
    pub fn text(&self, name: &str) -> String {
        self.texts.get(name).map(|text| text.replace("\r\n", "\n").trim().to_owned()).unwrap_or_default()
    }

    /// Refuses more words than there may be, before anything looks at them.
    pub fn must_fit(&self, locale: Locale) -> Result<()> {
        let mut errors = FieldErrors::default();
        for name in ["excerpt", "question"] {
            let n = chars(&self.text(name));
            let long = tl!(locale, desk.words_long, most = MAX_EXCERPT, n = n);
            errors.check(n <= MAX_EXCERPT, &format!("texts.{name}"), long);
        }
        errors.finish()
    }

    /// What depends neither on the length nor on the check.
    pub fn validate(&self, locale: Locale) -> FieldErrors {
        let mut errors = FieldErrors::default();
        errors.check(!self.peer.is_empty(), "peer", tl!(locale, desk.peer_choose));
        errors.check(!self.text("excerpt").is_empty(), "texts.excerpt", tl!(locale, desk.excerpt_empty));
        let ticked = (0..CHECKS).filter(|n| self.checks.contains(&n.to_string())).count();
        errors.check(ticked == CHECKS, "checks", tl!(locale, desk.checks_missing));
        errors
    }
}

/// What the author decides.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DecideForm {
    /// About which request.
    #[serde(default)]
    pub supervision: String,
    /// `accept`, `decline` or `revoke`.
    #[serde(default)]
    pub then: String,
}

/// What one coach says to the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WordsForm {
    /// About which excerpt.
    #[serde(default)]
    pub supervision: String,
    /// The words.
    #[serde(default)]
    pub text: String,
}

impl WordsForm {
    /// The words as they will be kept.
    pub fn checked(&self, locale: Locale) -> Result<String> {
        let text = self.text.replace("\r\n", "\n").trim().to_owned();
        let n = chars(&text);
        let mut errors = FieldErrors::default();
        errors.check(!text.is_empty(), "text", tl!(locale, desk.words_empty));
        errors.check(n <= MAX_EXCERPT, "text", tl!(locale, desk.words_long, most = MAX_EXCERPT, n = n));
        errors.finish()?;
        Ok(text)
    }
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stand {
    /// The author has not decided.
    Asked,
    /// The other coach can read it.
    Open,
    /// The author said no.
    Declined,
    /// It was taken back, or its time is over.
    Over,
}

/// The moments of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// Until when it holds.
    pub until: Moment,
    /// When the author said yes.
    pub accepted_at: Option<Moment>,
    /// When the author said no.
    pub declined_at: Option<Moment>,
    /// When it was taken back, or the copy that it is of.
    pub revoked_at: Option<Moment>,
}

impl Moments {
    /// How it stands.
    pub fn stand(&self, now: Moment) -> Stand {
        match self {
            Moments { declined_at: Some(_), .. } => Stand::Declined,
            Moments { revoked_at: Some(_), .. } => Stand::Over,
            _ if self.until <= now => Stand::Over,
            Moments { accepted_at: Some(_), .. } => Stand::Open,
            _ => Stand::Asked,
        }
    }
}

/// Until when an excerpt can be read that is asked for now.
pub fn end(now: Moment) -> Moment {
    now.plus_days(DAYS)
}

/// The page on which a coach asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskPage {
    /// Of which copy.
    pub share: ShareId,
    /// Whose.
    pub member: String,
    /// The other coaches: ids and names.
    pub peers: Vec<(String, String)>,
    /// The excerpt with what was found in it.
    pub excerpt: PieceShown,
    /// The question with what was found in it.
    pub question: PieceShown,
    /// The lines of the last look.
    pub checklist: Vec<String>,
    /// Which of them are ticked.
    pub checks: Vec<String>,
    /// That the check can miss things.
    pub last_look: String,
}

/// A request for its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorAsk {
    /// Which.
    pub id: SupervisionId,
    /// Who asks.
    pub coach: String,
    /// To whom it would be shown.
    pub peer: String,
    /// What would be shown.
    pub excerpt: Excerpt,
    /// When it was asked for.
    pub asked: When,
    /// Until when it would be shown.
    pub until: When,
    /// How it stands.
    pub stand: Stand,
}

/// An excerpt for the two coaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerPage {
    /// Which.
    pub id: SupervisionId,
    /// The other coach.
    pub who: String,
    /// Whether the viewer is the one who asked.
    pub mine: bool,
    /// What is shown.
    pub excerpt: Excerpt,
    /// Until when.
    pub until: When,
    /// What was said: by whom, whether by the viewer, the words, when.
    pub said: Vec<(String, bool, String, When)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_opens_only_by_a_yes_and_closes_by_itself() {
        let asked = Moments { until: Moment(100), ..Moments::default() };
        assert_eq!(asked.stand(Moment(1)), Stand::Asked);
        assert_eq!(asked.stand(Moment(100)), Stand::Over);
        let open = Moments { accepted_at: Some(Moment(2)), ..asked };
        assert_eq!((open.stand(Moment(3)), open.stand(Moment(100))), (Stand::Open, Stand::Over));
        assert_eq!(Moments { revoked_at: Some(Moment(4)), ..open }.stand(Moment(5)), Stand::Over);
        assert_eq!(Moments { declined_at: Some(Moment(4)), ..asked }.stand(Moment(5)), Stand::Declined);
    }

    #[test]
    fn an_excerpt_has_words_an_end_and_a_reader() {
        let errors = AskForm::default().validate(Locale::ja);
        assert!(errors.of("peer").is_some() && errors.of("texts.excerpt").is_some() && errors.of("checks").is_some());
    }

    #[test]
    fn what_is_too_long_is_refused_before_it_is_looked_at() {
        for name in ["excerpt", "question"] {
            let form =
                |n| AskForm { texts: BTreeMap::from([(name.to_owned(), "字".repeat(n))]), ..AskForm::default() };
            assert!(form(MAX_EXCERPT).must_fit(Locale::ja).is_ok());
            let refused = form(MAX_EXCERPT + 1).must_fit(Locale::ja).expect_err("too long");
            let field = format!("texts.{name}");
            assert!(refused.field_errors().and_then(|errors| errors.of(&field)).is_some());
        }
    }
}
