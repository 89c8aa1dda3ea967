//! Scoring and the check of content files as commands, for operators, for those who add a worksheet, and for measuring.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::definition::{Fault, check_all};
use super::published;
use super::scoring::score;
use crate::live::plan::content as run_sheets;

/// The list of what is published. It may stand beside the files that it is about.
pub const LIST: &str = "published.json";

/// The result of the answers that `input` holds, as JSON that people can read.
pub fn score_answers(worksheet: &str, mut input: impl Read) -> Result<String, String> {
    let mut answers = String::new();
    input.read_to_string(&mut answers).map_err(|error| error.to_string())?;
    let result = score(worksheet, &answers).map_err(|error| error.to_string())?;
    serde_json::to_string_pretty(&result).map_err(|error| error.to_string())
}

/// Everything that is wrong with content files. A directory stands for the `.json` files in it.
pub fn check_files(paths: &[PathBuf]) -> Result<Vec<Fault>, String> {
    let files = read_files(paths)?;
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let (plans, others): (Vec<_>, Vec<_>) = files.partition(|(_, text)| run_sheets::is_run_sheet(text));
    let mut faults = check_all(others);
    faults.extend(run_sheets::check_all(plans));
    Ok(faults)
}

/// Adds the versions that are new to the list of published ones: how many, or everything that stands against it.
pub fn publish_files(list: &Path, paths: &[PathBuf]) -> Result<Result<usize, Vec<Fault>>, String> {
    let trouble = |error: io::Error| format!("{}: {error}", list.display());
    let files = read_files(paths)?;
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let before = match fs::read_to_string(list) {
        Ok(text) => published::parse(&text).map_err(|error| format!("{}: {error}", list.display()))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(trouble(error)),
    };
    let known = before.len();
    let after = match published::publish(before, &files) {
        Ok(after) => after,
        Err(faults) => return Ok(Err(faults)),
    };
    if after.len() > known {
        fs::write(list, published::write(&after)).map_err(trouble)?;
    }
    Ok(Ok(after.len() - known))
}

/// Names and texts of files; a directory stands for the `.json` files in it.
pub fn read_files(paths: &[PathBuf]) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for path in paths {
        let trouble = |error: io::Error| format!("{}: {error}", path.display());
        for file in json_files(path).map_err(trouble)? {
            let text = fs::read_to_string(&file).map_err(trouble)?;
            files.push((file.display().to_string(), text));
        }
    }
    Ok(files)
}

fn json_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "json") && !file.ends_with(LIST));
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_the_program_have_no_fault_and_others_are_named() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let ours = ["worksheets", "selfchecks", "run_sheets"].map(|directory| content.join(directory));
        assert_eq!(check_files(&ours), Ok(Vec::new()));
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("mine.json");
        fs::write(&file, r#"{"id": "X1"}"#).expect("written");
        let faults = check_files(&[directory.path().to_owned()]).expect("read");
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.file.ends_with("mine.json")), "{faults:?}");
        let sheet = fs::read_to_string(content.join("run_sheets/t1.json")).expect("it ships");
        fs::write(&file, sheet.replacen("\"total_min\": 90", "\"total_min\": 91", 1)).expect("written");
        let faults = check_files(std::slice::from_ref(&file)).expect("read");
        assert!(faults.len() == 1 && faults[0].path == "total_min", "{faults:?}");
        assert!(check_files(&[directory.path().join("none.json")]).is_err());
    }

    #[test]
    fn what_is_published_stays_as_it_is() {
        let directory = tempfile::tempdir().expect("a directory");
        let (list, file) = (directory.path().join("published.json"), directory.path().join("w3.json"));
        let text = include_str!("../../content/worksheets/w3.json");
        let put = |text: &str| fs::write(&file, text).expect("written");
        let publish = || publish_files(&list, std::slice::from_ref(&file)).expect("read");
        put(text);
        assert_eq!(publish(), Ok(1));
        assert_eq!(publish(), Ok(0), "once more changes nothing");
        put(&text.replace("\"version\": 1", "\"version\": 2"));
        assert_eq!(publish(), Ok(1), "a new version beside the old one");
        put(&text.replace("自分の力を活かせる", "自分の力を使える"));
        let faults = publish().expect_err("a published version was changed");
        assert!(faults[0].reason.contains("W3 version 1") && faults[0].file.ends_with("w3.json"), "{faults:?}");
        put("{");
        assert!(publish().is_err(), "what is faulty is not published");
    }

    #[test]
    fn what_cannot_be_scored_is_said() {
        assert!(score_answers("W99", "{}".as_bytes()).is_err_and(|error| error.contains("W99")));
        assert!(score_answers("W3", "nonsense".as_bytes()).is_err());
    }
}
