//! What a person typed stays text, and two forms on a page do not mix.

use leptos::prelude::*;

use super::*;

/// The HTML that the server sends for a view.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(crate::kit::Locale::ja);
        view().into_view().to_html()
    })
}

#[test]
fn a_text_area_holds_any_text() {
    for text in ["</textarea><script>alert(1)</script>", "\n二行目から", "<b>&amp;\"'", "\r\n\u{202e}👩‍👩‍👧"] {
        let html = html(|| view! { <TextArea id="t" name="t" text=text/> });
        assert!(!html.contains("<script"), "{html}");
        let inside = html.split_once('>').and_then(|(_, rest)| rest.split_once("</textarea>")).expect("a text area");
        assert_eq!(inside.1, "", "one text area and nothing after it: {html}");
        assert_eq!(as_browsers_read(inside.0), text);
    }
}

/// What a browser makes of the inside of a text area: it drops one leading line break, and resolves references.
fn as_browsers_read(inside: &str) -> String {
    let inside = inside.strip_prefix('\n').unwrap_or(inside);
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(inside.to_owned(), |text, (from, to)| text.replace(from, to))
}
