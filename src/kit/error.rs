//! The one error that crosses the wire. Everything a person can be told is one of these.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use super::FieldErrors;

/// The result of everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was refused. Someone else's thing is `NotFound`, like a thing that never was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Error {
    /// Nobody is signed in, and this needs somebody.
    #[error("sign in first")]
    SignIn,
    /// The viewer has not yet accepted the promise of confidentiality.
    #[error("accept the promise first")]
    Promise,
    /// The viewer may know that this exists, but may not do this.
    #[error("not allowed")]
    Forbidden,
    /// There is no such thing for this viewer.
    #[error("not found")]
    NotFound,
    /// The form needs another look.
    #[error("the form has errors")]
    Invalid(FieldErrors),
    /// The request is not one that a page of ours would send.
    #[error("not a request we understand")]
    BadRequest,
    /// Somebody or something changed it in between.
    #[error("it changed in the meantime")]
    Conflict,
    /// Too many attempts; seconds until the next one may be made.
    #[error("too many attempts, wait {retry_after} s")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Our fault. The id stands in the log beside the cause.
    #[error("internal error {request_id}")]
    Internal {
        /// The request id to quote when asking for help.
        request_id: String,
    },
    /// The browser did not reach the server.
    #[error("offline")]
    Offline,
}

impl Error {
    /// A form error on one field, worded for a person.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Error::Invalid(FieldErrors::one(field, message))
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Error::SignIn => 401,
            Error::Promise | Error::Forbidden => 403,
            Error::NotFound => 404,
            Error::Invalid(_) => 422,
            Error::BadRequest => 400,
            Error::Conflict => 409,
            Error::TooMany { .. } => 429,
            Error::Internal { .. } => 500,
            Error::Offline => 503,
        }
    }

    /// Whether it is the person's form that needs another look.
    pub fn field_errors(&self) -> Option<&FieldErrors> {
        match self {
            Error::Invalid(errors) => Some(errors),
            _ => None,
        }
    }
}

impl FromServerFnError for Error {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Error::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Error::BadRequest,
            _ => Error::Internal { request_id: String::new() },
        }
    }
}
