use leptos::prelude::*;

use super::frame::{Figures, Frame, Sign, Told};
use super::label::n;

/// A mark on a target.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetMark {
    /// What it stands for.
    pub name: String,
    /// Where it is, the edge being one away from the centre; none when it was not set.
    pub at: Option<(f64, f64)>,
}

const CENTRE: (f64, f64) = (175.0, 156.0);
const RADIUS: f64 = 146.0;
const RINGS: u32 = 4;
const MARK: f64 = 13.0;

/// The outline of a mark, told apart by its shape: circle, square, diamond, triangle.
fn shape(kind: usize, x: f64, y: f64, r: f64) -> String {
    match kind % 4 {
        0 => {
            format!("M{} {}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0Z", n(x - r), n(y), n(2.0 * r), n(-2.0 * r), r = n(r))
        }
        1 => format!("M{} {}h{s}v{s}h-{s}Z", n(x - r * 0.88), n(y - r * 0.88), s = n(r * 1.76)),
        2 => {
            let r = r * 1.22;
            format!("M{} {}L{} {}L{} {}L{} {}Z", n(x), n(y - r), n(x + r), n(y), n(x), n(y + r), n(x - r), n(y))
        }
        _ => {
            let r = r * 1.3;
            format!("M{} {}L{} {}L{} {}Z", n(x), n(y - r), n(x + r), n(y + r * 0.72), n(x - r), n(y + r * 0.72))
        }
    }
}

/// Marks that lie on each other are moved apart, so that each can be seen.
fn apart(spots: &mut [(f64, f64)]) {
    for _ in 0..40 {
        for b in 1..spots.len() {
            for a in 0..b {
                let (dx, dy) = (spots[b].0 - spots[a].0, spots[b].1 - spots[a].1);
                let far = (dx * dx + dy * dy).sqrt();
                let short = 2.0 * MARK + 4.0 - far;
                if short <= 0.1 {
                    continue;
                }
                let turn = (a * 2 + b) as f64;
                let (ux, uy) = if far > 0.1 { (dx / far, dy / far) } else { (turn.cos(), turn.sin()) };
                let half = short / 2.0;
                spots[a] = (spots[a].0 - ux * half, spots[a].1 - uy * half);
                spots[b] = (spots[b].0 + ux * half, spots[b].1 + uy * half);
            }
        }
    }
}

/// A target of four rings with a mark for each thing, told apart by number and shape.
#[component]
pub fn Target(
    /// What it says of itself.
    told: Told,
    /// The words at the centre and at the edge.
    ends: [String; 2],
    /// The marks.
    marks: Vec<TargetMark>,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let rings = (1..=RINGS).rev().map(|ring| {
        let r = RADIUS * f64::from(ring) / f64::from(RINGS);
        view! { <circle class="c-ring" cx=n(CENTRE.0) cy=n(CENTRE.1) r=n(r)/> }
    });
    let rings = rings.collect_view();
    let set: Vec<(usize, (f64, f64))> = marks
        .iter()
        .enumerate()
        .filter_map(|(at, mark)| {
            let (x, y) = mark.at?;
            let far = (x * x + y * y).sqrt().max(1.0);
            Some((at, (CENTRE.0 + RADIUS * x / far, CENTRE.1 - RADIUS * y / far)))
        })
        .collect();
    let mut spots: Vec<(f64, f64)> = set.iter().map(|(_, spot)| *spot).collect();
    apart(&mut spots);
    let drawn = set.iter().zip(&spots).map(|((at, real), (x, y))| {
        let (x, y) = (x.clamp(MARK + 2.0, 348.0 - MARK), y.clamp(MARK + 2.0, 310.0 - MARK));
        let moved = (real.0 - x).abs() + (real.1 - y).abs() > 2.0;
        let lead = moved.then(|| {
            view! {
                <path class="c-lead" d=format!("M{} {}L{} {}", n(real.0), n(real.1), n(x), n(y))/>
                <circle class="c-point" cx=n(real.0) cy=n(real.1) r="2.5"/>
            }
        });
        view! {
            {lead}
            <path class="c-mark" d=shape(*at, x, y, MARK)/>
            <text class="t-on t-mid" x=n(x) y=n(y + 5.0)>{(at + 1).to_string()}</text>
        }
    });
    let drawn = drawn.collect_view();
    let legend = marks
        .iter()
        .enumerate()
        .map(|(at, mark)| (Sign::Path("c-mark", shape(at, 16.0, 5.0, 5.0)), format!("{} {}", at + 1, mark.name)));
    let [centre, edge] = ends;
    view! {
        <Frame told size=(350.0, 328.0) legend=legend.collect() figures>
            {rings}
            <circle class="c-point" cx=n(CENTRE.0) cy=n(CENTRE.1) r="3"/>
            {drawn}
            <text class="t-soft" x="4" y="322">{format!("• {centre}")}</text>
            <text class="t-soft t-end" x="346" y="322">{format!("◯ {edge}")}</text>
        </Frame>
    }
}
