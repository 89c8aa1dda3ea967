//! The Atom feed (RFC 4287) of what is to come.

use super::store::Workshop;
use super::wording;
use crate::kit::{Locale, Moment, locale};
use crate::server::config::Config;
use crate::server::mail::escape;
use crate::server::{markdown, time};
use crate::tl;

/// The longest summary, in characters.
const MAX_SUMMARY: usize = 300;

/// The feed of these workshops.
pub fn feed(config: &Config, locale: Locale, workshops: &[Workshop]) -> String {
    let here = config.link("/workshops/feed.atom");
    let newest = workshops.iter().map(|workshop| workshop.updated_at).max().unwrap_or(Moment(0));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
         <id>{here}</id>\n<title>{title}</title>\n<subtitle>{lead}</subtitle>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{here}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n",
        lang = locale::tag(locale),
        here = xml(&here),
        title = xml(&format!("{} — Assemble", tl!(locale, workshops.coming))),
        lead = xml(tl!(locale, workshops.lead)),
        updated = time::rfc3339(newest, "UTC"),
        page = xml(&config.link("/workshops")),
    );
    for workshop in workshops {
        out.push_str(&entry(config, locale, workshop));
    }
    out.push_str("</feed>\n");
    out
}

fn entry(config: &Config, locale: Locale, workshop: &Workshop) -> String {
    let details = &workshop.details;
    let when = wording::when(details.starts_at, details.ends_at, &details.zone, &details.zone, locale);
    let about: String = markdown::to_text(&details.body).chars().take(MAX_SUMMARY).collect();
    let published = workshop.life.published_at.unwrap_or(workshop.updated_at);
    format!(
        "<entry>\n<id>urn:uuid:{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n<published>{published}</published>\n\
         <author><name>{host}</name></author>\n<category term=\"{term}\" label=\"{label}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n<summary>{summary}</summary>\n</entry>\n",
        id = workshop.id,
        title = xml(&wording::named(&details.title, workshop.nth, locale)),
        updated = time::rfc3339(workshop.updated_at, "UTC"),
        published = time::rfc3339(published, "UTC"),
        host = xml(&workshop.host_name),
        term = details.kind.as_str(),
        label = xml(details.kind.label(locale)),
        page = xml(&config.link(&format!("/workshops/{}", workshop.id))),
        summary = xml(&format!("{}\n\n{about}", when.words)),
    )
}

/// Text for XML, without the control characters that it cannot hold.
fn xml(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    escape(&text.chars().filter(allowed).collect::<String>())
}
