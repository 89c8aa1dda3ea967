use leptos::html::Dialog;
use leptos::prelude::*;

use crate::t;

/// Asks before something is lost. Without JavaScript the question unfolds below its button; with it, the same
/// element rises as a modal dialog. The children are the form that does it.
#[component]
pub fn Confirm(
    /// The words of the button that asks: 「この日誌を消す」.
    #[prop(into)]
    words: String,
    /// The question: 「この日誌を消しますか」.
    #[prop(into)]
    title: String,
    /// What is lost, in a sentence.
    #[prop(into)]
    loss: String,
    /// `leave` unless said otherwise.
    #[prop(optional, into)]
    kind: Option<String>,
    /// A small button.
    #[prop(optional)]
    small: bool,
    /// Unfolded from the beginning: its form came back.
    #[prop(optional)]
    open: bool,
    /// The form, with its submit button.
    children: Children,
) -> impl IntoView {
    let name = title.clone();
    let dialog = NodeRef::<Dialog>::new();
    let fold = NodeRef::<leptos::html::Details>::new();
    let rise = move |_| {
        let (Some(fold), Some(dialog)) = (fold.get_untracked(), dialog.get_untracked()) else { return };
        if fold.has_attribute("open") {
            // An element that is already open cannot become modal.
            let _ = dialog.remove_attribute("open");
            let _ = dialog.show_modal();
        }
    };
    let sink = move |_| {
        if let Some(fold) = fold.get_untracked() {
            let _ = fold.remove_attribute("open");
        }
    };
    view! {
        <details class="confirm" open=open node_ref=fold on:toggle=rise>
            <summary class="btn" data-kind=kind.unwrap_or_else(|| "leave".to_owned()) data-size=small.then_some("small")>
                {words}
            </summary>
            <dialog class="dialog" data-static="" open node_ref=dialog on:close=sink aria-label=name>
                <h3>{title}</h3>
                <p>{loss}</p>
                <div class="line">
                    {children()}
                    // Only a modal dialog shows this: unfolded, its own button folds it again.
                    <form method="dialog" class="keep"><button class="btn" data-kind="quiet">{t!(common.keep)}</button></form>
                </div>
            </dialog>
        </details>
    }
}
