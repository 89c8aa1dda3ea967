//! A page of the plan as the browser gets it: ready HTML, because only hosts use it and it holds nothing but forms
//! and links.

use serde::{Deserialize, Serialize};

use super::questions::Question;

/// What a workshop's page holds beside the workshop itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// The fee in words; empty when there is none.
    pub fee: String,
    /// From when and until when one may register, in words; empty when nothing was set.
    pub window: String,
    /// Safe HTML for those with a seat; empty for everybody else.
    pub before: String,
    /// Safe HTML for those who had a seat, once it is over.
    pub after: String,
    /// The way into its room while that is open, and afterwards to what one keeps of it; empty when there is none.
    pub room: String,
    /// Safe HTML of the dates of its course; empty when it belongs to none.
    pub dates: String,
    /// How many dates of theirs are how, in a sentence; empty when there is none.
    pub tally: String,
    /// Whether they wait at several dates of it.
    pub waits: bool,
    /// Safe HTML of what holds for all dates that can be registered for.
    pub terms: String,
    /// What the viewer is registered for at the same time, in a sentence; empty when there is nothing.
    pub clash: String,
    /// Whether one may register for all of them at once now.
    pub whole: bool,
    /// Whether there is no other way.
    pub only_whole: bool,
    /// The dates of the course that the viewer could give back, in words.
    pub leave: Vec<String>,
    /// What is asked.
    pub questions: Vec<Question>,
    /// Who reads the answers and until when they are kept, in words.
    pub kept: String,
}

/// A part of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The title of the page.
    pub title: String,
    /// Safe HTML, made on the server.
    pub html: String,
}
