//! The editor of a run sheet: the list, one block, what to begin with, and paper.

mod begin;
mod block;
mod list;
mod paper;
mod prompts;
mod words;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use super::pages::SheetPage;
use crate::t;
use crate::ui::{Back, Flash, Load, PageTitle};
use crate::workshops::view::id_here;

use begin::{Begin, Own};
use block::OneBlock;
use list::List;

pub use paper::RunPaper;

/// 進行表: the list, or the one block that the address names.
#[component]
pub fn RunSheetPage() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), |id| async move { api::sheet(id.parse()?).await });
    view! {
        <Load what=shown let:page>
            <Whole page/>
        </Load>
    }
}

#[component]
fn Whole(page: SheetPage) -> impl IntoView {
    let query = use_query_map();
    let key = query.with_untracked(|query| query.get("block").unwrap_or_default());
    let at = page.plan.as_ref().and_then(|plan| plan.sheet.blocks.iter().position(|block| block.key == key));
    let home = format!("/host/{}/run", page.id);
    let (back, words) = match at {
        Some(_) => (format!("{home}#{key}"), t!(plan.title).to_owned()),
        None => (format!("/host/{}", page.id), page.title.clone()),
    };
    let inside = match (page.plan.clone(), at) {
        (Some(plan), Some(at)) => view! { <OneBlock workshop=page.id.clone() plan=plan at=at/> }.into_any(),
        (Some(plan), None) => view! {
            <List workshop=page.id.clone() plan=plan.clone() lasts=page.lasts/>
            <Own workshop=page.id.clone() title=plan.sheet.title.ja/>
            <details class="fold">
                <summary><h2>{t!(plan.again)}</h2></summary>
                <div class="stack">
                    <p class="note">{t!(plan.again_words)}</p>
                    <Begin page=page.clone() revision=plan.revision/>
                </div>
            </details>
        }
        .into_any(),
        (None, _) => view! {
            <p>{t!(plan.begin_words)}</p>
            <Begin page=page.clone() revision=0/>
        }
        .into_any(),
    };
    view! {
        <PageTitle text=format!("{} — {}", t!(plan.title), page.title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=back words=words/>
                <p class="eyebrow" dir="auto">{page.title.clone()}</p>
                <h1>{t!(plan.title)}</h1>
                <p class="note">{page.when.clone()}</p>
                <Flash words=done/>
            </header>
            <div class="stack" data-gap="large">{inside}</div>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "started" => t!(plan.done_started),
        "saved" => t!(plan.done_saved),
        "moved" => t!(plan.done_moved),
        "removed" => t!(plan.done_removed),
        "undone" => t!(plan.done_undone),
        "prompt" => t!(plan.done_prompt),
        "prompt_gone" => t!(plan.done_prompt_gone),
        "kept" => t!(plan.done_kept),
        "forgotten" => t!(plan.done_forgotten),
        _ => return None,
    })
}
