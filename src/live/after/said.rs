//! What people said in a room, as its hosts may know it: no more than the room was shown, and no longer than it is kept.

use std::collections::BTreeMap;

use sqlx::Row;

use super::words;
use crate::kit::id::WorkshopId;
use crate::kit::{Locale, Moment};
use crate::live::plan::model::Tool;
use crate::live::room::store::Room;
use crate::live::tools::model::{PromptKind, Tally};
use crate::live::tools::store::told;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::time;
use crate::tl;

/// What was asked, and what the room was shown of the answers; or what was said in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The question, or the name of the block.
    pub label: String,
    /// How many said something, worded.
    pub counted: String,
    /// What, and how many or how much, or who.
    pub rows: Vec<(String, String)>,
}

/// Answers to all prompts, the first in front. Of texts that are gone it stays how many wrote.
pub async fn answers(
    conn: &mut Conn,
    (id, room): (&WorkshopId, &Room),
    locale: Locale,
    now: Moment,
) -> Result<Vec<Said>> {
    let gone = gone(conn, id).await?;
    let mut questions = questions(conn, id, locale).await?;
    let said = told(conn, id, now).await?.into_iter().map(|prompt| {
        let asked = questions.remove(&prompt.id).unwrap_or_default();
        let at = gone.get(&prompt.id).filter(|_| prompt.tally == Tally::Hidden);
        let is_questions = prompt.asked.kind == PromptKind::Questions;
        let number = prompt.answered.max(asked.count);
        let counted = match is_questions {
            true => tl!(locale, after.asked, n = number),
            false => tl!(locale, after.answered, n = prompt.answered),
        };
        let rows = match at {
            Some(at) => {
                let day = time::full_day(*at, &room.starts.1, locale);
                vec![(tl!(locale, after.gone, day = day), prompt.answered.to_string())]
            }
            None if is_questions => asked.rows,
            None => words::tally(&prompt.asked, &prompt.tally, locale),
        };
        Said { label: prompt.asked.label.get(locale).to_owned(), counted, rows }
    });
    Ok(said.collect())
}

/// The prompts whose words were deleted, and when.
async fn gone(conn: &mut Conn, id: &WorkshopId) -> Result<BTreeMap<String, Moment>> {
    let rows = sqlx::query(
        "select id, sealed_at from live_prompts
         where workshop_id = $1 and kind <> 'counts' and tally is not null and sealed_at is not null",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, Moment(row.try_get(1)?)))).collect()
}

/// The questions of a prompt.
#[derive(Default)]
struct Questions {
    /// All of them.
    count: u32,
    /// Those that the room saw, and how many want to know. Without names: files and paper outlive the room.
    rows: Vec<(String, String)>,
}

/// The questions of each prompt, the most wished first.
async fn questions(conn: &mut Conn, id: &WorkshopId, locale: Locale) -> Result<BTreeMap<String, Questions>> {
    let rows = sqlx::query(
        "select q.prompt_id, q.text, (select count(*) from live_voices v where v.question_id = q.id) as voices,
                q.hidden_at, q.read_at, t.moderated
         from live_questions q join live_prompts t on t.id = q.prompt_id
         where q.workshop_id = $1 order by voices desc, q.nth, q.id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<String, Questions> = BTreeMap::new();
    for row in rows {
        let is_hidden = row.try_get::<Option<i64>, _>(3)?.is_some();
        let is_read = row.try_get::<Option<i64>, _>(4)?.is_some() || row.try_get::<i64, _>(5)? == 0;
        let one = all.entry(row.try_get(0)?).or_default();
        one.count += 1;
        if is_read && !is_hidden {
            let voices: i64 = row.try_get(2)?;
            one.rows.push((row.try_get(1)?, tl!(locale, desk_view.voices, n = voices)));
        }
    }
    Ok(all)
}

/// The lines of chats and boards that were not taken away, block by block.
pub async fn lines(conn: &mut Conn, (id, room): (&WorkshopId, &Room), locale: Locale) -> Result<Vec<Said>> {
    let rows = sqlx::query(
        "select l.block, l.board_column, l.text, p.name from live_lines l
         left join live_people p on p.workshop_id = l.workshop_id and p.user_id = l.author_id
         where l.workshop_id = $1 and l.hidden_at is null order by l.board_column, l.nth, l.id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let columns = [
        tl!(locale, live_view.board_facts),
        tl!(locale, live_view.board_ties),
        tl!(locale, live_view.board_means),
        tl!(locale, live_view.board_questions),
    ];
    let mut said: BTreeMap<String, Vec<(usize, String, Option<String>)>> = BTreeMap::new();
    for row in rows {
        let column: usize = row.try_get::<i64, _>(1)?.try_into().unwrap_or_default();
        said.entry(row.try_get(0)?).or_default().push((column, row.try_get(2)?, row.try_get(3)?));
    }
    let blocks = room.sheet.blocks.iter().filter_map(|block| {
        let lines = said.remove(&block.key)?;
        let column = |nth: usize| match block.tool {
            Tool::Board => columns.get(nth).copied().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        Some(Said {
            label: block.title.get(locale).to_owned(),
            counted: tl!(locale, after.lines_n, n = lines.len()),
            rows: lines.into_iter().map(|(nth, text, name)| (text, with_name(name, column(nth)))).collect(),
        })
    });
    Ok(blocks.collect())
}

/// What is told beside a text, and before it who wrote it, where they gave their name.
fn with_name(name: Option<String>, words: String) -> String {
    match name.filter(|name| !name.is_empty()) {
        Some(name) if words.is_empty() => name,
        Some(name) => format!("{name} · {words}"),
        None => words,
    }
}
