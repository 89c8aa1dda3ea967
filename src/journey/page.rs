//! Puts the page together: opens the finished worksheets with their owner's key, says what changed, and lays it out in days.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::model::{Day, Entry, Event, Kind, PathPage, came_and_left, thousandths};
use super::store;
use crate::journal;
use crate::kit::id::AnswerId;
use crate::kit::{Locale, Moment, Viewer};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::time;
use crate::tl;
use crate::worksheets::definition::{Definition, Family, library};
use crate::worksheets::results::{Names, card_name, strength_name};
use crate::worksheets::scoring::Outcome;
use crate::worksheets::sheets::store::answers as sheets;
use crate::worksheets::sheets::{known, path as address_of};
use crate::worksheets::store as cards;

/// The most worksheets, and the most gatherings, that stand on the page: the latest.
const MOST: usize = 60;
/// How many cards of a top list are named.
const NAMED: usize = 5;
/// Up to which place what was compared two by two is named.
const FOREMOST: u32 = 3;
/// The most marks of years between the first and the last day.
const YEARS_MOST: i16 = 12;

/// A finished round of a worksheet.
struct Round {
    definition: &'static Definition,
    href: String,
    at: Moment,
    outcome: Outcome,
    names: Names,
}

/// The whole page.
pub async fn path(conn: &mut Conn, vault: &Vault, viewer: &Viewer) -> Result<PathPage> {
    let (rounds, more_rounds) = rounds(conn, vault, viewer).await?;
    let mut gatherings = store::attended(conn, &viewer.id, MOST as i64 + 1).await?;
    let more = more_rounds || gatherings.len() > MOST;
    gatherings.truncate(MOST);
    let mut events: Vec<(Moment, Event)> = told(&rounds, viewer.locale);
    events.extend(gatherings.into_iter().map(|one| {
        let notes = vec![tl!(viewer.locale, charts.path_attended).to_owned()];
        (one.at, Event { kind: Kind::Gathering, title: one.title, href: format!("/workshops/{}", one.id), notes })
    }));
    events.sort_by_key(|(at, event)| (*at, event.kind));
    let Some((first, last)) = events.first().zip(events.last()).map(|(first, last)| (first.0, last.0)) else {
        return Ok(PathPage::default());
    };
    // Entries of the first and of the last day belong to the page, whenever on that day they were begun.
    let written = store::written(conn, &viewer.id, first.plus_days(-1), last.plus_days(1)).await?;
    let date = |at: Moment| time::at(at, &viewer.zone).date();
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for (at, event) in events {
        let day = days.entry(date(at)).or_insert_with(|| Day {
            day: time::full_day(at, &viewer.zone, viewer.locale),
            date: date(at).to_string(),
            at: thousandths(at.0, first.0, last.0),
            events: Vec::new(),
            entries: Vec::new(),
        });
        day.events.push(event);
    }
    for one in written {
        let Some(day) = days.get_mut(&date(one.at)) else { continue };
        let title = journal::model::template(&one.template).map(|one| one.title(viewer.locale).to_owned());
        day.entries.push(Entry { title: title.unwrap_or_default(), href: format!("/journal/{}/read", one.id) });
    }
    let marks = marks(viewer, first, last);
    Ok(PathPage { days: days.into_values().rev().collect(), marks, more })
}

/// The finished rounds of every worksheet, the earliest first, and whether there were more.
async fn rounds(conn: &mut Conn, vault: &Vault, viewer: &Viewer) -> Result<(Vec<Round>, bool)> {
    let laid = cards::rounds(conn, &viewer.id).await?;
    let filled = sheets::rounds(conn, &viewer.id).await?;
    let laid = laid.into_iter().filter_map(|round| Some((round.finished_at?, round.id, true)));
    let filled = filled.into_iter().filter(|round| known(&round.worksheet).is_some());
    let filled = filled.filter_map(|round| Some((round.finished_at?, round.id, false)));
    let mut finished: Vec<(Moment, AnswerId, bool)> = laid.chain(filled).collect();
    finished.sort();
    let more = finished.len() > MOST;
    let mut rounds = Vec::new();
    for (at, id, of_cards) in finished.into_iter().rev().take(MOST) {
        rounds.extend(match of_cards {
            true => card_round(conn, vault, viewer, &id, at).await?,
            false => sheet_round(conn, vault, viewer, &id).await?,
        });
    }
    rounds.sort_by_key(|round| round.at);
    Ok((rounds, more))
}

/// A round of the value cards.
async fn card_round(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &AnswerId,
    at: Moment,
) -> Result<Option<Round>> {
    let answer = cards::open(conn, vault, &viewer.id, id).await?;
    let sitting = &answer.kept.sitting;
    let Some(definition) = library::version_of(cards::WORKSHEET, answer.version) else { return Ok(None) };
    let names = sitting.custom.iter().map(|own| (own.id.clone(), own.name.clone())).collect();
    let answers = serde_json::to_value(sitting).unwrap_or_default();
    let href = format!("/worksheets/values/{id}/result");
    Ok(Outcome::of(definition, answers).ok().map(|outcome| Round { definition, href, at, outcome, names }))
}

/// A round of another worksheet.
async fn sheet_round(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &AnswerId) -> Result<Option<Round>> {
    let (answer, at) = sheets::finished(conn, vault, &viewer.id, id).await?;
    let definition = answer.definition()?;
    let href = format!("{}/{id}/result", address_of(&answer.worksheet));
    let outcome = answer.kept.play.outcome(definition).ok();
    Ok(outcome.map(|outcome| Round { definition, href, at, outcome, names: answer.kept.names }))
}

/// The rounds in words, each beside the one before it of the same worksheet.
fn told(rounds: &[Round], locale: Locale) -> Vec<(Moment, Event)> {
    let mut earlier: BTreeMap<&str, &Round> = BTreeMap::new();
    let mut events = Vec::with_capacity(rounds.len());
    for round in rounds {
        let id = round.definition.about.id.as_str();
        let notes = notes(round, earlier.insert(id, round), locale);
        let title = round.definition.about.name.of(locale);
        events.push((round.at, Event { kind: Kind::of(id), title, href: round.href.clone(), notes }));
    }
    events
}

/// What is said of a round: what it holds, and what changed since the one before.
fn notes(round: &Round, before: Option<&Round>, locale: Locale) -> Vec<String> {
    match &round.outcome {
        Outcome::Cards(..) | Outcome::Pairs(..) | Outcome::Sort(..) | Outcome::Strengths(..) => {
            listed(round, before, locale)
        }
        Outcome::Questionnaire(..) => {
            let (now, before) = (part(round, locale), before.and_then(|before| part(before, locale)));
            let said = now.map(|now| match before.filter(|before| *before != now) {
                Some(before) => tl!(locale, charts.path_walked, first = before, last = now),
                None => tl!(locale, charts.path_part, name = now),
            });
            said.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What leads in a round, or was chosen, and what is new in it.
fn listed(round: &Round, before: Option<&Round>, locale: Locale) -> Vec<String> {
    let joined = |names: &[String]| names.join(tl!(locale, worksheets.separator));
    let now = leading(round, locale);
    let said = match round.outcome {
        Outcome::Strengths(..) => tl!(locale, charts.path_chosen, names = joined(&now)),
        _ => tl!(locale, charts.path_top, names = joined(&now)),
    };
    let mut notes = vec![said];
    let Some(before) = before.map(|before| leading(before, locale)) else { return notes };
    let (came, left) = came_and_left(&before, &now);
    if !came.is_empty() {
        notes.push(tl!(locale, charts.path_came, names = joined(&came)));
    }
    // What only stands lower now was not left out.
    let ranked = matches!(round.outcome, Outcome::Pairs(..) | Outcome::Sort(..));
    if !left.is_empty() && !ranked {
        notes.push(tl!(locale, charts.path_left, names = joined(&left)));
    }
    if came.is_empty() && left.is_empty() {
        notes.push(tl!(locale, charts.path_same).to_owned());
    }
    notes
}

/// The part of the map where a round of a questionnaire ends.
fn part(round: &Round, locale: Locale) -> Option<String> {
    let (Family::Questionnaire(sheet), Outcome::Questionnaire(_, scored)) = (&round.definition.family, &round.outcome)
    else {
        return None;
    };
    let point = scored.map.as_ref().and_then(Option::as_ref)?;
    Some(sheet.map.as_ref()?.part(point.part).of(locale))
}

/// By name: the first of what was ranked, or the strengths that were chosen.
fn leading(round: &Round, locale: Locale) -> Vec<String> {
    let value = |id: &String| value_name(round, id, locale);
    match &round.outcome {
        Outcome::Cards(_, scored) => scored.top.iter().take(NAMED).map(value).collect(),
        Outcome::Pairs(_, scored) => {
            scored.items.iter().filter(|row| row.place <= FOREMOST).map(|row| value(&row.id)).collect()
        }
        Outcome::Sort(_, scored) => scored.highest.iter().map(value).collect(),
        Outcome::Strengths(_, scored) => {
            scored.strengths.iter().filter_map(|row| strength_name(&row.id, locale)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a value is called: one of the worksheet itself, or a card.
fn value_name(round: &Round, id: &str, locale: Locale) -> String {
    let own = match &round.definition.family {
        Family::Pairs(pairs) => pairs.values.iter().find(|value| &*value.id == id).map(|value| value.name.of(locale)),
        Family::Sort(sort) => sort.values.iter().find(|value| &*value.id == id).map(|value| value.name.of(locale)),
        _ => None,
    };
    own.unwrap_or_else(|| card_name(id, &round.names, locale))
}

/// The first day, the beginnings of years, and the last day, by their months.
fn marks(viewer: &Viewer, first: Moment, last: Moment) -> Vec<(u32, String)> {
    let month = |at: Moment| {
        let at = time::at(at, &viewer.zone);
        match viewer.locale {
            Locale::ja => format!("{}年{}月", at.year(), at.month()),
            Locale::en => at.strftime("%b %Y").to_string(),
        }
    };
    let (from, to) = (time::at(first, &viewer.zone).year(), time::at(last, &viewer.zone).year());
    let mut marks = vec![(thousandths(first.0, first.0, last.0), month(first))];
    for year in (from + 1..=to).take_while(|year| year - from <= YEARS_MOST) {
        let january = Date::new(year, 1, 1).ok().and_then(|day| day.to_zoned(time::zone(&viewer.zone)).ok());
        if let Some(at) = january.map(|at| at.timestamp().as_microsecond()) {
            let name = match viewer.locale {
                Locale::ja => format!("{year}年"),
                Locale::en => year.to_string(),
            };
            marks.push((thousandths(at, first.0, last.0), name));
        }
    }
    if month(first) != month(last) {
        marks.push((1000, month(last)));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(worksheet: &str, answers: &str) -> Round {
        let definition = library::definition(worksheet).expect("it ships");
        let answers = serde_json::from_str(answers).expect("answers");
        let outcome = Outcome::of(definition, answers).expect("a result");
        Round { definition, href: String::new(), at: Moment(0), outcome, names: Names::new() }
    }

    fn said(worksheet: &str, before: &str, now: &str) -> Vec<String> {
        notes(&round(worksheet, now), Some(&round(worksheet, before)), Locale::ja)
    }

    #[test]
    fn of_two_by_two_the_foremost_are_named() {
        let chain = |order: [&str; 4]| {
            let pairs: Vec<String> = (0..4_usize)
                .flat_map(|a| (a + 1..4).map(move |b| (a, b)))
                .map(|(a, b)| format!(r#"{{"a": "{}", "b": "{}", "winner": "a"}}"#, order[a], order[b]))
                .collect();
            format!(r#"{{"items": ["{}"], "pairs": [{}]}}"#, order.join(r#"", ""#), pairs.join(","))
        };
        let before = chain(["caring", "growth", "humor", "work-support"]);
        let now = chain(["work-support", "caring", "growth", "humor"]);
        assert_eq!(
            said("W2", &before, &now),
            ["大切にしたこと：支え、いたわり、成長", "新しく入ったもの：支え"],
            "what stands lower was not left out"
        );
        assert_eq!(said("W2", &now, &now)[1], "選んだものは前の回と同じです");
    }

    #[test]
    fn of_the_balance_the_highest_is_named() {
        // Statements go down by fours: the first values hold the highest columns.
        let columns: Vec<String> = (0..20).map(|at| format!(r#""{}": {}"#, at + 1, 5 - at / 4)).collect();
        let first = round("W3", &format!(r#"{{"placements": {{{}}}}}"#, columns.join(",")));
        assert_eq!(notes(&first, None, Locale::ja), ["大切にしたこと：達成"]);
    }

    #[test]
    fn of_the_map_it_is_said_from_where_to_where() {
        let at = |x: u8, y: u8| {
            let facet = |name: &str, value: u8| {
                let turned = |n: usize| (name == "a" || name == "c") && n == 4;
                let value = |n: usize| if turned(n) { 6 - value } else { value };
                (1..=4).map(|n| format!(r#""{name}{n}": {}"#, value(n))).collect::<Vec<_>>().join(",")
            };
            format!(r#"{{"items": {{{},{},{}}}}}"#, facet("a", x), facet("c", x), facet("e", y))
        };
        assert_eq!(said("W4", &at(2, 5), &at(5, 2)), ["さがす時期のあたりから、根を張る時期のあたりへ"]);
        assert_eq!(said("W4", &at(5, 2), &at(5, 2)), ["根を張る時期のあたり"]);
    }
}
