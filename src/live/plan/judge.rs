//! What a run sheet must be: forms and the files of the content are held to the same.

use std::collections::BTreeSet;

use super::draft::{MAX_BLOCKS, MAX_PROMPTS};
use super::model::{Block, BlockKind, Both, RunSheet};
use crate::kit::Locale;
use crate::kit::form::chars;
use crate::live::tools::model::{Asked, PromptKind};
use crate::tl;

/// The longest name of a sheet or a block.
const MAX_TITLE: usize = 120;
/// The longest words for the host to say, or for the screen.
const MAX_WORDS: usize = 1_000;
/// The longest question.
const MAX_LABEL: usize = 200;
/// The longest choice.
const MAX_CHOICE: usize = 80;
/// The longest word at the end of a scale, or of a unit.
const MAX_END: usize = 40;
/// The minutes of a block.
pub const MINUTES: (u32, u32) = (1, 240);
/// The people in a group.
pub const GROUP: (u32, u32) = (3, 5);
/// The seconds of a turn.
pub const TURN: (u32, u32) = (10, 1_800);
/// The people that a sheet is made for.
pub const PEOPLE: (u32, u32) = (1, 500);
/// The steps of a scale.
pub const STEPS: (u32, u32) = (3, 10);
/// The seconds that a prompt is open.
pub const OPEN: (u32, u32) = (10, 3_600);
/// The choices of a prompt.
const CHOICES: (usize, usize) = (2, 12);

/// Something that needs another look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field, as forms name it.
    pub field: &'static str,
    /// Why.
    pub why: Why,
}

/// Why something needs another look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing stands there.
    Missing,
    /// More characters than that.
    Long(usize),
    /// Not between these.
    Range(u32, u32),
    /// Too few or too many choices, or one twice.
    Choices,
}

impl Why {
    /// In a sentence.
    pub fn words(self, locale: Locale) -> String {
        match self {
            Why::Missing => tl!(locale, plan.error_missing).to_owned(),
            Why::Long(most) => tl!(locale, plan.error_long, most = most),
            Why::Range(least, most) => tl!(locale, plan.error_range, least = least, most = most),
            Why::Choices => tl!(locale, plan.error_choices, least = CHOICES.0, most = CHOICES.1),
        }
    }
}

/// What was found so far.
#[derive(Default)]
struct Found(Vec<Wrong>);

impl Found {
    fn add(&mut self, field: &'static str, why: Why) {
        self.0.push(Wrong { field, why });
    }

    fn text(&mut self, fields: [&'static str; 2], text: &Both, most: usize) {
        for (field, text) in fields.into_iter().zip([&text.ja, &text.en]) {
            if chars(text) > most {
                self.add(field, Why::Long(most));
            }
        }
    }

    fn named(&mut self, fields: [&'static str; 2], text: &Both, most: usize) {
        if text.ja.trim().is_empty() {
            self.add(fields[0], Why::Missing);
        }
        self.text(fields, text, most);
    }

    fn number(&mut self, field: &'static str, n: u32, (least, most): (u32, u32)) {
        if !(least..=most).contains(&n) {
            self.add(field, Why::Range(least, most));
        }
    }
}

/// What is wrong with the name and the size of a sheet.
pub fn head(title: &Both, (least, most): (u32, u32)) -> Vec<Wrong> {
    let mut found = Found::default();
    found.named(["title", "title_en"], title, MAX_TITLE);
    found.number("least", least, PEOPLE);
    found.number("most", most, (least.clamp(PEOPLE.0, PEOPLE.1), PEOPLE.1));
    found.0
}

/// What is wrong with a block, apart from its prompts.
pub fn block(block: &Block) -> Vec<Wrong> {
    let mut found = Found::default();
    found.named(["title", "title_en"], &block.title, MAX_TITLE);
    found.number("min", block.min, MINUTES);
    found.text(["says", "says_en"], &block.host_says, MAX_WORDS);
    found.text(["screen", "screen_en"], &block.screen, MAX_WORDS);
    match (block.kind, block.group) {
        (BlockKind::Breakout, size) => found.number("group", size.map_or(0, u32::from), GROUP),
        (BlockKind::Pair, size) => found.number("group", size.map_or(0, u32::from), (2, 2)),
        (_, None) => {}
        (_, Some(size)) => found.number("group", u32::from(size), (0, 0)),
    }
    if let Some(turns) = block.turns {
        found.number("turn", turns.per_person_s, TURN);
        found.number("bell", turns.bell_s, (0, turns.per_person_s));
    }
    found.0
}

/// What is wrong with a prompt.
pub fn asked(asked: &Asked) -> Vec<Wrong> {
    let mut found = Found::default();
    found.named(["label"; 2], &asked.label, MAX_LABEL);
    if chosen_from(asked.kind) {
        let single: BTreeSet<&str> = asked.choices.iter().map(|choice| choice.ja.as_str()).collect();
        let fine = single.len() == asked.choices.len()
            && (CHOICES.0..=CHOICES.1).contains(&single.len())
            && !single.contains("");
        if !fine {
            found.add("choices", Why::Choices);
        }
    } else if !asked.choices.is_empty() {
        found.add("choices", Why::Choices);
    }
    for choice in &asked.choices {
        found.text(["choices"; 2], choice, MAX_CHOICE);
    }
    if asked.kind == PromptKind::Scale {
        found.number("steps", u32::from(asked.steps), STEPS);
    }
    found.text(["low"; 2], &asked.ends.0, MAX_END);
    found.text(["high"; 2], &asked.ends.1, MAX_END);
    found.text(["unit"; 2], &asked.unit, MAX_END);
    if let Some(seconds) = asked.seconds {
        found.number("seconds", seconds, OPEN);
    }
    found.0
}

/// Whether one chooses from what the host wrote.
pub fn chosen_from(kind: PromptKind) -> bool {
    matches!(kind, PromptKind::Choice | PromptKind::Multiple | PromptKind::Ranking | PromptKind::TwoRounds)
}

/// What is wrong with a whole sheet, each with its place.
pub fn sheet(sheet: &RunSheet) -> Vec<(String, Wrong)> {
    let here = |place: String| move |wrong: Wrong| (format!("{place}{}", wrong.field), wrong);
    let mut all: Vec<(String, Wrong)> = head(&sheet.title, sheet.size).into_iter().map(here(String::new())).collect();
    if sheet.blocks.len() > MAX_BLOCKS {
        let most = u32::try_from(MAX_BLOCKS).unwrap_or(u32::MAX);
        all.push(("segments".to_owned(), Wrong { field: "segments", why: Why::Range(0, most) }));
    }
    for (at, one) in sheet.blocks.iter().enumerate() {
        all.extend(block(one).into_iter().map(here(format!("segments[{at}]."))));
        if one.prompts.len() > MAX_PROMPTS {
            let most = u32::try_from(MAX_PROMPTS).unwrap_or(u32::MAX);
            let wrong = Wrong { field: "prompts", why: Why::Range(0, most) };
            all.push((format!("segments[{at}].prompts"), wrong));
        }
        for (nth, prompt) in one.prompts.iter().enumerate() {
            all.extend(asked(prompt).into_iter().map(here(format!("segments[{at}].prompts[{nth}]."))));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::plan::model::Turns;

    fn both(ja: &str) -> Both {
        Both { ja: ja.to_owned(), en: String::new() }
    }

    fn wrong(change: impl FnOnce(&mut Block)) -> Vec<&'static str> {
        let mut one = Block { title: both("対話"), min: 20, ..Block::default() };
        change(&mut one);
        block(&one).into_iter().map(|wrong| wrong.field).collect()
    }

    fn wrong_prompt(change: impl FnOnce(&mut Asked)) -> Vec<&'static str> {
        let mut one =
            Asked { label: both("いまは"), choices: vec![both("はい"), both("いいえ")], ..Asked::default() };
        change(&mut one);
        asked(&one).into_iter().map(|wrong| wrong.field).collect()
    }

    #[test]
    fn a_block_is_held_to_its_bounds() {
        assert!(wrong(|_| {}).is_empty());
        assert_eq!(wrong(|one| one.title = both(" ")), ["title"]);
        assert_eq!(wrong(|one| one.title.en = "x".repeat(121)), ["title_en"]);
        assert_eq!(wrong(|one| one.host_says = both(&"あ".repeat(1_001))), ["says"]);
        for min in [0, 241, u32::MAX] {
            assert_eq!(wrong(|one| one.min = min), ["min"]);
        }
        assert_eq!(wrong(|one| one.group = Some(4)), ["group"], "all together");
        assert_eq!(wrong(|one| one.kind = BlockKind::Breakout), ["group"]);
        for size in [2, 6, 255] {
            assert_eq!(wrong(|one| (one.kind, one.group) = (BlockKind::Breakout, Some(size))), ["group"]);
        }
        assert!(wrong(|one| (one.kind, one.group) = (BlockKind::Pair, Some(2))).is_empty());
        assert_eq!(wrong(|one| one.turns = Some(Turns { per_person_s: 9, bell_s: 0 })), ["turn"]);
        assert_eq!(wrong(|one| one.turns = Some(Turns { per_person_s: 60, bell_s: 61 })), ["bell"]);
    }

    #[test]
    fn a_prompt_has_what_its_kind_needs_and_nothing_else() {
        assert!(wrong_prompt(|_| {}).is_empty());
        assert_eq!(wrong_prompt(|one| one.label = Both::default()), ["label"]);
        assert_eq!(wrong_prompt(|one| one.choices.truncate(1)), ["choices"]);
        assert_eq!(wrong_prompt(|one| one.choices[1] = both("はい")), ["choices"], "one twice");
        assert_eq!(wrong_prompt(|one| one.choices = (0..13).map(|n| both(&n.to_string())).collect()), ["choices"]);
        assert_eq!(wrong_prompt(|one| one.kind = PromptKind::Weather), ["choices"]);
        assert_eq!(wrong_prompt(|one| (one.kind, one.choices) = (PromptKind::Scale, Vec::new())), ["steps"]);
        assert_eq!(wrong_prompt(|one| one.seconds = Some(9)), ["seconds"]);
        assert_eq!(wrong_prompt(|one| one.ends.1 = both(&"あ".repeat(41))), ["high"]);
    }

    #[test]
    fn every_place_of_a_sheet_is_named() {
        let empty = Block { prompts: vec![Asked::default()], ..Block::default() };
        let faulty = RunSheet { blocks: vec![empty], ..RunSheet::default() };
        let places: Vec<String> = sheet(&faulty).into_iter().map(|(place, _)| place).collect();
        assert_eq!(
            places,
            [
                "title",
                "least",
                "most",
                "segments[0].title",
                "segments[0].min",
                "segments[0].prompts[0].label",
                "segments[0].prompts[0].choices"
            ]
        );
        for locale in [Locale::ja, Locale::en] {
            assert!(sheet(&faulty).iter().all(|(_, wrong)| !wrong.why.words(locale).is_empty()));
        }
    }
}
