use std::f64::consts::TAU;

use leptos::prelude::*;

use super::frame::{Figures, Frame, Sign, Told};
use super::label::{finite, lines, n, widest, wrap};

/// An axis of a radar.
#[derive(Clone, Debug, PartialEq)]
pub struct RadarAxis {
    /// Its name.
    pub name: String,
    /// The value that is drawn solid.
    pub now: Option<f64>,
    /// The value that is drawn dashed.
    pub before: Option<f64>,
}

const WIDTH: f64 = 350.0;
const MIDDLE: f64 = WIDTH / 2.0;
/// How large the net may be, and how small.
const RADIUS: (f64, f64) = (112.0, 64.0);
const FONT: f64 = 15.0;
const LEADING: f64 = 19.0;

/// Where an axis points: the first one up, then clockwise.
fn toward(at: usize, many: usize) -> (f64, f64) {
    let angle = TAU * at as f64 / many.max(1) as f64;
    (angle.sin(), -angle.cos())
}

/// The lines of a name on an axis, when the net has this radius; no name when they do not fit beside it.
fn fitted(name: &str, x: f64, radius: f64) -> Option<Vec<String>> {
    let room = if x.abs() < 0.1 { WIDTH * 0.7 } else { MIDDLE - radius * x.abs() - 13.0 };
    let set = wrap(name, room / FONT);
    // A word that would have to be broken needs a smaller net.
    let whole = name.split(' ').all(|word| !word.is_ascii() || set.iter().any(|line| line.contains(word)));
    (widest(&set) * FONT <= room && whole && set.len() <= 3).then_some(set)
}

/// A net of at least three values between two ends, perhaps with a second one laid over it.
#[component]
pub fn Radar(
    /// What it says of itself.
    told: Told,
    /// The least and the greatest value there may be.
    range: (f64, f64),
    /// What the solid and the dashed line mean; the dashed one only when it is drawn.
    legend: [String; 2],
    /// The axes, the first one up, then clockwise.
    axes: Vec<RadarAxis>,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let many = axes.len();
    let steps = (0..=24).map(|step| RADIUS.0 - 2.0 * f64::from(step));
    let all_fit = |radius: &f64| {
        axes.iter().enumerate().all(|(at, axis)| fitted(&axis.name, toward(at, many).0, *radius).is_some())
    };
    let radius = steps.clone().find(all_fit).unwrap_or(RADIUS.1);
    let top = fitted(axes.first().map_or("", |axis| &axis.name), 0.0, radius).map_or(1, |set| set.len());
    let centre = 30.0 + LEADING * top as f64 + radius;
    let spot = |at: usize, far: f64| {
        let (x, y) = toward(at, many);
        (MIDDLE + x * radius * far, centre + y * radius * far)
    };
    let polygon = |far: &dyn Fn(usize) -> Option<f64>| -> Option<String> {
        let spots: Option<Vec<(f64, f64)>> = (0..many).map(|at| far(at).map(|far| spot(at, far))).collect();
        let spots = spots.filter(|spots| spots.len() > 2)?;
        Some(spots.into_iter().map(|(x, y)| format!("{},{}", n(x), n(y))).collect::<Vec<_>>().join(" "))
    };
    let share = |value: f64| {
        let span = range.1 - range.0;
        if span > 0.0 { finite((value - range.0) / span).clamp(0.0, 1.0) } else { 0.0 }
    };
    let net = (1..=4).filter_map(|ring| polygon(&|_| Some(f64::from(ring) / 4.0)));
    let net = net.map(|points| view! { <polygon class="c-grid" points=points/> }).collect_view();
    let spokes = (0..many).map(|at| {
        let (x, y) = spot(at, 1.0);
        view! { <line class="c-grid" x1=n(MIDDLE) y1=n(centre) x2=n(x) y2=n(y)/> }
    });
    let spokes = spokes.collect_view();
    let before =
        polygon(&|at| axes[at].before.map(share)).map(|points| view! { <polygon class="c-before" points=points/> });
    let overlaid = before.is_some();
    let now = polygon(&|at| axes[at].now.map(share)).map(|points| {
        view! { <polygon class="c-area" points=points.clone()/><polygon class="c-now" points=points/> }
    });
    let dots = axes.iter().enumerate().filter_map(|(at, axis)| {
        let (x, y) = spot(at, share(axis.now?));
        Some(view! { <circle class="c-dot" cx=n(x) cy=n(y) r="5"/> })
    });
    let dots = dots.collect_view();
    let mut bottom = centre + radius + 20.0;
    let names = axes.iter().enumerate().map(|(at, axis)| {
        let (x, y) = toward(at, many);
        let set = fitted(&axis.name, x, radius)
            .unwrap_or_else(|| wrap(&axis.name, (MIDDLE - radius * x.abs() - 13.0) / FONT));
        let class = if x > 0.1 {
            "t-name"
        } else if x < -0.1 {
            "t-name t-end"
        } else {
            "t-name t-mid"
        };
        let soft = if x > 0.1 {
            "t-soft"
        } else if x < -0.1 {
            "t-soft t-end"
        } else {
            "t-soft t-mid"
        };
        let number = axis.now.map(n).unwrap_or_else(|| "–".to_owned());
        let high = LEADING * set.len() as f64 + 16.0;
        let (foot, left) = (spot(at, 1.0), if x.abs() < 0.1 { 0.0 } else { 11.0 * x.signum() });
        let first = match y {
            y if y < -0.95 => foot.1 - high + 8.0,
            y if y > 0.95 => foot.1 + 24.0,
            _ => foot.1 - high / 2.0 + 13.0,
        };
        bottom = bottom.max(first + high - 8.0);
        let after = first + LEADING * set.len() as f64 - 2.0;
        view! {
            {lines(foot.0 + left, first, class, LEADING, &set)}
            <text class=soft x=n(foot.0 + left) y=n(after)>{number}</text>
        }
    });
    let names = names.collect_view();
    let [solid, dashed] = legend;
    let mut signs = vec![(Sign::Now, solid)];
    if overlaid {
        signs.push((Sign::Before, dashed));
    }
    let legend = if overlaid { signs } else { Vec::new() };
    view! { <Frame told size=(WIDTH, bottom) legend figures>{net}{spokes}{before}{now}{dots}{names}</Frame> }
}
