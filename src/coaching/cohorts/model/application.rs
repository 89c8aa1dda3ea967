//! Applying to a cohort: what an application may become.

use serde::{Deserialize, Serialize};

use super::ApplicationId;
use crate::kit::form::chars;
use crate::kit::id::CohortId;
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::tl;

/// The most characters of an application.
const MAX_WORDS: usize = 2_000;

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It came, and nobody has decided.
    Sent,
    /// The places are given; who applied waits for one.
    Waiting,
    /// Who applied is in the cohort.
    Accepted,
    /// Not this time.
    Declined,
    /// Taken back by who applied, or ended when they left.
    Withdrawn,
}

/// What an organiser decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A place.
    Accept,
    /// A place later, perhaps.
    Wait,
    /// No place.
    Decline,
}

impl Act {
    /// All of them.
    pub const ALL: [Act; 3] = [Act::Accept, Act::Wait, Act::Decline];

    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::Accept => "accept",
            Act::Wait => "wait",
            Act::Decline => "decline",
        }
    }

    /// What becomes of an application by it.
    pub fn standing(self) -> Standing {
        match self {
            Act::Accept => Standing::Accepted,
            Act::Wait => Standing::Waiting,
            Act::Decline => Standing::Declined,
        }
    }
}

impl Standing {
    /// Whether an organiser may decide so. Who has a place keeps it until they leave, and what was taken back is gone;
    /// deciding the same once more changes nothing.
    pub fn may(self, act: Act) -> bool {
        match self {
            Standing::Withdrawn => false,
            Standing::Accepted => act == Act::Accept,
            Standing::Sent | Standing::Waiting | Standing::Declined => true,
        }
    }

    /// Whether who applied may take it back: as long as nothing came of it.
    pub fn may_withdraw(self) -> bool {
        matches!(self, Standing::Sent | Standing::Waiting)
    }
}

/// An application.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplyForm {
    /// To which cohort.
    pub cohort: String,
    /// Why.
    pub words: String,
    /// Ticked: who will read it.
    pub knows: bool,
}

impl ApplyForm {
    /// The cohort and the words, which must be some and not too many.
    pub fn checked(&self, locale: Locale) -> Result<(CohortId, String)> {
        let words = self.words.replace("\r\n", "\n").trim().to_owned();
        let mut errors = FieldErrors::default();
        errors.check(!words.is_empty(), "words", tl!(locale, cohorts.words_needed));
        errors.check(chars(&words) <= MAX_WORDS, "words", tl!(locale, cohorts.too_long, n = MAX_WORDS));
        errors.check(self.knows, "knows", tl!(locale, cohorts.knows_needed));
        errors.finish()?;
        Ok((self.cohort.parse()?, words))
    }
}

/// A decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    /// On which application.
    pub application: String,
    /// `accept`, `wait` or `decline`.
    pub act: String,
}

impl DecideForm {
    /// The application and the decision.
    pub fn checked(&self) -> Result<(ApplicationId, Act)> {
        let act = Act::ALL.into_iter().find(|act| act.as_str() == self.act).ok_or(Error::BadRequest)?;
        Ok((self.application.parse()?, act))
    }
}

/// Which application.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WhichApplicationForm {
    /// Its id.
    pub application: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_a_place_keeps_it_and_what_was_taken_back_is_gone() {
        for act in Act::ALL {
            assert!(!Standing::Withdrawn.may(act));
            assert_eq!(Standing::Accepted.may(act), act == Act::Accept);
            for open in [Standing::Sent, Standing::Waiting, Standing::Declined] {
                assert!(open.may(act), "an organiser may think again");
            }
        }
        let back = [Standing::Sent, Standing::Waiting, Standing::Accepted, Standing::Declined, Standing::Withdrawn];
        assert_eq!(back.map(Standing::may_withdraw), [true, true, false, false, false]);
    }

    #[test]
    fn an_application_has_words_and_knows_its_readers() {
        let cohort = "019376b0-7c6a-7000-8000-0123456789ab";
        let form = |words: &str, knows| ApplyForm { cohort: cohort.to_owned(), words: words.to_owned(), knows };
        assert_eq!(form(" 話したい\r\n ", true).checked(Locale::ja).expect("fine").1, "話したい");
        assert!(form("", true).checked(Locale::ja).is_err() && form("話したい", false).checked(Locale::ja).is_err());
        assert!(form(&"字".repeat(MAX_WORDS + 1), true).checked(Locale::ja).is_err());
    }
}
