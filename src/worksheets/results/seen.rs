//! What `scoring::coach::for_coach` gives of each worksheet, to be drawn.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::worksheets::scoring::action::Action;
use crate::worksheets::scoring::{w6, w8, w10};

/// W1: the top list, and the notes that were chosen, by card and question.
#[derive(Deserialize)]
pub struct Top {
    pub top: Vec<String>,
    pub notes: BTreeMap<String, BTreeMap<String, String>>,
}

/// W2: the order, and in words how sure it is.
#[derive(Deserialize)]
pub struct Order {
    pub order: Vec<Placed>,
    pub consistency: Option<String>,
}

/// An item and its place.
#[derive(Deserialize)]
pub struct Placed {
    pub id: String,
    pub place: u32,
}

/// W3: the scores, and the widest gap.
#[derive(Deserialize)]
pub struct Balance {
    pub values: Vec<Scored>,
    pub biggest_gap: Option<Gap>,
}

/// A value and its score.
#[derive(Deserialize)]
pub struct Scored {
    pub id: String,
    pub score: f64,
}

/// A value and how far apart what matters and what is met lie.
#[derive(Deserialize)]
pub struct Gap {
    pub id: String,
    pub gap: Option<f64>,
}

/// W4 and other questionnaires: the scales, and what the author would like to talk about.
#[derive(Deserialize)]
pub struct Scales {
    pub scales: Vec<ScaleSeen>,
    #[serde(default)]
    pub talk: String,
}

/// A scale.
#[derive(Deserialize)]
pub struct ScaleSeen {
    pub id: String,
    pub value: Option<f64>,
    #[serde(default, deserialize_with = "there")]
    pub hundred: Option<Option<f64>>,
    pub band: Option<String>,
    pub answered: u32,
    pub of: u32,
}

/// W5: the strengths.
#[derive(Deserialize)]
pub struct Pieces {
    pub strengths: Vec<Piece>,
}

/// A strength and its scene.
#[derive(Deserialize)]
pub struct Piece {
    pub id: String,
    pub story: String,
}

/// W6: the points that were marked.
#[derive(Deserialize)]
pub struct Points {
    pub points: Vec<w6::Point>,
}

/// W7: the words for the place where all meet, and the next step.
#[derive(Deserialize)]
pub struct Core {
    pub core: Vec<String>,
    pub step: Option<Action>,
}

/// W8: the areas.
#[derive(Deserialize)]
pub struct Areas {
    pub domains: Vec<Area>,
}

/// An area: its value, its step, and what gets in the way if that is shown.
#[derive(Deserialize)]
pub struct Area {
    pub id: String,
    pub value: String,
    pub step: Option<Action>,
    pub barrier: Option<w8::Barrier>,
}

/// W9: the week as it might be, and the first step.
#[derive(Deserialize)]
pub struct Plan {
    pub after: Vec<PlanRow>,
    pub step: Option<Action>,
}

/// A block of that week.
#[derive(Deserialize)]
pub struct PlanRow {
    pub name: String,
    pub share: Option<f64>,
    #[serde(rename = "move")]
    pub act: String,
}

/// W10: the counts, and the people if their aliases are shown.
#[derive(Deserialize)]
pub struct People {
    pub counts: Counts,
    pub nodes: Option<Vec<w10::Node>>,
}

/// How many of what.
#[derive(Deserialize)]
pub struct Counts {
    pub people: u32,
    pub rings: [u32; 3],
    pub kinds: Vec<Many>,
    pub diversity: Option<f64>,
    pub reciprocity: Option<f64>,
    pub missing: Vec<String>,
    pub contacts: Vec<Many>,
}

/// How many of one thing.
#[derive(Deserialize)]
pub struct Many {
    pub id: String,
    pub people: u32,
}

/// A field that is there, be it null, is not one that was left out.
fn there<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<f64>>, D::Error> {
    Option::deserialize(from).map(Some)
}
