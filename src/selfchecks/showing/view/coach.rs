use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::coaching::reviews::view::Watched;
use crate::kit::Role;
use crate::selfchecks::showing::api;
use crate::selfchecks::showing::model::{CheckShareId, Copied};
use crate::selfchecks::view::Numbers;
use crate::t;
use crate::ui::{Back, Load, Only, PageTitle, Tag};
use crate::worksheets::approval::view::Credit;

/// One result of a self-check that a member showed. Opening it is noted in the member's 閲覧履歴.
#[component]
pub fn CoachCheck() -> impl IntoView {
    view! { <Only role=Role::Coach><Opened/></Only> }
}

#[component]
fn Opened() -> impl IntoView {
    let params = use_params_map();
    let share = move || params.with_untracked(|params| params.get("id").unwrap_or_default());
    let id = share().parse::<CheckShareId>();
    let copy = Resource::new(move || id.clone(), |id| async move { api::shared(id?).await });
    view! {
        <PageTitle text=t!(selfchecks.title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/coach" words=t!(common.nav_coach)/>
                <h1>{t!(selfchecks.title)}</h1>
                <p class="lead">{t!(selfchecks.coach_lead)}</p>
            </header>
            <Load what=copy part=true let:copy>
                <Watched still=format!("/coach/checks/{}/still", share())><OneTime copy/></Watched>
            </Load>
        </div>
    }
}

/// A copy: the numbers of one time, and how far they can be trusted.
#[component]
pub fn OneTime(copy: Copied) -> impl IntoView {
    let Copied { member, name, day, datetime, first, trial, scales, larger, middle, footer, credit } = copy;
    view! {
        <div class="stack" data-gap="small">
            <p class="voice">{name}</p>
            <p class="note">{t!(selfchecks.copy_of, name = member)}" "<time datetime=datetime>{day}</time></p>
            {trial.map(|words| view! { <p><Tag words/></p> })}
            <p>{first}</p>
        </div>
        <Numbers scales larger middle survey=None/>
        <p class="note">{footer}</p>
        <Credit text=credit/>
    }
}
