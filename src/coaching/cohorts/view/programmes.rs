use leptos::prelude::*;

use crate::coaching::cohorts::api::programmes::programmes;
use crate::coaching::cohorts::model::ProgrammeLine;
use crate::t;
use crate::ui::{Art, Empty, Icon, Load, PageTitle};

/// The programmes, for everybody.
#[component]
pub fn Programmes() -> impl IntoView {
    let all = Resource::new(|| (), |()| programmes());
    view! {
        <PageTitle text=t!(cohorts.programmes)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(cohorts.programmes)}</h1>
                <p class="lead">{t!(cohorts.programmes_lead)}</p>
            </header>
            <Load what=all part=true let:all>
                {if all.is_empty() {
                    view! { <Empty art=Art::Seats title=t!(cohorts.programmes_none) sentence=t!(cohorts.programmes_none_words)/> }.into_any()
                } else {
                    view! { <ProgrammeRows all below="/programmes"/> }.into_any()
                }}
            </Load>
        </div>
    }
}

/// Programmes as rows.
#[component]
pub fn ProgrammeRows(
    all: Vec<ProgrammeLine>,
    /// What stands before the id in the address of each.
    below: &'static str,
) -> impl IntoView {
    let rows = all
        .into_iter()
        .map(|one| {
            view! {
                <li>
                    <a class="row" href=format!("{below}/{}", one.id) data-voice="">
                        <span class="row-body">
                            <span class="row-title">{one.name}</span>
                            <span class="row-note">{one.summary}</span>
                            <span class="tags">
                                {(one.open || one.inside).then(|| view! {
                                    <span class="tag" data-tone="accent">
                                        {if one.inside { t!(cohorts.tag_inside) } else { t!(cohorts.stage_applying) }}
                                    </span>
                                })}
                                {(!one.published).then(|| view! { <span class="tag">{t!(cohorts.unpublished)}</span> })}
                            </span>
                        </span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}
