use leptos::prelude::*;

use super::words;
use crate::kit::locale;
use crate::live::plan::api;
use crate::live::plan::model::Block;
use crate::live::plan::pages::{Plan, SheetPage};
use crate::t;
use crate::ui::{Back, Load, PageTitle};
use crate::workshops::view::id_here;

/// 進行表 to print, and to lay beside the screen.
#[component]
pub fn RunPaper() -> impl IntoView {
    let id = id_here();
    let shown = Resource::new(move || id.get(), |id| async move { api::sheet(id.parse()?).await });
    view! {
        <Load what=shown let:page>
            <Paper page/>
        </Load>
    }
}

#[component]
fn Paper(page: SheetPage) -> impl IntoView {
    let SheetPage { id, title, when, plan, .. } = page;
    view! {
        <PageTitle text=format!("{} — {title}", t!(plan.title))/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/host/{id}/run") words=t!(plan.title)/>
                <h1 dir="auto">{title}</h1>
                <p class="note" data-print="no">{t!(plan.paper_words)}</p>
            </header>
            {match plan {
                Some(plan) => view! { <Table plan=plan when=when/> }.into_any(),
                None => view! { <p>{t!(plan.empty)}</p> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Table(plan: Plan, when: String) -> impl IntoView {
    let Plan { sheet, clocks, total, .. } = plan;
    let end = clocks.last().cloned().unwrap_or_default();
    let begin = clocks.first().cloned().unwrap_or_default();
    let rows = sheet.blocks.iter().zip(clocks).map(|(block, clock)| row(block, clock)).collect_view();
    view! {
        <div class="wide" data-room="wide" tabindex="0" role="region" aria-label=t!(plan.title)>
            <table class="run-paper">
                <caption>
                    <strong dir="auto">{sheet.title.get(locale::current()).to_owned()}</strong>
                    " " {when} " " {t!(plan.sum, n = total, begin = begin, end = end)}
                </caption>
                <thead><tr>
                    <th scope="col">{t!(plan.col_clock)}</th>
                    <th scope="col">{t!(plan.minutes)}</th>
                    <th scope="col">{t!(plan.col_what)}</th>
                    <th scope="col">{t!(plan.says)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(block: &Block, clock: String) -> impl IntoView + use<> {
    let locale = locale::current();
    let prompts = block
        .prompts
        .iter()
        .map(|asked| {
            let label = asked.label.get(locale).to_owned();
            view! { <p class="note" dir="auto">{words::prompt(asked.kind)} ": " {label} " (" {words::naming(asked.naming)} ")"</p> }
        })
        .collect_view();
    view! {
        <tr>
            <td>{clock}</td>
            <td>{block.min}</td>
            <th scope="row">
                <span dir="auto">{words::title(block)}</span>
                <p class="note">{words::line(block)}</p>
                {prompts}
            </th>
            <td class="as-written" dir="auto">{block.host_says.get(locale).to_owned()}</td>
        </tr>
    }
}
