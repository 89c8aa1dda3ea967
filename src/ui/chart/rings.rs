use std::f64::consts::TAU;

use leptos::prelude::*;

use super::frame::{Figures, Frame, Told};
use super::label::{around, lines, n};

/// Someone on a ring.
#[derive(Clone, Debug, PartialEq)]
pub struct RingNode {
    /// Which ring, 0 the closest.
    pub ring: usize,
    /// Which kind.
    pub kind: usize,
}

const WIDE: f64 = 360.0;
const HIGH: f64 = 300.0;
const CENTRE: (f64, f64) = (WIDE / 2.0, HIGH / 2.0);
/// Where the first ring begins, and where the last one ends.
const ENDS: (f64, f64) = (20.0, 100.0);
const FONT: f64 = 12.5;

/// Where everybody stands, and how large they are drawn: as large as they can be with nobody on anybody. Whether they
/// are is looked at, as those of neighbouring kinds or rows do not know of each other.
fn seats(nodes: &[RingNode], edges: &[f64; 4], kinds: &[(usize, f64, f64)]) -> (Vec<(f64, f64)>, f64) {
    let mut last = (Vec::new(), 4.0);
    for r in [9.5, 8.0, 6.5, 5.0, 4.0] {
        let found = seats_of(nodes, edges, kinds, r);
        let apart = |(at, a): (usize, &(f64, f64))| found[..at].iter().all(|b| (a.0 - b.0).hypot(a.1 - b.1) >= 2.0 * r);
        let fits = found.iter().enumerate().all(apart);
        last = (found, r);
        if fits {
            break;
        }
    }
    last
}

fn seats_of(nodes: &[RingNode], edges: &[f64; 4], kinds: &[(usize, f64, f64)], r: f64) -> Vec<(f64, f64)> {
    let mut spots = vec![CENTRE; nodes.len()];
    for ring in 0..3 {
        let (inner, outer) = (edges[ring] + r + 1.0, edges[ring + 1] - r - 1.0);
        let depth = (outer - inner).max(0.0);
        for (kind, from, to) in kinds {
            let here: Vec<usize> =
                (0..nodes.len()).filter(|at| nodes[*at].ring.min(2) == ring && nodes[*at].kind == *kind).collect();
            let step = 2.0 * r + 2.0;
            let most_rows = (depth / step) as usize + 1;
            let row_at = |row: usize, rows: usize| {
                if rows < 2 { (inner + outer) / 2.0 } else { inner + depth * row as f64 / (rows - 1) as f64 }
            };
            let room = |row: usize, rows: usize| ((to - from) * TAU * row_at(row, rows) / step) as usize;
            let enough = |rows: &usize| (0..*rows).map(|row| room(row, *rows)).sum::<usize>() >= here.len();
            let rows = (1..=most_rows).find(enough).unwrap_or(most_rows);
            let mut left = here.as_slice();
            for row in 0..rows {
                let rest: usize = (row..rows).map(|row| room(row, rows).max(1)).sum();
                let share = (left.len() * room(row, rows).max(1)).div_ceil(rest.max(1));
                let share = if row + 1 == rows { left.len() } else { share.min(left.len()) };
                let (now, later) = left.split_at(share);
                for (at, node) in now.iter().enumerate() {
                    let turn = from + (to - from) * (at as f64 + 0.5) / now.len() as f64;
                    let far = row_at(row, rows);
                    spots[*node] = (CENTRE.0 + (turn * TAU).sin() * far, CENTRE.1 - (turn * TAU).cos() * far);
                }
                left = later;
            }
        }
    }
    spots
}

/// People on three rings around oneself, by kind. They are numbered as in the table.
#[component]
pub fn Rings(
    /// What it says of itself.
    told: Told,
    /// Who stands in the middle.
    centre: String,
    /// The names of the kinds.
    kinds: Vec<String>,
    /// The people, in the order of the table.
    nodes: Vec<RingNode>,
    /// Whether they are numbered; without, only how many can be seen.
    numbered: bool,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let on_ring = |ring: usize| nodes.iter().filter(|node| node.ring.min(2) == ring).count() as f64;
    let shares = [0, 1, 2].map(|ring| 3.0 + on_ring(ring));
    let whole: f64 = shares.iter().sum();
    let mut edges = [ENDS.0; 4];
    for ring in 0..3 {
        edges[ring + 1] = edges[ring] + (ENDS.1 - ENDS.0) * shares[ring] / whole;
    }
    let of_kind = |kind: usize| nodes.iter().filter(|node| node.kind == kind).count();
    let present: Vec<usize> = (0..kinds.len()).filter(|kind| of_kind(*kind) > 0).collect();
    let weight = |kind: &usize| 1.0 + of_kind(*kind) as f64;
    let all: f64 = present.iter().map(weight).sum();
    let mut from = 0.0;
    let sectors: Vec<(usize, f64, f64)> = present
        .iter()
        .map(|kind| {
            let to = from + weight(kind) / all;
            let sector = (*kind, from, to);
            from = to;
            sector
        })
        .collect();
    let rings = edges[1..].iter().map(|r| view! { <circle class="c-ring" cx=n(CENTRE.0) cy=n(CENTRE.1) r=n(*r)/> });
    let rings = rings.collect_view();
    let spokes = sectors.iter().filter(|_| sectors.len() > 1).map(|(_, turn, _)| {
        let (sin, cos) = ((turn * TAU).sin(), (turn * TAU).cos());
        let spot = |far: f64| format!("{} {}", n(CENTRE.0 + sin * far), n(CENTRE.1 - cos * far));
        view! { <path class="c-grid" d=format!("M{}L{}", spot(ENDS.0), spot(ENDS.1))/> }
    });
    let spokes = spokes.collect_view();
    let (spots, r) = seats(&nodes, &edges, &sectors);
    let people = spots.iter().enumerate().map(|(at, (x, y))| {
        let number = (numbered && r > 7.0).then(|| {
            view! { <text class="t-on t-tiny t-mid" x=n(*x) y=n(y + 3.8)>{(at + 1).to_string()}</text> }
        });
        view! { <circle class="c-person" cx=n(*x) cy=n(*y) r=n(r)/>{number} }
    });
    let people = people.collect_view();
    let named: Vec<(f64, String)> =
        sectors.iter().map(|(kind, from, to)| ((from + to) / 2.0, kinds[*kind].clone())).collect();
    let names = around(&named, CENTRE, ENDS.1, (WIDE, HIGH), FONT);
    let names = names
        .into_iter()
        .map(|name| lines(name.x, name.y, if name.left { "t-soft t-end" } else { "t-soft" }, FONT * 1.25, &name.set));
    let names = names.collect_view();
    view! {
        <Frame told size=(WIDE, HIGH) figures>
            {rings}{spokes}
            <circle class="c-me" cx=n(CENTRE.0) cy=n(CENTRE.1) r=n(ENDS.0 - 2.0)/>
            <text class="t-tiny t-mid" x=n(CENTRE.0) y=n(CENTRE.1 + 4.0)>{centre}</text>
            {people}{names}
        </Frame>
    }
}
