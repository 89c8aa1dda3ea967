//! Addresses inside the organiser's rooms.

use crate::kit::path::encode;

/// The list of people, with what was searched for and whom one opened.
pub fn people_path(q: &str, role: &str, after: &str, person: &str) -> String {
    with("/admin/people", &[("q", q), ("role", role), ("after", after), ("person", person)])
}

/// The cohorts, with the one that is open and what was searched for in it.
pub fn cohort_path(cohort: &str, q: &str) -> String {
    with("/admin/cohorts", &[("cohort", cohort), ("q", q)])
}

fn with(path: &str, fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    let query = fields.map(|(key, value)| format!("{key}={}", encode(value))).collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_what_was_asked_for_and_nothing_empty() {
        assert_eq!(people_path("", "", "", ""), "/admin/people");
        assert_eq!(people_path("a&b", "host", "", "x"), "/admin/people?q=a%26b&role=host&person=x");
        assert_eq!(cohort_path("c", "み"), "/admin/cohorts?cohort=c&q=%E3%81%BF");
    }
}
