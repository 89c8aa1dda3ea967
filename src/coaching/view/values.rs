use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::coaching::reviews::view::Watched;
use crate::kit::Role;
use crate::kit::id::WorksheetShareId;
use crate::t;
use crate::ui::{Back, Load, Only, PageTitle};
use crate::worksheets::api::open_shared_values;
use crate::worksheets::view::SharedValues;

/// The values that a member showed. Opening them is noted in the member's 閲覧履歴.
#[component]
pub fn CoachValues() -> impl IntoView {
    view! { <Only role=Role::Coach><Shown/></Only> }
}

#[component]
fn Shown() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get_str("id").unwrap_or_default().parse::<WorksheetShareId>()));
    let values = Resource::new(move || id.get(), |id| async move { open_shared_values(id?).await });
    let share = move || params.with_untracked(|params| params.get("id").unwrap_or_default());
    view! {
        <PageTitle text=t!(coaching.values_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/coach" words=t!(common.nav_coach)/>
                <h1>{t!(coaching.values_title)}</h1>
            </header>
            <Load what=values part=true let:values>
                <Watched still=format!("/coach/values/{}/still", share())><SharedValues values/></Watched>
            </Load>
        </div>
    }
}
