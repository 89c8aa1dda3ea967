//! Server functions, by the part of the story that they belong to. Their parts take what they need from here, so that
//! what only the server has is named in one place.

mod address;
mod closing;
mod door;
mod joining;
mod me;

pub use address::*;
pub use closing::*;
pub use door::*;
pub use joining::*;
pub use me::*;

use leptos::prelude::*;

use super::model::{
    CloseForm, DeviceForm, EmailForm, EmailShown, Glance, LanguageForm, LetterForm, LinkForm, PasswordForm, Profile,
    ProfileForm, PromiseForm, PromiseState, Purpose, ResetForm, SetupForm, SignInForm, SignUpForm, SignedInDevice,
    VerifyForm,
};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    super::door::{
        answer_by_letter, arrival, keep_typed, language_cookie, let_in, must_be_open, must_know, remember_device,
        set_cookie, spend_letter, spend_try, take_in, try_link, visitor, wait_for_letter,
    },
    super::model::{HOME_ZONE, agent, landing},
    super::store::{self, NewPerson, links, secrets},
    crate::kit::{self, Error, LocalPath, Locale},
    crate::server::context::{extension, maybe_viewer},
    crate::server::limits::Deed,
    crate::server::session::{self, Device, PROMISE_VERSION},
    crate::server::{locale, state, time, viewer},
    crate::tl,
    crate::workshops::store::{search, seating},
    leptos_axum::redirect,
};
