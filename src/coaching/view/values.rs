use leptos::prelude::*;

use crate::t;
use crate::ui::{Back, PageTitle};

/// The values that a member showed. The worksheets room draws them.
#[component]
pub fn CoachValues() -> impl IntoView {
    view! {
        <PageTitle text=t!(coaching.values_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/coach" words=t!(coaching.title)/>
                <h1>{t!(coaching.values_title)}</h1>
            </header>
        </div>
    }
}
