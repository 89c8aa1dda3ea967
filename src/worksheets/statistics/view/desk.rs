use leptos::prelude::*;

use crate::kit::Role;
use crate::t;
use crate::ui::chart::{Bars, BarsRow};
use crate::ui::{Back, Load, Only, PageTitle};
use crate::worksheets::statistics::api;
use crate::worksheets::statistics::model::Counts;

/// The organiser's page of anonymous statistics.
#[component]
pub fn AdminStatistics() -> impl IntoView {
    view! { <Only role=Role::Admin><Statistics/></Only> }
}

#[component]
fn Statistics() -> impl IntoView {
    let all = Resource::new(|| (), |()| api::statistics());
    view! {
        <PageTitle text=t!(selfchecks.statistics)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/admin" words=t!(common.nav_admin)/>
                <h1>{t!(selfchecks.statistics)}</h1>
                <p class="lead">{t!(selfchecks.statistics_lead)}</p>
                <p class="note">{t!(selfchecks.statistics_rule)}</p>
            </header>
            <Load what=all part=true let:all>
                <div class="stack" data-gap="large">
                    {all.into_iter().map(|counts| view! { <Sheet counts/> }).collect_view()}
                </div>
            </Load>
        </div>
    }
}

#[component]
fn Sheet(counts: Counts) -> impl IntoView {
    let Counts { name, people, rows, hidden, day } = counts;
    let Some(people) = people else {
        return view! {
            <section class="part"><h2>{name}</h2><p class="note">{t!(selfchecks.statistics_few)}</p></section>
        }
        .into_any();
    };
    let bars = rows
        .into_iter()
        .map(|(name, n)| {
            let words = t!(selfchecks.statistics_people, n = n);
            BarsRow { name, value: n as i64, marks: Vec::new(), words }
        })
        .collect();
    let caption = t!(selfchecks.statistics_caption, n = people);
    view! {
        <section class="part">
            <h2>{name.clone()}</h2>
            <Bars title=name caption rows=bars whole=people as i64/>
            <p class="note">{t!(selfchecks.statistics_day, day = day)}</p>
            {(hidden > 0).then(|| view! { <p class="note">{t!(selfchecks.statistics_hidden, n = hidden)}</p> })}
        </section>
    }
    .into_any()
}
