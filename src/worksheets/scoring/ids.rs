//! What answers may refer to across worksheets.

use crate::worksheets::definition::{Family, library};

/// Whether there is such a value card, or one of a person's own (`own-1` to `own-5`).
pub fn is_card(id: &str) -> bool {
    let own = id.strip_prefix("own-").is_some_and(|n| matches!(n, "1" | "2" | "3" | "4" | "5"));
    own || library::all().iter().filter_map(|one| one.cards()).any(|deck| deck.cards.iter().any(|card| &*card.id == id))
}

/// Whether there is such a strength.
pub fn is_strength(id: &str) -> bool {
    library::all().iter().any(|one| match &one.family {
        Family::Strengths(strengths) => strengths.family_of(id).is_some(),
        _ => false,
    })
}
