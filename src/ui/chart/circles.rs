use leptos::prelude::*;

use super::frame::{Figures, Frame, Told};
use super::label::{lines, n, wrap};

/// A circle of three.
#[derive(Clone, Debug, PartialEq)]
pub struct OneCircle {
    /// Its name.
    pub name: String,
    /// What is said of it: how many, how many of them linked.
    pub words: String,
}

const R: f64 = 92.0;
const CENTRES: [(f64, f64); 3] = [(119.0, 104.0), (231.0, 104.0), (175.0, 200.0)];
/// Where the words of each circle stand: in the part that is only its own.
const OWN: [(f64, f64); 3] = [(79.0, 84.0), (271.0, 84.0), (175.0, 238.0)];
const CLASSES: [&str; 3] = ["c-circle", "c-circle c-circle-2", "c-circle c-circle-3"];

/// Three circles that meet, with words in each, where the first two meet, and where all meet.
#[component]
pub fn ThreeCircles(
    /// What it says of itself.
    told: Told,
    /// The circles.
    circles: [OneCircle; 3],
    /// What stands where only the first two meet.
    pair: String,
    /// What stands where all three meet.
    all: String,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let drawn = CENTRES.iter().zip(CLASSES).map(|((x, y), class)| {
        view! { <circle class=class cx=n(*x) cy=n(*y) r=n(R)/> }
    });
    let drawn = drawn.collect_view();
    let words = circles.into_iter().zip(OWN).map(|(circle, (x, y))| {
        let set = wrap(&circle.words, 6.2);
        view! {
            <text class="t-voice t-mid" x=n(x) y=n(y)>{circle.name}</text>
            {lines(x, y + 19.0, "t-soft t-mid", 16.0, &set)}
        }
    });
    let words = words.collect_view();
    view! {
        <Frame told size=(350.0, 296.0) figures>
            {drawn}{words}
            <text class="t-strong t-mid" x="175" y="74">{pair}</text>
            <text class="t-count t-mid" x="175" y="147">{all}</text>
        </Frame>
    }
}
