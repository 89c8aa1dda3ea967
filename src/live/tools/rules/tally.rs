//! What may be shown of the answers to a prompt.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cells::{marks, publish};
use crate::live::tools::model::{Answer, Asked, CELL, Line, Naming, PromptKind, SHOWN_FROM, Tally};

/// The most words of a cloud.
const MOST_SHOWN: usize = 60;

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Names it for moderating.
    pub id: String,
    /// The round that it is of.
    pub round: u8,
    /// What it says.
    pub answer: Answer,
    /// Who says it, where the prompt is named.
    pub name: Option<String>,
    /// Whether a host let it through, or nobody has to.
    pub shown: bool,
}

/// How many answered in a round. Who passes, does not.
pub fn answered(all: &[Given], round: u8) -> u32 {
    of_round(all, round).len() as u32
}

fn of_round(all: &[Given], round: u8) -> Vec<&Given> {
    all.iter().filter(|one| one.round == round && one.answer != Answer::Pass).collect()
}

/// What may be shown in that round.
pub fn tally(asked: &Asked, all: &[Given], round: u8) -> Tally {
    let given = of_round(all, round);
    if asked.kind == PromptKind::TwoRounds {
        let first = told(asked, &of_round(all, 1));
        let second = if round > 1 { told(asked, &given) } else { Vec::new() };
        let nothing = first.is_empty() && second.is_empty();
        return if nothing { Tally::Hidden } else { Tally::Rounds(first, second) };
    }
    if (given.len() as u32) < SHOWN_FROM {
        return Tally::Hidden;
    }
    match asked.kind {
        PromptKind::Scale => steps(asked, &given),
        PromptKind::Words => Tally::Words(cloud(asked, &given)),
        PromptKind::Open => Tally::Lines(written(asked, &given)),
        PromptKind::Ranking => Tally::Ranks(ranks(asked, &given)),
        PromptKind::Estimate => spread(asked, &given),
        PromptKind::Questions => Tally::Hidden,
        _ => Tally::Counts(told(asked, &given)),
    }
}

/// The counts of the choices, as they may be shown; none before five people answered.
fn told(asked: &Asked, given: &[&Given]) -> Vec<Option<u32>> {
    if (given.len() as u32) < SHOWN_FROM {
        return Vec::new();
    }
    let mut counts = vec![0_u32; asked.choices.len()];
    for one in given {
        let chosen: &[u16] = match &one.answer {
            Answer::One(n) => std::slice::from_ref(n),
            Answer::Many(many) => many,
            _ => &[],
        };
        for n in chosen {
            if let Some(count) = counts.get_mut(usize::from(*n)) {
                *count += 1;
            }
        }
    }
    match (asked.naming, asked.kind) {
        (Naming::Named, _) => counts.into_iter().map(Some).collect(),
        (_, PromptKind::Multiple) => marks(&counts, given.len() as u32),
        _ => publish(&counts),
    }
}

/// The steps of a scale. The middle answer would give a hidden count away: of an anonymous one all counts are shown or
/// none, and the middle is an answer that somebody gave, not one between two.
fn steps(asked: &Asked, given: &[&Given]) -> Tally {
    let mut all: Vec<u8> = given
        .iter()
        .filter_map(|one| match one.answer {
            Answer::Step(step) if (1..=asked.steps).contains(&step) => Some(step),
            _ => None,
        })
        .collect();
    all.sort_unstable();
    let (Some(low), Some(high)) = (all.get(all.len().saturating_sub(1) / 2), all.get(all.len() / 2)) else {
        return Tally::Hidden;
    };
    let of = |step: u8| all.iter().filter(|one| **one == step).count() as u32;
    let counts: Vec<u32> = (1..=asked.steps).map(of).collect();
    if asked.naming == Naming::Named {
        let median = (f64::from(*low) + f64::from(*high)) / 2.0;
        return Tally::Steps { counts: counts.into_iter().map(Some).collect(), median };
    }
    let mut shown = publish(&counts);
    if shown.contains(&None) {
        shown.fill(None);
    }
    Tally::Steps { counts: shown, median: f64::from(*low) }
}

/// Words that were let through. Of an anonymous prompt, how often one of the rare ones was written is not told.
fn cloud(asked: &Asked, given: &[&Given]) -> Vec<(String, u32)> {
    let mut words: BTreeMap<String, (String, u32)> = BTreeMap::new();
    for one in given.iter().filter(|one| one.shown) {
        let Answer::Words(written) = &one.answer else { continue };
        for word in written {
            let entry = words.entry(word.to_lowercase()).or_insert_with(|| (word.clone(), 0));
            // Of two ways to write it the same one is shown, whoever was first.
            if *word < entry.0 {
                entry.0.clone_from(word);
            }
            entry.1 += 1;
        }
    }
    let rare = |n: u32| asked.naming == Naming::Anonymous && n < CELL;
    let mut cloud: Vec<(String, u32)> =
        words.into_values().map(|(word, n)| (word, if rare(n) { 1 } else { n })).collect();
    cloud.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    cloud.truncate(MOST_SHOWN);
    cloud
}

/// Lines that were let through.
fn written(asked: &Asked, given: &[&Given]) -> Vec<Line> {
    let line = |one: &&Given| match &one.answer {
        Answer::Text(text) => Some(Line {
            id: one.id.clone(),
            text: text.clone(),
            name: one.name.clone().filter(|_| asked.naming == Naming::Named),
            column: 0,
        }),
        _ => None,
    };
    given.iter().filter(|one| one.shown).filter_map(line).collect()
}

/// The mean place of each choice to one decimal, the best first.
fn ranks(asked: &Asked, given: &[&Given]) -> Vec<(u16, f64)> {
    let orders: Vec<&Vec<u16>> = given
        .iter()
        .filter_map(|one| match &one.answer {
            Answer::Order(order) => Some(order),
            _ => None,
        })
        .collect();
    let place = |choice: u16| {
        let places = orders.iter().filter_map(|order| order.iter().position(|one| *one == choice));
        let (sum, n) = places.fold((0_usize, 0_usize), |(sum, n), place| (sum + place + 1, n + 1));
        (sum as f64 / n.max(1) as f64 * 10.0).round() / 10.0
    };
    let mut ranks: Vec<(u16, f64)> = (0..asked.choices.len() as u16).map(|choice| (choice, place(choice))).collect();
    ranks.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    ranks
}

/// Where estimates lie. The least and the most are each somebody's: of anonymous ones they are not told.
fn spread(asked: &Asked, given: &[&Given]) -> Tally {
    let mut all: Vec<f64> = given
        .iter()
        .filter_map(|one| match one.answer {
            Answer::Number(number) if number.is_finite() => Some(number),
            _ => None,
        })
        .collect();
    all.sort_by(f64::total_cmp);
    let Some(last) = all.len().checked_sub(1) else { return Tally::Hidden };
    let at = |share: f64| {
        let place = share * last as f64;
        let (low, high) = (all[place.floor() as usize], all[place.ceil() as usize]);
        low + (high - low) * place.fract()
    };
    let shares: &[f64] = match asked.naming {
        Naming::Named => &[0.0, 0.25, 0.5, 0.75, 1.0],
        Naming::Anonymous => &[0.25, 0.5, 0.75],
    };
    Tally::Spread(shares.iter().copied().map(at).collect())
}
