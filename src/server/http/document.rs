//! Pages that stand without the application: notices, and the demo's letters.

use crate::kit::{Locale, locale};
use crate::server::mail::escape;
use leptos::config::LeptosOptions;

/// A whole document in the site's look. `title` is text; `inside` is HTML, already escaped.
pub fn document(locale: Locale, stylesheet: &str, title: &str, inside: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\" dir=\"ltr\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title} — Assemble</title><link rel=\"stylesheet\" href=\"{stylesheet}\"></head>\
         <body><main id=\"main\"><div class=\"room\" data-shape=\"one\">{inside}</div></main></body></html>",
        lang = locale::tag(locale),
        title = escape(title),
        stylesheet = escape(stylesheet),
    )
}

/// Where the stylesheet of this build is: its name changes with its content.
pub fn stylesheet(options: &LeptosOptions) -> String {
    let hashes = match options.hash_files {
        true => std::fs::read_to_string(options.hash_file.as_ref()).unwrap_or_default(),
        false => String::new(),
    };
    let hash = hashes.lines().find_map(|line| line.trim().strip_prefix("css:").map(str::trim));
    let name = hash.map_or_else(|| options.output_name.to_string(), |hash| format!("{}.{hash}", options.output_name));
    format!("/{}/{name}.css", options.site_pkg_dir)
}
