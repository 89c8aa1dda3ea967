//! Where a workshop's page is. One that is shown by link has the key in its address: whoever may see it gets the
//! address with the key, so that a letter opens the page for somebody who is not signed in.

use crate::kit::id::WorkshopId;
use crate::kit::path::encode;
use crate::workshops::model::Outcome;

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

/// What registering for several dates has done: one word where all of them went alike.
pub fn done_at_all(outcomes: &[Outcome]) -> &'static str {
    let all = |is: fn(&Outcome) -> bool| outcomes.iter().all(is);
    match () {
        () if all(|one| *one == Outcome::Confirmed) => "seats",
        () if all(|one| matches!(one, Outcome::Waiting(_))) => "lines",
        () if all(|one| *one == Outcome::Applied) => "applied",
        () if all(|one| *one == Outcome::Entered) => "entered",
        () if outcomes.contains(&Outcome::Confirmed) => "some",
        () => "none_yet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_hears_of_a_seat_who_only_waits() {
        use Outcome::{Applied, Confirmed, Entered, Offered, Waiting};
        assert_eq!(done_at_all(&[Confirmed, Confirmed]), "seats");
        assert_eq!(done_at_all(&[Waiting(1), Waiting(3)]), "lines");
        assert_eq!((done_at_all(&[Applied]), done_at_all(&[Entered, Entered])), ("applied", "entered"));
        assert_eq!(done_at_all(&[Waiting(2), Confirmed]), "some");
        assert_eq!(done_at_all(&[Waiting(2), Offered]), "none_yet");
    }

    #[test]
    fn the_key_stands_in_the_address_and_cannot_add_to_it() {
        assert_eq!(keyed("/workshops/1".to_owned(), ""), "/workshops/1");
        let page = keyed("/workshops/1".to_owned(), "a&done=x");
        assert_eq!(page, "/workshops/1?key=a%26done%3Dx");
        assert_eq!(with_done(&page, "saved"), "/workshops/1?key=a%26done%3Dx&done=saved");
        assert_eq!(with_done("/workshops/1", "saved"), "/workshops/1?done=saved");
    }
}
