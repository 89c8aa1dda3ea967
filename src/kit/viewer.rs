//! Who is looking.

use serde::{Deserialize, Serialize};

use super::Locale;
use super::id::UserId;

/// What a person may be in the community. Everybody with an account is a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads what members send, and answers.
    Coach,
    /// Plans and runs workshops.
    Host,
    /// Organiser: keeps order, and never reads anyone's journal.
    Admin,
}

impl Role {
    /// Every role that can be given.
    pub const ALL: [Role; 3] = [Role::Coach, Role::Host, Role::Admin];

    /// The role's name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Coach => "coach",
            Role::Host => "host",
            Role::Admin => "admin",
        }
    }

    /// The role of that name.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// The signed-in person behind a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Who.
    pub id: UserId,
    /// The name they want to be called.
    pub name: String,
    /// Their roles.
    pub roles: Vec<Role>,
    /// The language of their pages and letters.
    pub locale: Locale,
    /// Their IANA time zone.
    pub zone: String,
    /// Whether the present version of 守秘の約束 was accepted.
    pub promised: bool,
}

impl Viewer {
    /// Whether the viewer has `role`.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Refuses viewers without `role`.
    pub fn must_be(&self, role: Role) -> super::Result<()> {
        if self.is(role) { Ok(()) } else { Err(super::Error::Forbidden) }
    }

    /// Refuses viewers who have not accepted the promise: they may not write or read private text yet.
    pub fn must_have_promised(&self) -> super::Result<()> {
        if self.promised { Ok(()) } else { Err(super::Error::Promise) }
    }
}
