use leptos::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::seen::{Areas, Balance, Core, Many, Order, People, Pieces, Plan, Points, Scales, Top};
use super::wording::{answers, card_name, figure, quoted, signed, step, strength_name};
use super::{Look, Names, blocks, cards, circles, lead, line, pairs, questions, rings, sort, strengths, target};
use crate::tl;
use crate::ui::chart::{Figures, Radar, RadarAxis, Told};
use crate::worksheets::definition::{self, Definition, Family};
use crate::worksheets::scoring::{questionnaire, w8, w10};

/// What a coach sees of a worksheet that its author shared: exactly what `scoring::coach::for_coach` gave, and nothing
/// that it did not give.
#[component]
pub fn CoachResultOf(
    /// The version that was answered.
    definition: &'static Definition,
    /// What is seen.
    seen: Value,
    /// The cards that the author wrote.
    #[prop(optional)]
    names: Names,
    /// The reader's language.
    locale: crate::kit::Locale,
) -> impl IntoView {
    let look = Look { id: definition.about.id.to_ascii_lowercase(), locale, names };
    view! { <div class="stack" data-gap="large">{lead(definition, locale)}{drawn(definition, seen, &look)}</div> }
}

/// What is seen, as its worksheet has it; nothing when it is no such thing.
fn read<T: for<'de> Deserialize<'de>>(seen: Value) -> Option<T> {
    serde_json::from_value(seen).ok()
}

fn drawn(definition: &Definition, seen: Value, look: &Look) -> AnyView {
    let drawn = match &definition.family {
        Family::Cards(deck) => read(seen).map(|seen| top(deck, seen, look)),
        Family::Pairs(family) => read(seen).map(|seen| order(family, seen, look)),
        Family::Sort(family) => read(seen).map(|seen| radar(family, seen, look)),
        Family::Questionnaire(family) => read(seen).map(|seen| scales(family, seen, look)),
        Family::Strengths(family) => read(seen).map(|seen| pieces(family, seen, look)),
        Family::Line(family) => read(seen).map(|seen| points(family, seen, look)),
        Family::Circles(family) => read(seen).map(|seen| core(family, seen, look)),
        Family::Target(family) => read(seen).map(|seen| areas(family, seen, look)),
        Family::Blocks(family) => read(seen).map(|seen| plan(family, seen, look)),
        Family::Rings(family) => read(seen).map(|seen| people(family, seen, look)),
    };
    drawn.unwrap_or_else(|| nothing(look))
}

fn nothing(look: &Look) -> AnyView {
    view! { <p class="note">{tl!(look.locale, charts.nothing_shown)}</p> }.into_any()
}

fn top(deck: &definition::Cards, seen: Top, look: &Look) -> AnyView {
    let notes = seen.top.iter().filter_map(|card| {
        let notes = seen.notes.get(card)?;
        let asked = |question: &String| question.parse().ok().and_then(|at: usize| deck.questions.get(at));
        let rows = notes.iter().filter_map(|(question, text)| Some((asked(question)?.of(look.locale), text.clone())));
        let name = card_name(card, &look.names, look.locale);
        Some(super::wording::part(look.id(card), name, answers(rows.collect())))
    });
    let notes: Vec<AnyView> = notes.collect();
    view! { {cards::ranking(&seen.top, look)}{notes} }.into_any()
}

fn order(family: &definition::Pairs, seen: Order, look: &Look) -> AnyView {
    let rows = seen.order.iter().map(|item| vec![item.place.to_string(), pairs::item_name(family, &item.id, look)]);
    let heads = vec![tl!(look.locale, charts.place).to_owned(), tl!(look.locale, charts.value).to_owned()];
    let figures = Figures { heads, rows: rows.collect(), words: true };
    let words = seen.consistency.map(|words| match words.as_str() {
        "wavering" => family.wavering.of(look.locale),
        _ => family.steady.of(look.locale),
    });
    view! {
        <crate::ui::chart::FiguresTable title=tl!(look.locale, charts.pairs_title).to_owned() figures/>
        {words.map(|words| view! { <p class="voice">{words}</p> })}
    }
    .into_any()
}

fn radar(family: &definition::Sort, seen: Balance, look: &Look) -> AnyView {
    let locale = look.locale;
    let name = |id: &str| sort::value_name(family, id, look);
    let axes = seen.values.iter().map(|row| RadarAxis { name: name(&row.id), now: Some(row.score), before: None });
    let rows = seen.values.iter().map(|row| vec![name(&row.id), figure(row.score)]);
    let heads = vec![tl!(locale, charts.value).to_owned(), tl!(locale, charts.importance).to_owned()];
    let figures = Figures { heads, rows: rows.collect(), words: false };
    let gap = seen.biggest_gap.map(|gap| {
        let widest = tl!(locale, charts.gap_widest, name = quoted(&[name(&gap.id)], locale));
        match gap.gap {
            Some(by) => format!("{widest} {}", tl!(locale, charts.gap_words, gap = signed(by))),
            None => widest,
        }
    });
    let told = Told::new(look.id("radar"), tl!(locale, charts.sort_title), gap.unwrap_or_default());
    let legend = [tl!(locale, charts.importance).to_owned(), String::new()];
    view! { <Radar told range=sort::RANGE legend axes=axes.collect() figures/> }.into_any()
}

fn scales(family: &definition::Questionnaire, seen: Scales, look: &Look) -> AnyView {
    let scores: Vec<questionnaire::Score> = seen
        .scales
        .into_iter()
        .map(|one| questionnaire::Score {
            id: one.id,
            value: one.value,
            hundred: one.hundred,
            band: one.band,
            answered: one.answered,
            of: one.of,
        })
        .collect();
    view! { {questions::bars(family, &scores, look)}{questions::talk(family, &seen.talk, look)} }.into_any()
}

fn pieces(family: &definition::Strengths, seen: Pieces, look: &Look) -> AnyView {
    let ids: Vec<&str> = seen.strengths.iter().map(|piece| piece.id.as_str()).collect();
    let stories = seen.strengths.iter();
    let stories = stories.map(|piece| (strength_name(&piece.id, look.locale).unwrap_or_default(), piece.story.clone()));
    view! { {strengths::sky(family, &ids, look)}{answers(stories.collect())} }.into_any()
}

/// Single points, not the line between them: that would show what lies there.
fn points(family: &definition::Line, seen: Points, look: &Look) -> AnyView {
    if seen.points.is_empty() {
        return nothing(look);
    }
    let locale = look.locale;
    let rows =
        seen.points.iter().map(|point| vec![point.title.clone(), line::when(point.when, locale), signed(point.y)]);
    let heads = [tl!(locale, charts.event), tl!(locale, charts.when), tl!(locale, charts.height)];
    let figures = Figures { heads: heads.map(str::to_owned).into(), rows: rows.collect(), words: false };
    let stories: Vec<AnyView> = seen.points.iter().filter_map(|point| line::story(family, point, look)).collect();
    view! {
        <crate::ui::chart::FiguresTable title=tl!(locale, charts.line_title).to_owned() figures/>
        {stories}
    }
    .into_any()
}

fn core(family: &definition::Circles, seen: Core, look: &Look) -> AnyView {
    let step = step(seen.step.as_ref(), look.locale);
    if step.is_empty() && seen.core.iter().all(|words| words.trim().is_empty()) {
        return nothing(look);
    }
    circles::core(family, &seen.core, step, look)
}

fn areas(family: &definition::Target, seen: Areas, look: &Look) -> AnyView {
    let shown = seen.domains.into_iter().map(|area| {
        let domain = w8::Domain { value: area.value, step: area.step, ..w8::Domain::default() };
        target::area(family, &area.id, &domain, area.barrier.as_ref(), look)
    });
    shown.collect_view().into_any()
}

fn plan(family: &definition::Blocks, seen: Plan, look: &Look) -> AnyView {
    let rows: Vec<_> = seen.after.into_iter().map(|row| (row.name, row.share, row.act)).collect();
    let table = (!rows.is_empty()).then(|| blocks::plan(family, &rows, look));
    let step = step(seen.step.as_ref(), look.locale);
    if table.is_none() && step.is_empty() {
        return nothing(look);
    }
    view! { {table}{answers(vec![(family.step.of(look.locale), step)])} }.into_any()
}

fn people(family: &definition::Rings, seen: People, look: &Look) -> AnyView {
    let many = |list: &[Many], id: &str| list.iter().find(|one| one.id == id).map_or(0, |one| one.people);
    let counts = &seen.counts;
    let scored = w10::Scored {
        people: counts.people,
        rings: counts.rings,
        kinds: counts.kinds.iter().map(|one| w10::Many { id: one.id.clone(), people: one.people }).collect(),
        diversity: counts.diversity,
        reciprocity: counts.reciprocity,
        missing: counts.missing.clone(),
        contacts: counts.contacts.iter().map(|one| w10::Many { id: one.id.clone(), people: one.people }).collect(),
    };
    let map = seen.nodes.filter(|nodes| !nodes.is_empty()).map(|nodes| rings::drawing(family, &nodes, &scored, look));
    let map = map.unwrap_or_else(|| view! { <p>{rings::caption(&scored, look)}</p> }.into_any());
    let kinds = rings::named(&family.kinds, look, |id| many(&counts.kinds, id));
    let contacts = rings::named(&family.contacts, look, |id| many(&counts.contacts, id));
    view! {
        {map}
        {rings::counts(tl!(look.locale, charts.kind).to_owned(), kinds, look)}
        {rings::counts(family.last.of(look.locale), contacts, look)}
        {rings::missing(family, &scored.missing, look)}
    }
    .into_any()
}
