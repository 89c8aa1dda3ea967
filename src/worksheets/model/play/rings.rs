//! W10: people are put on rings, moved nearer or further, and taken away.

use serde::{Deserialize, Serialize};

use super::{Draft, Refused, must, remember};
use crate::kit::form::one_line;
use crate::worksheets::definition::Rings;
use crate::worksheets::scoring::action::Action;
use crate::worksheets::scoring::w10::{Answers, Node};

/// A map under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RingsPlay {
    /// The people so far.
    pub answers: Answers,
    /// What can be undone, latest last.
    pub history: Vec<Past>,
    /// Whom somebody writes about, as far as that is not on the map yet.
    #[serde(default)]
    pub draft: Option<Draft>,
    /// Whether it is finished.
    pub done: bool,
}

/// Something that can be undone. Places are those of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// Someone was added at the end.
    Added,
    /// Someone was described otherwise.
    Was { at: u32, node: Node },
    /// Someone was taken away.
    Removed { at: u32, node: Node },
}

/// One thing that a person does. People are named by their place in the list, counted from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum RingsMove {
    /// Put someone on the map.
    Add { node: Node },
    /// Describe someone anew.
    Put { at: u32, node: Node },
    /// Move someone to another ring.
    Ring { at: u32, ring: u8 },
    /// Take someone off the map.
    Remove { at: u32 },
    /// Choose a next step, by its name in the definition, with words for it.
    Step { next: String, step: Option<Action> },
    /// Take back the latest step with people.
    Undo,
    /// Finish.
    Finish,
}

impl RingsPlay {
    /// Makes a move, or says why it cannot be made; then nothing has changed.
    pub fn apply(&mut self, rings: &Rings, step: &RingsMove) -> Result<(), Refused> {
        must(!self.done, Refused::Finished)?;
        let mut next = self.answers.clone();
        let past = match step {
            RingsMove::Add { node } => {
                next.nodes.push(tidy(node));
                Some(Past::Added)
            }
            RingsMove::Put { at, node } => Some(put(&mut next, *at, tidy(node))?),
            RingsMove::Ring { at, ring } => {
                let node = next.nodes.get(*at as usize).ok_or(Refused::Unknown)?;
                let node = Node { ring: *ring, ..node.clone() };
                Some(put(&mut next, *at, node)?)
            }
            RingsMove::Remove { at } => {
                must((*at as usize) < next.nodes.len(), Refused::Unknown)?;
                Some(Past::Removed { at: *at, node: next.nodes.remove(*at as usize) })
            }
            RingsMove::Step { next: name, step } => {
                (next.next, next.step) = (name.clone(), step.clone());
                None
            }
            RingsMove::Undo => return self.undo(),
            RingsMove::Finish => {
                self.done = true;
                return Ok(());
            }
        };
        next.check(rings)?;
        let changed = next.nodes != self.answers.nodes;
        self.answers = next;
        if let Some(past) = past.filter(|_| changed) {
            remember(&mut self.history, past);
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<(), Refused> {
        let nodes = &mut self.answers.nodes;
        match self.history.pop().ok_or(Refused::NothingToUndo)? {
            Past::Added => drop(nodes.pop()),
            Past::Was { at, node } => *nodes.get_mut(at as usize).ok_or(Refused::Unknown)? = node,
            Past::Removed { at, node } => nodes.insert((at as usize).min(nodes.len()), node),
        }
        Ok(())
    }
}

fn tidy(node: &Node) -> Node {
    Node { alias: one_line(&node.alias), ..node.clone() }
}

fn put(answers: &mut Answers, at: u32, node: Node) -> Result<Past, Refused> {
    let place = answers.nodes.get_mut(at as usize).ok_or(Refused::Unknown)?;
    Ok(Past::Was { at, node: std::mem::replace(place, node) })
}
