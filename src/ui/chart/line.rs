use leptos::prelude::*;

/// A value at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinePoint {
    /// In thousandths of a week from the beginning.
    pub at: u32,
    /// The value.
    pub value: i8,
}

const LEFT: f64 = 34.0;
const WIDTH: f64 = 306.0;
const TOP: f64 = 14.0;
const HEIGHT: f64 = 130.0;

/// Points further apart than this, in thousandths of a week, are not joined: nobody knows what lay between.
const GAP: u32 = 1500;

/// Values over some weeks: a dot each, joined where they are near.
#[component]
pub fn Line(
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
    /// The least and the greatest value there may be.
    range: (i8, i8),
    /// The values, in the order of time.
    points: Vec<LinePoint>,
    /// The heads of the table.
    heads: [String; 2],
    /// The rows of the table.
    rows: Vec<(String, String)>,
) -> impl IntoView {
    let count = weeks.len().max(1) as f64;
    let (lo, hi) = (f64::from(range.0), f64::from(range.1));
    let place = |point: &LinePoint| {
        let x = LEFT + WIDTH * f64::from(point.at) / 1000.0 / count;
        let y = TOP + HEIGHT * (hi - f64::from(point.value)) / (hi - lo);
        (format!("{x:.1}"), format!("{y:.1}"))
    };
    let mut way = String::new();
    for (at, point) in points.iter().enumerate() {
        let near = at > 0 && point.at.saturating_sub(points[at - 1].at) <= GAP;
        let (x, y) = place(point);
        way.push_str(&format!("{}{x} {y}", if near { "L" } else { "M" }));
    }
    let grid = [range.1, (range.0 + range.1) / 2, range.0].map(|value| {
        let (_, y) = place(&LinePoint { at: 0, value });
        let below = format!("{:.1}", y.parse::<f64>().unwrap_or(0.0) + 5.0);
        view! {
            <path class="c-grid" d=format!("M{LEFT} {y}H{}", LEFT + WIDTH)/>
            <text class="t-soft t-end" x=(LEFT - 8.0).to_string() y=below>{value.to_string()}</text>
        }
    });
    let dots = points
        .iter()
        .map(|point| {
            let (x, y) = place(point);
            view! { <circle class="c-dot" cx=x cy=y r="5"/> }
        })
        .collect_view();
    let table = rows
        .into_iter()
        .map(|(week, value)| view! { <tr><th scope="row">{week}</th><td>{value}</td></tr> })
        .collect_view();
    let (first, last) = (weeks.first().cloned().unwrap_or_default(), weeks.last().cloned().unwrap_or_default());
    let foot = (TOP + HEIGHT + 22.0).to_string();
    let [head, value] = heads;
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let named = format!("{title_id} {desc_id}");
    view! {
        <figure class="chart">
            <figcaption><strong>{title.clone()}</strong>{caption.clone()}</figcaption>
            <div class="chart-pair">
                <svg data-size="medium" viewBox="0 0 350 172" role="img" aria-labelledby=named>
                    <title id=title_id>{title.clone()}</title>
                    <desc id=desc_id.clone()>{caption}</desc>
                    {grid.into_iter().collect_view()}
                    <path class="c-now" d=way/>
                    {dots}
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
