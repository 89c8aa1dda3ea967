//! The two languages. Texts live in `locales/`, one namespace a capability, checked when compiling.

pub use generated::i18n::Locale;
pub use leptos_i18n::td_string;

/// What `build.rs` made of `locales/`.
#[expect(unused_imports, dead_code, reason = "the generator also writes providers, which we replace by `current()`")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

/// The text of a key in the language of this page: `t!(workshops.title)`, `t!(common.n, n = 3)`.
#[macro_export]
macro_rules! t {
    ($($key:tt)*) => { $crate::tl!($crate::kit::locale::current(), $($key)*) };
}

/// The text of a key in a given language: `tl!(viewer.locale, mail.greeting, name = name)`.
#[macro_export]
macro_rules! tl {
    ($locale:expr, $($key:tt)*) => { $crate::kit::locale::td_string!($locale, $($key)*) };
}

/// The language tag for `lang` attributes and the database.
pub fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::ja => "ja",
        Locale::en => "en",
    }
}

/// The language of that tag; Japanese when it is not one of ours.
pub fn parse(tag: &str) -> Locale {
    if tag.eq_ignore_ascii_case("en") || tag.to_ascii_lowercase().starts_with("en-") { Locale::en } else { Locale::ja }
}

/// The language of the page being rendered or shown.
pub fn current() -> Locale {
    use leptos::prelude::*;
    if let Some(locale) = use_context::<Locale>() {
        return locale;
    }
    // Event handlers in the browser run outside any owner; the page itself says its language.
    #[cfg(feature = "hydrate")]
    if let Some(root) = document().document_element() {
        return parse(&root.get_attribute("lang").unwrap_or_default());
    }
    Locale::ja
}
