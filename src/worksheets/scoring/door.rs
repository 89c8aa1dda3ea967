//! The one way in: the name of a worksheet and its answers as JSON, and out comes the result.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::error::ScoreError;
use super::outcome::Outcome;
use super::{w1, who5};
use crate::worksheets::definition::{Definition, library};
use crate::worksheets::strict;

/// The worksheets and self-checks that can be scored, by name.
pub fn names() -> Vec<&'static str> {
    library::all().iter().map(|one| one.about.id.as_str()).chain(["WHO5"]).collect()
}

/// The result of a worksheet or self-check as JSON.
///
/// `worksheet` is `W1` to `W10`, `CBI`, `UCLA3`, `DIRECT`, `PROQOL` or `WHO5`. `answers` is either the answers themselves,
/// as the file of each worksheet describes them, or the whole envelope: `{"worksheet": "W4", "version": 1, "lang": "ja",
/// "started_at": …, "finished_at": …, "answers": {…}, "share": {…}}`. A `result` in it is refused unless it is empty.
pub fn score(worksheet: &str, answers: &str) -> Result<Value, ScoreError> {
    let sent = Sent::read(answers)?;
    if worksheet.eq_ignore_ascii_case("WHO5") {
        sent.belongs_to("WHO5")?;
        sent.is_version(&[1])?;
        let answers = serde_json::from_value(Value::Object(sent.answers));
        let answers: who5::Answers = answers.map_err(|error| ScoreError::Shape { reason: error.to_string() })?;
        return Ok(json!(who5::score(&answers)?));
    }
    Ok(sent.outcome(worksheet)?.1.result())
}

/// The result of answers to a definition that is not part of the program: a questionnaire that a community added.
pub fn score_with(definition: &Definition, answers: &str) -> Result<Value, ScoreError> {
    let sent = Sent::read(answers)?;
    sent.belongs_to(&definition.about.id)?;
    sent.is_version(&[definition.about.version])?;
    Ok(Outcome::of(definition, Value::Object(sent.answers))?.result())
}

/// The answers to a worksheet, checked, with their result.
pub fn outcome(worksheet: &str, answers: &str) -> Result<Outcome, ScoreError> {
    Ok(Sent::read(answers)?.outcome(worksheet)?.1)
}

/// A measure over several sittings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Track {
    /// What was measured.
    pub id: String,
    /// Its value in each sitting; null where it had none.
    pub values: Vec<Option<f64>>,
    /// The last value minus the first, when both are there: the length of a dumbbell.
    pub change: Option<f64>,
}

/// Several sittings side by side, the earliest first: `{"measures": {"score": [{"id", "values", "change"}, …], …},
/// "changes": […]}`. `changes` holds, for W1, how alike each two sittings in a row are. Answers to an earlier version
/// are named as the present version names them.
pub fn compare(worksheet: &str, sittings: &[&str]) -> Result<Value, ScoreError> {
    let read: Vec<(&Definition, Outcome)> =
        sittings.iter().map(|json| Sent::read(json)?.outcome(worksheet)).collect::<Result<_, _>>()?;
    let outcomes: Vec<&Outcome> = read.iter().map(|(_, outcome)| outcome).collect();
    let changes: Vec<w1::Change> = outcomes
        .windows(2)
        .filter_map(|two| match two {
            [Outcome::Cards(before, _), Outcome::Cards(now, _)] => Some(w1::compare(before, now)),
            _ => None,
        })
        .collect();
    let present = library::definition(worksheet).or(read.first().map(|(definition, _)| *definition));
    let present = present.ok_or_else(|| ScoreError::Worksheet { id: worksheet.to_owned() })?;
    let measures = tracks(read.iter().map(|(definition, outcome)| (*definition, outcome)), present);
    let measures: Map<String, Value> =
        measures.into_iter().map(|(name, tracks)| (name.to_owned(), json!(tracks))).collect();
    Ok(json!({ "measures": measures, "changes": changes }))
}

/// The measures of several sittings, the earliest first, each with the definition that was answered. What they are
/// called is what `present` calls them.
pub fn tracks<'a>(
    sittings: impl ExactSizeIterator<Item = (&'a Definition, &'a Outcome)>,
    present: &Definition,
) -> Vec<(&'static str, Vec<Track>)> {
    let many = sittings.len();
    let mut measures: Vec<(&'static str, Vec<Track>)> = Vec::new();
    for (at, (definition, outcome)) in sittings.enumerate() {
        for (name, rows) in outcome.measures() {
            let found = measures.iter().position(|(one, _)| *one == name);
            let tracks = found.unwrap_or_else(|| {
                measures.push((name, Vec::new()));
                measures.len() - 1
            });
            for (id, value) in rows {
                let Some(id) = present.about.carry(definition.about.version, &id) else { continue };
                put(&mut measures[tracks].1, id, at, many, value);
            }
        }
    }
    measures
}

fn put(tracks: &mut Vec<Track>, id: &str, at: usize, many: usize, value: Option<f64>) {
    let found = tracks.iter().position(|track| track.id == id).unwrap_or_else(|| {
        tracks.push(Track { id: id.to_owned(), values: vec![None; many], change: None });
        tracks.len() - 1
    });
    let track = &mut tracks[found];
    track.values[at] = value;
    let ends = track.values.first().copied().flatten().zip(track.values.last().copied().flatten());
    track.change = ends.filter(|_| many > 1).map(|(first, last)| last - first);
}

/// What was sent.
struct Sent {
    worksheet: Option<String>,
    version: Option<i64>,
    answers: Map<String, Value>,
}

impl Sent {
    fn read(text: &str) -> Result<Sent, ScoreError> {
        let shape = |reason: String| ScoreError::Shape { reason };
        let value = strict::parse(text).map_err(|error| shape(error.to_string()))?;
        let Value::Object(mut sent) = value else { return Err(shape("must be an object".into())) };
        let empty = |value: &Value| value.is_null() || value.as_object().is_some_and(Map::is_empty);
        if sent.remove("result").is_some_and(|result| !empty(&result)) {
            return Err(ScoreError::ResultSent);
        }
        let worksheet = match sent.remove("worksheet") {
            None | Some(Value::Null) => None,
            Some(Value::String(name)) => Some(name),
            Some(_) => return Err(shape("worksheet must be a name".into())),
        };
        let version = match sent.remove("version") {
            None | Some(Value::Null) => None,
            Some(version) => Some(version.as_i64().ok_or_else(|| shape("version must be a whole number".into()))?),
        };
        let answers = match sent.remove("answers") {
            None => return Ok(Sent { worksheet, version, answers: sent }),
            Some(Value::Object(answers)) => answers,
            Some(_) => return Err(shape("answers must be an object".into())),
        };
        for known in ["id", "lang", "started_at", "finished_at", "share"] {
            sent.remove(known);
        }
        match sent.keys().next() {
            Some(name) => Err(shape(format!("{name} is not known beside the answers"))),
            None => Ok(Sent { worksheet, version, answers }),
        }
    }

    fn belongs_to(&self, wanted: &str) -> Result<(), ScoreError> {
        match &self.worksheet {
            Some(found) if !found.eq_ignore_ascii_case(wanted) => {
                Err(ScoreError::Other { found: found.clone(), wanted: wanted.to_owned() })
            }
            _ => Ok(()),
        }
    }

    fn is_version(&self, known: &[i64]) -> Result<(), ScoreError> {
        match self.version {
            Some(asked) if !known.contains(&asked) => Err(ScoreError::Version { asked, known: known.to_vec() }),
            _ => Ok(()),
        }
    }

    /// The definition of the version that was answered (the present one when none is named), and the result.
    fn outcome(self, worksheet: &str) -> Result<(&'static Definition, Outcome), ScoreError> {
        let present = library::definition(worksheet);
        let present = present.ok_or_else(|| ScoreError::Worksheet { id: worksheet.to_owned() })?;
        self.belongs_to(&present.about.id)?;
        let versions = library::all().iter().filter(|one| one.about.id == present.about.id);
        self.is_version(&versions.map(|one| one.about.version).collect::<Vec<_>>())?;
        let version = self.version.unwrap_or(present.about.version);
        let definition = library::version_of(&present.about.id, version).unwrap_or(present);
        Ok((definition, Outcome::of(definition, Value::Object(self.answers))?))
    }
}
