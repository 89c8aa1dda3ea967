use leptos::prelude::*;

use crate::t;
use crate::workshops::model::Seats;

/// The seats as circles and in words: filled is taken, dashed is open, the small ones wait.
#[component]
pub fn SeatsPicture(seats: Seats) -> impl IntoView {
    let (taken, open) = seats.circles();
    let scaled = seats.capacity > 10;
    let waiting = seats.waiting.min(10);
    let left = if seats.free() > 0 {
        t!(workshops.seats_left, n = seats.free())
    } else {
        t!(workshops.seats_taken, n = seats.confirmed)
    };
    let waiting_row = (waiting > 0).then(|| {
        view! {
            <tr>
                <th scope="row">{t!(workshops.line)}</th>
                <td><Circles taken=0 open=0 waiting=waiting/></td>
                <td>{t!(workshops.people, n = seats.waiting)}</td>
            </tr>
        }
    });
    view! {
        <table class="seats">
            <caption class="visually-hidden">{t!(workshops.seats_caption, capacity = seats.capacity, taken = seats.confirmed)}</caption>
            <tbody>
                <tr>
                    <th scope="row">{t!(workshops.seats_of, n = seats.capacity)}</th>
                    <td><Circles taken=taken open=open waiting=0/></td>
                    <td>{left}</td>
                </tr>
                {waiting_row}
            </tbody>
        </table>
        {scaled.then(|| view! { <p class="note">{t!(workshops.seats_scaled)}</p> })}
    }
}

#[component]
fn Circles(taken: i64, open: i64, waiting: i64) -> impl IntoView {
    let width = (taken + open + waiting) * 22;
    let seat = |at: i64, class: &'static str, radius: &'static str| {
        view! { <circle class=class cx=at * 22 + 11 cy="10" r=radius></circle> }
    };
    let circles = (0..taken)
        .map(|at| seat(at, "seat-taken", "7.5"))
        .chain((taken..taken + open).map(|at| seat(at, "seat-open", "7.5")))
        .chain((0..waiting).map(|at| seat(at, "seat-wait", "5.5")))
        .collect_view();
    view! {
        <svg viewBox=format!("0 0 {width} 20") width=width height="20" aria-hidden="true">{circles}</svg>
    }
}
