//! A run sheet under work: what can be done with it, and what is kept so that it can be undone.

use serde::{Deserialize, Serialize};

use super::model::{Block, Both, RunSheet};
use crate::live::tools::model::Asked;

/// The most blocks of a run sheet.
pub const MAX_BLOCKS: usize = 40;
/// The most prompts of a block.
pub const MAX_PROMPTS: usize = 10;
/// The length of a new block.
const NEW_MIN: u32 = 10;

/// The run sheet, and what stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The run sheet.
    pub sheet: RunSheet,
    /// What was taken out last.
    pub removed: Option<Removed>,
    /// How many keys were given out: none is given twice, even when its block is gone.
    pub keys: u32,
}

/// A block that was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// How many blocks stood before it.
    pub at: u32,
    /// The block.
    pub block: Block,
}

/// What a button of the list does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A block comes before the one above it.
    Up(String),
    /// A block comes after the one below it.
    Down(String),
    /// A block comes to that place, counted from 0.
    To(String, u32),
    /// A block like it follows it.
    Copy(String),
    /// A block gets so many minutes: what it took before.
    Took(String, u32),
    /// A block goes; it can be brought back until another one goes.
    Remove(String),
    /// What went comes back.
    Undo,
    /// A new block of that name, at the end.
    Add(Both),
}

/// What a form does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Begins with this one.
    Start(RunSheet),
    /// The list: name, size, and the minutes of the blocks by their keys; then what its button does.
    List {
        /// The name.
        title: Both,
        /// The fewest and most people.
        size: (u32, u32),
        /// Minutes by key.
        minutes: Vec<(String, u32)>,
        /// The button.
        then: Option<Step>,
    },
    /// Everything about a block but its prompts.
    Block(String, Box<Block>),
    /// A prompt of a block: the one of that number, or a new one.
    Prompt(String, Option<usize>, Box<Asked>),
    /// The prompt of that number goes.
    DropPrompt(String, usize),
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such block or prompt.
    Gone,
    /// There is no room for another one.
    Full,
}

impl Draft {
    /// Begins with a sheet; its blocks get keys of their own.
    pub fn of(sheet: RunSheet) -> Draft {
        let mut draft = Draft { sheet, ..Draft::default() };
        for at in 0..draft.sheet.blocks.len() {
            draft.sheet.blocks[at].key = draft.fresh();
        }
        draft
    }

    /// Does it: the key of the block that it was about, if there is one. What is refused changes nothing.
    pub fn apply(&mut self, change: &Change) -> Result<Option<String>, Refused> {
        let mut next = self.clone();
        let about = next.change(change)?;
        *self = next;
        Ok(about)
    }

    fn change(&mut self, change: &Change) -> Result<Option<String>, Refused> {
        match change {
            Change::Start(sheet) => {
                *self = Draft::of(sheet.clone());
                Ok(None)
            }
            Change::List { title, size, minutes, then } => {
                self.sheet.title = title.clone();
                self.sheet.size = *size;
                for (key, min) in minutes {
                    self.block(key)?.min = *min;
                }
                then.as_ref().map_or(Ok(None), |step| self.step(step))
            }
            Change::Block(key, new) => {
                let block = self.block(key)?;
                let prompts = std::mem::take(&mut block.prompts);
                *block = Block { key: key.clone(), prompts, ..(**new).clone() };
                Ok(Some(key.clone()))
            }
            Change::Prompt(key, at, asked) => {
                let prompts = &mut self.block(key)?.prompts;
                match at {
                    Some(at) => *prompts.get_mut(*at).ok_or(Refused::Gone)? = (**asked).clone(),
                    None if prompts.len() < MAX_PROMPTS => prompts.push((**asked).clone()),
                    None => return Err(Refused::Full),
                }
                Ok(Some(key.clone()))
            }
            Change::DropPrompt(key, at) => {
                let prompts = &mut self.block(key)?.prompts;
                if *at >= prompts.len() {
                    return Err(Refused::Gone);
                }
                prompts.remove(*at);
                Ok(Some(key.clone()))
            }
        }
    }

    fn step(&mut self, step: &Step) -> Result<Option<String>, Refused> {
        match step {
            Step::Up(key) => self.put(key, |at| at.saturating_sub(1)),
            Step::Down(key) => self.put(key, |at| at + 1),
            Step::To(key, to) => self.put(key, |_| *to as usize),
            Step::Copy(key) => {
                let at = self.place(key)?;
                let copy = self.sheet.blocks[at].clone();
                self.insert(at + 1, copy).map(Some)
            }
            Step::Took(key, min) => {
                self.block(key)?.min = *min;
                Ok(Some(key.clone()))
            }
            Step::Remove(key) => {
                let at = self.place(key)?;
                let block = self.sheet.blocks.remove(at);
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                self.removed = Some(Removed { at, block });
                Ok(None)
            }
            Step::Undo => {
                let Removed { at, block } = self.removed.take().ok_or(Refused::Gone)?;
                self.room()?;
                let key = block.key.clone();
                let at = (at as usize).min(self.sheet.blocks.len());
                self.sheet.blocks.insert(at, block);
                Ok(Some(key))
            }
            Step::Add(title) => {
                let block = Block { title: title.clone(), min: NEW_MIN, ..Block::default() };
                self.insert(self.sheet.blocks.len(), block).map(Some)
            }
        }
    }

    /// Moves a block to where `to` says, seen from its place; not beyond the ends.
    fn put(&mut self, key: &str, to: impl FnOnce(usize) -> usize) -> Result<Option<String>, Refused> {
        let at = self.place(key)?;
        let to = to(at).min(self.sheet.blocks.len() - 1);
        let block = self.sheet.blocks.remove(at);
        self.sheet.blocks.insert(to, block);
        Ok(Some(key.to_owned()))
    }

    fn insert(&mut self, at: usize, block: Block) -> Result<String, Refused> {
        self.room()?;
        let key = self.fresh();
        self.sheet.blocks.insert(at, Block { key: key.clone(), ..block });
        Ok(key)
    }

    fn room(&self) -> Result<(), Refused> {
        if self.sheet.blocks.len() < MAX_BLOCKS { Ok(()) } else { Err(Refused::Full) }
    }

    fn fresh(&mut self) -> String {
        self.keys = self.keys.saturating_add(1);
        format!("b{}", self.keys)
    }

    fn place(&self, key: &str) -> Result<usize, Refused> {
        self.sheet.blocks.iter().position(|block| block.key == key).ok_or(Refused::Gone)
    }

    fn block(&mut self, key: &str) -> Result<&mut Block, Refused> {
        self.sheet.blocks.iter_mut().find(|block| block.key == key).ok_or(Refused::Gone)
    }
}

#[cfg(test)]
mod tests;
