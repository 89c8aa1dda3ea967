//! W4 and other questionnaires: a bar a scale, and perhaps a map.

use leptos::prelude::*;

use super::Look;
use super::wording::{figure, quoted, sentences};
use crate::tl;
use crate::ui::chart::{Bars, BarsRow, Figures, MapPoint, MapWords, Told, TwoAxisMap};
use crate::worksheets::definition::{Questionnaire, TwoAxes};
use crate::worksheets::scoring::questionnaire::{Answers, Point, Score, Scored};

/// The result.
pub fn result(sheet: &Questionnaire, answers: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let trial = sheet.trial.as_ref().map(|words| view! { <p class="note">{words.of(locale)}</p> });
    let map = sheet.map.as_ref().zip(scored.map.as_ref()).map(|(axes, point)| match point {
        Some(point) => map(axes, &[(point.clone(), tl!(locale, charts.now).to_owned())], look),
        None => view! { <p class="note">{tl!(locale, charts.map_none)}</p> }.into_any(),
    });
    view! {
        {trial}
        {bars(sheet, &scored.scales, look)}
        {map}
        {talk(sheet, &answers.talk, look)}
    }
    .into_any()
}

/// What the person would most like to talk about.
pub fn talk(sheet: &Questionnaire, text: &str, look: &Look) -> AnyView {
    match sheet.talk.as_ref().filter(|_| !text.trim().is_empty()) {
        Some(asked) => super::wording::answers(vec![(asked.of(look.locale), text.to_owned())]),
        None => ().into_any(),
    }
}

/// What a scale is called.
pub fn scale_name(sheet: &Questionnaire, id: &str, look: &Look) -> String {
    sheet.scales.iter().find(|scale| &*scale.id == id).map(|scale| scale.name.of(look.locale)).unwrap_or_default()
}

/// The least and the highest value of a scale.
pub fn ends_of(sheet: &Questionnaire, id: &str) -> (f64, f64) {
    let ends = |item| {
        let values = sheet.values_of(item);
        (values.iter().min().copied().unwrap_or(0) as f64, values.iter().max().copied().unwrap_or(0) as f64)
    };
    let (least, most) = sheet.items_of(id).next().map_or((0.0, 1.0), ends);
    let summed = sheet.scales.iter().any(|scale| &*scale.id == id && &*scale.method == "sum");
    let many = if summed { sheet.items_of(id).count() as f64 } else { 1.0 };
    (least * many, most * many)
}

/// The value that is shown of a scale, and how long its bar is of a hundred.
pub fn shown(sheet: &Questionnaire, score: &Score) -> Option<(f64, f64)> {
    let (least, most) = ends_of(sheet, &score.id);
    let value = score.value?;
    let long = if most > least { 100.0 * (value - least) / (most - least) } else { 0.0 };
    Some((score.hundred.flatten().map_or(value, f64::round), long))
}

/// A bar for every scale.
pub fn bars(sheet: &Questionnaire, scales: &[Score], look: &Look) -> AnyView {
    let locale = look.locale;
    let row = |score: &Score| {
        let band = sheet.scales.iter().find(|scale| *scale.id == score.id).and_then(|scale| {
            let band = scale.bands.iter().flatten().find(|band| Some(&*band.id) == score.band.as_deref())?;
            Some(band.name.of(locale))
        });
        let words = match shown(sheet, score) {
            Some((value, _)) => match band {
                Some(band) => format!("{}　{band}", figure(value)),
                None => figure(value),
            },
            None => tl!(locale, charts.scale_none).to_owned(),
        };
        let value = shown(sheet, score).map_or(0, |(_, long)| (long * 10.0).round() as i64);
        BarsRow { name: scale_name(sheet, &score.id, look), value, marks: Vec::new(), words }
    };
    view! {
        <Bars
            title=tl!(locale, charts.scales_title)
            caption=caption(sheet, scales, look)
            rows=scales.iter().map(row).collect()
            whole=1000
        />
    }
    .into_any()
}

fn caption(sheet: &Questionnaire, scales: &[Score], look: &Look) -> String {
    let locale = look.locale;
    let hundred = scales.iter().all(|score| score.hundred.is_some());
    let lead = if hundred { tl!(locale, charts.scales_hundred) } else { "" };
    let long = |score: &&Score| shown(sheet, score).map_or(-1.0, |(_, long)| long);
    let counted: Vec<&Score> = scales.iter().filter(|score| score.value.is_some()).collect();
    let top = counted.iter().copied().map(|score| long(&score)).fold(-1.0, f64::max);
    let names: Vec<String> = counted
        .iter()
        .filter(|score| (long(score) - top).abs() < 1e-9)
        .map(|score| scale_name(sheet, &score.id, look))
        .collect();
    let most = match counted.len() {
        many if many > 1 && names.len() < many => tl!(locale, charts.scales_most, names = quoted(&names, locale)),
        _ => String::new(),
    };
    sentences(&[most.as_str(), lead], locale)
}

/// The map with a way of points, the last one now.
pub fn map(axes: &TwoAxes, points: &[(Point, String)], look: &Look) -> AnyView {
    let locale = look.locale;
    let name = |part: &str| axes.part(part).of(locale);
    let words = MapWords {
        across: axes.across_name.of(locale),
        up: axes.up_name.of(locale),
        parts: ["deepening", "rooting", "searching", "resting"].map(name),
    };
    let rows = points.iter().map(|(point, when)| vec![when.clone(), figure(point.x), figure(point.y)]);
    let heads = vec![tl!(locale, charts.when).to_owned(), words.across.clone(), words.up.clone()];
    let figures = Figures { heads, rows: rows.collect(), words: false };
    let caption = match points {
        [] => String::new(),
        [(only, _)] => tl!(locale, charts.map_caption, part = quoted(&[name(only.part)], locale)),
        [(first, when), .., (last, _)] if first.part != last.part => tl!(
            locale,
            charts.map_walked,
            when = when.clone(),
            first = quoted(&[name(first.part)], locale),
            last = quoted(&[name(last.part)], locale)
        ),
        [.., (last, _)] => tl!(locale, charts.map_stayed, part = quoted(&[name(last.part)], locale)),
    };
    let told = Told::new(look.id("map"), tl!(locale, charts.map_title), caption);
    let points = points.iter().map(|(point, when)| MapPoint { x: point.x, y: point.y, name: when.clone() });
    view! { <TwoAxisMap told range=(1.0, 5.0) from=axes.from words points=points.collect() figures/> }.into_any()
}
