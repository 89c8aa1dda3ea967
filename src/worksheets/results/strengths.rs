//! W5: the sky of strengths, how much each is used and wished for, and its scene.

use leptos::prelude::*;

use super::Look;
use super::wording::{answers, part, quoted, sentences, strength_name};
use crate::tl;
use crate::ui::chart::{Constellation, DumbbellRow, Dumbbells, Figures, StarGroup, Told};
use crate::worksheets::definition::Strengths;
use crate::worksheets::scoring::w5::{Answers, Row, Scored};

/// The result.
pub fn result(strengths: &Strengths, given: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    if scored.strengths.is_empty() {
        return view! { <p>{tl!(locale, charts.strengths_none)}</p> }.into_any();
    }
    let named = |id: &str| strength_name(id, locale).unwrap_or_default();
    let ids: Vec<&str> = scored.strengths.iter().map(|row| row.id.as_str()).collect();
    let stories = given.strengths.iter().map(|piece| (named(&piece.id), piece.story.clone())).collect::<Vec<_>>();
    let told = stories.iter().any(|(_, story)| !story.trim().is_empty());
    let scenes = told.then(|| part(look.id("scenes"), tl!(locale, charts.scenes_title).to_owned(), answers(stories)));
    view! { {sky(strengths, &ids, look)}{use_and_wish(strengths, scored, look)}{scenes} }.into_any()
}

/// The six families with the strengths that were chosen.
pub fn sky(strengths: &Strengths, chosen: &[&str], look: &Look) -> AnyView {
    let locale = look.locale;
    let number = |id: &str| chosen.iter().position(|one| *one == id).map(|at| at as u32 + 1);
    let groups = strengths.families.iter().map(|family| StarGroup {
        name: family.name.of(locale),
        stars: family.strengths.iter().map(|one| number(&one.id)).collect(),
    });
    let kin = |id: &str| strengths.family_of(id).map(|family| family.name.of(locale)).unwrap_or_default();
    let rows = chosen
        .iter()
        .enumerate()
        .map(|(at, id)| vec![format!("{} {}", at + 1, strength_name(id, locale).unwrap_or_default()), kin(id)]);
    let heads = vec![tl!(locale, charts.strength).to_owned(), tl!(locale, charts.family).to_owned()];
    let figures = Figures { heads, rows: rows.collect(), words: true };
    let families: Vec<String> = strengths
        .families
        .iter()
        .filter(|family| family.strengths.iter().any(|one| number(&one.id).is_some()))
        .map(|family| family.name.of(locale))
        .collect();
    let caption = tl!(locale, charts.sky_caption, n = chosen.len(), names = quoted(&families, locale));
    let told = Told::new(look.id("sky"), tl!(locale, charts.sky_title), caption);
    view! { <Constellation told groups=groups.collect() figures/> }.into_any()
}

fn use_and_wish(strengths: &Strengths, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let grade = |value: Option<u8>| {
        let found = strengths.scale.iter().find(|grade| Some(grade.value) == value.map(i64::from));
        found.map_or_else(|| "–".to_owned(), |grade| grade.name.of(locale))
    };
    let row = |row: &Row| DumbbellRow {
        name: strength_name(&row.id, locale).unwrap_or_default(),
        open: row.used.map(f64::from),
        between: Vec::new(),
        filled: row.want.map(f64::from),
        words: format!("{} → {}", grade(row.used), grade(row.want)),
    };
    let more: Vec<String> = scored
        .strengths
        .iter()
        .filter(|row| row.gap.is_some_and(|gap| gap > 0))
        .filter_map(|row| strength_name(&row.id, locale))
        .collect();
    let wish = match more.is_empty() {
        true => String::new(),
        false => tl!(locale, charts.want_more, names = quoted(&more, locale)),
    };
    let told = Told::new(
        look.id("use"),
        tl!(locale, charts.use_title),
        sentences(&[wish.as_str(), tl!(locale, charts.use_caption)], locale),
    );
    let legend = [tl!(locale, charts.used).to_owned(), tl!(locale, charts.wanted).to_owned()];
    view! { <Dumbbells told range=(0.0, 4.0) legend rows=scored.strengths.iter().map(row).collect()/> }.into_any()
}
