//! The rules.

use serde::{Deserialize, Serialize};

use crate::kit::id::UserId;

/// A person as others in coaching see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// The name they want to be called.
    pub name: String,
    /// Their profession: its name in the database when it comes from the store, in words on a page.
    pub profession: String,
}
