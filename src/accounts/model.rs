//! The rules: who a person is, what they may write about themselves, the forms, and what pages show.

pub mod agent;
pub mod check;
mod forms;
mod profession;
mod profile;
pub mod region;
pub mod zone;

use serde::{Deserialize, Serialize};

pub use forms::{
    CloseForm, DeviceForm, EmailForm, LanguageForm, LetterForm, LinkForm, PasswordForm, PromiseForm, ResetForm,
    SetupForm, SignInForm, SignUpForm, VerifyForm,
};
pub use profession::{Profession, introduced};
pub use profile::{Experience, Interest, MAX_OTHER, Profile, ProfileForm};
pub use zone::HOME_ZONE;

use crate::kit::LocalPath;
use crate::kit::id::SessionId;
use crate::kit::path::encode;

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Proves that a mail address is one's own.
    Verify,
    /// Sets a new password.
    Reset,
    /// Makes the first organiser.
    Setup,
    /// Proves the mail address that a member wants to have from now on.
    Email,
}

impl Purpose {
    /// The purpose's name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Verify => "verify",
            Purpose::Reset => "reset",
            Purpose::Setup => "setup",
            Purpose::Email => "email",
        }
    }

    /// How long a link is good for, in hours.
    pub fn hours(self) -> i64 {
        match self {
            Purpose::Verify | Purpose::Setup | Purpose::Email => 24,
            Purpose::Reset => 1,
        }
    }
}

/// One sign-in, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedInDevice {
    /// The session's id.
    pub id: SessionId,
    /// 「iPhone の Safari」
    pub agent: String,
    /// When it was last seen, in words.
    pub seen: String,
    /// The same for machines.
    pub seen_at: String,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// What わたし shows at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// The mail address letters go to.
    pub email: String,
    /// The profession in words, if it was said.
    pub profession: Option<String>,
    /// How many sign-ins there are.
    pub devices: i64,
    /// The day on which the present promise was given.
    pub promised_on: Option<String>,
}

/// A member's mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailShown {
    /// The present one.
    pub address: String,
    /// The one that waits for its proof, and until when it can be given, in words.
    pub waiting: Option<(String, String)>,
}

/// The promise as it stands for whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseState {
    /// The version that is shown.
    pub version: i64,
    /// The day on which the reader accepted it.
    pub accepted_on: Option<String>,
}

/// Where somebody who signed in goes: first the promise, then where they wanted to go, else 今日.
pub fn landing(promised: bool, next: &LocalPath) -> String {
    let next = if next.as_str() == "/" { "/today" } else { next.as_str() };
    match (promised, next) {
        (true, next) => next.to_owned(),
        (false, "/today") => "/promise".to_owned(),
        (false, next) => format!("/promise?next={}", encode(next)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_promise_comes_first_and_then_the_way_goes_on() {
        assert_eq!(landing(true, &LocalPath::default()), "/today");
        assert_eq!(landing(true, &LocalPath::new("/journal")), "/journal");
        assert_eq!(landing(false, &LocalPath::default()), "/promise");
        assert_eq!(landing(false, &LocalPath::new("/a?b=c&d")), "/promise?next=/a%3Fb%3Dc%26d");
    }
}
