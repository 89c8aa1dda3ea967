//! Turns what the store found into what the pages show.

use std::collections::BTreeMap;

use super::model::{
    AllPage, CalendarPage, Day, DayEntry, Found, HITS, Hit, Picture, ReadPage, ReadPart, SearchForm, SearchPage, Shelf,
};
use super::months::Weeks;
use super::scan::excerpts;
use super::store::{self, Written};
use crate::journal::model::{
    About, Answers, Ask, Card, Choice, FIRST, Reply, Time, Want, When, card, choose, sheet, template, templates,
};
use crate::journal::store as journal;
use crate::kit::id::EntryId;
use crate::kit::{Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::markdown;
use crate::server::search::{Words, fold};
use crate::server::{Result, time};
use crate::workshops::months::{Sheet, day};

/// How many weeks the picture shows.
const WEEKS: usize = 12;

/// How many feelings the picture shows.
const FEELINGS: usize = 6;

/// The way to a template.
pub fn shelf(viewer: &Viewer, time: Option<Time>, about: Option<About>, want: Option<Want>) -> Shelf {
    let cards = |ids: &[&str]| -> Vec<Card> {
        ids.iter().filter_map(|id| template(id)).map(|template| card(template, viewer.locale)).collect()
    };
    let found = time.and_then(|time| {
        let ids = choose(time, about, want);
        let mut found = cards(&ids).into_iter();
        // Ten minutes are more than five; the page says so.
        Some(Found { card: found.next()?, longer: ids[0] == "rolfe", others: found.collect() })
    });
    let first: Vec<_> = FIRST.iter().map(|(says, ids)| (*says, cards(ids))).collect();
    let offered = |id: &str| FIRST.iter().any(|(_, ids)| ids.contains(&id));
    let more = templates().iter().filter(|one| !offered(&one.id)).map(|one| card(one, viewer.locale)).collect();
    Shelf { found, first, more }
}

/// What was found. `all` is newest first.
pub fn search(viewer: &Viewer, form: SearchForm, all: &[Written]) -> SearchPage {
    let words = Words::of(&form.q);
    let from = day(&form.from, &viewer.zone, 0);
    let before = day(&form.to, &viewer.zone, 1);
    let (tags, templates) = used(viewer, all);
    let asked = !form.is_empty();
    let fits = |one: &&Written| {
        from.is_none_or(|from| one.created_at >= from)
            && before.is_none_or(|before| one.created_at < before)
            && (form.template.is_empty() || one.template == form.template)
            && (form.tag.is_empty() || tags_of(&one.answers).any(|tag| tag == form.tag))
            && words.as_ref().is_none_or(|words| words.all_in(&fold(&text(&one.answers))))
    };
    let found: Vec<&Written> = if asked { all.iter().filter(fits).collect() } else { Vec::new() };
    let pages = found.len().div_ceil(HITS).max(1);
    let page = (form.page as usize).min(pages - 1);
    let hit = |one: &&Written| {
        let sheet = sheet(&one.template, viewer.locale);
        let line = |words: &Words| excerpts(&text(&one.answers), words, 3);
        Hit {
            id: one.id.clone(),
            title: one.answers.first_line(&sheet),
            template: sheet.title,
            day: when(viewer, one.created_at),
            excerpts: words.as_ref().map(line).unwrap_or_default(),
        }
    };
    SearchPage {
        hits: found.iter().skip(page * HITS).take(HITS).map(hit).collect(),
        found: asked.then_some(u32::try_from(found.len()).unwrap_or(u32::MAX)),
        form: SearchForm { page: u32::try_from(page).unwrap_or(0), ..form },
        templates,
        tags,
    }
}

/// Everything that the person wrote in an entry, a line for each piece.
fn text(answers: &Answers) -> String {
    answers.iter().flat_map(|(_, answer)| answer.words()).collect::<Vec<_>>().join("\n")
}

/// The names of what was marked in an entry, as the filter says them.
fn tags_of(answers: &Answers) -> impl Iterator<Item = String> {
    answers.iter().flat_map(|(_, answer)| {
        let feelings = answer.emotions.iter().map(|name| format!("emotions:{name}"));
        feelings.chain(answer.choices.iter().map(|name| format!("choices:{name}")))
    })
}

/// The tags and templates that one has used: no others are worth offering.
fn used(viewer: &Viewer, all: &[Written]) -> (Vec<Choice>, Vec<Choice>) {
    let mut tags: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: Vec<&str> = Vec::new();
    for one in all {
        for tag in tags_of(&one.answers) {
            *tags.entry(tag).or_default() += 1;
        }
        if !names.contains(&one.template.as_str()) {
            names.push(&one.template);
        }
    }
    let mut offered = Vec::new();
    let mut offer = |map: &str, list: &[Choice]| {
        for choice in list {
            let value = format!("{map}:{}", choice.value);
            if tags.remove(&value).is_some() {
                offered.push(Choice { value, words: choice.words.clone() });
            }
        }
    };
    for template in templates() {
        for step in sheet(&template.id, viewer.locale).steps {
            match &step.ask {
                Ask::Emotions { list, .. } => offer("emotions", list),
                Ask::Choice { list } => offer("choices", list),
                Ask::Tags { groups } => groups.iter().for_each(|group| offer("choices", &group.list)),
                _ => {}
            }
        }
    }
    let template = |id: &&str| {
        let title = template(id)?.title(viewer.locale).to_owned();
        Some(Choice { value: (*id).to_owned(), words: title })
    };
    (offered, names.iter().filter_map(template).collect())
}

/// A month, and the picture of the last weeks.
pub async fn calendar(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    month: &str,
    now: Moment,
) -> Result<CalendarPage> {
    let page = Sheet::new(month, &viewer.zone, now);
    let (from, before) = page.span();
    let entries = store::between(conn, vault, &viewer.id, from, before).await?;
    let on = |date: &str| -> Vec<DayEntry> {
        // The first of a day stands first.
        let that_day = |one: &&Written| time::at(one.created_at, &viewer.zone).date().to_string() == date;
        entries.iter().rev().filter(that_day).map(|one| day_entry(viewer, one)).collect()
    };
    let weeks = Weeks::until(&viewer.zone, now, WEEKS);
    let recent = store::between(conn, vault, &viewer.id, weeks.from, weeks.before).await?;
    let month = page.page(Vec::new(), viewer.locale);
    let day = |day: crate::workshops::model::Day| Day {
        number: day.number,
        entries: on(&day.date),
        words: day.words,
        date: day.date,
        today: day.today,
        outside: day.outside,
    };
    Ok(CalendarPage {
        title: month.title,
        previous: month.previous,
        next: month.next,
        weekdays: month.weekdays,
        weeks: month.weeks.into_iter().map(|week| week.into_iter().map(day).collect()).collect(),
        picture: picture(viewer, &weeks, &recent),
    })
}

fn day_entry(viewer: &Viewer, one: &Written) -> DayEntry {
    let sheet = sheet(&one.template, viewer.locale);
    DayEntry { id: one.id.clone(), title: one.answers.first_line(&sheet).unwrap_or(sheet.title) }
}

/// How battery and feelings went. `recent` is newest first.
fn picture(viewer: &Viewer, weeks: &Weeks, recent: &[Written]) -> Picture {
    let mut battery = Vec::new();
    let mut times: Vec<(String, Vec<u32>)> = Vec::new();
    for one in recent.iter().rev() {
        let week = weeks.week_of(one.created_at);
        for step in sheet(&one.template, viewer.locale).steps {
            let answer = one.answers.of(&step.id);
            match &step.ask {
                Ask::Scale { .. } => {
                    battery.extend(answer.scale.map(|value| (weeks.thousandths(one.created_at), value)));
                }
                Ask::Emotions { .. } => {
                    for word in step.ask.chosen(&answer) {
                        let at = times.iter().position(|(name, _)| name == word).unwrap_or_else(|| {
                            times.push((word.to_owned(), vec![0; WEEKS]));
                            times.len() - 1
                        });
                        if let Some(count) = times[at].1.get_mut(week) {
                            *count += 1;
                        }
                    }
                }
                _ => {}
            }
        }
    }
    times.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<u32>()));
    times.truncate(FEELINGS);
    let names = weeks.days.iter().map(|day| time::day(*day, &viewer.zone, viewer.locale)).collect();
    Picture { weeks: names, battery, feelings: times }
}

/// An entry to read.
pub async fn read(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &EntryId) -> Result<ReadPage> {
    let entry = journal::entry(conn, &viewer.id, id).await?;
    let answers = journal::answers(conn, vault, &viewer.id, id, entry.head).await?;
    let replies = replies(conn, vault, viewer, id).await?;
    Ok(readable(viewer, (id, &entry.template, entry.created_at), &answers, replies))
}

/// All entries to read, the oldest first.
pub async fn all(conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<AllPage> {
    let mut entries = Vec::new();
    for one in store::all(conn, vault, &viewer.id).await?.iter().rev() {
        let replies = if one.shown { replies(conn, vault, viewer, &one.id).await? } else { Vec::new() };
        entries.push(readable(viewer, (&one.id, &one.template, one.created_at), &one.answers, replies));
    }
    Ok(AllPage { day: time::full_day(now, &viewer.zone, viewer.locale), entries })
}

/// What coaches answered to an entry.
pub async fn replies(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &EntryId) -> Result<Vec<Reply>> {
    let given = journal::replies(conn, vault, &viewer.id, id).await?;
    let reply = |one: journal::SentReply| Reply {
        coach: one.coach,
        text: one.text,
        at: When {
            words: time::day_and_clock(one.sent_at, &viewer.zone, viewer.locale),
            iso: time::rfc3339(one.sent_at, &viewer.zone),
        },
        version: one.version,
        share: one.share,
        remarks: one.remarks,
    };
    Ok(given.into_iter().map(reply).collect())
}

fn readable(
    viewer: &Viewer,
    (id, template, begun): (&EntryId, &str, Moment),
    answers: &Answers,
    replies: Vec<Reply>,
) -> ReadPage {
    let sheet = sheet(template, viewer.locale);
    let part = |question: crate::journal::model::Question| {
        let mut answer = answers.of(&question.id);
        let html = markdown::to_html(&std::mem::take(&mut answer.text));
        ReadPart { question, answer, html }
    };
    ReadPage {
        id: id.clone(),
        title: sheet.title,
        credit: crate::tl!(viewer.locale, journal.credit, credit = sheet.credit, licence = sheet.licence),
        day: when(viewer, begun),
        parts: sheet.steps.into_iter().filter(|step| answers.has(&step.id)).map(part).collect(),
        replies,
        length: u32::try_from(answers.length()).unwrap_or(u32::MAX),
    }
}

fn when(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Locale;

    fn viewer() -> Viewer {
        let id = "019376b0-7c6a-7000-8000-000000000001".parse().expect("an id");
        Viewer {
            id,
            name: "minato".to_owned(),
            roles: Vec::new(),
            locale: Locale::ja,
            zone: "Asia/Tokyo".to_owned(),
            promised: true,
        }
    }

    #[test]
    fn ten_minutes_for_five_are_said() {
        let found = |time, want| shelf(&viewer(), Some(time), Some(About::Event), Some(want)).found.expect("found");
        assert!(found(Time::Five, Want::Learn).longer);
        assert!(!found(Time::Five, Want::LetOut).longer);
        assert_eq!(found(Time::Thirty, Want::LetOut).others.len(), 2);
    }

    #[test]
    fn every_template_stands_on_the_shelf_once() {
        let shelf = shelf(&viewer(), None, None, None);
        assert_eq!(shelf.found, None);
        let mut ids: Vec<_> =
            shelf.first.iter().flat_map(|(_, cards)| cards).chain(&shelf.more).map(|c| &c.id).collect();
        assert_eq!(ids.len(), 16);
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 16);
    }
}
