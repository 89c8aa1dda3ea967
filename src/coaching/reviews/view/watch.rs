use leptos::nonce::use_nonce;
use leptos::prelude::*;

use crate::t;

/// Words of somebody else on an open page. A small script asks every few seconds whether they may still be shown, and
/// takes them away when not; without it there is a note.
#[component]
pub fn Watched(
    /// Where to ask.
    #[prop(into)]
    still: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="stack" data-gap="large">
            <noscript><p class="note">{t!(desk.noscript)}</p></noscript>
            <div
                class="stack"
                data-gap="large"
                data-still=still
                data-gone=t!(desk.gone)
                data-newer=t!(desk.newer)
                data-again=t!(desk.open_again)
            >
                {children()}
            </div>
            <script type="module" src="/watch.js" nonce=use_nonce()></script>
        </div>
    }
}
