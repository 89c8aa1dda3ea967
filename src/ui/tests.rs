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
    for text in ["</textarea><script>alert(1)</script>", "\n二行目から", "<b>&amp;\"'", "\r\n\u{202e}👩‍👩‍👧"]
    {
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

#[tokio::test]
async fn a_title_holds_any_text() {
    use futures::StreamExt;
    // Starts the executor that the injection of the head waits on.
    leptos_axum::generate_route_list(|| ());
    let (context, output) = leptos_meta::ServerMetaContext::new();
    let owner = Owner::new();
    owner.with(|| {
        provide_context(context);
        view! { <PageTitle text="</title><script>alert(1)</script> & co"/> }.into_view().to_html()
    });
    let page = futures::stream::iter(["<html><head></head><body></body></html>".to_owned()]);
    let page = owner.with(|| output.inject_meta_context(page));
    let html: String = page.await.collect().await;
    let expected = "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; co — Assemble</title>";
    assert!(html.contains(expected), "{html}");
    assert!(!html.contains("<script"), "{html}");
}

/// A form to test with.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Words {
    #[serde(default)]
    text: String,
}

/// Takes words.
#[server(endpoint = "test/first")]
pub async fn first(form: Words) -> crate::kit::Result<()> {
    drop(form);
    Ok(())
}

/// Takes other words.
#[server(endpoint = "test/second")]
pub async fn second(form: Words) -> crate::kit::Result<()> {
    drop(form);
    Ok(())
}

/// Two forms with the same field; the first one's field is made late, when the second form is already there.
fn two_forms(carried: Option<crate::kit::form::Carried>) -> String {
    html(|| {
        provide_context(StoredValue::new(carried));
        let late = RwSignal::new(true);
        let (one, two, three) =
            (ServerAction::<First>::new(), ServerAction::<Second>::new(), ServerAction::<Second>::new());
        view! {
            <Form action=one>
                <Show when=move || late.get()><TextField name="text" label="One"/></Show>
            </Form>
            <Form action=two><TextField name="text" label="Two"/></Form>
            <Form action=three key="b"><TextField name="text" label="Three"/></Form>
        }
    })
}

#[test]
fn choices_under_several_headings_are_one_field() {
    let of = |values: [&str; 2]| values.map(|value| (value.to_owned(), format!("words of {value}"))).to_vec();
    let groups = vec![("One".to_owned(), of(["a/0", "a/1"])), ("Two".to_owned(), of(["b/0", "b/2"]))];
    let html = html(|| {
        let action = ServerAction::<First>::new();
        view! { <Form action=action><GroupedChoices name="notes" legend="Notes" groups=groups/></Form> }
    });
    assert_eq!(html.matches("name=\"form[notes][]\"").count(), 4, "{html}");
    for id in ["test-first-notes", "test-first-notes-1", "test-first-notes-2", "test-first-notes-3"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {html}");
    }
    let order = ["One", "a/0", "a/1", "Two", "b/0", "b/2"].map(|what| html.find(what).expect("it is there"));
    assert!(order.is_sorted(), "{html}");
}

#[test]
fn forms_on_a_page_do_not_share_ids() {
    let html = two_forms(None);
    for id in ["test-first-text", "test-second-text", "test-second-b-text"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {html}");
        assert_eq!(html.matches(&format!("for=\"{id}\"")).count(), 1, "{id} in {html}");
    }
    assert!(!html.contains("error-summary"), "{html}");
}

#[test]
fn only_the_refused_form_says_why_and_keeps_the_words() {
    let refused = |key: Option<&str>| {
        let mut values = vec![("form[text]".to_owned(), "\"><script>".to_owned())];
        values.extend(key.map(|key| ("form_key".to_owned(), key.to_owned())));
        let error = crate::kit::Error::field("text", "Write less");
        crate::kit::form::Carried { action: "/api/test/second".to_owned(), values, error: Some(error) }
    };
    for (key, id) in [(None, "test-second-text"), (Some("b"), "test-second-b-text")] {
        let html = two_forms(Some(refused(key)));
        assert_eq!(html.matches("class=\"error-summary\"").count(), 1, "{html}");
        assert!(html.contains(&format!("href=\"#{id}\"")), "{html}");
        assert_eq!(html.matches("value=\"&quot;&gt;&lt;script&gt;\"").count(), 1, "{html}");
        assert_eq!(html.matches("aria-invalid=\"true\"").count(), 1, "{html}");
        assert!(html.contains("autofocus"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }
}
