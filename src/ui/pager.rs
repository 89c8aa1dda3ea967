use leptos::prelude::*;

use super::address::url_encode;
use crate::t;

/// The link to the rows after these, when there are any. Works as a plain link; the cursor goes into `?after=`.
#[component]
pub fn Pager(
    /// The present address, with what was filtered but without a cursor.
    #[prop(into)]
    path: String,
    /// The cursor of the next page (`Page::next`).
    next: Option<String>,
    /// Whether this is a later page, from which one may go back to the first.
    #[prop(optional)]
    later: bool,
) -> impl IntoView {
    let link = next.map(|cursor| {
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}after={}", url_encode(&cursor))
    });
    let shown = later || link.is_some();
    shown.then(|| {
        view! {
            <nav class="pager line" aria-label=t!(common.pages)>
                {later.then(|| view! { <a class="btn" data-kind="text" href=path>{t!(common.first_page)}</a> })}
                {link.map(|href| view! { <a class="btn" data-kind="quiet" rel="next" href=href>{t!(common.next_page)}</a> })}
            </nav>
        }
    })
}
