use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::fold::Fold;
use crate::kit::{Error, Locale, locale};
use crate::t;
use crate::ui::chart::{Slope, SlopeLine};
use crate::ui::{Back, Load, PageTitle};
use crate::worksheets::api;
use crate::worksheets::model::{Compared, Comparison, SlopeRow};

/// How many names a sentence carries.
const NAMES: usize = 3;

/// Two rounds side by side; the two latest when none were chosen.
#[component]
pub fn ValuesCompare() -> impl IntoView {
    let query = use_query_map();
    let wanted = move || query.with(|query| (query.get("a").unwrap_or_default(), query.get("b").unwrap_or_default()));
    let both = Resource::new(wanted, |(a, b)| async move {
        if a.is_empty() && b.is_empty() {
            return Ok(Compared::Elsewhere(api::latest_rounds().await?));
        }
        Ok::<_, Error>(Compared::Both(Box::new(api::compare_values(a.parse()?, b.parse()?).await?)))
    });
    view! {
        <div class="room" data-shape="one">
            <Load what=both let:compared>
                {match compared {
                    Compared::Both(both) => view! { <Page both=*both/> }.into_any(),
                    Compared::Elsewhere(path) => view! { <Redirect path/> }.into_any(),
                }}
            </Load>
        </div>
    }
}

#[component]
fn Page(both: Comparison) -> impl IntoView {
    view! {
        <PageTitle text=t!(worksheets.compare_title)/>
        <header class="page-head">
            <Back href="/worksheets/values" words=t!(worksheets.values_name)/>
            <h1>{t!(worksheets.compare_title)}</h1>
            <p class="lead">{t!(worksheets.no_right_answer)}</p>
        </header>
        <Beside both/>
    }
}

/// The slope of two rounds, and their likeness in words and figures.
#[component]
pub fn Beside(both: Comparison) -> impl IntoView {
    let whens = [both.before.day.clone(), both.now.day.clone()];
    let lines = both.rows.iter().map(|row| SlopeLine { name: row.name.clone(), before: row.before, now: row.now });
    let figures = figures(&both);
    let row = |(name, figure): &(&'static str, String)| view! { <tr><th scope="row">{*name}</th><td>{figure.clone()}</td></tr> };
    view! {
        <Slope
            id="slope"
            title=t!(worksheets.slope_title)
            caption=caption(&both.rows)
            whens
            head=t!(worksheets.slope_head)
            outside=t!(worksheets.slope_outside)
            legend=[t!(worksheets.slope_solid).to_owned(), t!(worksheets.slope_dashed).to_owned()]
            lines=lines.collect()
        />
        <section class="part" aria-labelledby="likeness">
            <h3 id="likeness">{t!(worksheets.likeness_title)}</h3>
            <p>{words(&both)}</p>
            <Fold words=t!(worksheets.likeness_figures)>
                <table class="chart-table">
                    <caption class="visually-hidden">{t!(worksheets.likeness_title)}</caption>
                    <thead><tr><th scope="col">{t!(worksheets.likeness_head)}</th><th scope="col">{t!(worksheets.likeness_figure)}</th></tr></thead>
                    <tbody>{figures.iter().map(row).collect_view()}</tbody>
                </table>
                <p class="note">{t!(worksheets.likeness_note)}</p>
            </Fold>
        </section>
    }
}

fn figures(both: &Comparison) -> [(&'static str, String); 6] {
    let two = |value: f64| format!("{value:.2}");
    let maybe = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), two);
    [
        (t!(worksheets.figure_overlap), format!("{} / 5", both.overlap)),
        (t!(worksheets.figure_jaccard), two(both.jaccard)),
        (t!(worksheets.figure_tau), maybe(both.tau)),
        (t!(worksheets.figure_rbo), two(both.rbo)),
        (t!(worksheets.figure_rbo_seen), two(both.rbo_seen)),
        (t!(worksheets.figure_piles), maybe(both.piles_tau)),
    ]
}

/// What stands between two sentences: nothing in Japanese.
fn gap() -> &'static str {
    match locale::current() {
        Locale::ja => "",
        Locale::en => " ",
    }
}

/// How alike the rounds are, in words.
fn words(both: &Comparison) -> String {
    let order = match both.tau {
        None => t!(worksheets.order_none),
        Some(tau) if tau >= 0.6 => t!(worksheets.order_same),
        Some(tau) if tau >= 0.2 => t!(worksheets.order_some),
        Some(_) => t!(worksheets.order_much),
    };
    format!("{}{}{order}", t!(worksheets.overlap_words, n = both.overlap), gap())
}

/// What moved, in words.
fn caption(rows: &[SlopeRow]) -> String {
    let names = |which: fn(&SlopeRow) -> bool| {
        let names: Vec<String> = rows
            .iter()
            .filter(|row| which(row))
            .take(NAMES)
            .map(|row| t!(worksheets.quoted, name = row.name.clone()))
            .collect();
        (!names.is_empty()).then(|| names.join(t!(worksheets.quoted_and)))
    };
    let up = |row: &SlopeRow| matches!((row.before, row.now), (Some(before), Some(now)) if now < before);
    let down = |row: &SlopeRow| matches!((row.before, row.now), (Some(before), Some(now)) if now > before);
    let parts = [
        names(up).map(|names| t!(worksheets.moved_up, names = names)),
        names(down).map(|names| t!(worksheets.moved_down, names = names)),
        names(|row| row.before.is_none()).map(|names| t!(worksheets.moved_in, names = names)),
        names(|row| row.now.is_none()).map(|names| t!(worksheets.moved_out, names = names)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { t!(worksheets.moved_not).to_owned() } else { parts.join(gap()) }
}
