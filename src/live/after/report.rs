//! How a workshop went, for its hosts: the same on the page and in the file.

use super::attendance::{self, Guest};
use super::said::{self, Said};
use super::words;
use crate::kit::id::WorkshopId;
use crate::kit::{Locale, Moment};
use crate::live::room::groups;
use crate::live::room::store::{Room, find};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::tl;
use crate::workshops::day::roll::harmless;

/// Spreadsheets guess the encoding without it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A block against its plan, in minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub title: String,
    /// As planned.
    pub planned: u32,
    /// What it took; none for what did not run.
    pub took: Option<u32>,
}

/// How it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Whether there was a room.
    pub held: bool,
    /// Whether it is over, so that shares are known.
    pub over: bool,
    /// The blocks.
    pub lines: Vec<Line>,
    /// How well the last groups mixed, worded.
    pub mixing: Option<String>,
    /// What was asked.
    pub said: Vec<Said>,
    /// What was said in chats and on boards. For the page alone: a file and paper would outlive it.
    pub spoken: Vec<Said>,
    /// Who was there.
    pub guests: Vec<Guest>,
}

/// The report of a workshop that the reader may change; without a room it is empty.
pub async fn read(conn: &mut Conn, id: &WorkshopId, locale: Locale, now: Moment) -> Result<Report> {
    let Some(room) = find(conn, id).await? else { return Ok(Report::default()) };
    let guests = attendance::guests(conn, id, &room).await?;
    Ok(Report {
        held: true,
        over: attendance::is_over(&room),
        lines: lines(&room, locale),
        mixing: groups::mixing_last(conn, id, locale).await?,
        said: said::answers(conn, (id, &room), locale, now).await?,
        spoken: said::lines(conn, (id, &room), locale).await?,
        guests,
    })
}

fn lines(room: &Room, locale: Locale) -> Vec<Line> {
    let both = room.sheet.blocks.iter().zip(&room.run.blocks).enumerate();
    let lines = both.map(|(at, (block, stretch))| Line {
        title: block.title.get(locale).to_owned(),
        planned: words::minutes(stretch.planned),
        took: room.run.took(at).map(words::minutes),
    });
    lines.collect()
}

impl Report {
    /// As a file for spreadsheets: the part, what, and up to two values.
    pub fn csv(&self, locale: Locale) -> Result<Vec<u8>> {
        let bad = |error: csv::Error| Failure::other("writing a report", error);
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        let part = |words: &str, what: &str, first: String, second: String| {
            [words.to_owned(), harmless(what), harmless(&first), harmless(&second)]
        };
        let heads = [
            tl!(locale, after.csv_part),
            tl!(locale, after.csv_what),
            tl!(locale, after.csv_first),
            tl!(locale, after.csv_second),
        ];
        writer.write_record(heads).map_err(bad)?;
        for line in &self.lines {
            let took = line.took.map(|took| took.to_string()).unwrap_or_default();
            let row = part(tl!(locale, after.csv_block), &line.title, line.planned.to_string(), took);
            writer.write_record(row).map_err(bad)?;
        }
        for said in &self.said {
            for (what, value) in &said.rows {
                let row = part(tl!(locale, after.csv_answer), &said.label, what.clone(), value.clone());
                writer.write_record(row).map_err(bad)?;
            }
        }
        for guest in &self.guests {
            let row = part(tl!(locale, after.csv_person), &guest.name, guest.share.to_string(), String::new());
            writer.write_record(row).map_err(bad)?;
        }
        writer.into_inner().map_err(|error| Failure::other("writing a report", error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_the_page_says_and_no_cell_is_a_formula() {
        let report = Report {
            lines: vec![Line { title: "=1+1".to_owned(), planned: 5, took: Some(7) }],
            said: vec![Said {
                label: "天気".to_owned(),
                counted: "6人が答えました。".to_owned(),
                rows: vec![("晴れ".to_owned(), "6人".to_owned())],
            }],
            ..Report::default()
        };
        let file = String::from_utf8(report.csv(Locale::ja).expect("a file")).expect("text");
        assert!(file.starts_with('\u{feff}'));
        assert!(file.contains("'=1+1,5,7\r\n"), "{file}");
        assert!(file.contains("天気,晴れ,6人\r\n"), "{file}");
    }
}
