use leptos::prelude::*;

use super::frame::{Figures, Frame, Sign, Told};
use super::label::{lines, n, spread, widest, width, wrap};

/// A block of two stacked bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub name: String,
    /// Its share before, in per cent.
    pub before: f64,
    /// Its share after; none when that is not drawn.
    pub after: Option<f64>,
    /// Which ground it has, 0 to 4.
    pub ground: usize,
    /// The figures below its name.
    pub words: String,
}

const BAR: f64 = 58.0;
const WIDE: f64 = 350.0;
const TOP: f64 = 30.0;
const FONT: f64 = 14.0;

/// The grounds, from the heaviest to the lightest to bear: dense hatching, hatching, plain, half tone, full tone. Each
/// has a sign of its own as well.
const GROUNDS: [(&str, Option<&str>, &str); 5] = [
    ("c-ground", Some("dense"), "－－"),
    ("c-ground", Some("hatch"), "－"),
    ("c-track", None, "・"),
    ("c-bar-soft", None, "＋"),
    ("c-bar", None, "＋＋"),
];

/// Two stacked bars, before and after, with the names of the blocks between them. No colour works alone: the grounds
/// differ by pattern, and carry signs.
#[component]
pub fn Blocks(
    /// What it says of itself.
    told: Told,
    /// The words above the bars.
    whens: [String; 2],
    /// What the five grounds mean, the first the heaviest.
    grounds: [String; 5],
    /// The blocks, from above to below.
    blocks: Vec<Block>,
    /// The table.
    figures: Figures,
) -> impl IntoView {
    let drawn_after = blocks.iter().any(|block| block.after.is_some());
    let left = BAR + 22.0;
    let right = if drawn_after { WIDE - BAR - 22.0 } else { WIDE };
    let sets: Vec<Vec<String>> = blocks.iter().map(|block| wrap(&block.name, (right - left) / FONT)).collect();
    let sizes: Vec<f64> = sets.iter().map(|set| 18.0 * set.len() as f64 + 24.0).collect();
    let high = sizes.iter().sum::<f64>().max(300.0);
    let whole = |of: fn(&Block) -> f64| blocks.iter().map(of).filter(|share| *share > 0.0).sum::<f64>().max(1.0);
    let (all_before, all_after) = (whole(|block| block.before), whole(|block| block.after.unwrap_or(0.0)));
    let stack = |shares: Vec<f64>, all: f64| -> Vec<(f64, f64)> {
        let mut top = TOP;
        let one = |share: f64| {
            let size = high * share.max(0.0) / all;
            top += size;
            (top - size, size)
        };
        shares.into_iter().map(one).collect()
    };
    let before = stack(blocks.iter().map(|block| block.before).collect(), all_before);
    let after = stack(blocks.iter().map(|block| block.after.unwrap_or(0.0)).collect(), all_after);
    let wanted: Vec<f64> = before
        .iter()
        .zip(&after)
        .map(|(a, b)| if drawn_after { (a.0 + a.1 / 2.0 + b.0 + b.1 / 2.0) / 2.0 } else { a.0 + a.1 / 2.0 })
        .collect();
    let centres = spread(&wanted, &sizes, TOP, TOP + high);
    let id = told.id.clone();
    let fill = |ground: usize| GROUNDS[ground.min(4)].1.map(|name| format!("url(#{id}-{name})"));
    let piece = |x: f64, (top, size): (f64, f64), ground: usize| {
        if size <= 0.0 {
            return None;
        }
        let (class, _, sign) = GROUNDS[ground.min(4)];
        let ink = if ground == 4 { "t-on t-mid" } else { "t-mid" };
        Some(view! {
            <rect class=class fill=fill(ground) x=n(x) y=n(top) width=n(BAR) height=n(size)/>
            <rect class="c-edge" x=n(x) y=n(top) width=n(BAR) height=n(size)/>
            {(size >= 17.0).then(|| view! { <text class=ink x=n(x + BAR / 2.0) y=n(top + size / 2.0 + 5.0)>{sign}</text> })}
        })
    };
    let bars = blocks.iter().enumerate().map(|(at, block)| {
        let lead = |from: f64, to: f64, (top, size): (f64, f64)| {
            (size > 0.0).then(|| {
                view! { <path class="c-lead" d=format!("M{} {}L{} {}", n(from), n(top + size / 2.0), n(to), n(centres[at]))/> }
            })
        };
        // A line leads from a block to where its words begin.
        let half = (widest(&sets[at]) * FONT).max(width(&block.words) * 12.5) / 2.0 + 5.0;
        let (from, to) = match drawn_after {
            true => ((left + right) / 2.0 - half, (left + right) / 2.0 + half),
            false => (left - 4.0, right),
        };
        let ends = drawn_after.then(|| {
            view! { {lead(WIDE - BAR - 2.0, to, after[at])}{piece(WIDE - BAR, after[at], block.ground)} }
        });
        let (middle, class, soft) = match drawn_after {
            true => ((left + right) / 2.0, "t-mid", "t-soft t-mid"),
            false => (left, "", "t-soft"),
        };
        let first = centres[at] - sizes[at] / 2.0 + 16.0;
        view! {
            {lead(BAR + 2.0, from, before[at])}
            {piece(0.0, before[at], block.ground)}
            {ends}
            {lines(middle, first, class, 18.0, &sets[at])}
            <text class=soft x=n(middle) y=n(first + 18.0 * sets[at].len() as f64 - 2.0)>{block.words.clone()}</text>
        }
    });
    let bars = bars.collect_view();
    let [was, will] = whens;
    let used: Vec<usize> = (0..5).rev().filter(|ground| blocks.iter().any(|block| block.ground == *ground)).collect();
    let legend = used.into_iter().map(|ground| {
        let (class, pattern, sign) = GROUNDS[ground];
        let pattern = pattern.map(|name| format!("{}-{name}", told.id));
        (Sign::Ground(class, pattern), format!("{sign} {}", grounds[ground]))
    });
    let legend = legend.collect::<Vec<_>>();
    let (hatch, dense) = (format!("{}-hatch", told.id), format!("{}-dense", told.id));
    view! {
        <Frame told=told size=(WIDE, TOP + high + 4.0) legend figures>
            <defs>
                <pattern id=hatch width="8" height="8" patternUnits="userSpaceOnUse">
                    <path class="c-hatch" d="M-2 2L2 -2M0 8L8 0M6 10L10 6"/>
                </pattern>
                <pattern id=dense width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class="c-hatch" d="M0 6L6 0M0 0L6 6M-1 1L1 -1M5 7L7 5M-1 5L1 7M5 -1L7 1"/>
                </pattern>
            </defs>
            <text class="t-soft" x="0" y="16">{was}</text>
            {drawn_after.then(|| view! { <text class="t-soft t-end" x=n(WIDE) y="16">{will}</text> })}
            {bars}
        </Frame>
    }
}
