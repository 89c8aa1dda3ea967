use leptos::prelude::*;

/// What machines read at the head of a page: search engines, and whoever shows a link as a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The title, without the name of the site.
    pub title: String,
    /// A sentence or two.
    pub description: String,
    /// The whole address.
    pub address: String,
    /// JSON-LD.
    pub structured: String,
}

/// Puts that into the head, on the server only: nobody reads it in a page that a browser made. Attributes are
/// escaped by their rendering; a script's text is not, so no `<` may stand in it.
#[component]
pub fn PageMeta(about: About) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if !about.address.is_empty() && crate::server::context::describes_first() {
        use leptos_meta::{Link, Meta, Script};
        let image = crate::server::state().config.link("/icon-512.png");
        let structured = about.structured.replace('<', "\\u003c");
        let head = view! {
            <Meta name="description" content=about.description.clone()/>
            <Meta property="og:type" content="event"/>
            <Meta property="og:site_name" content="Assemble"/>
            <Meta property="og:title" content=about.title/>
            <Meta property="og:description" content=about.description/>
            <Meta property="og:url" content=about.address.clone()/>
            <Meta property="og:image" content=image/>
            <Link rel="canonical" href=about.address/>
            <Script type_="application/ld+json">{structured}</Script>
        };
        // Rendering is what puts them into the head; in the page itself nothing stands.
        drop(head.into_any().to_html());
    }
    #[cfg(not(feature = "ssr"))]
    drop(about);
}
