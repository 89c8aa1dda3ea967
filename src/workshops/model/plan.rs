//! What a host settles about registration: who sees it, how seats are given, and the words for it.

use serde::{Deserialize, Serialize};

/// Who may see a published workshop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Everybody who is signed in.
    Members,
    /// The people of one cohort.
    Cohort,
    /// Whoever has the address with its key.
    Link,
}

impl Visibility {
    /// All, from the widest to the narrowest.
    pub const ALL: [Visibility; 4] = [Visibility::Public, Visibility::Members, Visibility::Cohort, Visibility::Link];

    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Visibility::Public => "public",
            Visibility::Members => "members",
            Visibility::Cohort => "cohort",
            Visibility::Link => "link",
        }
    }

    /// The visibility of that name.
    pub fn parse(text: &str) -> Option<Visibility> {
        Visibility::ALL.into_iter().find(|one| one.as_str() == text)
    }
}
