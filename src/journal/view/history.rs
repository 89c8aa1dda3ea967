use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::foot::RestoreVersion;
use super::{Time, entry_id, query};
use crate::journal::api;
use crate::journal::model::{Change, Changes, Compared, History, HistoryLine, Why};
use crate::t;
use crate::ui::{Back, Icon, Load, PageTitle};

/// The versions of an entry that stay, newest first.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let before = query("before");
    let page = Resource::new(
        move || (entry_id(), before.get().parse().unwrap_or(0)),
        |(id, before)| async move { api::versions(id?, before).await },
    );
    view! {
        <Load what=page let:page>
            <Lines page/>
        </Load>
    }
}

#[component]
fn Lines(page: History) -> impl IntoView {
    let History { id, title, day, lines, older } = page;
    let rows = lines
        .into_iter()
        .map(|line| {
            let HistoryLine { seq, at, why, now } = line;
            let href = if now { format!("/journal/{id}") } else { format!("/journal/{id}/history/{seq}") };
            view! {
                <li>
                    <a class="row" href=href rel="external">
                        <span class="row-body">
                            <span class="row-title"><Time at/></span>
                            <span class="row-note">{if now { t!(keeping.why_now) } else { reason(why) }}</span>
                        </span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <PageTitle text=t!(keeping.history_title)/>
        <div class="room" data-shape="one">
            <div class="stack">
                <header class="page-head">
                    <Back href=format!("/journal/{id}") words=title/>
                    <p class="eyebrow"><Time at=day/></p>
                    <h1>{t!(keeping.history_title)}</h1>
                    <p class="lead">{t!(keeping.history_lead)}</p>
                </header>
                <ul class="rows" role="list">{rows}</ul>
                {(older > 0).then(|| view! {
                    <p>
                        <a class="btn" data-kind="quiet" href=format!("/journal/{id}/history?before={older}")>
                            {t!(keeping.history_older)}
                        </a>
                    </p>
                })}
                <p class="note">{t!(keeping.history_rule)}</p>
            </div>
        </div>
    }
}

/// An earlier version beside what the entry holds now.
#[component]
pub fn ComparedPage() -> impl IntoView {
    let version = use_params_map().with_untracked(|params| {
        params.get_str("version").and_then(|version| version.parse::<i64>().ok()).unwrap_or_default()
    });
    let page = Resource::new(entry_id, move |id| async move { api::compare(id?, version).await });
    view! {
        <Load what=page let:page>
            <Beside page/>
        </Load>
    }
}

#[component]
fn Beside(page: Compared) -> impl IntoView {
    let Compared { id, seq, at, texts, others } = page;
    let same = texts.is_empty() && others.is_empty();
    view! {
        <PageTitle text=t!(keeping.compare_title)/>
        <div class="room" data-shape="one">
            <div class="stack" data-gap="large">
                <header class="page-head">
                    <Back href=format!("/journal/{id}/history") words=t!(keeping.history_title)/>
                    <h1>{t!(keeping.compare_title)}</h1>
                    <p class="lead">{t!(keeping.compare_lead, at = at.words)}</p>
                </header>
                {same.then(|| view! { <p>{t!(keeping.compare_same)}</p> })}
                {(!texts.is_empty()).then(|| view! {
                    <p class="note compare-key">
                        <del>{t!(keeping.compare_gone)}</del> " " <ins>{t!(keeping.compare_new)}</ins>
                    </p>
                })}
                {texts.into_iter().map(|(label, changes)| view! { <Part label changes/> }).collect_view()}
                {(!others.is_empty()).then(|| view! {
                    <p class="note">{t!(keeping.compare_others, labels = others.join(t!(journal.and)))}</p>
                })}
                <p><a href=format!("/journal/{id}?version={seq}") rel="external">{t!(keeping.compare_read)}</a></p>
                <RestoreVersion id version=seq/>
            </div>
        </div>
    }
}

#[component]
fn Part(label: String, changes: Changes) -> impl IntoView {
    let pieces = changes
        .into_iter()
        .map(|change| match change {
            Change::Same(words) => view! { <span>{words}</span> }.into_any(),
            Change::Gone(words) => view! { <del>{words}</del> }.into_any(),
            Change::New(words) => view! { <ins>{words}</ins> }.into_any(),
        })
        .collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{label}</h2>
            <p class="compare">{pieces}</p>
        </section>
    }
}

/// Why a version stays, for its author.
fn reason(why: Why) -> &'static str {
    match why {
        Why::Sent => t!(keeping.why_sent),
        Why::Pressed => t!(keeping.why_pressed),
        Why::Merged => t!(keeping.why_merged),
        Why::Restored => t!(keeping.why_restored),
        Why::Parent => t!(keeping.why_parent),
        Why::BeforeCut => t!(keeping.why_cut),
        Why::Spell => t!(keeping.why_spell),
    }
}
