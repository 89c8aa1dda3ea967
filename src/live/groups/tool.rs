//! Groups as a command, for hosts who prepare an event by hand, and for measuring.

use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, io};

use serde::Serialize;

use super::{Event, STEPS, Schedule, Score, Solver, check, group_count, roster};

/// Beyond these, a table of all pairs takes more memory than groups are worth.
const MOST_PEOPLE: usize = 4_000;

/// What is asked on the command line.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// How many groups; without it, as many as `size` makes.
    pub groups: Option<usize>,
    /// How many people in a group.
    pub size: usize,
    /// How many rounds; without it, as many as everybody needs to meet everybody.
    pub rounds: Option<usize>,
    /// Another seed gives other groups.
    pub seed: u64,
    /// A file with the people; without it there are as many as fill the groups.
    pub people: Option<PathBuf>,
    /// How long the search may take. Without it a number of steps is the limit, so that the answer does not depend on
    /// the machine.
    pub seconds: Option<u32>,
}

#[derive(Serialize)]
struct Answer<'a> {
    seed: u64,
    people: usize,
    groups: usize,
    size: usize,
    rounds: Vec<Vec<Vec<&'a str>>>,
    score: u8,
    perfect: bool,
    #[serde(flatten)]
    counts: &'a Score,
    notes: Vec<String>,
    milliseconds: f64,
}

/// The schedule as JSON, with its score and the time it took.
pub fn make_groups(asked: &Asked) -> Result<String, String> {
    let (names, mut event) = people(asked)?;
    event.size = asked.size;
    event.groups = asked.groups;
    event.rounds = asked.rounds.unwrap_or_default();
    if names.len() > MOST_PEOPLE || event.rounds > 200 {
        return Err(format!("more than {MOST_PEOPLE} people or 200 rounds are too many"));
    }
    let begun = Instant::now();
    let schedule = match asked.rounds {
        Some(_) => search(&event, asked.seed, limit(asked)),
        None => meet_all(&mut event, asked),
    };
    let taken = begun.elapsed();
    let faults = check::faults(&event, &schedule.rounds);
    if !faults.is_empty() {
        return Err(format!("the groups are wrong: {}", faults.join("; ")));
    }
    let name = |one: &usize| names[*one].as_str();
    let round = |round: &super::Round| round.iter().map(|group| group.iter().map(name).collect()).collect();
    let answer = Answer {
        seed: asked.seed,
        people: names.len(),
        groups: group_count(names.len(), asked.size, asked.groups),
        size: asked.size,
        rounds: schedule.rounds.iter().map(round).collect(),
        score: schedule.score.mixing,
        perfect: schedule.perfect,
        notes: notes(asked, &event, &schedule.score),
        counts: &schedule.score,
        milliseconds: taken.as_micros() as f64 / 1000.0,
    };
    serde_json::to_string_pretty(&answer).map_err(|error| error.to_string())
}

fn people(asked: &Asked) -> Result<(Vec<String>, Event), String> {
    let Some(file) = &asked.people else {
        let people = asked
            .groups
            .ok_or("say how many groups, or who takes part")?
            .saturating_mul(asked.size)
            .min(MOST_PEOPLE + 1);
        return Ok(((1..=people).map(|number| number.to_string()).collect(), Event::plain(people, asked.size, 0)));
    };
    let trouble = |error: io::Error| format!("{}: {error}", file.display());
    roster::read(&fs::read(file).map_err(trouble)?).map_err(|error| format!("{}: {error}", file.display()))
}

fn limit(asked: &Asked) -> Option<Duration> {
    asked.seconds.map(|seconds| Duration::from_secs(seconds.into()))
}

fn search(event: &Event, seed: u64, limit: Option<Duration>) -> Schedule {
    let begun = Instant::now();
    let mut solver = Solver::new(event, seed);
    let mut steps = 0;
    while limit.map_or(steps < STEPS, |limit| begun.elapsed() < limit) && solver.step() {
        steps += 1;
    }
    solver.answer()
}

/// Takes one round more until everybody has met everybody. Each number of rounds may take half of the time that is left.
fn meet_all(event: &mut Event, asked: &Asked) -> Schedule {
    let begun = Instant::now();
    event.rounds = 0;
    loop {
        let left = limit(asked).map(|limit| limit.saturating_sub(begun.elapsed()) / 2);
        let schedule = search(event, asked.seed, left);
        if schedule.score.never_met == 0 || event.rounds == 200 {
            return schedule;
        }
        event.rounds = (event.rounds + 1).max(fewest(event));
    }
}

/// So many rounds it takes at least: one meets one group a round.
fn fewest(event: &Event) -> usize {
    let people = event.people.len();
    let groups = group_count(people, event.size, event.groups);
    people.saturating_sub(1).div_ceil(people.div_ceil(groups.max(1)).saturating_sub(1).max(1))
}

fn notes(asked: &Asked, event: &Event, score: &Score) -> Vec<String> {
    let mut notes = Vec::new();
    let people = event.people.len();
    let groups = group_count(people, asked.size, asked.groups);
    if asked.groups.is_some_and(|wanted| wanted != groups) {
        notes.push(format!(
            "{people} people make {groups} groups: a group has three to five people, or the size asked for."
        ));
    }
    match (score.repeats, score.unavoidable) {
        (0, _) => {}
        (repeats, 0) => notes.push(format!("{repeats} pairs meet again; perhaps a longer search avoids it.")),
        (repeats, least) if repeats == least => {
            notes.push(format!(
                "With this number of people and rounds, {repeats} pairs will meet again, and fewer is impossible."
            ));
        }
        (repeats, least) => {
            notes.push(format!(
                "With this number of people and rounds, some pairs will meet again: {repeats} here, {least} at least."
            ));
        }
    }
    for (broken, wish) in [(score.apart_broken, "apart"), (score.together_broken, "together")] {
        if broken > 0 {
            notes.push(format!("{broken} wishes to sit {wish} could not be kept."));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::live::groups::Round;

    fn run(asked: &Asked) -> Value {
        serde_json::from_str(&make_groups(asked).expect("groups")).expect("JSON")
    }

    fn rounds(answer: &Value) -> Vec<Round> {
        let named: Vec<Vec<Vec<String>>> = serde_json::from_value(answer["rounds"].clone()).expect("rounds");
        let number = |name: &String| name.parse().expect("a number");
        let group = |group: &Vec<String>| group.iter().map(number).collect();
        named.iter().map(|round| round.iter().map(group).collect()).collect()
    }

    #[test]
    fn the_command_prints_a_schedule_that_recounts_to_its_score() {
        let asked = Asked { groups: Some(8), size: 4, rounds: Some(5), seed: 1, ..Asked::default() };
        let answer = run(&asked);
        assert_eq!((answer["score"].as_u64(), answer["repeats"].as_u64()), (Some(100), Some(0)));
        assert_eq!(check::recount(&rounds(&answer)).repeats, 0);
        assert_eq!(rounds(&answer), rounds(&run(&asked)), "the same seed gives the same groups");
        assert_ne!(rounds(&answer), rounds(&run(&Asked { seed: 2, ..asked })));
    }

    #[test]
    fn what_cannot_be_avoided_is_said() {
        let answer = run(&Asked { groups: Some(3), size: 4, rounds: Some(2), seed: 1, ..Asked::default() });
        assert_eq!(check::recount(&rounds(&answer)).repeats, 3);
        assert!(answer["notes"][0].as_str().is_some_and(|note| note.contains("fewer is impossible")), "{answer}");
        assert_eq!(answer["score"], 100);
    }

    #[test]
    fn without_a_number_of_rounds_everybody_meets_everybody() {
        for (groups, size, fewest) in [(3, 3, 4), (2, 4, 3), (4, 4, 5), (3, 6, 4), (6, 4, 8), (12, 3, 18)] {
            let answer = run(&Asked { groups: Some(groups), size, seed: 1, ..Asked::default() });
            assert_eq!(rounds(&answer).len(), fewest, "{groups} groups of {size}");
            let people = groups * size;
            assert_eq!(check::recount(&rounds(&answer)).pairs.len(), people * (people - 1) / 2);
        }
    }

    #[test]
    fn strange_numbers_are_answered_or_refused() {
        for (groups, size) in [(0, 4), (1, 1), (1, 2), (1, 3), (4, 0), (9, 1)] {
            make_groups(&Asked { groups: Some(groups), size, rounds: Some(2), ..Asked::default() }).expect("an answer");
        }
        assert!(make_groups(&Asked { size: 4, ..Asked::default() }).is_err());
        assert!(
            make_groups(&Asked { groups: Some(usize::MAX), size: 4, rounds: Some(1), ..Asked::default() }).is_err()
        );
        let missing = Asked { people: Some("none.csv".into()), size: 4, rounds: Some(1), ..Asked::default() };
        assert!(make_groups(&missing).is_err_and(|error| error.contains("none.csv")));
    }

    #[test]
    fn a_file_of_people_is_mixed_by_its_columns() {
        let professions = ["nurse", "teacher", "psychologist", "social worker"];
        let mut file = "name,profession,organisation,first_timer,apart,together\n".to_owned();
        for at in 0..30 {
            let (profession, house) = (professions[at % 4], at / 5);
            let together = if at < 2 { "car" } else { "" };
            let apart = if at == 5 || at == 6 { "old story" } else { "" };
            file += &format!(
                "{at},{profession},house {house},{},{apart},{together}\n",
                if at % 3 == 0 { "yes" } else { "" }
            );
        }
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("people.csv");
        fs::write(&path, file).expect("written");
        let asked = Asked { groups: Some(8), size: 4, rounds: Some(3), seed: 1, people: Some(path), seconds: Some(3) };
        let answer = run(&asked);
        let rounds = rounds(&answer);
        for group in rounds.iter().flatten() {
            assert!(!(group.contains(&5) && group.contains(&6)), "{group:?}");
            assert_eq!(group.contains(&0), group.contains(&1), "{group:?}");
            assert!(group.iter().any(|one| one % 3 != 0), "{group:?}");
            let mut kinds: Vec<usize> = group.iter().map(|one| one % 4).collect();
            kinds.sort_unstable();
            kinds.dedup();
            assert!(kinds.len() >= 3, "{group:?}");
        }
        assert_eq!(check::recount(&rounds).repeats, 2, "those who came by one car meet again, nobody else");
        assert_eq!(answer["repeats"], 0);
    }
}
