//! W3: the radar of six, and how far each is met.

use leptos::prelude::*;

use super::Look;
use super::wording::{figure, maybe, quoted, sentences, signed};
use crate::tl;
use crate::ui::chart::{DumbbellRow, Dumbbells, Figures, Radar, RadarAxis, Told};
use crate::worksheets::definition::Sort;
use crate::worksheets::scoring::w3::{Row, Scored};

/// The least and the highest score of a value.
pub const RANGE: (f64, f64) = (6.0, 30.0);
/// What 1 to 5 is on the scale of the scores.
const MET: f64 = 6.0;

/// What a value is called.
pub fn value_name(sort: &Sort, id: &str, look: &Look) -> String {
    sort.values.iter().find(|value| &*value.id == id).map(|value| value.name.of(look.locale)).unwrap_or_default()
}

/// The result.
pub fn result(sort: &Sort, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let highest: Vec<String> = scored.highest.iter().map(|id| value_name(sort, id, look)).collect();
    let rows = &scored.values;
    let axis = |row: &Row| RadarAxis {
        name: value_name(sort, &row.id, look),
        now: Some(row.score),
        before: row.met.map(|met| f64::from(met) * MET),
    };
    let met = rows.iter().any(|row| row.met.is_some());
    let mut heads = vec![tl!(locale, charts.value).to_owned(), tl!(locale, charts.importance).to_owned()];
    if met {
        heads.push(tl!(locale, charts.workplace).to_owned());
    }
    let cells = |row: &Row| {
        let mut cells = vec![value_name(sort, &row.id, look), figure(row.score)];
        if met {
            cells.push(maybe(row.met.map(|met| f64::from(met) * MET)));
        }
        cells
    };
    let figures = Figures { heads, rows: rows.iter().map(cells).collect(), words: false };
    let told = Told::new(
        look.id("radar"),
        tl!(locale, charts.sort_title),
        tl!(locale, charts.sort_caption, names = quoted(&highest, locale)),
    );
    let legend = [tl!(locale, charts.importance).to_owned(), tl!(locale, charts.workplace).to_owned()];
    view! {
        <Radar told range=RANGE legend axes=rows.iter().map(axis).collect() figures/>
        {met.then(|| gaps(sort, scored, look))}
    }
    .into_any()
}

fn gaps(sort: &Sort, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let rows = scored.values.iter().filter_map(|row| {
        let gap = row.gap?;
        Some(DumbbellRow {
            name: value_name(sort, &row.id, look),
            open: row.met.map(f64::from),
            between: Vec::new(),
            filled: Some(row.mean),
            words: tl!(locale, charts.gap_words, gap = signed(gap)),
        })
    });
    let rows: Vec<DumbbellRow> = rows.collect();
    let told = Told::new(look.id("gaps"), tl!(locale, charts.gaps_title), widest(sort, scored, look));
    let legend = [tl!(locale, charts.workplace).to_owned(), tl!(locale, charts.importance).to_owned()];
    view! { <Dumbbells told range=(1.0, 5.0) legend rows/> }.into_any()
}

fn widest(sort: &Sort, scored: &Scored, look: &Look) -> String {
    let locale = look.locale;
    let lead = tl!(locale, charts.gaps_caption).to_owned();
    let widest = scored.biggest_gap.as_ref().map(|id| {
        let name = quoted(&[value_name(sort, id, look)], locale);
        tl!(locale, charts.gap_widest, name = name)
    });
    sentences(&[widest.unwrap_or_else(|| tl!(locale, charts.gap_none).to_owned()), lead], locale)
}
