//! The check over the texts of a copy.

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

use crate::deid::{self, Finding};
use crate::kit::Locale;
use crate::server::crypto::hash_token;

use super::model::Looked;
use super::pieces::Piece;

/// What is found in a text. Long ones take a while, so no other request waits for it.
pub fn traces(text: &str, locale: Locale) -> Vec<Finding> {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(|| deid::check(text, locale)),
        _ => deid::check(text, locale),
    }
}

/// What is found in texts, in their order.
pub fn look(pieces: &[Piece], locale: Locale) -> Vec<Looked> {
    let mut looked = Vec::new();
    for piece in pieces {
        for finding in traces(&piece.text, locale) {
            let key = key(&format!("{:?}|{}", finding.kind, finding.text));
            looked.push(Looked { place: piece.place.clone(), key, finding });
        }
    }
    looked
}

/// The name of a trace in a form: the same words of the same kind are asked about once. It begins with a letter: names
/// that begin with a digit count as places in a list where a form is read.
fn key(what: &str) -> String {
    format!("t{}", &hash_token(what)[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_traces_begin_with_a_letter_and_differ() {
        let keys: std::collections::BTreeSet<String> = (0..100).map(|n| key(&n.to_string())).collect();
        assert_eq!(keys.len(), 100);
        assert!(keys.iter().all(|key| key.starts_with(|c: char| c.is_ascii_alphabetic())));
    }
}
