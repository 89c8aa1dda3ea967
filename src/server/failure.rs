//! What can go wrong beneath a server function. A `Failure` is either something to tell the person
//! (`kit::Error`) or something for the log; the second kind is logged once, here, and becomes `Internal`.

use crate::kit::Error;

/// The result of store functions and of everything else on the server.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// An error on the server.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// To be told to the person.
    #[error(transparent)]
    Known(#[from] Error),
    /// The database refused or was not reached.
    #[error("database: {0}")]
    Db(#[from] sqlx::Error),
    /// Anything else that is our fault.
    #[error("{0}")]
    Other(String),
}

impl Failure {
    /// A cause worded for the log.
    pub fn refused(cause: String) -> Self {
        Failure::Other(cause)
    }

    /// An error of a library, with what was being done.
    pub fn other(doing: &str, cause: impl std::fmt::Display) -> Self {
        Failure::Other(format!("{doing}: {cause}"))
    }

    /// Whether the database asks for the transaction to be tried again (PostgreSQL only).
    pub fn wants_retry(&self) -> bool {
        // 40001 serialization_failure, 40P01 deadlock_detected
        matches!(self, Failure::Db(sqlx::Error::Database(error)) if matches!(error.code().as_deref(), Some("40001" | "40P01")))
    }

    /// Whether a unique constraint refused the row.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Failure::Db(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        match failure {
            Failure::Known(error) => error,
            cause => {
                let request_id = super::context::request_id();
                tracing::error!(%request_id, error = %cause, "internal error");
                Error::Internal { request_id }
            }
        }
    }
}
