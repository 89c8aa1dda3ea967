//! W6, the lifeline of a working life: peaks, valleys, turns, and the biggest rise.
//!
//! Answers: `{"points": [{"when": {"year": 2015, "month": 4} | {"age": 30} | "free", "y": -3, "title": "…", "story": "…",
//! "lesson": "…", "tags": ["caring", "waiting"], "share": false}, …]}`; 3 to 30 points, y from -10 to 10. Points that
//! are all dated by year, or all by age, are put in the order of time; otherwise the order of the list counts.

use serde::{Deserialize, Serialize};

use super::action::TEXT_MOST;
use super::error::{ScoreError, count, known, number, once, said, text};
use super::ids::{is_card, is_strength};
use crate::worksheets::definition::Line;

/// How many values and strengths one point may carry.
const TAGS_MOST: usize = 10;

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The points.
    pub points: Vec<Point>,
}

/// A point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// When it was.
    pub when: When,
    /// How high the line stood.
    pub y: f64,
    /// What happened.
    pub title: String,
    /// The story.
    #[serde(default)]
    pub story: String,
    /// What was learnt.
    #[serde(default)]
    pub lesson: String,
    /// Value cards and strengths that were there.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether the coach may see it.
    #[serde(default)]
    pub share: bool,
}

/// When something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum When {
    /// By the calendar.
    Year(Year),
    /// By one's age.
    Age(Age),
    /// Not said.
    Free(Free),
}

/// A year, perhaps with its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
}

/// An age in years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Age {
    /// The age.
    pub age: u8,
}

/// No date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Free {
    /// `"free"`.
    Free,
}

impl When {
    /// Months on the calendar, or years of age; nothing when not said. The first part tells the two apart.
    fn time(self) -> Option<(u8, i64)> {
        match self {
            When::Year(Year { year, month }) => Some((0, i64::from(year) * 12 + i64::from(month.unwrap_or(1)) - 1)),
            When::Age(Age { age }) => Some((1, i64::from(age))),
            When::Free(_) => None,
        }
    }

    fn check(self) -> Result<(), ScoreError> {
        match self {
            When::Year(Year { year, month }) => {
                number("when.year", f64::from(year), 1900.0, 2100.0)?;
                number("when.month", f64::from(month.unwrap_or(1)), 1.0, 12.0)
            }
            When::Age(Age { age }) => number("when.age", f64::from(age), 0.0, 120.0),
            When::Free(_) => Ok(()),
        }
    }
}

/// The result. Points are named by their place in the list of the answers, counted from 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The points in the order of the line.
    pub order: Vec<u32>,
    /// Where each of them stands from left to right, 0 to 1.
    pub x: Vec<f64>,
    /// The heights in the same order.
    pub y: Vec<f64>,
    /// The peaks, each from its first to its last point on the line.
    pub peaks: Vec<Stretch>,
    /// The valleys.
    pub valleys: Vec<Stretch>,
    /// How often the line turns.
    pub turns: u32,
    /// The biggest rise from one point to the next; null when the line never rises.
    pub biggest_rise: Option<Rise>,
}

/// Some points of the line in a row, by their places on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// A rise, by places on the line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rise {
    /// From this point …
    pub from: u32,
    /// … to this one …
    pub to: u32,
    /// … by so much.
    pub by: f64,
}

impl Answers {
    /// Whether these points can make a line.
    pub fn check(&self, line: &Line) -> Result<(), ScoreError> {
        count("points", self.points.len(), line.least as usize, line.most as usize)?;
        for (at, point) in self.points.iter().enumerate() {
            point.check(line, &format!("points[{at}]"))?;
        }
        Ok(())
    }
}

impl Point {
    /// Whether this can be a point of a line. A tag that there is no card or strength for is as long as one likes, so
    /// no draft keeps it.
    pub fn check(&self, line: &Line, place: &str) -> Result<(), ScoreError> {
        let place = |field: &str| format!("{place}.{field}");
        self.when.check()?;
        number(&place("y"), self.y, -line.height as f64, line.height as f64)?;
        said(&place("title"), &self.title, line.title_most as usize)?;
        text(&place("story"), &self.story, TEXT_MOST)?;
        text(&place("lesson"), &self.lesson, TEXT_MOST)?;
        count(&place("tags"), self.tags.len(), 0, TAGS_MOST)?;
        once(&place("tags"), self.tags.iter().map(String::as_str))?;
        self.tags.iter().try_for_each(|tag| known(&place("tags"), tag, is_card(tag) || is_strength(tag)))
    }
}

/// The points in the order of the line, and where each stands from left to right (0 to 1).
pub fn placed(points: &[Point]) -> (Vec<usize>, Vec<f64>) {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let times: Option<Vec<(u8, i64)>> = points.iter().map(|point| point.when.time()).collect();
    let steps = points.len().saturating_sub(1).max(1) as f64;
    let even = |order: Vec<usize>| {
        let x = (0..order.len()).map(|at| at as f64 / steps).collect();
        (order, x)
    };
    let Some(times) = times.filter(|times| times.windows(2).all(|two| two[0].0 == two[1].0)) else {
        return even(order);
    };
    order.sort_by_key(|at| times[*at].1);
    let gaps: Vec<f64> = order.windows(2).map(|two| (times[two[1]].1 - times[two[0]].1) as f64).collect();
    let span: f64 = gaps.iter().sum();
    if span <= 0.0 {
        return even(order);
    }
    // Points of the same month stand a little apart, so that each can be seen and touched.
    let least = span / (4.0 * steps);
    let gaps: Vec<f64> = gaps.into_iter().map(|gap| gap.max(least)).collect();
    let span: f64 = gaps.iter().sum();
    let mut x = vec![0.0];
    for gap in gaps {
        x.push(x[x.len() - 1] + gap / span);
    }
    (order, x)
}

/// The peaks and valleys of a line: places higher, or lower, than what is on both sides; a plateau counts once.
pub fn extremes(y: &[f64]) -> (Vec<Stretch>, Vec<Stretch>) {
    let (mut peaks, mut valleys) = (Vec::new(), Vec::new());
    let mut first = 0;
    while first < y.len() {
        let last = first + y[first..].iter().take_while(|one| **one == y[first]).count() - 1;
        if first > 0 && last + 1 < y.len() {
            let stretch = Stretch { first: first as u32, last: last as u32 };
            let (before, after) = (y[first - 1], y[last + 1]);
            if before < y[first] && after < y[first] {
                peaks.push(stretch);
            } else if before > y[first] && after > y[first] {
                valleys.push(stretch);
            }
        }
        first = last + 1;
    }
    (peaks, valleys)
}

/// The line, read.
pub fn score(line: &Line, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(line)?;
    let (order, x) = placed(&answers.points);
    let y: Vec<f64> = order.iter().map(|at| answers.points[*at].y).collect();
    let (peaks, valleys) = extremes(&y);
    let rises =
        y.windows(2).enumerate().map(|(at, two)| Rise { from: at as u32, to: at as u32 + 1, by: two[1] - two[0] });
    let biggest_rise = rises.filter(|rise| rise.by > 0.0).fold(None, |best: Option<Rise>, rise| match best {
        Some(best) if best.by >= rise.by => Some(best),
        _ => Some(rise),
    });
    let turns = (peaks.len() + valleys.len()) as u32;
    let order = order.into_iter().map(|at| at as u32).collect();
    Ok(Scored { order, x, y, peaks, valleys, turns, biggest_rise })
}
