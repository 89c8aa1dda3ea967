//! Published versions of the content never change: answers that people gave to them would mean something else. Their
//! digests are in `content/published.json`, written by `assemble content publish` and compared at every start.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::definition::library::FILES;
use super::definition::{Content, Fault, check_all, read};
use crate::server::Result;
use crate::server::failure::Failure;

/// Where the list is kept.
pub const LIST: &str = "content/published.json";

/// A version that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Which worksheet or self-check.
    pub id: String,
    /// Which version.
    pub version: i64,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// The list that is part of the program.
pub fn parse(text: &str) -> Result<Vec<Published>, serde_json::Error> {
    serde_json::from_str(text)
}

/// The list as a file, one version a line.
pub fn write(list: &[Published]) -> String {
    let line = |one| serde_json::to_string(one).expect("texts and a number are JSON");
    let lines: Vec<String> = list.iter().map(|one: &Published| format!("  {}", line(one))).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// Refuses to go on when a published version was changed or is gone.
pub fn must_hold() -> Result<()> {
    let list = parse(include_str!("../../content/published.json"))
        .map_err(|error| Failure::other(&format!("reading {LIST}"), error))?;
    let faults: Vec<String> = faults(&list, &FILES).iter().map(Fault::to_string).collect();
    if faults.is_empty() { Ok(()) } else { Err(Failure::refused(faults.join("\n"))) }
}

/// What stands against starting with these files (name and text).
pub fn faults(list: &[Published], files: &[(&str, &str)]) -> Vec<Fault> {
    let mut faults = changed(list, files);
    let there: Vec<(String, i64)> = files.iter().filter_map(|(file, text)| named(file, text)).collect();
    for one in list.iter().filter(|one| !there.contains(&(one.id.clone(), one.version))) {
        let reason =
            format!("{} version {} was published and is gone: answers to it could not be read", one.id, one.version);
        faults.push(Fault { file: LIST.to_owned(), path: String::new(), reason });
    }
    faults
}

/// The list with what is new in these files; everything that is wrong when something is.
pub fn publish(mut list: Vec<Published>, files: &[(&str, &str)]) -> Result<Vec<Published>, Vec<Fault>> {
    let mut wrong = check_all(files.iter().copied());
    wrong.extend(changed(&list, files));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    for (file, text) in files {
        let Some((id, version)) = named(file, text) else { continue };
        if !list.iter().any(|one| one.id == id && one.version == version) {
            list.push(Published { id, version, sha256: digest(text) });
        }
    }
    Ok(list)
}

/// Published versions that are not what they were.
fn changed(list: &[Published], files: &[(&str, &str)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, text) in files {
        let Some((id, version)) = named(file, text) else { continue };
        let known = list.iter().find(|one| one.id == id && one.version == version);
        if known.is_some_and(|known| known.sha256 != digest(text)) {
            let reason =
                format!("{id} version {version} was published and never changes; make it version {}", version + 1);
            faults.push(Fault { file: (*file).to_owned(), path: "version".to_owned(), reason });
        }
    }
    faults
}

/// Which version of what a file holds.
fn named(file: &str, text: &str) -> Option<(String, i64)> {
    match read(file, text).ok()? {
        Content::Sheet(sheet) => Some((sheet.about.id, sheet.about.version)),
        Content::Battery(battery) => Some((battery.id, battery.version)),
    }
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<Published> {
        parse(include_str!("../../content/published.json")).expect("a list")
    }

    #[test]
    fn the_program_starts_with_what_it_ships_and_all_of_it_is_published() {
        must_hold().expect("nothing was changed");
        assert_eq!(publish(list(), &FILES).expect("no fault").len(), list().len(), "run: assemble content publish");
        assert_eq!(parse(&write(&list())).expect("a list"), list());
    }

    #[test]
    fn a_changed_version_is_named_with_its_file_and_why() {
        let (file, text) = FILES[0];
        // One blank is enough.
        let other = text.replacen("\"minutes\": ", "\"minutes\":  ", 1);
        assert_ne!(other, text);
        let mut files = FILES.to_vec();
        files[0] = (file, &other);
        let faults = faults(&list(), &files);
        assert_eq!(faults.len(), 1);
        assert_eq!(
            faults[0].to_string(),
            "content/worksheets/w1.json: version: W1 version 1 was published and never changes; make it version 2"
        );
        assert!(publish(list(), &files).is_err());
    }

    #[test]
    fn a_version_that_is_gone_is_missed_and_a_new_one_is_welcome() {
        let gone = faults(&list(), &FILES[1..]);
        assert!(gone.len() == 1 && gone[0].reason.contains("W1 version 1 was published and is gone"), "{gone:?}");
        let (file, text) = FILES[0];
        let next = text.replacen("\"version\": 1", "\"version\": 2", 1);
        let mut files = FILES.to_vec();
        files.push((file, &next));
        assert_eq!(faults(&list(), &files), []);
        assert_eq!(publish(list(), &files).expect("no fault").len(), list().len() + 1);
    }
}
