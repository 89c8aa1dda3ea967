//! Letters: written once as a list of parts, rendered as text and as HTML, kept in the outbox (`letters`)
//! in the same transaction as their cause, and sent by a job (`outbox`).

pub mod outbox;
pub mod postman;
mod schedule;

use crate::kit::id::UserId;
use crate::kit::{Locale, Moment};

/// A letter on its way into the outbox.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The person, when it goes to an account.
    pub user: Option<UserId>,
    /// The mail address.
    pub address: String,
    /// What kind of letter it is, for the log: `verify`, `reset`, `answer` …
    pub kind: &'static str,
    /// The language.
    pub locale: Locale,
    /// The subject line.
    pub subject: String,
    /// What it is about: of letters with the same key only the first is ever written.
    pub once: Option<String>,
    /// The entry for the reader's calendar, a whole calendar with its method.
    pub calendar: Option<String>,
    /// Where one click ends letters of this kind.
    pub unsubscribe: Option<String>,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Paragraph(String),
    Button { label: String, url: String },
    Note(String),
}

impl Letter {
    /// An empty letter.
    pub fn new(
        user: Option<UserId>,
        address: &str,
        kind: &'static str,
        locale: Locale,
        subject: impl Into<String>,
    ) -> Letter {
        // A line break in a subject would start another header.
        let subject = crate::kit::form::one_line(&subject.into());
        Letter {
            user,
            address: address.to_owned(),
            kind,
            locale,
            subject,
            once: None,
            calendar: None,
            unsubscribe: None,
            parts: Vec::new(),
        }
    }

    /// Makes it the only letter with this key.
    pub fn once(mut self, key: impl Into<String>) -> Letter {
        self.once = Some(key.into());
        self
    }

    /// Makes it the only letter with this key in an hour of the clock: what somebody does and undoes again and again
    /// fills nobody's letter box.
    pub fn once_an_hour(self, key: &str, now: Moment) -> Letter {
        let hour = now.0.div_euclid(3_600_000_000);
        self.once(format!("{key} {hour}"))
    }

    /// Adds an entry for the reader's calendar.
    pub fn calendar(mut self, calendar: impl Into<String>) -> Letter {
        self.calendar = Some(calendar.into());
        self
    }

    /// Says where one click ends letters of this kind: mail programs show a button for it.
    pub fn unsubscribe(mut self, url: impl Into<String>) -> Letter {
        self.unsubscribe = Some(url.into());
        self
    }

    /// Adds a paragraph.
    pub fn paragraph(mut self, text: impl Into<String>) -> Letter {
        self.parts.push(Part::Paragraph(text.into()));
        self
    }

    /// Adds the one thing to do.
    pub fn button(mut self, label: impl Into<String>, url: impl Into<String>) -> Letter {
        self.parts.push(Part::Button { label: label.into(), url: url.into() });
        self
    }

    /// Adds a line in small type.
    pub fn note(mut self, text: impl Into<String>) -> Letter {
        self.parts.push(Part::Note(text.into()));
        self
    }

    /// The letter as plain text.
    pub fn text(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Paragraph(text) | Part::Note(text) => text.clone(),
            Part::Button { label, url } => format!("{label}:\n{url}"),
        });
        let mut text = parts.collect::<Vec<_>>().join("\n\n");
        text.push_str("\n\n--\nAssemble\n");
        text
    }

    /// What is read of the letter, as HTML. Mail programs know no stylesheets, so there is little.
    pub fn body(&self) -> String {
        let mut body = String::new();
        for part in &self.parts {
            match part {
                Part::Paragraph(text) => body.push_str(&format!("<p>{}</p>", lines(text))),
                Part::Note(text) => body.push_str(&format!("<p><small>{}</small></p>", lines(text))),
                Part::Button { label, url } => {
                    body.push_str(&format!("<p><a href=\"{}\"><b>{}</b></a></p>", escape(url), escape(label)));
                }
            }
        }
        body.push_str("<p><small>Assemble</small></p>");
        body
    }

    /// The letter as a page of HTML.
    pub fn html(&self) -> String {
        let (lang, title, body) = (crate::kit::locale::tag(self.locale), escape(&self.subject), self.body());
        format!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>{body}</body></html>"
        )
    }
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// `text` for HTML text and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
