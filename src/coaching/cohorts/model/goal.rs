//! Goals with small steps.

use serde::{Deserialize, Serialize};

use crate::kit::form::{chars, one_line};
use crate::kit::{FieldErrors, Locale, Result};
use crate::tl;

/// How many goals may be open at once: few enough to be kept in mind.
pub const OPEN_GOALS: i64 = 3;
/// How many steps a goal has at most.
pub const MAX_STEPS: i64 = 7;
/// The most characters of a goal.
const MAX_GOAL: usize = 200;
/// The most characters of a step.
const MAX_STEP: usize = 100;

/// A new goal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalForm {
    /// In which cohort.
    pub cohort: String,
    /// The goal.
    pub goal: String,
    /// A first step; may be empty.
    pub step: String,
    /// Until when, as a day; may be empty.
    pub due: String,
    /// Whether the coaches see it.
    pub shared: bool,
}

impl GoalForm {
    /// The goal and its first step, on a line each.
    pub fn checked(&self, locale: Locale) -> Result<(String, String)> {
        let (goal, step) = (one_line(&self.goal), one_line(&self.step));
        let mut errors = FieldErrors::default();
        errors.check(!goal.is_empty(), "goal", tl!(locale, cohorts.goal_needed));
        errors.check(chars(&goal) <= MAX_GOAL, "goal", tl!(locale, cohorts.too_long, n = MAX_GOAL));
        errors.check(chars(&step) <= MAX_STEP, "step", tl!(locale, cohorts.too_long, n = MAX_STEP));
        errors.finish().map(|()| (goal, step))
    }
}

/// A new step of a goal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// The cohort whose page it came from.
    pub cohort: String,
    /// Of which goal.
    pub goal: String,
    /// The step.
    pub step: String,
}

impl StepForm {
    /// The step on one line.
    pub fn checked(&self, locale: Locale) -> Result<String> {
        let step = one_line(&self.step);
        let mut errors = FieldErrors::default();
        errors.check(!step.is_empty(), "step", tl!(locale, cohorts.step_needed));
        errors.check(chars(&step) <= MAX_STEP, "step", tl!(locale, cohorts.too_long, n = MAX_STEP));
        errors.finish().map(|()| step)
    }
}

/// Declares what a button does, with its name in forms.
macro_rules! acts {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $act:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$one])* $act),+ }

        impl $name {
            /// The name in forms.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$act => $word),+ }
            }

            /// The act of that name; no page of ours sends another.
            pub fn parse(text: &str) -> Result<$name> {
                let all = [$($name::$act),+];
                all.into_iter().find(|act| act.as_str() == text).ok_or(crate::kit::Error::BadRequest)
            }
        }
    };
}

acts! {
    /// What somebody does with a goal of theirs.
    GoalAct {
        /// It is reached.
        Done = "done",
        /// It is not, after all.
        Undo = "undo",
        /// The coaches may see it.
        Share = "share",
        /// They may not any more.
        Hide = "hide",
        /// It goes, with its steps.
        Delete = "delete",
    }
}

acts! {
    /// What somebody does with a step.
    StepAct {
        /// Done.
        Done = "done",
        /// Not done, after all.
        Undo = "undo",
        /// It goes.
        Delete = "delete",
    }
}

/// What becomes of a goal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalActForm {
    /// The cohort whose page it came from.
    pub cohort: String,
    /// Which goal.
    pub goal: String,
    /// The act's name.
    pub act: String,
    /// The page to go back to: `consents`, else the cohort's.
    pub from: String,
}

/// What becomes of a step.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StepActForm {
    /// The cohort whose page it came from.
    pub cohort: String,
    /// Which step.
    pub step: String,
    /// The act's name.
    pub act: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_a_line_of_some_words() {
        let form =
            |goal: &str, step: &str| GoalForm { goal: goal.to_owned(), step: step.to_owned(), ..GoalForm::default() };
        assert_eq!(
            form(" 断る\nことば ", "").checked(Locale::ja).expect("fine"),
            ("断る ことば".to_owned(), String::new())
        );
        assert!(form(" \n", "一歩").checked(Locale::ja).is_err());
        assert!(form(&"字".repeat(MAX_GOAL + 1), "").checked(Locale::ja).is_err());
        assert!(form("断る", &"字".repeat(MAX_STEP + 1)).checked(Locale::ja).is_err());
    }

    #[test]
    fn every_act_has_its_name() {
        for act in [GoalAct::Done, GoalAct::Undo, GoalAct::Share, GoalAct::Hide, GoalAct::Delete] {
            assert_eq!(GoalAct::parse(act.as_str()).expect("known"), act);
        }
        assert!(GoalAct::parse("publish").is_err() && StepAct::parse("share").is_err());
    }
}
