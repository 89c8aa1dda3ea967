//! The places of the path: data in `content/cohorts/path.json`. A place whose worksheet or template this program does
//! not have is not shown, so that the file may be ahead of the program.

use std::sync::LazyLock;

use super::model::{Kind, Place};
use crate::journal::model::template;
use crate::kit::Locale;
use crate::server::Result;
use crate::server::db::Conn;
use crate::tl;
use crate::worksheets::approval::enabled;
use crate::worksheets::definition::library;
use crate::worksheets::sheets::store::Round;
use crate::worksheets::sheets::{self, known};
use crate::worksheets::store::WORKSHEET;

static PATH: LazyLock<Vec<Place>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../content/cohorts/path.json")).expect("a test reads it")
});

/// The places of which this program has what they name.
fn places() -> impl Iterator<Item = &'static Place> {
    PATH.iter().filter(|place| exists(place))
}

/// The places that can be gone to: without the worksheets whose licence nobody has confirmed.
pub async fn offered(conn: &mut Conn) -> Result<Vec<&'static Place>> {
    let mut offered = Vec::new();
    for place in places() {
        if place.kind != Kind::Worksheet || place.what == WORKSHEET || enabled(conn, &place.what).await? {
            offered.push(place);
        }
    }
    Ok(offered)
}

/// Where the first and the last round of a worksheet stand side by side, at the place where it is done again.
pub fn compare(place: &Place, rounds: &[Round]) -> Option<String> {
    if place.kind != Kind::Worksheet || place.times < 2 {
        return None;
    }
    let of = rounds.iter().filter(|round| round.worksheet == place.what && round.finished_at.is_some());
    let mut done: Vec<&Round> = of.collect();
    done.sort_by_key(|round| (round.finished_at, round.id.clone()));
    let ([first, .., last], true) = (done.as_slice(), done.len() >= place.times) else { return None };
    Some(match place.what.as_str() {
        WORKSHEET => format!("/worksheets/values/compare?a={}&b={}", first.id, last.id),
        other => format!("{}/{}/result", sheets::path(other), last.id),
    })
}

fn exists(place: &Place) -> bool {
    match place.kind {
        Kind::Worksheet => place.what == WORKSHEET || known(&place.what).is_some(),
        Kind::Journal => template(&place.what).is_some(),
        Kind::Goal | Kind::Appointment | Kind::Letter => true,
    }
}

/// What a place says of itself, with the minutes of what is done there.
pub fn note(place: &Place, locale: Locale) -> String {
    let minutes = match place.kind {
        Kind::Worksheet => library::definition(&place.what).map(|one| one.about.minutes.to_string()),
        Kind::Journal => template(&place.what).map(|one| one.span()),
        Kind::Goal | Kind::Appointment | Kind::Letter => None,
    };
    let note = place.note(locale);
    minutes.map_or_else(|| note.to_owned(), |n| tl!(locale, cohorts.path_note, note = note, n = n))
}

/// Where a place is gone to.
pub fn href(place: &Place) -> String {
    match place.kind {
        Kind::Worksheet if place.what == WORKSHEET => "/worksheets/values".to_owned(),
        Kind::Worksheet => sheets::path(&place.what),
        Kind::Journal => format!("/journal/new?template={}", place.what),
        Kind::Goal => "#goals".to_owned(),
        Kind::Appointment => "/cohort/appointments".to_owned(),
        Kind::Letter => "#letters".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Moment;

    #[test]
    fn the_path_begins_with_the_welcome_worksheet_and_ends_with_a_letter() {
        let places: Vec<_> = places().collect();
        assert_eq!(places.first().map(|place| place.kind), Some(Kind::Worksheet));
        assert_eq!(places.last().map(|place| place.kind), Some(Kind::Letter));
        let maps: Vec<usize> = places.iter().filter(|place| place.what == "W4").map(|place| place.times).collect();
        assert_eq!(maps, [1, 2], "the map is made at the beginning and at the end");
        for place in &*PATH {
            for locale in [Locale::ja, Locale::en] {
                assert!(!place.title(locale).is_empty() && !place.note(locale).is_empty(), "{place:?}");
            }
        }
    }

    #[test]
    fn the_minutes_are_those_of_what_is_done_there() {
        for (what, words) in [("W1", "25分ほど。"), ("gibbs", "20–30分ほど。")] {
            let place = places().find(|place| place.what == what).expect("on the path");
            assert!(note(place, Locale::ja).ends_with(words), "{what}");
        }
    }

    #[test]
    fn the_first_and_the_last_round_are_laid_side_by_side() {
        let place = |what: &str| places().filter(|place| place.what == what).last().expect("a place");
        let round = |n: i64, worksheet: &str, finished: Option<i64>| Round {
            id: format!("019376b0-7c6a-7000-8000-{n:012}").parse().expect("an id"),
            worksheet: worksheet.to_owned(),
            updated_at: Moment(n),
            finished_at: finished.map(Moment),
        };
        let mut rounds = vec![round(1, "W4", Some(5)), round(2, "W1", Some(9)), round(3, "W4", None)];
        assert_eq!(compare(place("W4"), &rounds), None, "one of them is not finished");
        rounds.push(round(4, "W4", Some(8)));
        rounds.push(round(5, "W4", Some(7)));
        let last = "/worksheets/w4/019376b0-7c6a-7000-8000-000000000004/result";
        assert_eq!(compare(place("W4"), &rounds).as_deref(), Some(last));
        assert_eq!(compare(place("W1"), &rounds), None, "it is done once");
    }
}
