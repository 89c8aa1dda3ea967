//! Markdown that people write, as safe HTML: headings from level two, paragraphs, lists, quotes, emphasis, links.

use std::sync::{Arc, Mutex};

use hashlink::LruCache;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// How many texts stay rendered: those that were asked for last.
const KEPT: usize = 128;

/// Texts that were rendered before, so that a page that many people open costs no more than looking it up. Cheap to
/// clone; one for the whole program.
#[derive(Clone)]
pub struct Rendered {
    texts: Arc<Mutex<LruCache<String, Text>>>,
}

/// The HTML of one version.
struct Text {
    version: i64,
    html: Arc<str>,
}

impl Default for Rendered {
    fn default() -> Rendered {
        Rendered { texts: Arc::new(Mutex::new(LruCache::new(KEPT))) }
    }
}

impl Rendered {
    /// Safe HTML of `text`, which stands in the row `id`. `version` must rise whenever the text changes.
    pub fn html(&self, id: &str, version: i64, text: &str) -> Arc<str> {
        const SOUND: &str = "the lock is never held across a panic";
        if let Some(kept) = self.texts.lock().expect(SOUND).get(id)
            && kept.version == version
        {
            return kept.html.clone();
        }
        let html: Arc<str> = to_html(text).into();
        self.texts.lock().expect(SOUND).insert(id.to_owned(), Text { version, html: html.clone() });
        html
    }
}

/// Safe HTML of `text`. Raw HTML in it is shown as text; links open outside without telling where from.
pub fn to_html(text: &str) -> String {
    let events = Parser::new_ext(text, Options::empty()).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    let mut unsafe_html = String::new();
    html::push_html(&mut unsafe_html, events);
    ammonia::Builder::default()
        .rm_tags(["img"])
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .clean(&unsafe_html)
        .to_string()
}

/// The same, when there is any form in it: a heading, a list, a quote, emphasis, a link.
pub fn formed(text: &str) -> Option<String> {
    let html = to_html(text);
    let plain = |piece: &str| ["p>", "/p>", "br>", "br />"].iter().any(|tag| piece.starts_with(tag));
    html.split('<').skip(1).any(|piece| !plain(piece)).then_some(html)
}

/// The words of `text` alone, a block a line: for search, calendars and descriptions.
pub fn to_text(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                out.push_str(&words);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => out.push('\n'),
            Event::Start(Tag::Item) => out.push('・'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock)
                if !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        _ => HeadingLevel::H3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_without_their_marks() {
        let text = to_text("# 題\n\n職種のちがう、**3分**ずつ。\n[案内](https://x)\n\n- 一\n- 二\n");
        assert_eq!(text, "題\n職種のちがう、3分ずつ。\n案内\n・一\n・二");
    }

    #[test]
    fn a_version_is_rendered_once_and_the_next_one_anew() {
        let rendered = Rendered::default();
        let first = rendered.html("a", 1, "**一**");
        assert!(Arc::ptr_eq(&first, &rendered.html("a", 1, "never looked at")));
        assert!(rendered.html("a", 2, "**二**").contains("<strong>二</strong>"));
        assert!(rendered.html("b", 1, "三").contains("三"), "another text of the same version");
        assert!(rendered.html("a", 1, "**一**").contains("一"), "a reader who was slower gets what they read");
        for n in 0..2 * KEPT {
            rendered.html(&n.to_string(), 1, "x");
        }
        assert_eq!(rendered.texts.lock().expect("sound").len(), KEPT);
        assert!(!Arc::ptr_eq(&first, &rendered.html("a", 1, "**一**")), "what nobody asked for went");
    }

    #[test]
    fn plain_words_have_no_form() {
        assert_eq!(formed("一行め。\n二行め。\n\n1 < 2 & <b>そのまま</b>"), None);
        for text in ["# 題", "- 一", "> 引用", "**強い**", "[外](https://x.example)"] {
            assert!(formed(text).is_some(), "{text}");
        }
        assert!(formed("- <script>alert(1)</script>").is_some_and(|html| !html.contains("<script")));
    }

    #[test]
    fn nothing_runs_and_the_words_stay() {
        let html = to_html("# 題\n\nこんにちは<script>alert(1)</script> [x](javascript:alert(1)) **強い**");
        assert!(html.contains("<h2>題</h2>"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("<script") && !html.contains("javascript:"), "{html}");
        assert!(html.contains("<strong>強い</strong>"), "{html}");
    }
}
