//! The definitions that are part of the program, and those that a community added, read once.

use std::sync::OnceLock;

use super::{Battery, Cards, Content, Definition, Family, Questionnaire, read};

/// The content files: name and text. A start checks them against what was published.
pub const FILES: [(&str, &str); 15] = [
    ("content/worksheets/w1.json", include_str!("../../../content/worksheets/w1.json")),
    ("content/worksheets/w2.json", include_str!("../../../content/worksheets/w2.json")),
    ("content/worksheets/w3.json", include_str!("../../../content/worksheets/w3.json")),
    ("content/worksheets/w4.json", include_str!("../../../content/worksheets/w4.json")),
    ("content/worksheets/w5.json", include_str!("../../../content/worksheets/w5.json")),
    ("content/worksheets/w6.json", include_str!("../../../content/worksheets/w6.json")),
    ("content/worksheets/w7.json", include_str!("../../../content/worksheets/w7.json")),
    ("content/worksheets/w8.json", include_str!("../../../content/worksheets/w8.json")),
    ("content/worksheets/w9.json", include_str!("../../../content/worksheets/w9.json")),
    ("content/worksheets/w10.json", include_str!("../../../content/worksheets/w10.json")),
    ("content/selfchecks/cbi.json", include_str!("../../../content/selfchecks/cbi.json")),
    ("content/selfchecks/ucla3.json", include_str!("../../../content/selfchecks/ucla3.json")),
    ("content/selfchecks/direct.json", include_str!("../../../content/selfchecks/direct.json")),
    ("content/selfchecks/proqol.json", include_str!("../../../content/selfchecks/proqol.json")),
    ("content/selfchecks/battery.json", include_str!("../../../content/selfchecks/battery.json")),
];

/// The self-checks, in the order in which they are offered.
pub const SELFCHECKS: [&str; 4] = ["CBI", "UCLA3", "DIRECT", "PROQOL"];

static ALL: OnceLock<(Vec<Definition>, Option<Battery>)> = OnceLock::new();

fn shipped() -> (Vec<Definition>, Option<Battery>) {
    let (mut sheets, mut battery) = (Vec::new(), None);
    for (file, json) in FILES {
        match read(file, json) {
            Ok(Content::Sheet(sheet)) => sheets.push(*sheet),
            Ok(Content::Battery(frame)) => battery = Some(*frame),
            Err(faults) => panic!("a test reads this file: {faults:?}"),
        }
    }
    (sheets, battery)
}

/// Puts what a community added behind what ships. False when something was read here already: what people see must not
/// depend on when they look.
pub fn add(added: Vec<Definition>) -> bool {
    let (mut sheets, battery) = shipped();
    sheets.extend(added);
    ALL.set((sheets, battery)).is_ok()
}

/// Every worksheet and self-check.
pub fn all() -> &'static [Definition] {
    &ALL.get_or_init(shipped).0
}

/// The present version of a worksheet or self-check.
pub fn definition(id: &str) -> Option<&'static Definition> {
    all().iter().filter(|one| one.about.id.eq_ignore_ascii_case(id)).max_by_key(|one| one.about.version)
}

/// The version of a worksheet or self-check that an answer was given to.
pub fn version_of(id: &str, version: i64) -> Option<&'static Definition> {
    all().iter().find(|one| one.about.id.eq_ignore_ascii_case(id) && one.about.version == version)
}

/// The frame of the self-checks.
pub fn battery() -> &'static Battery {
    ALL.get_or_init(shipped).1.as_ref().expect("a test reads this file")
}

impl Definition {
    /// The cards, when it is W1.
    pub fn cards(&self) -> Option<&Cards> {
        if let Family::Cards(cards) = &self.family { Some(cards) } else { None }
    }

    /// The questions, when it is a questionnaire.
    pub fn questionnaire(&self) -> Option<&Questionnaire> {
        if let Family::Questionnaire(questions) = &self.family { Some(questions) } else { None }
    }
}
