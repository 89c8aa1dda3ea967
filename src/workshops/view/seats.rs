use leptos::prelude::*;

use crate::t;
use crate::workshops::model::Seats;
use crate::workshops::model::place::SeatsPart;

/// The largest workshop whose seats are drawn one by one; above it a bar says how full it is.
const DRAWN: i64 = 20;

/// The seats in a picture and in words: one circle a seat, filled when it is taken, dashed when it is open, small for
/// those who wait. Where seats are kept for a profession, each part stands in a row of its own.
#[component]
pub fn SeatsPicture(
    seats: Seats,
    /// The parts; without any, all seats are one.
    #[prop(optional)]
    parts: Vec<SeatsPart>,
) -> impl IntoView {
    let Seats { capacity, confirmed, waiting, approval, draw } = seats;
    let whole = SeatsPart { kept_for: None, taken: confirmed, open: (capacity - confirmed).max(0) };
    let parts = if parts.is_empty() { vec![whole] } else { parts };
    let apart = parts.iter().any(|part| part.kept_for.is_some());
    let rows = parts
        .into_iter()
        .map(|part| {
            let SeatsPart { kept_for, taken, open } = part;
            // What is free for everybody is nobody's while somebody waits; what is kept is free for its profession.
            let left = if kept_for.is_some() || waiting == 0 { open } else { 0 };
            let words = match left {
                0 => t!(workshops.seats_taken, n = taken),
                n => t!(workshops.seats_left, n = n),
            };
            let name = match kept_for {
                Some(profession) => profession,
                None if apart => t!(workshops.seats_everybody).to_owned(),
                None => t!(workshops.seats_of, n = capacity),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{drawn(capacity, taken, open)}</td>
                    <td>{words}</td>
                </tr>
            }
        })
        .collect_view();
    let who = match (approval, draw) {
        (true, _) => t!(workshops.line_asked),
        (_, true) => t!(workshops.line_draw),
        _ => t!(workshops.line),
    };
    let line = (waiting > 0).then(|| {
        view! {
            <tr>
                <th scope="row">{who}</th>
                <td>{(waiting <= DRAWN).then(|| view! { <Circles of=vec![("wait", waiting)]/> })}</td>
                <td>{t!(workshops.people, n = waiting)}</td>
            </tr>
        }
    });
    view! {
        <table class="seats">
            <caption class="visually-hidden">{t!(workshops.seats_caption, capacity = capacity, taken = confirmed)}</caption>
            <tbody>{rows} {line}</tbody>
        </table>
    }
}

/// Circles for a workshop in which one sees each other, a bar for a hall.
fn drawn(capacity: i64, taken: i64, open: i64) -> AnyView {
    if capacity <= DRAWN {
        return view! { <Circles of=vec![("taken", taken), ("open", open)]/> }.into_any();
    }
    let (most, now) = ((taken + open).max(1).to_string(), taken.to_string());
    view! { <progress max=most value=now aria-hidden="true"></progress> }.into_any()
}

/// In one piece: a list of workshops would be made of hundreds of elements that nothing ever happens to.
#[component]
fn Circles(of: Vec<(&'static str, i64)>) -> impl IntoView {
    let some =
        |(state, n): (&str, i64)| format!("<i data-seat=\"{state}\"></i>").repeat(usize::try_from(n).unwrap_or(0));
    let circles: String = of.into_iter().map(some).collect();
    view! { <span class="circles" aria-hidden="true" inner_html=circles></span> }
}
