//! Strengths from people who are not one's coach: the author makes a link and hands it to whom they like. Whoever has
//! it and is signed in may offer one strength and one line; until the author says yes nobody sees it, and a link that was
//! closed leads nowhere.

pub mod api;
mod store;
mod view;

use serde::{Deserialize, Serialize};

pub use store::{link_of, make as make_link};
pub use view::{GiveStrength, LinkBox};

crate::id! {
    /// A link by which people may give somebody a strength.
    GiftLinkId
}

/// Where a link leads.
pub fn path(link: &GiftLinkId) -> String {
    format!("/worksheets/gifts/{link}")
}

/// The page behind a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivePage {
    /// The link.
    pub id: GiftLinkId,
    /// Whose strength is asked for.
    pub name: String,
    /// Whether it is the reader's own.
    pub own: bool,
}

/// Makes a link, or closes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// `make` or `close`.
    pub act: String,
}

/// Offers a strength by a link.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GiveForm {
    /// The link.
    pub link: String,
    /// The strength.
    pub strength: String,
    /// One line about when it was seen.
    pub line: String,
}
