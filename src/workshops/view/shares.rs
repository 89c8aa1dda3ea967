use leptos::prelude::*;

use super::seats::SeatsPicture;
use crate::t;
use crate::workshops::model::place::{DrawShown, Seating};
use crate::workshops::model::{Seats, Stage};

/// The seats for everybody: the picture and the rules in words, as long as there are any to be had, and a draw that has
/// taken place.
#[component]
pub fn SeatsOf(seats: Seats, seating: Seating, stage: Stage) -> impl IntoView {
    let Seating { parts, mode, rules, draw, .. } = seating;
    let rules: Vec<_> = rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect();
    view! {
        {(stage != Stage::Past).then(|| view! {
            <section class="part" aria-labelledby="seats">
                <h2 id="seats">{t!(workshops.seats)}</h2>
                <SeatsPicture seats=seats parts=parts/>
                {mode.map(|mode| view! { <p class="note">{mode}</p> })}
                {(!rules.is_empty()).then(|| view! {
                    <h3>{t!(seats.rules_title)}</h3>
                    <p class="note">{t!(seats.rules_why)}</p>
                    <ul class="seat-rules">{rules}</ul>
                })}
            </section>
        })}
        {draw.map(|draw| view! { <Draw draw=draw/> })}
    }
}

/// A draw that has taken place: what came out, and how to reckon it again.
#[component]
fn Draw(draw: DrawShown) -> impl IntoView {
    let DrawShown { words, mine, seed, order } = draw;
    let own = mine.unwrap_or_default() - 1;
    let order = order
        .into_iter()
        .zip(0_i64..)
        .map(|(ticket, at)| {
            view! { <li><code>{ticket}</code>{(at == own).then(|| view! { " " <b>{t!(seats.draw_mine)}</b> })}</li> }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="draw">
            <h2 id="draw">{t!(seats.draw_title)}</h2>
            <p>{words}</p>
            {mine.map(|n| view! { <p>{t!(seats.draw_yours, n = n)}</p> })}
            <details class="fold">
                <summary>{t!(seats.draw_how)}</summary>
                <p class="note">{t!(seats.draw_how_words)}</p>
                <p class="drawn">{t!(seats.draw_seed)} ": " <code>{seed}</code></p>
                <ol class="drawn">{order}</ol>
            </details>
        </section>
    }
}
