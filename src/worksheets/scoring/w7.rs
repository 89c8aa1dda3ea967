//! W7, where Will, Can and Must meet: how much of each circle is linked, and what stands in all three.
//!
//! Answers: `{"will": ["…", …], "can": ["…"], "must": ["…"], "links": [{"w": 0, "c": 1, "m": 0}, {"w": 1, "c": 0}],
//! "core": ["…"], "step": {"text": "…", "due": "2026-12-01"}}`. Links name entries by their place in the list, counted
//! from 0; `m` may be left out. At most 7 entries of 30 characters a list, at most 3 texts in `core`.

use serde::{Deserialize, Serialize};

use super::action::{Action, TEXT_MOST};
use super::error::{ScoreError, count, once, said, text};
use crate::worksheets::definition::Circles;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// What I would like.
    pub will: Vec<String>,
    /// What I can do.
    pub can: Vec<String>,
    /// What is asked of me.
    pub must: Vec<String>,
    /// What belongs together.
    pub links: Vec<Link>,
    /// Words for the place where the three meet.
    pub core: Vec<String>,
    /// A next step.
    pub step: Option<Action>,
}

/// Entries that belong together, by their places in the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// An entry of `will`.
    pub w: u32,
    /// An entry of `can`.
    pub c: u32,
    /// An entry of `must`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m: Option<u32>,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The first circle.
    pub will: Circle,
    /// The second circle.
    pub can: Circle,
    /// The third circle.
    pub must: Circle,
    /// What stands in all three.
    pub overlap: Vec<Meeting>,
}

/// A circle.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Circle {
    /// How many entries it has.
    pub entries: u32,
    /// How many of them are linked.
    pub linked: u32,
    /// The same in per cent; null for an empty circle.
    pub coverage: Option<f64>,
    /// The entries that are not linked.
    pub alone: Vec<String>,
}

/// Three entries that meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// What I would like.
    pub will: String,
    /// What I can do.
    pub can: String,
    /// What is asked of me.
    pub must: String,
}

impl Answers {
    /// Whether the lists and links can be kept.
    pub fn check(&self, circles: &Circles) -> Result<(), ScoreError> {
        for (place, list) in [("will", &self.will), ("can", &self.can), ("must", &self.must)] {
            count(place, list.len(), 0, circles.most as usize)?;
            list.iter().try_for_each(|entry| said(place, entry, circles.item_most as usize))?;
            once(place, list.iter().map(|entry| entry.trim()))?;
        }
        for (at, link) in self.links.iter().enumerate() {
            let ends = [("w", Some(link.w), &self.will), ("c", Some(link.c), &self.can), ("m", link.m, &self.must)];
            for (end, entry, list) in ends {
                let unknown = entry.filter(|entry| *entry as usize >= list.len());
                if let Some(entry) = unknown {
                    return Err(ScoreError::Unknown { place: format!("links[{at}].{end}"), id: entry.to_string() });
                }
            }
            if self.links[..at].contains(link) {
                return Err(ScoreError::Twice { place: "links".into(), id: at.to_string() });
            }
        }
        count("core", self.core.len(), 0, circles.core_most as usize)?;
        self.core.iter().try_for_each(|words| text("core", words, TEXT_MOST))?;
        self.step.as_ref().map_or(Ok(()), |step| step.check("step"))
    }
}

fn circle(list: &[String], linked: impl Fn(u32) -> bool) -> Circle {
    let is_linked = |at: &usize| linked(*at as u32);
    let many = (0..list.len()).filter(is_linked).count();
    let alone = (0..list.len()).filter(|at| !is_linked(at)).map(|at| list[at].clone()).collect();
    let coverage = (!list.is_empty()).then(|| (100 * many) as f64 / list.len() as f64);
    Circle { entries: list.len() as u32, linked: many as u32, coverage, alone }
}

/// Coverage, and what stands in all three.
pub fn score(circles: &Circles, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(circles)?;
    let links = &answers.links;
    let meeting = |link: &Link| {
        Some(Meeting {
            will: answers.will.get(link.w as usize)?.clone(),
            can: answers.can.get(link.c as usize)?.clone(),
            must: answers.must.get(link.m? as usize)?.clone(),
        })
    };
    Ok(Scored {
        will: circle(&answers.will, |at| links.iter().any(|link| link.w == at)),
        can: circle(&answers.can, |at| links.iter().any(|link| link.c == at)),
        must: circle(&answers.must, |at| links.iter().any(|link| link.m == Some(at))),
        overlap: links.iter().filter_map(meeting).collect(),
    })
}
