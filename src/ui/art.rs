use leptos::prelude::*;

/// The glow around a lamp. Every drawing with a lamp points at it, so it stands once a page, in the frame.
#[component]
pub fn Glow() -> impl IntoView {
    view! {
        <svg class="glow" width="0" height="0" aria-hidden="true">
            <defs>
                <radialGradient id="halo">
                    <stop class="halo-in" offset="0"></stop>
                    <stop class="halo-mid" offset=".5"></stop>
                    <stop class="halo-out" offset="1"></stop>
                </radialGradient>
            </defs>
        </svg>
    }
}

/// The ring of seats around the lamp: for the welcome and sign-in pages only, once a page.
#[component]
pub fn Ring(
    /// What the drawing shows, for those who do not see it; without it the drawing is hidden from them.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let role = label.is_some().then_some("img");
    let hidden = label.is_none().then_some("true");
    view! {
        <svg class="art" viewBox="0 0 800 820" role=role aria-label=label aria-hidden=hidden>
            <g inner_html=include_str!("art/ring.svg")></g>
            <text x="316.5" y="631.8" text-anchor="middle">{crate::t!(common.your_seat)}</text>
        </svg>
    }
}

/// A small line drawing for an empty page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Art {
    /// A lamp on a table: nothing written yet.
    Lamp,
    /// Open seats: nothing joined yet.
    Seats,
    /// Two circles that met: everything is read.
    Read,
    /// A way that leads on: not here.
    Lost,
}

impl Art {
    /// The inside of the drawing.
    fn strokes(self) -> &'static str {
        match self {
            Art::Lamp => include_str!("art/lamp.svg"),
            Art::Seats => include_str!("art/seats.svg"),
            Art::Read => include_str!("art/read.svg"),
            Art::Lost => include_str!("art/lost.svg"),
        }
    }
}

/// One of the small drawings.
#[component]
pub fn Drawing(
    /// Which.
    art: Art,
) -> impl IntoView {
    view! { <svg class="art" viewBox="0 0 160 150" aria-hidden="true" inner_html=art.strokes()></svg> }
}
