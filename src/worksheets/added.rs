//! Questionnaires that a community adds: `.json` files in the directory `content` of its data. They are checked like
//! those that ship, read once at the start, and offered like them. What a start has read never changes any more:
//! `published.json` beside the files keeps their digests, and a start with another text under the same version is
//! refused, because answers that people gave would mean something else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::definition::{Content, Definition, Family, Fault, check_all, library, read};
use super::published::{self, Published};
use super::tool::{LIST, read_files};
use crate::server::Result;
use crate::server::failure::Failure;

/// Names that stand for something else in addresses or in scoring.
const TAKEN: [&str; 4] = ["VALUES", "GIFTS", "COUNTED", "WHO5"];

/// What was found in the directory.
#[derive(Debug, Default)]
pub struct Added {
    /// The questionnaires, version by version.
    pub sheets: Vec<Definition>,
    /// What is published with them.
    list: Vec<Published>,
    /// How many versions are there for the first time.
    fresh: usize,
}

/// Where a community's files are.
pub fn directory(data: &Path) -> PathBuf {
    data.join("content")
}

/// Reads the directory and changes nothing; everything that is wrong when something is.
pub fn look(data: &Path) -> Result<Added, Vec<Fault>> {
    let directory = directory(data);
    if !directory.is_dir() {
        return Ok(Added::default());
    }
    let whole = |reason: String| vec![Fault { file: directory.display().to_string(), path: String::new(), reason }];
    let files = read_files(std::slice::from_ref(&directory)).map_err(whole)?;
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let list = known(&directory.join(LIST)).map_err(whole)?;
    let mut wrong = check_all(files.iter().copied());
    wrong.extend(published::faults(&list, &files));
    let mut sheets = Vec::new();
    for (file, text) in &files {
        match read(file, text) {
            Ok(Content::Sheet(sheet)) => {
                wrong.extend(strange(file, &sheet));
                sheets.push(*sheet);
            }
            Ok(Content::Battery(_)) => wrong.push(not_ours(file, "family", "only a questionnaire can be added")),
            // Its faults are among those above.
            Err(_) => {}
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let before = list.len();
    let list = published::publish(list, &files)?;
    Ok(Added { sheets, fresh: list.len() - before, list })
}

/// Reads the directory and offers what is in it. Comes before anything asks for a worksheet.
pub fn load(data: &Path) -> Result<()> {
    let added = look(data).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
        Failure::refused(lines.join("\n"))
    })?;
    if added.fresh > 0 {
        let list = directory(data).join(LIST);
        // Whole or not at all: no start goes on with half a list.
        let beside = list.with_extension("json.new");
        fs::write(&beside, published::write(&added.list))
            .and_then(|()| fs::rename(&beside, &list))
            .map_err(|error| Failure::other(&format!("writing {}", list.display()), error))?;
    }
    if added.sheets.is_empty() || library::add(added.sheets) {
        return Ok(());
    }
    Err(Failure::refused("worksheets were read before those of the community were added".to_owned()))
}

/// What was published here before; nothing when there is no list yet.
fn known(list: &Path) -> Result<Vec<Published>, String> {
    match fs::read_to_string(list) {
        Ok(text) => published::parse(&text).map_err(|error| format!("{LIST}: {error}")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(format!("{LIST}: {error}")),
    }
}

/// What is fine in a file that ships, and not in one that a community adds.
fn strange(file: &str, sheet: &Definition) -> Vec<Fault> {
    let id = sheet.about.id.as_str();
    let mut faults = Vec::new();
    let ships = |(file, text): &(&str, &str)| match read(file, text) {
        Ok(Content::Sheet(one)) => one.about.id == id,
        Ok(Content::Battery(frame)) => frame.id == id,
        Err(_) => false,
    };
    if library::FILES.iter().any(ships) || TAKEN.contains(&id) {
        faults.push(not_ours(file, "id", &format!("\"{id}\" is taken by the program; choose another")));
    }
    match &sheet.family {
        // A field of that name holds the words of one's own.
        Family::Questionnaire(sheet) => {
            for (at, _) in sheet.items.iter().enumerate().filter(|(_, item)| &*item.id == "talk") {
                faults.push(not_ours(file, &format!("items[{at}].id"), "\"talk\" is taken by the program"));
            }
        }
        _ => faults.push(not_ours(file, "family", "only a questionnaire can be added")),
    }
    faults
}

fn not_ours(file: &str, path: &str, reason: &str) -> Fault {
    Fault { file: file.to_owned(), path: path.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: &str = include_str!("../../tests/data/clinic-v1.json");

    fn data(files: &[(&str, &str)]) -> tempfile::TempDir {
        let data = tempfile::tempdir().expect("a directory");
        fs::create_dir(directory(data.path())).expect("made");
        put(&data, files);
        data
    }

    fn put(data: &tempfile::TempDir, files: &[(&str, &str)]) {
        files.iter().for_each(|(name, text)| fs::write(directory(data.path()).join(name), text).expect("written"));
    }

    fn wrong(data: &tempfile::TempDir) -> String {
        let faults = look(data.path()).expect_err("something is wrong");
        faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_added_is_read_and_stays_what_it_is() {
        let nothing = tempfile::tempdir().expect("a directory");
        assert!(look(nothing.path()).expect("fine").sheets.is_empty(), "most communities add nothing");
        let mine = data(&[("mine.json", MINE)]);
        load(mine.path()).expect("fine");
        let found = look(mine.path()).expect("fine");
        assert_eq!((found.sheets.len(), found.fresh), (1, 0), "the list is no content, and it was written");
        assert!(library::definition("clinic-1").is_some() && library::definition("W4").is_some());

        put(&mine, &[("mine.json", &MINE.replacen("\"minutes\": 2", "\"minutes\": 3", 1))]);
        assert!(wrong(&mine).contains("mine.json: version: CLINIC-1 version 1 was published and never changes"));
        fs::remove_file(directory(mine.path()).join("mine.json")).expect("gone");
        assert!(wrong(&mine).contains("CLINIC-1 version 1 was published and is gone"));
    }

    #[test]
    fn what_a_community_cannot_add_is_named_with_its_file_place_and_reason() {
        for (text, place, reason) in [
            (include_str!("../../content/worksheets/w3.json"), "id", "taken by the program"),
            (include_str!("../../content/worksheets/w3.json"), "family", "only a questionnaire"),
            (include_str!("../../content/selfchecks/battery.json"), "family", "only a questionnaire"),
            (MINE.replacen("CLINIC-1", "VALUES", 1).as_str(), "id", "taken by the program"),
            (MINE.replacen("\"id\": \"q1\"", "\"id\": \"talk\"", 1).as_str(), "items[0].id", "taken by the program"),
            (
                MINE.replacen("\"scale\": \"calm\"", "\"scale\": \"none\"", 1).as_str(),
                "items[0].scale",
                "is not a scale",
            ),
            ("{", ".", "is not JSON"),
        ] {
            let found = wrong(&data(&[("mine.json", text)]));
            let line =
                found.lines().any(|line| line.contains(&format!("mine.json: {place}: ")) && line.contains(reason));
            assert!(line, "{place} {reason}: {found}");
        }
        let twice = wrong(&data(&[("a.json", MINE), ("b.json", MINE)]));
        assert!(twice.contains("is in another file as well"), "{twice}");
        assert!(wrong(&data(&[("published.json", "[")])).contains("published.json"));
    }
}
