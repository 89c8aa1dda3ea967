use leptos::prelude::*;

/// What is folded away on the screen and stands open on paper: a browser prints of a closed fold its title alone, and
/// not every browser lets a style sheet open it. On the screen the second copy is not there for anybody.
#[component]
pub fn Fold(
    /// What one unfolds.
    words: &'static str,
    /// Shown twice, so nothing with an id.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <details class="fold" data-print="no">
            <summary>{words}</summary>
            {children()}
        </details>
        <div class="print-only">{children()}</div>
    }
}
