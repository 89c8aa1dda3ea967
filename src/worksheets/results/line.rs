//! W6: the line of a working life.

use leptos::prelude::*;

use super::Look;
use super::wording::{answers, figure, listed, part, quoted, sentences, signed, thing_name};
use crate::kit::Locale;
use crate::tl;
use crate::ui::chart::{Figures, LifePoint, Lifeline, Told};
use crate::worksheets::definition::Line;
use crate::worksheets::scoring::w6::{Age, Answers, Point, Scored, When, Year};

/// When it was, in words; empty when not said.
pub fn when(when: When, locale: Locale) -> String {
    match when {
        When::Year(Year { year, month: None }) => tl!(locale, charts.year, year = year),
        When::Year(Year { year, month: Some(month) }) => tl!(locale, charts.month, year = year, month = month),
        When::Age(Age { age }) => tl!(locale, charts.age, age = age),
        When::Free(_) => String::new(),
    }
}

/// The result.
pub fn result(line: &Line, given: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let points: Vec<&Point> = scored.order.iter().filter_map(|at| given.points.get(*at as usize)).collect();
    let stories: Vec<AnyView> = points.iter().filter_map(|point| story(line, point, look)).collect();
    let stories = (!stories.is_empty())
        .then(|| part(look.id("stories"), tl!(locale, charts.stories_title).to_owned(), stories.into_any()));
    let prompts = line.prompts.iter().map(|prompt| view! { <p class="voice">{prompt.of(locale)}</p> });
    let prompts = prompts.collect_view().into_any();
    view! {
        {drawing(line, &points, &scored.x, caption(&points, scored, locale), look)}
        {part(look.id("think"), tl!(locale, charts.think_title).to_owned(), prompts)}
        {stories}
    }
    .into_any()
}

/// The line through points that stand at `x`.
pub fn drawing(line: &Line, points: &[&Point], x: &[f64], caption: String, look: &Look) -> AnyView {
    let locale = look.locale;
    let height = line.height as f64;
    let drawn = points.iter().zip(x).map(|(point, at)| LifePoint {
        at: *at,
        height: point.y / height,
        when: when(point.when, locale),
        title: point.title.clone(),
    });
    let rows = points.iter().map(|point| vec![point.title.clone(), when(point.when, locale), signed(point.y)]);
    let heads = [tl!(locale, charts.event), tl!(locale, charts.when), tl!(locale, charts.height)];
    let figures = Figures { heads: heads.map(str::to_owned).into(), rows: rows.collect(), words: false };
    let ends = [&line.ends.top, &line.ends.middle, &line.ends.bottom].map(|words| words.of(locale));
    let told = Told::new(look.id("line"), tl!(locale, charts.line_title), caption);
    view! { <Lifeline told ends points=drawn.collect() figures/> }.into_any()
}

fn caption(points: &[&Point], scored: &Scored, locale: Locale) -> String {
    let title = |at: u32| points.get(at as usize).map(|point| quoted(&[&point.title], locale)).unwrap_or_default();
    let shape = match (scored.peaks.len(), scored.valleys.len()) {
        (0, 0) => tl!(locale, charts.line_straight).to_owned(),
        (peaks, valleys) => tl!(locale, charts.line_shape, peaks = peaks, valleys = valleys, turns = scored.turns),
    };
    let rise = scored
        .biggest_rise
        .map(|rise| tl!(locale, charts.line_rise, from = title(rise.from), to = title(rise.to), by = figure(rise.by)));
    sentences(&[shape, rise.unwrap_or_default()], locale)
}

/// The story of a point, what was learnt, and what was there.
pub fn story(line: &Line, point: &Point, look: &Look) -> Option<AnyView> {
    let locale = look.locale;
    let tags: Vec<String> = point.tags.iter().map(|tag| thing_name(tag, &look.names, locale)).collect();
    let rows = vec![
        (line.fields.story.of(locale), point.story.clone()),
        (line.fields.lesson.of(locale), point.lesson.clone()),
        (line.fields.tags.of(locale), listed(&tags, locale)),
    ];
    let said = rows.iter().any(|(_, text)| !text.trim().is_empty());
    said.then(|| {
        let when = when(point.when, locale);
        view! {
            <article class="stack" data-gap="small">
                <h3 dir="auto">{point.title.clone()}</h3>
                {(!when.is_empty()).then(|| view! { <p class="note">{when}</p> })}
                {answers(rows)}
            </article>
        }
        .into_any()
    })
}
