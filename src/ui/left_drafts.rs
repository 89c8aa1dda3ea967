use leptos::prelude::*;

use crate::t;

/// Drafts that the server refuses for good, with their words, to copy, to put back or to put away. `drafts.js` fills
/// the list and shows the section while there is something; it is told here what things are called.
#[component]
pub fn LeftDrafts() -> impl IntoView {
    view! {
        <section
            class="part"
            aria-labelledby="left-drafts"
            hidden
            data-left=""
            data-label=t!(keeping.left_label)
            data-copy=t!(keeping.left_copy)
            data-copied=t!(keeping.left_copied)
            data-back=t!(keeping.left_back)
            data-away=t!(keeping.left_away)
            data-sure=t!(keeping.left_sure)
            data-failed=t!(keeping.left_failed)
        >
            <h2 id="left-drafts" tabindex="-1">{t!(keeping.left_title)}</h2>
            <p class="note">{t!(keeping.left_words)}</p>
            <ul class="stack" role="list"></ul>
        </section>
    }
}
