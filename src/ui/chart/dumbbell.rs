use leptos::prelude::*;

use super::frame::{Legend, Sign, Told};
use super::label::n;

/// Two values of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct DumbbellRow {
    /// What it is.
    pub name: String,
    /// The open end: before, or how it is.
    pub open: Option<f64>,
    /// What lay between, in order.
    pub between: Vec<f64>,
    /// The filled end: now, or how it is wished.
    pub filled: Option<f64>,
    /// The numbers in words, beside it.
    pub words: String,
}

/// Where a value stands from left to right, in per cent; a little within the edges, so that no dot is cut.
fn place(value: f64, (least, most): (f64, f64)) -> String {
    let span = most - least;
    let share = if span > 0.0 { ((value - least) / span).clamp(0.0, 1.0) } else { 0.5 };
    format!("{}%", n(2.0 + 96.0 * share))
}

/// Two values of each thing with the way between them, in a table: the picture and the figures are one.
#[component]
pub fn Dumbbells(
    /// What it says of itself.
    told: Told,
    /// The least and the greatest value there may be.
    range: (f64, f64),
    /// What the open and the filled end mean.
    legend: [String; 2],
    /// The things.
    rows: Vec<DumbbellRow>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let at = |value: f64| place(value, range);
            let way = row.open.zip(row.filled).map(|(open, filled)| {
                view! { <line class="c-way" x1=at(open) x2=at(filled) y1="12" y2="12"/> }
            });
            let ticks = row.between.iter().map(|value| {
                view! { <line class="c-tick" x1=at(*value) x2=at(*value) y1="8" y2="16"/> }
            });
            let ticks = ticks.collect_view();
            let open = row.open.map(|value| view! { <circle class="c-dot-before" cx=at(value) cy="12" r="6"/> });
            // Where both ends meet the open one is a ring around the filled one.
            let small = row.open == row.filled;
            let filled = row.filled.map(|value| {
                view! { <circle class="c-dot" cx=at(value) cy="12" r=if small { "4" } else { "7" }/> }
            });
            view! {
                <tr>
                    <th scope="row">{row.name}</th>
                    <td>
                        <svg data-kind="way" aria-hidden="true">
                            <line class="c-grid" x1="2%" x2="98%" y1="12" y2="12"/>
                            {way}{ticks}{open}{filled}
                        </svg>
                    </td>
                    <td>{row.words}</td>
                </tr>
            }
        })
        .collect_view();
    let [open, filled] = legend;
    view! {
        <figure class="chart">
            <figcaption><strong>{told.title.clone()}</strong>{told.caption}</figcaption>
            <Legend signs=vec![(Sign::Open, open), (Sign::Dot, filled)]/>
            <table class="bars" id=told.id><caption class="visually-hidden">{told.title}</caption><tbody>{rows}</tbody></table>
        </figure>
    }
}

/// A value that is not quite sure.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeRow {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// How low it may be.
    pub low: f64,
    /// How high it may be.
    pub high: f64,
    /// The numbers in words, beside it.
    pub words: String,
}

/// Bars that say how sure they are, in a table. `most` is the full length.
#[component]
pub fn RangeBars(
    /// What it says of itself.
    told: Told,
    /// The full length.
    most: f64,
    /// What the bar and the line on it mean.
    legend: [String; 2],
    /// The bars, in their order.
    rows: Vec<RangeRow>,
) -> impl IntoView {
    let share = move |value: f64| {
        let share = if most > 0.0 { (value / most).clamp(0.0, 1.0) } else { 0.0 };
        format!("{}%", n(100.0 * share))
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let (low, high) = (share(row.low), share(row.high));
            view! {
                <tr>
                    <th scope="row">{row.name}</th>
                    <td>
                        <svg data-kind="range" aria-hidden="true">
                            <rect class="c-track" y="4" width="100%" height="10"/>
                            <rect class="c-bar-soft" y="4" width=share(row.value) height="10"/>
                            <line class="c-range" x1=low.clone() x2=high.clone() y1="9" y2="9"/>
                            <line class="c-range" x1=low.clone() x2=low y1="3" y2="15"/>
                            <line class="c-range" x1=high.clone() x2=high y1="3" y2="15"/>
                        </svg>
                    </td>
                    <td>{row.words}</td>
                </tr>
            }
        })
        .collect_view();
    let [bar, range] = legend;
    view! {
        <figure class="chart">
            <figcaption><strong>{told.title.clone()}</strong>{told.caption}</figcaption>
            <Legend signs=vec![(Sign::Ground("c-bar-soft", None), bar), (Sign::Range, range)]/>
            <table class="bars" id=told.id><caption class="visually-hidden">{told.title}</caption><tbody>{rows}</tbody></table>
        </figure>
    }
}
