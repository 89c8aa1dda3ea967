//! What the rooms know of the house around them: its two languages.

/// The languages, by the names that the program's own have.
#[allow(non_camel_case_types, dead_code, reason = "the program's are made by a generator; scores need none of them")]
pub enum Locale {
    ja,
    en,
}
