use leptos::prelude::*;

use super::frame::{Figures, Frame, Told};
use super::label::{Area, finite, inside, lines, n, touch, widest, width, wrap};
use crate::worksheets::scoring::curve::controls;

/// A point of a line of life.
#[derive(Clone, Debug, PartialEq)]
pub struct LifePoint {
    /// Where it stands in time, 0 to 1; rising from point to point.
    pub at: f64,
    /// How high, -1 to 1.
    pub height: f64,
    /// When it was; may be empty.
    pub when: String,
    /// What it was.
    pub title: String,
}

/// Letters of titles and of dates.
const FONT: f64 = 14.0;
const SMALL: f64 = 12.5;
const LEADING: f64 = 19.0;

/// Lying flat: width, height, the axis, how far up and down, the first and the last point.
const FLAT: (f64, f64) = (720.0, 340.0);
const AXIS: f64 = 168.0;
const HALF: f64 = 92.0;
const ENDS: (f64, f64) = (58.0, 662.0);
/// More points have no room beside each other.
const FLAT_MOST: usize = 14;

/// Standing: the line, how far left and right, and where the words begin.
const LINE: f64 = 80.0;
const SWING: f64 = 64.0;
const WORDS: f64 = 168.0;
const TALL: f64 = 350.0;

/// The ups and downs of a life as one line that never overshoots a point. It stands on a phone and lies on a wide page.
#[component]
pub fn Lifeline(
    /// What it says of itself.
    told: Told,
    /// The words above, in the middle and below.
    ends: [String; 3],
    /// The points, in the order of time.
    points: Vec<LifePoint>,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let clean = |point: LifePoint| LifePoint { at: finite(point.at), height: finite(point.height), ..point };
    let points: Vec<LifePoint> = points.into_iter().map(clean).collect();
    let wide = flat(&points, &ends).map(|drawn| (drawn, FLAT));
    let (standing, high) = standing(&points, &ends);
    view! { <Frame told size=(TALL, high) figures wide>{standing}</Frame> }
}

fn bezier(x: &[f64], y: &[f64], turned: bool) -> String {
    let spot = |a: f64, b: f64| if turned { format!("{} {}", n(b), n(a)) } else { format!("{} {}", n(a), n(b)) };
    let Some((first, second)) = x.first().zip(y.first()) else { return String::new() };
    let mut d = format!("M{}", spot(*first, *second));
    for (at, [one, two]) in controls(x, y).into_iter().enumerate() {
        d.push_str(&format!("C{} {} {}", spot(one.0, one.1), spot(two.0, two.1), spot(x[at + 1], y[at + 1])));
    }
    d
}

/// The line through points that stand one below the other.
pub fn standing_curve(x: &[f64], y: &[f64]) -> String {
    bezier(y, x, true)
}

/// Points at one place are moved apart a little: the curve must go on.
fn rising(at: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut last = f64::NEG_INFINITY;
    at.map(|at| {
        last = if at > last { at } else { last + 1.0 };
        last
    })
    .collect()
}

fn standing(points: &[LifePoint], ends: &[String; 3]) -> (AnyView, f64) {
    let [top, _, bottom] = ends;
    let sets: Vec<Vec<String>> = points.iter().map(|point| wrap(&point.title, (TALL - WORDS) / FONT)).collect();
    let mut y = Vec::with_capacity(points.len());
    let mut next = 66.0;
    for (at, set) in sets.iter().enumerate() {
        let since = if at > 0 { (points[at].at - points[at - 1].at).clamp(0.0, 1.0) } else { 0.0 };
        next += since * 22.0 * points.len() as f64;
        y.push(next);
        next += LEADING * set.len() as f64 + 34.0;
    }
    let high = (next - 22.0).max(80.0);
    let x: Vec<f64> = points.iter().map(|point| LINE + SWING * point.height.clamp(-1.0, 1.0)).collect();
    let dots = points.iter().enumerate().map(|(at, point)| {
        let first = if point.when.is_empty() { y[at] + 5.0 } else { y[at] + 14.0 };
        let when = (!point.when.is_empty()).then(|| {
            view! { <text class="t-soft" x=n(WORDS) y=n(y[at] - 4.0)>{point.when.clone()}</text> }
        });
        view! {
            <path class="c-lead" d=format!("M{} {}H{}", n(x[at] + 8.0), n(y[at]), n(WORDS - 6.0))/>
            <circle class="c-dot" cx=n(x[at]) cy=n(y[at]) r="6.5"/>
            {when}
            {lines(WORDS, first, "t-title", LEADING, &sets[at])}
        }
    });
    let dots = dots.collect_view();
    let drawn = view! {
        <text class="t-soft t-end" x=n(LINE + SWING + 8.0) y="14">{format!("{top} →")}</text>
        <text class="t-soft" x=n(LINE - SWING - 8.0) y="33">{format!("← {bottom}")}</text>
        <path class="c-axis" d=format!("M{} 44V{}", n(LINE), n(high - 4.0))/>
        <path class="c-now" d=standing_curve(&x, &y)/>
        {dots}
    };
    (drawn.into_any(), high)
}

/// A name that found its place: its lines, where, and where a line leads from when it stands off.
struct Set {
    x: f64,
    top: f64,
    when: String,
    lines: Vec<String>,
    lead: Option<String>,
}

/// Lying flat; `None` when the names do not all find a place.
fn flat(points: &[LifePoint], ends: &[String; 3]) -> Option<AnyView> {
    if points.len() > FLAT_MOST || points.is_empty() {
        return None;
    }
    let x = rising(points.iter().map(|point| ENDS.0 + (ENDS.1 - ENDS.0) * point.at.clamp(0.0, 1.0)));
    let y: Vec<f64> = points.iter().map(|point| AXIS - HALF * point.height.clamp(-1.0, 1.0)).collect();
    let mut taken: Vec<Area> = curve_areas(&x, &y);
    let feet = [16.0, AXIS - 6.0, FLAT.1 - 6.0];
    for (words, foot) in ends.iter().zip(feet).filter(|(_, foot)| *foot != feet[1]) {
        taken.push([0.0, foot - 12.0, width(words) * SMALL, foot + 4.0]);
    }
    let mut sets = Vec::with_capacity(points.len());
    for at in 0..points.len() {
        sets.push(place(&points[at], (x[at], y[at]), turns_up(&y, at), &mut taken)?);
    }
    let names = sets.into_iter().map(|set| {
        let after = if set.when.is_empty() { 0.0 } else { 16.0 };
        let when = (!set.when.is_empty()).then(|| {
            view! { <text class="t-soft t-mid" x=n(set.x) y=n(set.top + 12.0)>{set.when.clone()}</text> }
        });
        view! {
            {set.lead.map(|d| view! { <path class="c-lead" d=d/> })}
            {when}
            {lines(set.x, set.top + after + 14.0, "t-mid", LEADING, &set.lines)}
        }
    });
    let names = names.collect_view();
    let dots =
        x.iter().zip(&y).map(|(x, y)| view! { <circle class="c-dot" cx=n(*x) cy=n(*y) r="6.5"/> }).collect_view();
    let [top, _, bottom] = ends;
    let drawn = view! {
        <text class="t-soft" x="0" y=n(feet[0])>{top.clone()}</text>
        <text class="t-soft" x="0" y=n(feet[2])>{bottom.clone()}</text>
        <line class="c-axis" x1="8" x2=n(FLAT.0 - 8.0) y1=n(AXIS) y2=n(AXIS)/>
        <path class="c-now" d=bezier(&x, &y, false)/>
        {dots}{names}
    };
    Some(drawn.into_any())
}

/// Whether the name of a point is better above it.
fn turns_up(y: &[f64], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(y[at], |before| y[before]);
    let after = y.get(at + 1).copied().unwrap_or(y[at]);
    y[at] <= (before + after) / 2.0
}

/// What the curve and its dots cover.
fn curve_areas(x: &[f64], y: &[f64]) -> Vec<Area> {
    let mut areas: Vec<Area> = x.iter().zip(y).map(|(x, y)| [x - 8.0, y - 8.0, x + 8.0, y + 8.0]).collect();
    for (at, [one, two]) in controls(x, y).into_iter().enumerate() {
        for step in 1..24 {
            let (t, s) = (f64::from(step) / 24.0, 1.0 - f64::from(step) / 24.0);
            let of = |a: f64, b: f64, c: f64, d: f64| {
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            let (px, py) = (of(x[at], one.0, two.0, x[at + 1]), of(y[at], one.1, two.1, y[at + 1]));
            areas.push([px - 2.0, py - 2.0, px + 2.0, py + 2.0]);
        }
    }
    areas
}

fn place(point: &LifePoint, (x, y): (f64, f64), up: bool, taken: &mut Vec<Area>) -> Option<Set> {
    let bounds = [0.0, 20.0, FLAT.0, FLAT.1 - 4.0];
    for room in [8.2, 11.0] {
        let set = wrap(&point.title, room);
        let wide = (widest(&set) * FONT).max(width(&point.when) * SMALL) + 6.0;
        let high = LEADING * set.len() as f64 + if point.when.is_empty() { 0.0 } else { 16.0 };
        for off in [12.0, 30.0, 52.0, 78.0] {
            for shift in [0.0, -24.0, 24.0, -48.0, 48.0] {
                for above in [up, !up] {
                    let middle = (x + shift).clamp(wide / 2.0, FLAT.0 - wide / 2.0);
                    let top = if above { y - off - high } else { y + off };
                    let area = [middle - wide / 2.0, top, middle + wide / 2.0, top + high];
                    if !inside(&area, &bounds) || taken.iter().any(|one| touch(one, &area)) {
                        continue;
                    }
                    taken.push(area);
                    let near = if above { top + high + 2.0 } else { top - 2.0 };
                    let foot = if above { y - 9.0 } else { y + 9.0 };
                    let lead = (off > 20.0).then(|| format!("M{} {}L{} {}", n(x), n(foot), n(middle), n(near)));
                    return Some(Set { x: middle, top, when: point.when.clone(), lines: set, lead });
                }
            }
        }
    }
    None
}
