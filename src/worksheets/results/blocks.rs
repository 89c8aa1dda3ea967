//! W9: the week as it is, and as it might be.

use leptos::prelude::*;

use super::Look;
use super::wording::{answers, choice_name, figure, listed, maybe, part, sentences, signed, step, thing_name};
use crate::tl;
use crate::ui::chart::{Block, Blocks, Figures, Told};
use crate::worksheets::definition::Blocks as Definition;
use crate::worksheets::scoring::w9::{Answers, Contact, Row, Scored, Task};

/// The result.
pub fn result(blocks: &Definition, given: &Answers, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let people = |contact: Contact| {
        let who = given.relations.iter().filter(|one| one.contact == contact).map(|one| one.who.as_str());
        listed(&who.collect::<Vec<_>>(), locale)
    };
    let with = |words: String, people: String| {
        if people.is_empty() { String::new() } else { tl!(locale, charts.pair, name = words, value = people) }
    };
    let relations =
        [with(blocks.more.of(locale), people(Contact::More)), with(blocks.less.of(locale), people(Contact::Less))];
    let relations: Vec<String> = relations.into_iter().filter(|line| !line.is_empty()).collect();
    view! {
        {drawing(blocks, scored, look)}
        {tags(given, look)}
        {answers(vec![
            (blocks.relations.of(locale), relations.join("\n")),
            (blocks.meaning.of(locale), given.meaning.clone()),
            (blocks.step.of(locale), step(given.step.as_ref(), locale)),
        ])}
    }
    .into_any()
}

fn drawing(blocks: &Definition, scored: &Scored, look: &Look) -> AnyView {
    let locale = look.locale;
    let percent = |share: f64| format!("{}%", figure(share));
    let energy = |value: i8| {
        blocks.energy.iter().find(|grade| grade.value == i64::from(value)).map(|grade| grade.name.of(locale))
    };
    let shares = |row: &Row| match row.after {
        Some(after) => format!("{} → {}", percent(row.before), percent(after)),
        None => percent(row.before),
    };
    let block = |row: &Row| Block {
        name: row.name.clone(),
        before: row.before,
        after: row.after,
        ground: usize::try_from(row.energy + 2).unwrap_or(2),
        words: shares(row),
    };
    let row = |row: &Row| {
        vec![
            row.name.clone(),
            shares(row),
            energy(row.energy).unwrap_or_default(),
            choice_name(&blocks.moves, &row.act, locale),
        ]
    };
    let heads =
        [tl!(locale, charts.task), tl!(locale, charts.share), tl!(locale, charts.energy), tl!(locale, charts.act)];
    let figures =
        Figures { heads: heads.map(str::to_owned).into(), rows: scored.tasks.iter().map(row).collect(), words: true };
    let balance = match scored.balance_after {
        Some(after) => {
            tl!(locale, charts.balance_both, before = signed(scored.balance_before), after = signed(after))
        }
        None => tl!(locale, charts.balance, before = signed(scored.balance_before)),
    };
    let told = Told::new(
        look.id("week"),
        tl!(locale, charts.week_title),
        sentences(&[balance.as_str(), tl!(locale, charts.balance_about)], locale),
    );
    let whens = [tl!(locale, charts.week_now).to_owned(), tl!(locale, charts.week_moved).to_owned()];
    let grounds: [String; 5] = std::array::from_fn(|at| energy(at as i8 - 2).unwrap_or_default());
    view! { <Blocks told whens grounds blocks=scored.tasks.iter().map(block).collect() figures/> }.into_any()
}

/// The values and strengths that live in the blocks.
fn tags(given: &Answers, look: &Look) -> AnyView {
    let locale = look.locale;
    let row = |task: &Task| {
        let tags = task.values.iter().chain(&task.strengths).map(|tag| thing_name(tag, &look.names, locale));
        (task.name.clone(), listed(&tags.collect::<Vec<_>>(), locale))
    };
    let rows: Vec<(String, String)> = given.tasks.iter().map(row).collect();
    if rows.iter().all(|(_, tags)| tags.is_empty()) {
        return ().into_any();
    }
    part(look.id("tags"), tl!(locale, charts.blocks_tags).to_owned(), answers(rows))
}

/// How much of a week goes to what, for a plan without the rest: name, share, and what is to be done.
pub fn plan(blocks: &Definition, rows: &[(String, Option<f64>, String)], look: &Look) -> AnyView {
    let locale = look.locale;
    let row = |(name, share, act): &(String, Option<f64>, String)| {
        vec![name.clone(), share.map_or_else(|| maybe(None), percent_of), choice_name(&blocks.moves, act, locale)]
    };
    let heads = [tl!(locale, charts.task), tl!(locale, charts.share), tl!(locale, charts.act)];
    let figures = Figures { heads: heads.map(str::to_owned).into(), rows: rows.iter().map(row).collect(), words: true };
    let title = tl!(locale, charts.week_moved).to_owned();
    view! {
        <figure class="chart">
            <figcaption><strong>{title.clone()}</strong></figcaption>
            <crate::ui::chart::FiguresTable title figures/>
        </figure>
    }
    .into_any()
}

fn percent_of(share: f64) -> String {
    format!("{}%", figure(share))
}
