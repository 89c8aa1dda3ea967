use leptos::prelude::*;

use crate::t;
use crate::ui::{Load, PageTitle};
use crate::worksheets::approval::api;
use crate::worksheets::approval::model::{CreditRow, Kind};

/// The one address that a credit has to lead to.
const PROQOL: &str = "www.ProQOL.org";

/// Whose work stands behind what is shown here.
#[component]
pub fn CreditsPage() -> impl IntoView {
    let rows = Resource::new(|| (), |()| api::credits());
    view! {
        <PageTitle text=t!(selfchecks.credits_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(selfchecks.credits_title)}</h1>
                <p class="lead">{t!(selfchecks.credits_lead)}</p>
            </header>
            <Load what=rows part=true let:rows>
                {
                    let part = |kind: Kind| rows.iter().filter(|row| row.kind == kind).cloned().collect::<Vec<_>>();
                    view! {
                        <div class="stack" data-gap="large">
                            <Part id="worksheets" title=t!(selfchecks.kind_worksheets) rows=part(Kind::Worksheet)/>
                            <Part id="checks" title=t!(selfchecks.kind_checks) rows=part(Kind::Check)/>
                            <Part id="templates" title=t!(selfchecks.kind_templates) rows=part(Kind::Template)/>
                            <section class="part" aria-labelledby="own">
                                <h2 id="own">{t!(selfchecks.credits_own)}</h2>
                                <p>{t!(selfchecks.credits_own_words)}</p>
                                <p>{t!(selfchecks.credits_fonts)}</p>
                            </section>
                        </div>
                    }
                }
            </Load>
        </div>
    }
}

#[component]
fn Part(id: &'static str, title: &'static str, rows: Vec<CreditRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <li class="credit">
                    <h3>{row.name}</h3>
                    <Credit text=row.credit/>
                    <p class="note">{t!(selfchecks.under, licence = row.licence)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <ul class="credits" role="list">{rows}</ul>
        </section>
    }
}

/// A credit, with the link that one of them asks for.
#[component]
pub fn Credit(text: String) -> impl IntoView {
    match text.split_once(PROQOL) {
        Some((before, after)) => {
            let (before, after) = (before.to_owned(), after.to_owned());
            view! {
                <p class="note">
                    {before}<a href=format!("https://{PROQOL}") rel="external noopener">{PROQOL}</a>{after}
                </p>
            }
            .into_any()
        }
        None => view! { <p class="note">{text}</p> }.into_any(),
    }
}
