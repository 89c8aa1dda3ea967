//! W1: the top list and the piles. The page of the value cards has more.

use leptos::prelude::*;

use super::Look;
use super::wording::{card_name, part};
use crate::tl;
use crate::ui::chart::{Strip, StripPart};
use crate::worksheets::definition::Cards;
use crate::worksheets::scoring::w1::Scored;

/// The result.
pub fn result(cards: &Cards, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let total: u32 = scored.counts.iter().sum();
    let parts = (0..5).rev().map(|at| StripPart {
        mark: (at + 1).to_string(),
        name: format!("{} {}", at + 1, cards.piles[at].of(locale)),
        count: scored.counts[at],
        words: tl!(locale, worksheets.cards, n = scored.counts[at]),
    });
    view! {
        {ranking(&scored.top, look)}
        <Strip
            id="w1-strip"
            title=tl!(locale, worksheets.strip_title)
            caption=tl!(locale, worksheets.strip_caption, total = total, first = scored.counts[4], second = scored.counts[3])
            heads=[tl!(locale, worksheets.strip_head).to_owned(), tl!(locale, worksheets.strip_size).to_owned()]
            parts=parts.collect()
        />
    }
    .into_any()
}

/// The cards of a top list, most important first.
pub fn ranking(top: &[String], look: &Look) -> AnyView {
    let rows = top.iter().map(|card| {
        view! { <li><div><b dir="auto">{card_name(card, &look.names, look.locale)}</b></div></li> }
    });
    let list = view! { <ol class="ranking" role="list">{rows.collect_view()}</ol> };
    part(look.id("top"), tl!(look.locale, worksheets.top_title).to_owned(), list.into_any())
}
