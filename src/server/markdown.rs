//! Markdown that people write, as safe HTML: headings from level two, paragraphs, lists, quotes, emphasis, links, also
//! of addresses that stand there bare.

use std::sync::{Arc, Mutex};

use hashlink::LruCache;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};
use url::Url;

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
    clean(text, with_links)
}

/// The same, where `words` makes of a text outside of links and code what stands in its place.
fn clean(text: &str, words: for<'a> fn(CowStr<'a>) -> Vec<Event<'a>>) -> String {
    let events = Parser::new_ext(text, Options::empty()).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    let mut apart = 0;
    // A text comes in pieces, cut at every mark that could have meant something: an address is looked for in the whole.
    let events = TextMergeStream::new(events).flat_map(|event| {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => apart += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => apart -= 1,
            _ => {}
        }
        match event {
            Event::Text(text) if apart == 0 => words(text),
            other => vec![other],
        }
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

/// A text with its bare addresses as links.
fn with_links(text: CowStr<'_>) -> Vec<Event<'_>> {
    let small = text.to_ascii_lowercase();
    let piece = |from: usize, to: usize| Event::Text(text[from..to].to_owned().into());
    let (mut events, mut told, mut from) = (Vec::new(), 0, 0);
    while let Some(start) = small[from..].find("http").map(|at| from + at) {
        from = start + "http".len();
        let begins = ["http://", "https://"].iter().any(|scheme| small[start..].starts_with(scheme));
        if !begins || text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        let end = start + address(&text[start..]);
        if Url::parse(&text[start..end]).is_err() {
            continue;
        }
        events.push(piece(told, start));
        events.push(Event::Start(Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: text[start..end].to_owned().into(),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        }));
        events.push(piece(start, end));
        events.push(Event::End(TagEnd::Link));
        (told, from) = (end, end);
    }
    if told == 0 {
        return vec![Event::Text(text)];
    }
    events.push(piece(told, text.len()));
    events
}

/// How long the address is that `text` begins with: Japanese goes on right behind it, and what ends a sentence or a
/// bracket around it is not of it.
fn address(text: &str) -> usize {
    let of_it = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let mut found = &text[..text.find(|c: char| !of_it(c)).unwrap_or(text.len())];
    loop {
        let count = |c: char| found.matches(c).count();
        let over = match found.chars().next_back() {
            Some(')') => count(')') > count('('),
            Some(']') => count(']') > count('['),
            Some(last) => ".,:;!?'*_~([".contains(last),
            None => false,
        };
        if !over {
            return found.len();
        }
        found = &found[..found.len() - 1];
    }
}

/// The same as `to_html`, when there is any form in it: a heading, a list, a quote, emphasis, a link that was made. A
/// bare address is no form.
pub fn formed(text: &str) -> Option<String> {
    let html = clean(text, |text| vec![Event::Text(text)]);
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
    fn bare_addresses_are_links() {
        for (text, address, rest) in [
            (
                "資料はhttps://example.jp/a_b_c?x=1&y=%E3%81%82。次",
                "https://example.jp/a_b_c?x=1&amp;y=%E3%81%82",
                "。次",
            ),
            ("(https://example.jp/wiki/A_(B))", "https://example.jp/wiki/A_(B)", ")"),
            ("Http://example.jp/.", "Http://example.jp/", "."),
            ("「https://example.jp」", "https://example.jp", "」"),
        ] {
            let html = to_html(text);
            let link = format!("<a href=\"{address}\" rel=\"noopener noreferrer nofollow\">{address}</a>{rest}");
            assert!(html.contains(&link), "{text}: {html}");
        }
        let two = to_html("https://a.example と\nhttps://b.example");
        assert_eq!(two.matches("<a ").count(), 2, "{two}");
    }

    #[test]
    fn only_addresses_of_the_web_are_links_and_none_twice() {
        for text in [
            "javascript:alert(1)",
            "ftp://example.jp",
            "xhttps://example.jp",
            "https://",
            "https と http://。",
            "`https://example.jp`",
            "    https://example.jp",
            "\\<a href=x>",
        ] {
            assert!(!to_html(text).contains("<a "), "{text}: {}", to_html(text));
        }
        for text in ["[https://example.jp](https://example.jp)", "<https://example.jp>"] {
            assert_eq!(to_html(text).matches("<a ").count(), 1, "{text}");
        }
        let html = to_html("https://example.jp/\"onclick=alert(1)//<script>");
        assert!(html.starts_with("<p><a href=\"https://example.jp/\" rel=") && !html.contains("<script"), "{html}");
        assert_eq!(formed("https://example.jp を見る"), None);
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
