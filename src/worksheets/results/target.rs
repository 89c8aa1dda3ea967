//! W8: the target, the gaps, and what the person wrote about each area.

use leptos::prelude::*;

use super::Look;
use super::wording::{answers, choice_name, figure, part, quoted, step};
use crate::tl;
use crate::ui::chart::{DumbbellRow, Dumbbells, Figures, Target, TargetMark, Told};
use crate::worksheets::definition::Target as Definition;
use crate::worksheets::scoring::w8::{Answers, Barrier, Domain, Row, Scored};

/// The result.
pub fn result(target: &Definition, given: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let words = scored.domains.iter().filter_map(|row| {
        let domain = given.domains.get(&row.id)?;
        Some(area(target, &row.id, domain, domain.barrier.as_ref(), look))
    });
    let words: Vec<AnyView> = words.collect();
    view! { {drawing(target, given, scored, look)}{gaps(target, scored, look)}{words} }.into_any()
}

/// What an area is called.
pub fn area_name(target: &Definition, id: &str, look: &Look) -> String {
    choice_name(&target.domains, id, look.locale)
}

fn drawing(target: &Definition, given: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let mark = |row: &Row| TargetMark {
        name: area_name(target, &row.id, look),
        at: given.domains.get(&row.id).and_then(|domain| domain.mark).map(|mark| (mark.x, mark.y)),
    };
    let row = |row: &Row| {
        let closeness = row.closeness.map_or_else(|| "–".to_owned(), |closeness| closeness.to_string());
        vec![area_name(target, &row.id, look), closeness]
    };
    let heads = vec![tl!(locale, charts.area).to_owned(), tl!(locale, charts.closeness).to_owned()];
    let figures = Figures { heads, rows: scored.domains.iter().map(row).collect(), words: false };
    let closest = scored.domains.iter().filter_map(|row| row.closeness).max();
    let names: Vec<String> = scored
        .domains
        .iter()
        .filter(|row| row.closeness.is_some() && row.closeness == closest)
        .map(|row| area_name(target, &row.id, look))
        .collect();
    let caption = match names.is_empty() {
        true => tl!(locale, charts.target_none).to_owned(),
        false => tl!(locale, charts.target_caption, names = quoted(&names, locale)),
    };
    let told = Told::new(look.id("target"), tl!(locale, charts.target_title), caption);
    let ends = [target.ends.centre.of(locale), target.ends.edge.of(locale)];
    view! { <Target told ends marks=scored.domains.iter().map(mark).collect() figures/> }.into_any()
}

fn gaps(target: &Definition, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let row = |row: &Row| {
        let words = match row.importance.zip(row.consistency) {
            Some((importance, done)) => tl!(locale, charts.target_gap, done = done, importance = importance),
            None => "–".to_owned(),
        };
        DumbbellRow {
            name: area_name(target, &row.id, look),
            open: row.consistency.map(f64::from),
            between: Vec::new(),
            filled: row.importance.map(f64::from),
            words,
        }
    };
    if scored.domains.iter().all(|row| row.importance.is_none() && row.consistency.is_none()) {
        return ().into_any();
    }
    let told =
        Told::new(look.id("gaps"), tl!(locale, charts.target_gaps_title), tl!(locale, charts.target_gaps_caption));
    let legend = [tl!(locale, charts.acted).to_owned(), tl!(locale, charts.importance).to_owned()];
    let composite = scored.composite.map(|mean| {
        view! { <p class="note">{tl!(locale, charts.composite, n = figure((mean * 10.0).round() / 10.0))}</p> }
    });
    view! {
        <Dumbbells told range=(1.0, target.scale as f64) legend rows=scored.domains.iter().map(row).collect()/>
        {composite}
    }
    .into_any()
}

/// What was written about an area: the value, what gets in the way, and a step.
pub fn area(target: &Definition, id: &str, domain: &Domain, barrier: Option<&Barrier>, look: &Look) -> AnyView {
    let locale = look.locale;
    let barrier = barrier.filter(|barrier| !barrier.text.trim().is_empty());
    let barrier = barrier.map(|barrier| match barrier.strength {
        Some(strength) => {
            tl!(locale, charts.barrier, text = barrier.text.clone(), n = strength, most = target.barrier_scale)
        }
        None => barrier.text.clone(),
    });
    let rows = vec![
        (target.value.of(locale), domain.value.clone()),
        (target.barrier.of(locale), barrier.unwrap_or_default()),
        (target.step.of(locale), step(domain.step.as_ref(), locale)),
    ];
    if rows.iter().all(|(_, text)| text.trim().is_empty()) {
        return ().into_any();
    }
    part(look.id(id), area_name(target, id, look), answers(rows))
}
