use leptos::prelude::*;

use super::frame::{Figures, Frame, Told};
use super::label::{Area, finite, inside, lines, n, touch, width, wrap};

/// A point on a map of two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// From left to right.
    pub x: f64,
    /// From below to above.
    pub y: f64,
    /// When it was.
    pub name: String,
}

/// The words of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapWords {
    /// The axis from left to right.
    pub across: String,
    /// The axis from below to above.
    pub up: String,
    /// The parts: high on both, only across, only up, on neither.
    pub parts: [String; 4],
}

const LEFT: f64 = 22.0;
const TOP: f64 = 8.0;
const SIDE: f64 = 318.0;
const FONT: f64 = 14.0;

/// A map of two axes with a way of points on it, the last one where one is now.
#[component]
pub fn TwoAxisMap(
    /// What it says of itself.
    told: Told,
    /// The least and the greatest value on both axes.
    range: (f64, f64),
    /// From where on both count as high.
    from: f64,
    /// The words.
    words: MapWords,
    /// The points in the order of time; may be none.
    points: Vec<MapPoint>,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let share = |value: f64| finite((value - range.0) / (range.1 - range.0)).clamp(0.0, 1.0);
    let across = |value: f64| LEFT + SIDE * share(value);
    let up = |value: f64| TOP + SIDE * (1.0 - share(value));
    let (edge_x, edge_y) = (across(from), up(from));
    let (right, bottom) = (LEFT + SIDE, TOP + SIDE);
    let [both, only_across, only_up, neither] = &words.parts;
    let narrow = (right - edge_x - 24.0) / FONT;
    let broad = (edge_x - LEFT - 24.0) / FONT;
    let part = |text: &str, room: f64, end: bool, low: bool| {
        let set = wrap(text, room);
        let y = if low { bottom - 14.0 - 20.0 * (set.len().saturating_sub(1)) as f64 } else { TOP + 26.0 };
        let x = if end { right - 12.0 } else { LEFT + 12.0 };
        lines(x, y, if end { "t-part t-end" } else { "t-part" }, 20.0, &set)
    };
    let parts = [
        part(only_up, broad, false, false),
        part(both, narrow, true, false),
        part(neither, broad, false, true),
        part(only_across, narrow, true, true),
    ];
    let spots: Vec<(f64, f64)> = points.iter().map(|point| (across(point.x), up(point.y))).collect();
    let way: Vec<String> = spots.iter().map(|(x, y)| format!("{},{}", n(*x), n(*y))).collect();
    let way = (way.len() > 1).then(|| view! { <polyline class="c-before" points=way.join(" ")/> });
    let last = spots.len().saturating_sub(1);
    let dots = spots.iter().enumerate().map(|(at, (x, y))| {
        let (class, r) = if at == last { ("c-dot", "9") } else { ("c-dot-before", "6") };
        view! { <circle class=class cx=n(*x) cy=n(*y) r=r/> }
    });
    let dots = dots.collect_view();
    let names = names(&points, &spots);
    view! {
        <Frame told size=(350.0, bottom + 28.0) figures>
            <rect class="c-shade" x=n(edge_x) y=n(TOP) width=n(right - edge_x) height=n(SIDE)/>
            <rect class="c-shade" x=n(LEFT) y=n(TOP) width=n(SIDE) height=n(edge_y - TOP)/>
            <rect class="c-grid" x=n(LEFT) y=n(TOP) width=n(SIDE) height=n(SIDE)/>
            {parts.into_iter().collect_view()}
            {way}{dots}{names}
            <text class="t-soft t-mid" x=n(LEFT + SIDE / 2.0) y=n(bottom + 20.0)>{format!("{} →", words.across)}</text>
            <text class="t-soft t-mid" transform=format!("rotate(-90 13 {})", n(TOP + SIDE / 2.0)) x="13" y=n(TOP + SIDE / 2.0)>
                {format!("{} →", words.up)}
            </text>
        </Frame>
    }
}

/// The names of points beside them, the last one first; a name that has no room is left to the table.
fn names(points: &[MapPoint], spots: &[(f64, f64)]) -> AnyView {
    let bounds = [LEFT, TOP, LEFT + SIDE, TOP + SIDE];
    let mut taken: Vec<Area> = spots.iter().map(|(x, y)| [x - 7.0, y - 7.0, x + 7.0, y + 7.0]).collect();
    let mut named = Vec::new();
    for (at, (x, y)) in spots.iter().enumerate().rev() {
        let last = at + 1 == spots.len();
        let (wide, gap) = (width(&points[at].name) * 14.0, if last { 14.0 } else { 11.0 });
        let places = [
            (x + gap, y + 5.0, ""),
            (x - gap, y + 5.0, "t-end"),
            (*x, y - gap - 2.0, "t-mid"),
            (*x, y + gap + 12.0, "t-mid"),
        ];
        let area = |place: &(f64, f64, &str)| {
            let left = match place.2 {
                "t-end" => place.0 - wide,
                "t-mid" => place.0 - wide / 2.0,
                _ => place.0,
            };
            [left, place.1 - 13.0, left + wide, place.1 + 3.0]
        };
        let free = |place: &&(f64, f64, &str)| {
            let area = area(place);
            inside(&area, &bounds) && !taken.iter().enumerate().any(|(other, one)| other != at && touch(one, &area))
        };
        if let Some(place) = places.iter().find(free) {
            taken.push(area(place));
            let class = format!("{} {}", if last { "t-strong" } else { "t-soft" }, place.2);
            named.push(view! { <text class=class x=n(place.0) y=n(place.1)>{points[at].name.clone()}</text> });
        }
    }
    named.collect_view().into_any()
}
