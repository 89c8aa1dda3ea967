use leptos::prelude::*;

use super::frame::{Figures, Frame, Told};
use super::label::{n, width};

/// Things of one kind along one line of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What they are.
    pub name: String,
    /// When each was, 0 to 1.
    pub at: Vec<f64>,
}

const WIDE: f64 = 350.0;
const ENDS: (f64, f64) = (12.0, 338.0);
const STEP: f64 = 50.0;

/// What happened, in lanes one below the other along the same time.
#[component]
pub fn Lanes(
    /// What it says of itself.
    told: Told,
    /// Days to find one's way by: where they stand, 0 to 1, and their names.
    days: Vec<(f64, String)>,
    /// The lanes.
    lanes: Vec<Lane>,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let x = |at: f64| ENDS.0 + (ENDS.1 - ENDS.0) * at.clamp(0.0, 1.0);
    let foot = 8.0 + STEP * lanes.len() as f64;
    let mut free = f64::NEG_INFINITY;
    let days = days.into_iter().map(|(at, name)| {
        let (x, wide) = (x(at), width(&name) * 12.5);
        // The first and the last name stay within the picture; a name that would touch the one before is left out.
        let left = (x - wide / 2.0).clamp(0.0, (WIDE - wide).max(0.0));
        let told = left > free;
        if told {
            free = left + wide + 6.0;
        }
        view! {
            <path class="c-grid" d=format!("M{} 4V{}", n(x), n(foot))/>
            {told.then(|| view! { <text class="t-soft" x=n(left) y=n(foot + 18.0)>{name}</text> })}
        }
    });
    let days = days.collect_view();
    let drawn = lanes.iter().enumerate().map(|(at, lane)| {
        let y = 36.0 + STEP * at as f64;
        let dots = lane.at.iter().map(|at| view! { <circle class="c-dot" cx=n(x(*at)) cy=n(y) r="6"/> }).collect_view();
        view! {
            <path class="c-axis" d=format!("M{} {}H{}", n(ENDS.0), n(y), n(ENDS.1))/>
            <text class="t-soft" x="0" y=n(y - 15.0)>{lane.name.clone()}</text>
            {dots}
        }
    });
    let drawn = drawn.collect_view();
    view! { <Frame told size=(WIDE, foot + 26.0) figures>{days}{drawn}</Frame> }
}
