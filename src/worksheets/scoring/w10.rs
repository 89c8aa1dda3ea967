//! W10, the map of mutual support: how many people, how varied, how mutual, and which support is missing.
//!
//! Answers: `{"nodes": [{"alias": "…", "ring": 1, "kind": "friend", "gives": ["listening", "advice"], "takes": ["cheer"],
//! "last": "month"}, …], "next": "line", "step": {"text": "…"}}`; at most 20 people, by nickname or symbol. `last`,
//! `next` and `step` may be left out.

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::error::{ScoreError, count, known, number, once, said};
use crate::worksheets::definition::Rings;

/// A map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The people.
    pub nodes: Vec<Node>,
    /// Which kind of next step.
    pub next: String,
    /// The next step.
    pub step: Option<Action>,
}

/// Someone around the person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// A nickname or a symbol, never a name.
    pub alias: String,
    /// How close, 1 the closest.
    pub ring: u8,
    /// What kind of contact.
    pub kind: String,
    /// What this person gives.
    #[serde(default)]
    pub gives: Vec<String>,
    /// What this person receives.
    #[serde(default)]
    pub takes: Vec<String>,
    /// When the last contact was; empty when not said.
    #[serde(default)]
    pub last: String,
}

/// The result. It holds no alias.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// How many people there are.
    pub people: u32,
    /// How many on each ring, the closest first.
    pub rings: [u32; 3],
    /// How many of each kind, in the order of the definition.
    pub kinds: Vec<Many>,
    /// 1 − Σ p² over the kinds: 0 for one kind only; null for nobody.
    pub diversity: Option<f64>,
    /// The share of people with whom giving and receiving go both ways; null for nobody.
    pub reciprocity: Option<f64>,
    /// The supports that nobody gives yet.
    pub missing: Vec<String>,
    /// How many gave the latest sign of life when, in the order of the definition.
    pub contacts: Vec<Many>,
}

/// How many of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Many {
    /// Of what.
    pub id: String,
    /// How many.
    pub people: u32,
}

/// 1 − Σ p²: how likely two people drawn at random are of different kinds. `None` when there is nobody.
pub fn diversity(counts: &[u32]) -> Option<f64> {
    let all: u32 = counts.iter().sum();
    let squares: u64 = counts.iter().map(|many| u64::from(*many).pow(2)).sum();
    (all > 0).then(|| 1.0 - squares as f64 / u64::from(all).pow(2) as f64)
}

impl Answers {
    /// Whether this can be a map.
    pub fn check(&self, rings: &Rings) -> Result<(), ScoreError> {
        count("nodes", self.nodes.len(), 0, rings.most as usize)?;
        once("nodes", self.nodes.iter().map(|node| node.alias.trim()))?;
        for (at, node) in self.nodes.iter().enumerate() {
            let place = |field: &str| format!("nodes[{at}].{field}");
            said(&place("alias"), &node.alias, rings.alias_most as usize)?;
            number(&place("ring"), f64::from(node.ring), 1.0, 3.0)?;
            known(&place("kind"), &node.kind, rings.kinds.iter().any(|one| *one.id == *node.kind))?;
            for (field, list) in [("gives", &node.gives), ("takes", &node.takes)] {
                once(&place(field), list.iter().map(String::as_str))?;
                let is = |id: &String| rings.supports.iter().any(|one| *one.id == **id);
                list.iter().try_for_each(|id| known(&place(field), id, is(id)))?;
            }
            let contact = node.last.is_empty() || rings.contacts.iter().any(|one| *one.id == *node.last);
            known(&place("last"), &node.last, contact)?;
        }
        known("next", &self.next, self.next.is_empty() || rings.next.iter().any(|one| *one.id == *self.next))?;
        self.step.as_ref().map_or(Ok(()), |step| step.check("step"))
    }
}

/// Counts, diversity, reciprocity and what is missing.
pub fn score(rings: &Rings, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(rings)?;
    let nodes = &answers.nodes;
    let many = |id: &str, of: fn(&Node) -> &String| Many {
        id: id.to_owned(),
        people: nodes.iter().filter(|node| of(node) == id).count() as u32,
    };
    let kinds: Vec<Many> = rings.kinds.iter().map(|one| many(&one.id, |node| &node.kind)).collect();
    let both = nodes.iter().filter(|node| !node.gives.is_empty() && !node.takes.is_empty()).count();
    let missing =
        rings.supports.iter().filter(|one| !nodes.iter().any(|node| node.gives.iter().any(|id| *one.id == **id)));
    Ok(Scored {
        people: nodes.len() as u32,
        rings: std::array::from_fn(|ring| {
            nodes.iter().filter(|node| usize::from(node.ring) == ring + 1).count() as u32
        }),
        diversity: diversity(&kinds.iter().map(|kind| kind.people).collect::<Vec<_>>()),
        kinds,
        reciprocity: (!nodes.is_empty()).then(|| both as f64 / nodes.len() as f64),
        missing: missing.map(|one| one.id.to_string()).collect(),
        contacts: rings.contacts.iter().map(|one| many(&one.id, |node| &node.last)).collect(),
    })
}
