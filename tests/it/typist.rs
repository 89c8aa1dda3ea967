//! Three devices that write into one journal, made up from a seed, and what has to be found again after it.
//!
//! A text is made of phrases with numbers, which are inserted, moved and deleted as a whole: so each of them either is in
//! a text, character by character, or it is not. What was acknowledged has to be found at the end, unless its own line of
//! writing took it out again and that was acknowledged as well.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// How many devices write.
pub const DEVICES: usize = 3;
/// From this many parts on texts get shorter rather than longer.
const LONG: usize = 120;

const SENTENCES: [&str; 8] = [
    "声をかけるか迷った。",
    "話を最後まで聴けた！",
    "あれでよかったのだろうか？",
    "👩‍👩‍👧の家族と会った。",
    "か\u{3099}まんした……",
    "はい。",
    "I was tired. ",
    "𠮷田さんが笑った。",
];
const WORDS: [&str; 5] = ["とても、", "少し", "🙂", "本当は、", "やっぱり"];
/// Readings and what they become.
const READINGS: [(&str, &str); 3] =
    [("つかれた", "疲れた。"), ("きもちが", "気持ちが、"), ("はなしをきいた", "話を聴いた。")];

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Phrase(u32),
    Line,
    /// What no device typed: marks around two wordings.
    Other(String),
}

/// One device: what is on its screen.
#[derive(Clone, Debug, Default)]
struct Device {
    parts: Vec<Part>,
    /// Every phrase that was on its screen since it opened the text.
    line: BTreeSet<u32>,
    /// A phrase that is still being composed, and what it becomes.
    composing: Option<(u32, &'static str)>,
}

/// A text on its way to the server.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The text.
    pub text: String,
    holds: BTreeSet<u32>,
    deleted: BTreeSet<u32>,
}

/// Three devices, and what they were promised.
#[derive(Debug)]
pub struct Typist {
    random: StdRng,
    phrases: BTreeMap<u32, String>,
    devices: [Device; DEVICES],
    promised: BTreeSet<u32>,
    deleted: BTreeSet<u32>,
}

impl Typist {
    /// Three devices with an empty text.
    pub fn new(seed: u64) -> Self {
        Typist {
            random: StdRng::seed_from_u64(seed),
            phrases: BTreeMap::new(),
            devices: Default::default(),
            promised: BTreeSet::new(),
            deleted: BTreeSet::new(),
        }
    }

    /// What is on a device's screen.
    pub fn text(&self, device: usize) -> String {
        let part = |part: &Part| match part {
            Part::Phrase(number) => self.phrases[number].clone(),
            Part::Line => "\n".to_owned(),
            Part::Other(text) => text.clone(),
        };
        self.devices[device].parts.iter().map(part).collect()
    }

    /// Something happens at a device's keyboard; says what.
    pub fn types(&mut self, device: usize) -> &'static str {
        if let Some((number, becomes)) = self.devices[device].composing.take() {
            let at = self.devices[device].parts.iter().position(|part| *part == Part::Phrase(number));
            let at = at.expect("what is composed is on the screen");
            self.devices[device].parts[at] = self.phrase(becomes);
            return "converts";
        }
        let len = self.devices[device].parts.len();
        let at = self.random.random_range(0..=len);
        let many = self.random.random_range(1..=if len > LONG { LONG / 2 } else { 4 });
        let run = at.min(len.saturating_sub(many))..(at + many).min(len);
        let deed = self.random.random_range(if len > LONG { 80..100 } else { 0..100 });
        let parts = match deed {
            // At the end, as people write, or anywhere.
            0..45 => {
                let sentence = self.any(&SENTENCES);
                let at = if deed < 30 { len } else { at };
                self.devices[device].parts.insert(at, sentence);
                return "writes a sentence";
            }
            45..57 => vec![self.any(&WORDS)],
            57..62 => vec![Part::Line],
            62..70 => {
                let (reading, becomes) = *READINGS.choose(&mut self.random).expect("some");
                let phrase = self.phrase(reading);
                let Part::Phrase(number) = phrase else { unreachable!("it is one") };
                self.devices[device].composing = Some((number, becomes));
                vec![phrase]
            }
            70..75 => (0..many * 2).flat_map(|_| [self.any(&SENTENCES), Part::Line]).collect(),
            75..80 => self.devices[device].parts[run].to_vec(),
            80..92 => {
                self.devices[device].parts.drain(run);
                return "deletes";
            }
            _ => {
                let parts: Vec<Part> = self.devices[device].parts.drain(run).collect();
                let at = self.random.random_range(0..=len - parts.len());
                self.devices[device].parts.splice(at..at, parts);
                return "moves";
            }
        };
        self.devices[device].parts.splice(at..at, parts);
        "inserts"
    }

    /// A device sends what is on its screen.
    pub fn sends(&mut self, device: usize) -> Sent {
        let text = self.text(device);
        let holds = self.phrases_of(&text);
        let deleted = self.devices[device].line.difference(&holds).copied().collect();
        self.devices[device].line.extend(holds.iter().copied());
        Sent { text, holds, deleted }
    }

    /// The server said that it has a text. In whatever order, and as often as it says so.
    pub fn acknowledged(&mut self, sent: &Sent) {
        self.promised.extend(&sent.holds);
        self.deleted.extend(&sent.deleted);
    }

    /// A device shows another text from now on: the newest one that the server has, or its own draft after a crash. What
    /// was on its screen and was not sent is gone, and nobody promised it.
    pub fn opens(&mut self, device: usize, text: &str) {
        let parts = self.parts(text);
        self.devices[device] = Device { line: self.phrases_of(text), parts, composing: None };
    }

    /// What was promised and is in none of the texts.
    pub fn missing<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let mut missing: BTreeSet<u32> = self.promised.difference(&self.deleted).copied().collect();
        for text in texts {
            let found = self.phrases_of(text);
            missing.retain(|number| !found.contains(number));
        }
        missing.into_iter().map(|number| self.phrases[&number].clone()).collect()
    }

    /// What of a text was typed on no device: everything but phrases, line ends and the `known` lines.
    pub fn strange(&self, text: &str, known: &[&str]) -> Vec<String> {
        let other = self.parts(text).into_iter().filter_map(|part| match part {
            // Devices take line ends away too: then known lines stand side by side.
            Part::Other(text) if !known.iter().fold(text.clone(), |rest, one| rest.replace(one, "")).is_empty() => {
                Some(text)
            }
            _ => None,
        });
        other.collect()
    }

    fn any(&mut self, of: &[&str]) -> Part {
        let words = of.choose(&mut self.random).expect("some");
        self.phrase(words)
    }

    fn phrase(&mut self, words: &str) -> Part {
        let number = self.phrases.len() as u32;
        self.phrases.insert(number, format!("［{number:06}］{words}"));
        Part::Phrase(number)
    }

    fn phrases_of(&self, text: &str) -> BTreeSet<u32> {
        let number = |part: Part| if let Part::Phrase(number) = part { Some(number) } else { None };
        self.parts(text).into_iter().filter_map(number).collect()
    }

    fn parts(&self, text: &str) -> Vec<Part> {
        let (mut parts, mut rest) = (Vec::new(), text);
        while !rest.is_empty() {
            let number = rest.strip_prefix('［').and_then(|rest| rest.get(..6)?.parse().ok());
            let phrase = number.and_then(|number| self.phrases.get(&number).filter(|words| rest.starts_with(*words)));
            let (part, len) = match (number, phrase) {
                (Some(number), Some(words)) => (Part::Phrase(number), words.len()),
                _ if rest.starts_with('\n') => (Part::Line, 1),
                _ => {
                    let first = rest.chars().next().map_or(0, char::len_utf8);
                    let len = rest[first..].find(['［', '\n']).map_or(rest.len(), |at| first + at);
                    (Part::Other(rest[..len].to_owned()), len)
                }
            };
            parts.push(part);
            rest = &rest[len..];
        }
        parts
    }
}

#[test]
fn whatever_three_devices_write_the_merged_text_holds_it() {
    use assemble::journal::model::{Marks, merge};
    const MARKS: Marks<'_> =
        Marks { first: "〔先に書いた文〕", second: "〔あとに書いた文〕", end: "〔ここまで〕" };
    const STEPS: usize = 150;

    for seed in 0..4 {
        let (mut typist, mut chance) = (Typist::new(seed), StdRng::seed_from_u64(!seed));
        // All versions that the server has, and for each device the one that its text was made of.
        let (mut versions, mut bases) = (vec![String::new()], [0; DEVICES]);
        for _ in 0..STEPS {
            let device = chance.random_range(0..DEVICES);
            typist.types(device);
            if chance.random_range(0..6) > 0 {
                continue;
            }
            let sent = typist.sends(device);
            let head = &versions[versions.len() - 1];
            let merged = merge(&versions[bases[device]], &sent.text, head, &[MARKS]).text(&MARKS);
            let strange = typist.strange(&merged, &[MARKS.first, MARKS.second, MARKS.end]);
            assert!(strange.is_empty(), "seed {seed}: {strange:?}");
            versions.push(merged);
            typist.acknowledged(&sent);
            // Sometimes a device goes on writing on its own text: then the next merge has the same base again.
            if chance.random_range(0..4) > 0 {
                bases[device] = versions.len() - 1;
                typist.opens(device, &versions[bases[device]]);
            }
        }
        let head = versions[versions.len() - 1].as_str();
        let missing = typist.missing([head]);
        assert!(missing.is_empty(), "seed {seed}: {missing:?} not in {head}");
        // The oracle sees a loss.
        let alive = typist.parts(head).into_iter().find_map(|part| match part {
            Part::Phrase(number) if !typist.deleted.contains(&number) => Some(typist.phrases[&number].clone()),
            _ => None,
        });
        if let Some(words) = alive {
            assert_eq!(typist.missing([head.replace(&words, "").as_str()]), [words]);
        }
    }
}
