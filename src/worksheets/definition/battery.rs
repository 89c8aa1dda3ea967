//! What stands around every self-check, and where help is to be had.

use super::parts::{Id, Words, between};
use super::reader::{Reader, shape};

shape! {
    /// The frame of the self-checks.
    pub struct Battery {
        /// `BATTERY`.
        id: String,
        /// Which version.
        version: i64,
        /// `battery`.
        family: String,
        /// What the checks are called.
        name: Words,
        /// Whose words these are.
        credit: Words,
        /// Under which terms they may be used.
        licence: Words,
        /// Whether those terms are confirmed.
        licence_confirmed: bool,
        /// Ends a check without a trace.
        not_today: Words,
        /// Shows one result to a coach.
        to_coach: Words,
        /// What stands below every result.
        footer: Words,
        /// That nobody reads along.
        nobody_reads: Words,
        /// Who may be answering in the evening.
        evening: Words,
        /// A prompt at most every so many days.
        every_days: i64,
        /// After how many days an organiser is asked to check a number again.
        stale_days: i64,
        /// Where help is to be had: how the table begins that an organiser keeps up to date.
        lines: Vec<HelpLine>,
    }

    /// Where help is to be had.
    pub struct HelpLine {
        /// Its name in the table.
        id: Id,
        /// What it is called.
        name: Words,
        /// The telephone numbers.
        numbers: Vec<String>,
        /// A few words about it.
        note: Option<Words>,
        /// Whether peers may be answering in the evening.
        evening: Option<bool>,
        /// Whether it must not be shown before a person has checked it.
        check_first: Option<bool>,
    }
}

impl Battery {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        reader.must(self.version >= 1, "version", "must be 1 or more");
        between(reader, "every_days", self.every_days, 14, 365);
        between(reader, "stale_days", self.stale_days, 1, 365);
        reader.unique("lines", self.lines.iter().map(|line| &*line.id));
        for (at, line) in self.lines.iter().enumerate() {
            let fine = |number: &String| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let place = format!("lines[{at}].numbers");
            reader.must(line.numbers.iter().all(fine), &place, "must be made of digits and -");
            let said = !line.numbers.is_empty() || line.note.is_some();
            reader.must(said, &place, "is empty, and there is no note either");
        }
    }
}
