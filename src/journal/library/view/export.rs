use leptos::prelude::*;

use super::read::OneEntry;
use crate::journal::library::api;
use crate::t;
use crate::ui::{Back, Icon, Load, PageTitle};

/// What one can take along, and how. The archive is asked for by a form: a link could be followed ahead of its time.
#[component]
pub fn JournalExport() -> impl IntoView {
    let page = Resource::new(|| (), |()| api::export());
    view! {
        <PageTitle text=t!(writing.export_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/journal" words=t!(journal.title)/>
                <h1>{t!(writing.export_title)}</h1>
                <p class="lead">{t!(writing.export_lead)}</p>
            </header>
            <Load what=page part=true let:page>
                {match (page.entries, page.besides) {
                    (0, false) if !page.cohorts => view! { <p>{t!(writing.export_empty)}</p> }.into_any(),
                    (entries, besides) => view! { <Ways entries besides/> }.into_any(),
                }}
            </Load>
        </div>
    }
}

#[component]
fn Ways(entries: u32, besides: bool) -> impl IntoView {
    view! {
        <p>{t!(writing.export_count, n = entries)}</p>
        <section class="part" aria-labelledby="files">
            <h2 id="files">{t!(writing.export_zip_title)}</h2>
            <p>{t!(writing.export_zip)}</p>
            {besides.then(|| view! { <p>{t!(sheets.export_besides)}</p> })}
            <p class="flash" data-tone="care"><Icon name="info"/><span>{t!(writing.export_care)}</span></p>
            <form method="post" action="/journal/export" class="line">
                <button class="btn" type="submit">{t!(writing.export_do)}</button>
            </form>
        </section>
        <section class="part" aria-labelledby="paper">
            <h2 id="paper">{t!(writing.export_print_title)}</h2>
            <p>{t!(writing.export_print)}</p>
            <p class="line"><a class="btn" data-kind="quiet" href="/journal/export/all">{t!(writing.export_print_do)}</a></p>
        </section>
    }
}

/// All entries on one page, for paper.
#[component]
pub fn JournalAll() -> impl IntoView {
    let page = Resource::new(|| (), |()| api::all());
    view! {
        <PageTitle text=t!(writing.all_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/journal/export" words=t!(writing.all_back)/>
                <h1>{t!(writing.all_title)}</h1>
            </header>
            <Load what=page part=true let:page>
                <p class="note">{t!(writing.all_made, day = page.day, n = page.entries.len())}</p>
                {page.entries.into_iter().map(|page| view! { <OneEntry page level=2/> }).collect_view()}
            </Load>
        </div>
    }
}
