//! Pictures whose points are moved by mouse, touch and keys (`move.js`). Each point belongs to a field of the form around
//! it, and without the script that field, or the buttons beside it, do the same.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

use crate::ui::chart::{fit, standing_curve};

/// A point that is moved along a straight way.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// The field that it moves, as it is sent.
    pub field: String,
    /// What it stands for.
    pub name: String,
    /// What is written on it.
    pub sign: String,
    /// Its value, and that in words; none when nothing was said.
    pub value: (Option<f64>, String),
    /// Where it stands for the least and for the most.
    pub way: [(f64, f64); 2],
    /// Where its name stands, with its value beneath, and whether they end there.
    pub words: (f64, f64, bool),
}

impl Handle {
    fn spot(&self, (least, most): (f64, f64)) -> (f64, f64) {
        let t = ((self.value.0.unwrap_or(most) - least) / (most - least)).clamp(0.0, 1.0);
        let [(x0, y0), (x1, y1)] = self.way;
        (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)
    }
}

/// As many letters of a name as stand beside a point, in half widths.
const ROOM: usize = 20;

/// The points, on what is drawn behind them.
#[component]
pub fn Pad(
    /// What the picture is.
    label: String,
    /// How it is used.
    hint: String,
    /// Width and height.
    size: (f64, f64),
    /// The least and the most value.
    range: (f64, f64),
    /// The words for a value, which stands as `#` in them.
    #[prop(default = String::new())]
    words: String,
    /// Whether a line leads from point to point, down the page.
    #[prop(optional)]
    curve: bool,
    handles: Vec<Handle>,
    /// What is drawn behind.
    children: Children,
) -> impl IntoView {
    let curve = curve.then(|| {
        let (x, y): (Vec<f64>, Vec<f64>) = handles.iter().map(|handle| handle.spot(range)).unzip();
        view! { <path class="c-now" data-curve="" d=standing_curve(&x, &y)/> }
    });
    let handles = handles.into_iter().map(|handle| view! { <Grip handle range/> }).collect_view();
    view! {
        <figure class="chart pad" data-print="no">
            <figcaption>{hint}</figcaption>
            <svg data-size="medium" data-pad="" data-words=words viewBox=format!("0 0 {} {}", size.0, size.1) role="group" aria-label=label>
                {children()}
                {curve}
                {handles}
            </svg>
            <script type="module" src="/move.js" nonce=use_nonce()></script>
        </figure>
    }
}

#[component]
fn Grip(handle: Handle, range: (f64, f64)) -> impl IntoView {
    let (x, y) = handle.spot(range);
    let Handle { field, name, sign, value: (value, said), way: [(x0, y0), (x1, y1)], words: (left, top, end) } = handle;
    let class = if end { "t-end" } else { "" };
    let soft = if end { "t-soft t-end" } else { "t-soft" };
    view! {
        <text class=class x=left.to_string() y=top.to_string() aria-hidden="true">{fit(&name, ROOM)}</text>
        <text class=soft x=left.to_string() y=(top + 18.0).to_string() aria-hidden="true" data-says=field.clone()>{said.clone()}</text>
        <g
            class="handle"
            role="slider"
            tabindex="0"
            aria-label=name
            aria-valuemin=range.0.to_string()
            aria-valuemax=range.1.to_string()
            aria-valuenow=value.unwrap_or(range.1).to_string()
            aria-valuetext=said
            data-handle=field
            data-line=format!("{x0} {y0} {x1} {y1}")
            data-unset=value.is_none().then_some("")
            transform=format!("translate({x:.1} {y:.1})")
        >
            <circle class="handle-room" r="22"/>
            <circle class="c-dot handle-dot" r="9"/>
            <text class="t-on t-mid" y="5" aria-hidden="true">{sign}</text>
        </g>
    }
}
