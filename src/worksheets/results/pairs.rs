//! W2: how much each is preferred, and how sure that is.

use leptos::prelude::*;

use super::Look;
use super::wording::{card_name, figure, quoted, sentences};
use crate::tl;
use crate::ui::chart::{RangeBars, RangeRow, Told};
use crate::worksheets::definition::Pairs;
use crate::worksheets::scoring::w2::Scored;

/// What an item is called: a value of work, or a card.
pub fn item_name(pairs: &Pairs, id: &str, look: &Look) -> String {
    let own = pairs.values.iter().find(|value| &*value.id == id);
    own.map_or_else(|| card_name(id, &look.names, look.locale), |value| value.name.of(look.locale))
}

/// The result.
pub fn result(pairs: &Pairs, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let percent = |share: f64| (100.0 * share).round() as i64;
    let rows: Vec<RangeRow> = scored
        .items
        .iter()
        .map(|row| RangeRow {
            name: format!("{} {}", row.place, item_name(pairs, &row.id, look)),
            value: row.share,
            low: row.low,
            high: row.high,
            words: tl!(
                locale,
                charts.share_words,
                share = percent(row.share),
                low = percent(row.low),
                high = percent(row.high)
            ),
        })
        .collect();
    let most = rows.iter().map(|row| row.high).fold(0.0, f64::max);
    let first: Vec<String> =
        scored.items.iter().filter(|row| row.place == 1).map(|row| item_name(pairs, &row.id, look)).collect();
    let leads = match first.len() == scored.items.len() {
        true => tl!(locale, charts.pairs_level).to_owned(),
        false => tl!(locale, charts.pairs_first, names = quoted(&first, locale)),
    };
    let told = Told::new(look.id("bars"), tl!(locale, charts.pairs_title), leads);
    let legend = [tl!(locale, charts.pairs_bar).to_owned(), tl!(locale, charts.pairs_range).to_owned()];
    let consistency = scored.consistency.map(|found| {
        let words = if found.wavering { pairs.wavering.of(locale) } else { pairs.steady.of(locale) };
        let circles = match found.circular_triads {
            0 => tl!(locale, charts.triads_none).to_owned(),
            many => tl!(locale, charts.triads, n = many),
        };
        view! {
            <section class="part" aria-labelledby=look.id("fit")>
                <h2 id=look.id("fit")>{tl!(locale, charts.fit_title)}</h2>
                <p class="voice">{words}</p>
                <p class="note">{sentences(&[circles, tl!(locale, charts.zeta, n = figure(found.zeta))], locale)}</p>
            </section>
        }
    });
    let compared = match scored.compared < scored.wanted {
        true => tl!(locale, charts.compared_some, n = scored.compared, all = scored.wanted),
        false => tl!(locale, charts.compared_all, n = scored.compared),
    };
    view! {
        <RangeBars told most legend rows/>
        <p class="note">{compared}</p>
        {consistency}
    }
    .into_any()
}
