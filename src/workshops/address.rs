//! Where a workshop's page is. One that is shown by link has the key in its address: whoever may see it gets the
//! address with the key, so that a letter opens the page for somebody who is not signed in.

use crate::kit::id::WorkshopId;
use crate::kit::path::encode;

/// A path with the key; empty: there is none.
pub fn keyed(path: String, key: &str) -> String {
    if key.is_empty() { path } else { format!("{path}?key={}", encode(key)) }
}

/// The page of a workshop.
pub fn page(id: &WorkshopId, key: &str) -> String {
    keyed(format!("/workshops/{id}"), key)
}

/// A page that says what was done.
pub fn with_done(page: &str, done: &str) -> String {
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}done={done}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stands_in_the_address_and_cannot_add_to_it() {
        assert_eq!(keyed("/workshops/1".to_owned(), ""), "/workshops/1");
        let page = keyed("/workshops/1".to_owned(), "a&done=x");
        assert_eq!(page, "/workshops/1?key=a%26done%3Dx");
        assert_eq!(with_done(&page, "saved"), "/workshops/1?key=a%26done%3Dx&done=saved");
        assert_eq!(with_done("/workshops/1", "saved"), "/workshops/1?done=saved");
    }
}
