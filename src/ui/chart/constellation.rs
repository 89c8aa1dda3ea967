use std::f64::consts::TAU;

use leptos::prelude::*;

use super::frame::{Figures, Frame, Told};
use super::label::{around, lines, n};

/// A group of stars.
#[derive(Clone, Debug, PartialEq)]
pub struct StarGroup {
    /// Its name.
    pub name: String,
    /// Its stars; a number where one was chosen.
    pub stars: Vec<Option<u32>>,
}

const WIDE: f64 = 350.0;
const HIGH: f64 = 262.0;
const CENTRE: (f64, f64) = (WIDE / 2.0, HIGH / 2.0);
const FAR: f64 = 60.0;
const EDGE: f64 = 86.0;
const FONT: f64 = 14.0;
/// Where the stars of a group stand around its middle, so that it looks like a sky.
const SKY: [(f64, f64); 6] = [(-15.0, -11.0), (13.0, -17.0), (17.0, 12.0), (-11.0, 17.0), (1.0, -1.0), (-23.0, 4.0)];

/// Groups of stars around a middle; those that were chosen shine, carry a number and are joined in order.
#[component]
pub fn Constellation(
    /// What it says of itself.
    told: Told,
    /// The groups.
    groups: Vec<StarGroup>,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let many = groups.len().max(1) as f64;
    let turn = |at: usize| (at as f64 + 0.5) / many;
    let spot = |group: usize, star: usize| {
        let angle = turn(group) * TAU;
        let (dx, dy) = SKY[star % SKY.len()];
        // Every group is turned another way.
        let (sin, cos) = (angle * 2.0).sin_cos();
        (CENTRE.0 + angle.sin() * FAR + dx * cos - dy * sin, CENTRE.1 - angle.cos() * FAR + dx * sin + dy * cos)
    };
    let mut chosen: Vec<(u32, (f64, f64))> = Vec::new();
    let mut faint = Vec::new();
    for (group, one) in groups.iter().enumerate() {
        for (star, number) in one.stars.iter().enumerate() {
            let (x, y) = spot(group, star);
            match number {
                Some(number) => chosen.push((*number, (x, y))),
                None => faint.push(view! { <circle class="c-star" cx=n(x) cy=n(y) r="2.5"/> }),
            }
        }
    }
    chosen.sort_by_key(|(number, _)| *number);
    let way: Vec<String> = chosen.iter().map(|(_, (x, y))| format!("{},{}", n(*x), n(*y))).collect();
    let way = (way.len() > 1).then(|| view! { <polyline class="c-thread" points=way.join(" ")/> });
    let bright = chosen.iter().map(|(number, (x, y))| {
        view! {
            <circle class="c-person" cx=n(*x) cy=n(*y) r="11"/>
            <text class="t-on t-small t-mid" x=n(*x) y=n(y + 4.4)>{number.to_string()}</text>
        }
    });
    let bright = bright.collect_view();
    let named: Vec<(f64, String)> =
        groups.iter().enumerate().map(|(at, group)| (turn(at), group.name.clone())).collect();
    let names = around(&named, CENTRE, EDGE, (WIDE, HIGH), FONT).into_iter().map(|name| {
        lines(name.x, name.y, if name.left { "t-name-soft t-end" } else { "t-name-soft" }, FONT * 1.25, &name.set)
    });
    let names = names.collect_view();
    view! { <Frame told size=(WIDE, HIGH) figures>{faint.collect_view()}{way}{bright}{names}</Frame> }
}
