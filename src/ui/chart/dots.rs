use leptos::prelude::*;

use super::fit;

/// How often something was, week by week.
#[derive(Clone, Debug, PartialEq)]
pub struct DotsRow {
    /// Its name.
    pub name: String,
    /// How often, in each week.
    pub counts: Vec<u32>,
}

const LEFT: f64 = 110.0;
const WIDTH: f64 = 232.0;
/// Half-width characters that fit before the dots.
const ROOM: usize = 13;

/// The size of a dot: three times is as large as it gets.
fn radius(count: u32) -> &'static str {
    match count {
        1 => "4",
        2 => "6",
        _ => "8",
    }
}

/// How often some things were over some weeks: a row of dots each.
#[component]
pub fn Dots(
    /// Names the picture for `aria-labelledby`; unique on the page.
    id: &'static str,
    /// The head of the picture and of the table.
    #[prop(into)]
    title: String,
    /// What it shows, in words.
    #[prop(into)]
    caption: String,
    /// The first day of each week.
    weeks: Vec<String>,
    /// The heads of the table.
    heads: [String; 2],
    /// The rows.
    rows: Vec<DotsRow>,
) -> impl IntoView {
    let step = WIDTH / weeks.len().max(1) as f64;
    let bottom = 20 + 30 * rows.len();
    let drawn = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let y = 20 + 30 * at;
            let dots = row
                .counts
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(week, count)| {
                    let x = LEFT + step * (week as f64 + 0.5);
                    view! { <circle class="c-dot" cx=format!("{x:.1}") cy=y.to_string() r=radius(*count)/> }
                })
                .collect_view();
            view! {
                <path class="c-grid" d=format!("M{LEFT} {y}H{}", LEFT + WIDTH)/>
                <text class="t-end" x=(LEFT - 10.0).to_string() y=(y + 5).to_string()>{fit(&row.name, ROOM)}</text>
                {dots}
            }
        })
        .collect_view();
    let table = rows
        .iter()
        .map(|row| {
            let sum = row.counts.iter().sum::<u32>().to_string();
            view! { <tr><th scope="row">{row.name.clone()}</th><td>{sum}</td></tr> }
        })
        .collect_view();
    let (first, last) = (weeks.first().cloned().unwrap_or_default(), weeks.last().cloned().unwrap_or_default());
    let foot = (bottom + 6).to_string();
    let [head, value] = heads;
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let named = format!("{title_id} {desc_id}");
    view! {
        <figure class="chart">
            <figcaption><strong>{title.clone()}</strong>{caption.clone()}</figcaption>
            <div class="chart-pair">
                <svg data-size="medium" viewBox=format!("0 0 350 {}", bottom + 14) role="img" aria-labelledby=named>
                    <title id=title_id>{title.clone()}</title>
                    <desc id=desc_id.clone()>{caption}</desc>
                    {drawn}
                    <text class="t-soft" x=LEFT.to_string() y=foot.clone()>{first}</text>
                    <text class="t-soft t-end" x=(LEFT + WIDTH).to_string() y=foot>{last}</text>
                </svg>
                <table class="chart-table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr><th scope="col">{head}</th><th scope="col">{value}</th></tr></thead>
                    <tbody>{table}</tbody>
                </table>
            </div>
        </figure>
    }
}
