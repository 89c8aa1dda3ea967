//! Puts together what the pages show.

use super::model::{Change, HelpDesk, HelpShown, Line, LineSheet, LineShown};
use super::store;
use crate::accounts::model::HOME_ZONE;
use crate::kit::{Locale, Moment, Viewer};
use crate::server::Result;
use crate::server::db::Conn;
use crate::server::time;
use crate::tl;
use crate::worksheets::definition::library::battery;

/// The box of help, for everybody.
pub async fn shown(conn: &mut Conn, locale: Locale) -> Result<HelpShown> {
    let lines = store::lines(conn).await?;
    Ok(HelpShown {
        nobody_reads: battery().nobody_reads.of(locale),
        evening: battery().evening.of(locale),
        lines: lines.into_iter().filter(Line::is_shown).map(|line| line_shown(line, locale)).collect(),
    })
}

fn line_shown(line: Line, locale: Locale) -> LineShown {
    let (name, note) = match locale {
        Locale::ja => (line.name_ja, line.note_ja),
        Locale::en => (line.name_en, line.note_en),
    };
    // Nobody calls in vain without having been told: where no hours are known, the number itself says them.
    let note = match note.is_empty() && !line.numbers.is_empty() {
        true => tl!(locale, selfchecks.help_hours).to_owned(),
        false => note,
    };
    let checked = line.checked_at.map(|at| time::full_day(at, HOME_ZONE, locale)).unwrap_or_default();
    LineShown { name, numbers: line.numbers, note, url: line.url, evening: line.evening, checked }
}

/// The organiser's page.
pub async fn desk(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<HelpDesk> {
    let stale_days = battery().stale_days;
    let history = store::history(conn).await?;
    let day = |at: Moment| time::full_day(at, &viewer.zone, viewer.locale);
    let lines = store::lines(conn).await?.into_iter().map(|line| {
        let of_line = history.iter().filter(|(id, ..)| *id == line.id);
        let history =
            of_line.map(|(_, act, was, by, at)| Change { act: *act, by: by.clone(), day: day(*at), was: was.clone() });
        LineSheet {
            checked: line.checked_at.map(day),
            stale: line.is_stale(stale_days, now),
            history: history.collect(),
            line,
        }
    });
    Ok(HelpDesk { lines: lines.collect(), stale_days })
}

/// How many lines should be checked: again those that are shown, and for the first time those that wait for it.
pub async fn stale(conn: &mut Conn, now: Moment) -> Result<i64> {
    let lines = store::lines(conn).await?;
    let old = lines.iter().filter(|line| line.hidden_at.is_none() && line.is_stale(battery().stale_days, now));
    Ok(old.count() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_says_when_it_is_answered_or_where_to_hear_it() {
        let line = |note: &str, numbers: &[&str]| Line {
            note_ja: note.to_owned(),
            numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
            ..Line::default()
        };
        let note = |one: Line| line_shown(one, Locale::ja).note;
        assert_eq!(note(line("24時間・無料", &["0120-279-338"])), "24時間・無料");
        assert!(note(line("", &["0570-064-556"])).contains("番号の案内"));
        assert_eq!(note(line("", &[])), "", "a list of places has no announcement");
    }
}
