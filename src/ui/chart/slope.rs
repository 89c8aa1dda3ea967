use leptos::prelude::*;

use super::fit;

/// One thing and its place in two rankings; none where it is not in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct SlopeLine {
    /// Its name.
    pub name: String,
    /// Its place before.
    pub before: Option<u32>,
    /// Its place now.
    pub now: Option<u32>,
}

impl SlopeLine {
    /// Risen or newly come: drawn solid. Everything else is drawn dashed.
    fn rises(&self) -> bool {
        match (self.before, self.now) {
            (Some(before), Some(now)) => now < before,
            (None, now) => now.is_some(),
            (Some(_), None) => false,
        }
    }
}

const LEFT: u32 = 140;
const RIGHT: u32 = 214;
/// Half-width characters that fit on either side.
const ROOM: usize = 16;

fn height_of(place: u32) -> u32 {
    46 + 36 * (place - 1)
}

/// Two rankings and the way between them.
#[component]
pub fn Slope(
    /// Names the picture for `aria-labelledby`; unique on the page.
    id: &'static str,
    /// The head of the picture and of the table.
    #[prop(into)]
    title: String,
    /// What it shows, in words.
    #[prop(into)]
    caption: String,
    /// When the two rankings were made.
    whens: [String; 2],
    /// The head of the column of names.
    #[prop(into)]
    head: String,
    /// Words for what is not in a list.
    #[prop(into)]
    outside: String,
    /// The words of the legend: solid, dashed.
    legend: [String; 2],
    /// The things, in the order of the table.
    lines: Vec<SlopeLine>,
) -> impl IntoView {
    let last = lines.iter().flat_map(|line| [line.before, line.now]).flatten().max().unwrap_or(1);
    let floor = height_of(last) + 28;
    let leaves = lines.iter().any(|line| line.before.is_none() || line.now.is_none());
    let bottom = if leaves { floor + 26 } else { height_of(last) + 16 };
    let (from, to) = (LEFT + 6, RIGHT - 6);
    let middle = (LEFT + RIGHT) / 2;
    let ways = lines
        .iter()
        .map(|line| {
            let curve = match (line.before.map(height_of), line.now.map(height_of)) {
                (Some(a), Some(b)) => format!("M{from} {a}C{middle} {a} {middle} {b} {to} {b}"),
                (Some(a), None) => {
                    format!("M{from} {a}C{} {a} {} {} {} {floor}", from + 30, from + 24, floor - 28, middle - 9)
                }
                (None, Some(b)) => {
                    format!("M{} {floor}C{} {} {} {b} {to} {b}", middle + 9, to - 24, floor - 28, to - 30)
                }
                (None, None) => String::new(),
            };
            view! { <path class=if line.rises() { "c-now" } else { "c-before" } d=curve/> }
        })
        .collect_view();
    let marks = lines
        .iter()
        .map(|line| {
            let name = fit(&line.name, ROOM);
            let before = line.before.map(|place| {
                let (y, text) = (height_of(place), height_of(place) + 5);
                view! {
                    <circle class="c-dot-before" cx=LEFT.to_string() cy=y.to_string() r="5.5"/>
                    <text class="t-soft t-mid" x=(LEFT - 18).to_string() y=text.to_string()>{place.to_string()}</text>
                    <text class="t-end" x=(LEFT - 30).to_string() y=text.to_string()>{name.clone()}</text>
                }
            });
            let now = line.now.map(|place| {
                let (y, text) = (height_of(place), height_of(place) + 5);
                view! {
                    <circle class="c-dot" cx=RIGHT.to_string() cy=y.to_string() r="6.5"/>
                    <text class="t-soft t-mid" x=(RIGHT + 18).to_string() y=text.to_string()>{place.to_string()}</text>
                    <text x=(RIGHT + 30).to_string() y=text.to_string()>{name.clone()}</text>
                }
            });
            view! { {before}{now} }
        })
        .collect_view();
    let place = |place: Option<u32>| place.map_or_else(|| "–".to_owned(), |place| place.to_string());
    let rows = lines
        .iter()
        .map(|line| {
            view! {
                <tr><th scope="row">{line.name.clone()}</th><td>{place(line.before)}</td><td>{place(line.now)}</td></tr>
            }
        })
        .collect_view();
    let [before, now] = whens;
    let [solid, dashed] = legend;
    let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
    let named = format!("{title_id} {desc_id}");
    view! {
        <figure class="chart">
            <figcaption><strong>{title.clone()}</strong>{caption.clone()}</figcaption>
            <div class="chart-pair">
                <svg data-size="medium" viewBox=format!("0 0 350 {bottom}") role="img" aria-labelledby=named>
                    <title id=title_id>{title.clone()}</title>
                    <desc id=desc_id.clone()>{caption}</desc>
                    <text class="t-soft t-end" x=(LEFT + 10).to_string() y="16">{before.clone()}</text>
                    <text class="t-soft" x=(RIGHT - 10).to_string() y="16">{now.clone()}</text>
                    {ways}
                    {leaves.then(|| view! { <text class="t-soft t-mid" x=middle.to_string() y=(floor + 18).to_string()>{outside}</text> })}
                    {marks}
                </svg>
                <div class="stack">
                    <ul class="legend" role="list">
                        <li><svg viewBox="0 0 32 10" aria-hidden="true"><path class="c-now" d="M2 5H30"/></svg>{solid}</li>
                        <li><svg viewBox="0 0 32 10" aria-hidden="true"><path class="c-before" d="M2 5H30"/></svg>{dashed}</li>
                    </ul>
                    <table class="chart-table">
                        <caption class="visually-hidden">{title}</caption>
                        <thead><tr><th scope="col">{head}</th><th scope="col">{before}</th><th scope="col">{now}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        </figure>
    }
}
