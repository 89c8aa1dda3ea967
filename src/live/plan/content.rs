//! The run sheets that come with the program. They are content: data files that are part of it, checked by
//! `assemble content check` and once more at every start.

use std::sync::LazyLock;

use serde::Deserialize;

use super::draft::Draft;
use super::model::{Block, BlockKind, Both, Mix, Overrun, RunSheet, Tool, Turns};
use super::{judge, sums};
use crate::kit::Locale;
use crate::live::tools::model::Asked;
use crate::server::Result;
use crate::server::failure::Failure;
use crate::worksheets::definition::Fault;

/// The files, in the order in which hosts are offered them.
const FILES: [(&str, &str); 4] = [
    ("content/run_sheets/t1.json", include_str!("../../../content/run_sheets/t1.json")),
    ("content/run_sheets/t2.json", include_str!("../../../content/run_sheets/t2.json")),
    ("content/run_sheets/t3.json", include_str!("../../../content/run_sheets/t3.json")),
    ("content/run_sheets/t4.json", include_str!("../../../content/run_sheets/t4.json")),
];

/// A run sheet to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name in forms.
    pub id: String,
    /// What it begins with.
    pub sheet: RunSheet,
}

/// A file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    title_ja: String,
    title_en: String,
    total_min: u32,
    size: (u32, u32),
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Segment {
    min: u32,
    kind: BlockKind,
    #[serde(default)]
    group: Option<u8>,
    #[serde(default)]
    mix: Mix,
    title_ja: String,
    title_en: String,
    host_says_ja: String,
    host_says_en: String,
    #[serde(default)]
    screen_ja: String,
    #[serde(default)]
    screen_en: String,
    tool: Tool,
    #[serde(default)]
    turns: Option<Turns>,
    #[serde(default)]
    auto_advance: bool,
    overrun: Overrun,
    #[serde(default)]
    check_out: bool,
    #[serde(default)]
    prompts: Vec<Asked>,
}

static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| FILES.iter().filter_map(|(file, json)| read(file, json).ok()).collect());

/// All of them.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The one of that name.
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|one| one.id == id)
}

/// Refuses to go on when a file of the program is faulty.
pub fn must_hold() -> Result<()> {
    let faults: Vec<String> = check_all(FILES).iter().map(Fault::to_string).collect();
    if faults.is_empty() { Ok(()) } else { Err(Failure::refused(faults.join("\n"))) }
}

/// Whether a file is meant to be a run sheet: nothing else has segments.
pub fn is_run_sheet(json: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(json).is_ok_and(|value| value.get("segments").is_some())
}

/// Everything that is wrong with files (name and text).
pub fn check_all<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for (file, json) in files {
        match read(file, json) {
            Err(found) => faults.extend(found),
            Ok(template) => {
                let reason = format!("{} is in another file as well: ", template.id);
                if let Some(other) = seen.insert(template.id, file) {
                    faults.push(Fault { file: file.to_owned(), path: "id".into(), reason: reason + other });
                }
            }
        }
    }
    faults
}

/// What a file holds, or everything that is wrong with it.
pub fn read(file: &str, json: &str) -> Result<Template, Vec<Fault>> {
    let fault = |path: String, reason: String| Fault { file: file.to_owned(), path, reason };
    let read: File = serde_json::from_str(json)
        .map_err(|error| vec![fault(String::new(), format!("is not a run sheet: {error}"))])?;
    let File { id, title_ja, title_en, total_min, size, segments } = read;
    let blocks: Vec<Block> = segments.into_iter().map(Segment::block).collect();
    let sheet = RunSheet { title: Both { ja: title_ja, en: title_en }, size, blocks };
    let mut faults: Vec<Fault> =
        judge::sheet(&sheet).into_iter().map(|(path, wrong)| fault(path, wrong.why.words(Locale::en))).collect();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        faults.push(fault("id".into(), "is of small letters and digits".into()));
    }
    let sum = sums::total(&sheet);
    if sum != total_min {
        faults.push(fault("total_min".into(), format!("is {total_min}, but the segments come to {sum}")));
    }
    if sheet.blocks.iter().filter(|block| block.check_out).count() != 1 {
        faults.push(fault("segments".into(), "one of them is the check-out".into()));
    }
    for (at, block) in sheet.blocks.iter().enumerate() {
        let untranslated =
            [(&block.title, "title_en"), (&block.host_says, "host_says_en"), (&block.screen, "screen_en")];
        for (_, field) in untranslated.into_iter().filter(|(text, _)| text.ja.is_empty() != text.en.is_empty()) {
            faults.push(fault(format!("segments[{at}].{field}"), "stands in both languages or in none".into()));
        }
    }
    let grouped = |block: &&Block| matches!(block.kind, BlockKind::Breakout | BlockKind::Pair);
    if sheet.blocks.iter().find(grouped).is_some_and(|first| first.mix == Mix::Same) {
        faults.push(fault("segments".into(), "the first groups cannot be those of before".into()));
    }
    if faults.is_empty() { Ok(Template { id, sheet: Draft::of(sheet).sheet }) } else { Err(faults) }
}

impl Segment {
    /// The block, without a key.
    fn block(self) -> Block {
        Block {
            key: String::new(),
            min: self.min,
            kind: self.kind,
            group: self.group,
            mix: self.mix,
            title: Both { ja: self.title_ja, en: self.title_en },
            host_says: Both { ja: self.host_says_ja, en: self.host_says_en },
            screen: Both { ja: self.screen_ja, en: self.screen_en },
            tool: self.tool,
            turns: self.turns,
            auto_advance: self.auto_advance,
            overrun: self.overrun,
            check_out: self.check_out,
            prompts: self.prompts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::tools::model::PromptKind;

    #[test]
    fn the_program_starts_with_what_it_ships() {
        must_hold().expect("no fault");
        let totals: Vec<(&str, u32, usize)> =
            templates().iter().map(|one| (one.id.as_str(), sums::total(&one.sheet), one.sheet.blocks.len())).collect();
        assert_eq!(totals, [("t1", 90, 10), ("t2", 120, 11), ("t3", 90, 11), ("t4", 120, 12)]);
        for one in templates() {
            assert!(!one.sheet.title.en.is_empty());
            let check_out = one.sheet.blocks.iter().find(|block| block.check_out).expect("a check-out");
            assert_eq!((check_out.overrun, sums::least(check_out)), (Overrun::Next, check_out.min));
            for block in &one.sheet.blocks {
                let given = matches!(block.kind, BlockKind::Lobby | BlockKind::Break);
                assert!(!given || block.overrun == Overrun::Next, "{}", block.title.ja);
                assert!(!block.host_says.ja.is_empty() && !block.host_says.en.is_empty());
            }
        }
    }

    #[test]
    fn each_has_its_tools_and_groups() {
        let of = |id: &str| template(id).expect("it ships").sheet.clone();
        let tools = |id: &str, tool: Tool| of(id).blocks.iter().filter(|block| block.tool == tool).count();
        assert_eq!((tools("t1", Tool::Chat), tools("t1", Tool::Journal)), (1, 1));
        assert_eq!(tools("t2", Tool::Board), 3);
        assert_eq!((tools("t3", Tool::Cards), tools("t3", Tool::Journal)), (3, 1));
        let mixes =
            |id: &str| of(id).blocks.iter().filter_map(|one| one.group.map(|n| (n, one.mix))).collect::<Vec<_>>();
        assert_eq!(mixes("t1"), [(4, Mix::New), (4, Mix::Same), (4, Mix::Remix)]);
        assert!(mixes("t2").is_empty());
        assert_eq!(mixes("t3"), [(3, Mix::New)]);
        assert_eq!(mixes("t4"), [(4, Mix::New), (4, Mix::Remix)]);
        let check_in = &of("t1").blocks[2];
        assert_eq!(check_in.turns, Some(Turns { per_person_s: 90, bell_s: 30 }));
        assert_eq!(check_in.prompts[0].kind, PromptKind::Weather);
    }

    #[test]
    fn faults_are_named_with_their_place() {
        let (file, text) = FILES[0];
        let faults = |from: &str, to: &str| -> Vec<String> {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            check_all([(file, changed.as_str())]).iter().map(Fault::to_string).collect()
        };
        let found = faults("\"min\": 5", "\"min\": 6");
        assert_eq!(found, ["content/run_sheets/t1.json: total_min: is 90, but the segments come to 91"]);
        let found = faults("\"min\": 7", "\"min\": 0");
        assert!(found.iter().any(|one| one.contains("segments[1].min: ")), "{found:?}");
        for (from, to) in [
            ("\"group\": 4", "\"group\": 9"),
            ("\"mix\": \"new\"", "\"mix\": \"same\""),
            (", \"check_out\": true", ""),
            ("\"id\": \"t1\"", "\"id\": \"T 1\""),
            ("\"tool\": \"chat\"", "\"tool\": \"radio\""),
            ("\"title_en\": \"Break\"", "\"title_en\": \"\""),
            ("\"title_en\": \"Break\",", ""),
            ("{", "["),
        ] {
            assert!(!faults(from, to).is_empty(), "{from}");
        }
        let twice = check_all([FILES[0], FILES[0]]);
        assert!(twice.len() == 1 && twice[0].path == "id", "{twice:?}");
        assert!(FILES.iter().all(|(_, text)| is_run_sheet(text)) && !is_run_sheet("{}") && !is_run_sheet("{"));
    }
}
