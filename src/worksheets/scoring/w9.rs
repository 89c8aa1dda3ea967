//! W9, the job-crafting sketch: what a week does to one's energy, as it is and as it might be.
//!
//! Answers: `{"tasks": [{"name": "…", "share_before": 40, "share_after": 30, "energy": 1, "values": ["caring"],
//! "strengths": ["waiting"], "move": "increase"}, …], "relations": [{"who": "…", "contact": "more"}], "meaning": "…",
//! "step": {"text": "…"}}`. At most 12 blocks; each column of shares makes 100. `share_after` may be left out, but then
//! for all blocks.

use serde::{Deserialize, Serialize};

use super::action::{Action, TEXT_MOST};
use super::error::{ScoreError, count, known, number, once, said, text};
use super::ids::{is_card, is_strength};
use crate::worksheets::definition::Blocks;

/// How far the shares may miss 100 because of thirds and the like.
const ROUNDING: f64 = 0.05;
/// How many people, and how many values or strengths a block, may be named.
const NAMED_MOST: usize = 10;

/// A sketch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The blocks of work.
    pub tasks: Vec<Task>,
    /// Whom to see a little more, or less.
    pub relations: Vec<Relation>,
    /// What the work is for.
    pub meaning: String,
    /// The first step.
    pub step: Option<Action>,
}

/// A block of work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What it is.
    pub name: String,
    /// Its share of the week as it is, in per cent.
    pub share_before: f64,
    /// Its share of the week as it might be.
    #[serde(default)]
    pub share_after: Option<f64>,
    /// What it does to one's energy, -2 to 2.
    pub energy: i8,
    /// Value cards that live in it.
    #[serde(default)]
    pub values: Vec<String>,
    /// Strengths that live in it.
    #[serde(default)]
    pub strengths: Vec<String>,
    /// What could be done with it; empty for nothing chosen yet.
    #[serde(default, rename = "move")]
    pub act: String,
}

/// Contact with someone, by alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Whom.
    pub who: String,
    /// More or less of it.
    pub contact: Contact,
}

/// More or less contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contact {
    /// A little more.
    More,
    /// A little less.
    Less,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// Energy of the week as it is, -2 to 2.
    pub balance_before: f64,
    /// Energy of the week as it might be; null when that is not drawn yet.
    pub balance_after: Option<f64>,
    /// The difference.
    pub change: Option<f64>,
    /// The blocks.
    pub tasks: Vec<Row>,
    /// How much of each week goes to what gives and what takes energy, -2 first.
    pub energy: Vec<Level>,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// What it does to one's energy.
    pub energy: i8,
    /// Its share as it is.
    pub before: f64,
    /// Its share as it might be.
    pub after: Option<f64>,
    /// The difference.
    pub change: Option<f64>,
    /// What could be done with it.
    #[serde(rename = "move")]
    pub act: String,
}

/// The share of a week that does the same to one's energy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Level {
    /// -2 to 2.
    pub energy: i8,
    /// As it is.
    pub before: f64,
    /// As it might be.
    pub after: Option<f64>,
}

/// Σ share × energy / 100.
pub fn balance(blocks: impl IntoIterator<Item = (f64, i8)>) -> f64 {
    blocks.into_iter().map(|(share, energy)| share * f64::from(energy)).sum::<f64>() / 100.0
}

fn whole(place: &str, shares: &[f64]) -> Result<(), ScoreError> {
    shares.iter().try_for_each(|share| number(place, *share, 0.0, 100.0))?;
    let found: f64 = shares.iter().sum();
    let fine = (found - 100.0).abs() <= ROUNDING;
    if fine { Ok(()) } else { Err(ScoreError::Sum { place: place.to_owned(), wanted: 100.0, found }) }
}

impl Answers {
    /// The shares of the week as it might be, when that is drawn.
    fn after(&self) -> Option<Vec<f64>> {
        self.tasks.iter().map(|task| task.share_after).collect()
    }

    /// Whether this can be kept while the week is not whole yet: everything but the sums.
    pub fn fits(&self, blocks: &Blocks) -> Result<(), ScoreError> {
        count("tasks", self.tasks.len(), 0, blocks.most as usize)?;
        for (at, task) in self.tasks.iter().enumerate() {
            let place = |field: &str| format!("tasks[{at}].{field}");
            said(&place("name"), &task.name, blocks.name_most as usize)?;
            number(&place("energy"), f64::from(task.energy), -2.0, 2.0)?;
            known(
                &place("move"),
                &task.act,
                task.act.is_empty() || blocks.moves.iter().any(|one| *one.id == *task.act),
            )?;
            for (field, ids, is) in
                [("values", &task.values, is_card as fn(&str) -> bool), ("strengths", &task.strengths, is_strength)]
            {
                count(&place(field), ids.len(), 0, NAMED_MOST)?;
                once(&place(field), ids.iter().map(String::as_str))?;
                ids.iter().try_for_each(|id| known(&place(field), id, is(id)))?;
            }
        }
        count("relations", self.relations.len(), 0, NAMED_MOST)?;
        self.relations
            .iter()
            .try_for_each(|relation| said("relations.who", &relation.who, blocks.name_most as usize))?;
        text("meaning", &self.meaning, TEXT_MOST)?;
        self.step.as_ref().map_or(Ok(()), |step| step.check("step"))
    }

    /// Whether this can be a week.
    pub fn check(&self, blocks: &Blocks) -> Result<(), ScoreError> {
        count("tasks", self.tasks.len(), 1, blocks.most as usize)?;
        self.fits(blocks)?;
        whole("share_before", &self.tasks.iter().map(|task| task.share_before).collect::<Vec<_>>())?;
        match self.after() {
            Some(shares) => whole("share_after", &shares)?,
            None => {
                if let Some(task) = self.tasks.iter().find(|task| task.share_after.is_some()) {
                    return Err(ScoreError::Missing { place: "share_after".into(), id: task.name.clone() });
                }
            }
        }
        Ok(())
    }
}

/// The balance of both weeks.
pub fn score(blocks: &Blocks, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(blocks)?;
    let tasks = &answers.tasks;
    let drawn = answers.after().is_some();
    let balance_before = balance(tasks.iter().map(|task| (task.share_before, task.energy)));
    let balance_after = drawn.then(|| balance(tasks.iter().map(|task| (task.share_after.unwrap_or(0.0), task.energy))));
    let level = |energy: i8| {
        let of = || tasks.iter().filter(move |task| task.energy == energy);
        let before = of().map(|task| task.share_before).sum();
        Level { energy, before, after: drawn.then(|| of().filter_map(|task| task.share_after).sum()) }
    };
    let row = |task: &Task| Row {
        name: task.name.clone(),
        energy: task.energy,
        before: task.share_before,
        after: task.share_after,
        change: task.share_after.map(|after| after - task.share_before),
        act: task.act.clone(),
    };
    Ok(Scored {
        balance_before,
        balance_after,
        change: balance_after.map(|after| after - balance_before),
        tasks: tasks.iter().map(row).collect(),
        energy: (-2..=2).map(level).collect(),
    })
}
