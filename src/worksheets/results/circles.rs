//! W7: three circles, what meets, and what stands alone.

use leptos::prelude::*;

use super::Look;
use super::wording::{answers, figure, listed, part, quoted, sentences, step};
use crate::tl;
use crate::ui::chart::{Figures, OneCircle, ThreeCircles, Told};
use crate::worksheets::definition::Circles;
use crate::worksheets::scoring::w7::{Answers, Circle, Link, Scored};

/// The result.
pub fn result(circles: &Circles, given: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let three = [&scored.will, &scored.can, &scored.must];
    let names: [String; 3] = std::array::from_fn(|at| circles.circles[at].name.of(locale));
    let drawn: [OneCircle; 3] = std::array::from_fn(|at| OneCircle {
        name: names[at].clone(),
        words: tl!(locale, charts.circle_words, n = three[at].entries, linked = three[at].linked),
    });
    let pair = given.links.iter().filter(|link| link.m.is_none()).count();
    let all = scored.overlap.len();
    let row = |(name, circle): (&String, &&Circle)| {
        let coverage = circle.coverage.map_or_else(|| "–".to_owned(), |share| format!("{}%", figure(share.round())));
        vec![name.clone(), circle.entries.to_string(), circle.linked.to_string(), coverage]
    };
    let heads = [
        tl!(locale, charts.circle),
        tl!(locale, charts.entries),
        tl!(locale, charts.linked),
        tl!(locale, charts.coverage),
    ];
    let figures = Figures {
        heads: heads.map(str::to_owned).into(),
        rows: names.iter().zip(&three).map(row).collect(),
        words: false,
    };
    let caption = match (all, pair) {
        (0, 0) => tl!(locale, charts.circles_none).to_owned(),
        (all, pair) => tl!(locale, charts.circles_caption, all = all, pair = pair),
    };
    let told = Told::new(look.id("circles"), tl!(locale, charts.circles_title), caption);
    let shown = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    view! {
        <ThreeCircles told circles=drawn pair=shown(pair) all=shown(all) figures/>
        {meetings(given, look)}
        {alone(circles, scored, &names, look)}
        {core(circles, &given.core, step(given.step.as_ref(), locale), look)}
    }
    .into_any()
}

fn meetings(given: &Answers, look: &Look) -> AnyView {
    if given.links.is_empty() {
        return ().into_any();
    }
    let row = |link: &Link| {
        let parts = [
            given.will.get(link.w as usize),
            given.can.get(link.c as usize),
            link.m.and_then(|must| given.must.get(must as usize)),
        ];
        let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        view! { <li class="row"><span class="row-title" dir="auto">{words.join(" — ")}</span></li> }
    };
    let list = view! { <ul class="rows" role="list">{given.links.iter().map(row).collect_view()}</ul> };
    part(look.id("meet"), tl!(look.locale, charts.meet_title).to_owned(), list.into_any())
}

fn alone(circles: &Circles, scored: &Scored, names: &[String; 3], look: &Look) -> AnyView {
    let locale = look.locale;
    let three = [&scored.will, &scored.can, &scored.must];
    let rows: Vec<(String, String)> =
        names.iter().zip(three).map(|(name, circle)| (name.clone(), listed(&circle.alone, locale))).collect();
    if rows.iter().all(|(_, entries)| entries.is_empty()) {
        return ().into_any();
    }
    let must = (!scored.must.alone.is_empty()).then(|| {
        let words = [circles.footer.of(locale), quoted(&scored.must.alone, locale)];
        view! { <p class="voice">{sentences(&words, locale)}</p> }
    });
    let inside = view! { {answers(rows)}{must} };
    part(look.id("alone"), tl!(locale, charts.alone_title).to_owned(), inside.into_any())
}

/// The words for the place where all meet, and the next step.
pub fn core(circles: &Circles, core: &[String], step: String, look: &Look) -> AnyView {
    let locale = look.locale;
    let said: Vec<&str> = core.iter().map(String::as_str).filter(|words| !words.trim().is_empty()).collect();
    answers(vec![(circles.core.of(locale), said.join("\n")), (circles.step.of(locale), step)])
}
