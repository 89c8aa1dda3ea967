//! W10: who stands around a person, and which support is still to be found.

use leptos::prelude::*;

use super::Look;
use super::wording::{answers, choice_name, figure, listed, sentences, step};
use crate::tl;
use crate::ui::chart::{Figures, RingNode, Rings, Told};
use crate::worksheets::definition::{Choice, Rings as Definition};
use crate::worksheets::scoring::w10::{Answers, Node, Scored};

/// The result.
pub fn result(rings: &Definition, given: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    if given.nodes.is_empty() {
        return view! { <p>{tl!(locale, charts.rings_none)}</p>{missing(rings, &scored.missing, look)} }.into_any();
    }
    let next = choice_name(&rings.next, &given.next, locale);
    let link = (given.next == "meet-up").then(|| {
        view! { <p data-print="no"><a href="/workshops">{tl!(locale, charts.meet_ups)}</a></p> }
    });
    view! {
        {drawing(rings, &given.nodes, scored, look)}
        {missing(rings, &scored.missing, look)}
        {answers(vec![
            (tl!(locale, charts.next).to_owned(), next),
            (tl!(locale, charts.step).to_owned(), step(given.step.as_ref(), locale)),
        ])}
        {link}
    }
    .into_any()
}

/// The map of these people.
pub fn drawing(rings: &Definition, nodes: &[Node], scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let ring = |ring: u8| rings.rings.iter().find(|one| one.value == i64::from(ring)).map(|one| one.name.of(locale));
    let supports = |ids: &[String]| {
        let names = ids.iter().filter_map(|id| rings.supports.iter().find(|one| *one.id == **id));
        listed(&names.map(|one| one.name.of(locale)).collect::<Vec<_>>(), locale)
    };
    let within = |ring: String| tl!(locale, charts.ring_of, ring = ring);
    // Where nobody's latest sign of life was said, no empty column stands for it.
    let dated = nodes.iter().any(|node| !node.last.is_empty());
    let row = |(at, node): (usize, &Node)| {
        let mut cells = vec![
            format!("{} {}", at + 1, node.alias),
            sentences(
                &[choice_name(&rings.kinds, &node.kind, locale), within(ring(node.ring).unwrap_or_default())],
                locale,
            ),
            supports(&node.gives),
            supports(&node.takes),
        ];
        cells.extend(dated.then(|| choice_name(&rings.contacts, &node.last, locale)));
        cells
    };
    let heads =
        [tl!(locale, charts.person), tl!(locale, charts.kind), tl!(locale, charts.gives), tl!(locale, charts.takes)];
    let heads = heads.into_iter().chain(dated.then(|| tl!(locale, charts.last_contact)));
    let figures = Figures {
        heads: heads.map(str::to_owned).collect(),
        rows: nodes.iter().enumerate().map(row).collect(),
        words: true,
    };
    let drawn = nodes.iter().map(|node| RingNode {
        ring: usize::from(node.ring.max(1)) - 1,
        kind: rings.kinds.iter().position(|kind| *kind.id == *node.kind).unwrap_or_default(),
    });
    let kinds = rings.kinds.iter().map(|kind| kind.name.of(locale)).collect();
    let told = Told::new(look.id("rings"), tl!(locale, charts.rings_title), caption(scored, look));
    let centre = tl!(locale, charts.me).to_owned();
    view! { <Rings told centre kinds nodes=drawn.collect() numbered=true figures/> }.into_any()
}

/// The numbers in words.
pub fn caption(scored: &Scored, look: &Look) -> String {
    let locale = look.locale;
    let [near, middle, far] = scored.rings;
    let people = tl!(locale, charts.people, n = scored.people, near = near, middle = middle, far = far);
    let both = scored.reciprocity.map(|share| {
        let many = (share * f64::from(scored.people)).round() as u32;
        tl!(locale, charts.both_ways, n = many)
    });
    let kinds = scored.kinds.iter().filter(|kind| kind.people > 0).count();
    let spread = scored.diversity.map(|spread| tl!(locale, charts.spread, kinds = kinds, n = figure(spread)));
    sentences(&[people, both.unwrap_or_default(), spread.unwrap_or_default()], locale)
}

/// The supports that nobody gives yet.
pub fn missing(rings: &Definition, ids: &[String], look: &Look) -> AnyView {
    let rows = ids.iter().filter_map(|id| {
        let support = rings.supports.iter().find(|one| *one.id == **id)?;
        Some(view! { <li class="row"><span class="row-title">{support.missing.of(look.locale)}</span></li> })
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let title = tl!(look.locale, charts.missing_title).to_owned();
    super::wording::part(look.id("missing"), title, view! { <ul class="rows" role="list">{rows}</ul> }.into_any())
}

/// How many of something, as a table.
pub fn counts(title: String, rows: Vec<(String, u32)>, look: &Look) -> AnyView {
    let heads = vec![title.clone(), tl!(look.locale, charts.people_head).to_owned()];
    let rows = rows.into_iter().map(|(name, people)| vec![name, people.to_string()]).collect();
    view! { <crate::ui::chart::FiguresTable title figures=Figures { heads, rows, words: false }/> }.into_any()
}

/// What kinds there are, by name.
pub fn named(choices: &[Choice], look: &Look, many: impl Fn(&str) -> u32) -> Vec<(String, u32)> {
    choices.iter().map(|one| (one.name.of(look.locale), many(&one.id))).filter(|(_, people)| *people > 0).collect()
}
