//! What a host reads before the room does, and what a host takes from the screens.

use sqlx::Row;

use super::{prompts, read, written};
use crate::kit::form::chars;
use crate::kit::id::{PromptId, RowId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::tools::model::{Answer, Line, MOST_CHOICE, PromptKind, SHOWN_FROM};
use crate::live::tools::room;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// How many lines wait on a host's desk at once.
const WAITING: i64 = 50;

/// Whether it may be read, for each of the tables where it may stand: `$2` is now. Whoever changed their answer and then
/// changed it back waits under another id than what is told: the host decides on both.
const SHOW: [&str; 3] = [
    "update live_answers
     set read_at = $2, hidden_at = null, told_id = case when told = answer then id else told_id end
     where id = $1 and prompt_id in (select p.id from live_prompts p where p.workshop_id = $3)",
    "update live_questions set read_at = $2, hidden_at = null where id = $1 and workshop_id = $3",
    "update live_lines set hidden_at = null where id = $1 and workshop_id = $3 and $2 > 0",
];
const HIDE: [&str; 4] = [
    // What is still told of somebody who changed it since. What they changed it to is hidden with it, unless it has to be
    // read first anyway.
    "update live_answers
     set told_id = '',
         hidden_at = case when (select p.moderated from live_prompts p where p.id = live_answers.prompt_id) = 1
                          then hidden_at else $2 end
     where told_id = $1 and id <> $1 and prompt_id in (select p.id from live_prompts p where p.workshop_id = $3)",
    "update live_answers set hidden_at = $2, told_id = case when told = answer then id else told_id end
     where id = $1 and prompt_id in (select p.id from live_prompts p where p.workshop_id = $3)",
    "update live_questions set hidden_at = $2 where id = $1 and workshop_id = $3",
    "update live_lines set hidden_at = $2 where id = $1 and workshop_id = $3",
];

/// Lets a text through, or takes it from the screens. Whoever changes theirs has another one under another id: what is
/// let through is what the host read. The room is locked.
pub async fn moderate(conn: &mut Conn, room: &WorkshopId, id: &RowId, show: bool, now: Moment) -> Result<()> {
    let mut found = 0;
    let all: &'static [&'static str] = if show { &SHOW } else { &HIDE };
    for sql in all {
        let done = sqlx::query(*sql).bind(id.as_str()).bind(now.0).bind(room.as_str()).execute(&mut *conn).await?;
        found += done.rows_affected();
    }
    if found == 0 {
        return Err(Error::Conflict.into());
    }
    room::touched(conn, room).await?;
    Ok(())
}

/// Takes a word of a cloud from the screens, by whomever and however often it was or will be written. What else they
/// wrote stays. The room is locked.
pub async fn take_word(conn: &mut Conn, room: &WorkshopId, id: &PromptId, word: &str) -> Result<()> {
    let prompt = prompts::find(conn, room, id).await?;
    if prompt.asked.kind != PromptKind::Words || chars(word) > MOST_CHOICE {
        return Err(Error::BadRequest.into());
    }
    let (mut left_out, word) = (prompt.left_out, word.to_lowercase());
    if left_out.contains(&word) {
        return Ok(());
    }
    left_out.push(word);
    sqlx::query("update live_prompts set left_out = $2 where id = $1")
        .bind(id.as_str())
        .bind(written(&left_out)?)
        .execute(&mut *conn)
        .await?;
    room::touched(conn, room).await?;
    Ok(())
}

/// What waits to be read, with the prompt that it belongs to. No name is said: texts are let through for what they say.
/// Answers wait from the moment on from which results may be shown: before, one would know of too few whose they are.
/// For the same reason those without a name, known by the salt of their prompt, come in the steps of `rules::is_step`.
pub async fn waiting(conn: &mut Conn, room: &WorkshopId) -> Result<Vec<(String, Line)>> {
    let answers = sqlx::query(
        "select a.prompt_id, a.id, a.answer from live_answers a join live_prompts t on t.id = a.prompt_id
         where t.workshop_id = $1 and t.moderated = 1 and a.round = t.round and a.read_at is null and a.hidden_at is null
           and a.answer <> $3 and (t.salt is null or a.told = a.answer)
           and t.id in (select o.prompt_id from live_answers o join live_prompts u on u.id = o.prompt_id
                        where u.workshop_id = $1 and o.round = u.round and o.answer <> $3
                        group by o.prompt_id having count(*) >= $4)
         order by a.id limit $2",
    )
    .bind(room.as_str())
    .bind(WAITING)
    // Who passes says nothing.
    .bind(written(&Answer::Pass)?)
    .bind(i64::from(SHOWN_FROM))
    .fetch_all(&mut *conn)
    .await?;
    let questions = sqlx::query(
        "select q.prompt_id, q.id, q.text from live_questions q join live_prompts t on t.id = q.prompt_id
         where q.workshop_id = $1 and t.moderated = 1 and q.read_at is null and q.hidden_at is null
         order by q.nth, q.id limit $2",
    )
    .bind(room.as_str())
    .bind(WAITING)
    .fetch_all(conn)
    .await?;
    let mut waiting = Vec::new();
    for row in questions {
        waiting.push((row.try_get(0)?, line(row.try_get(1)?, row.try_get(2)?)));
    }
    for row in answers {
        let text = match read::<Answer>(&row.try_get::<String, _>(2)?)? {
            Answer::Words(words) => words.join("・"),
            Answer::Text(text) => text,
            _ => continue,
        };
        waiting.push((row.try_get(0)?, line(row.try_get(1)?, text)));
    }
    Ok(waiting)
}

fn line(id: String, text: String) -> Line {
    Line { id, text, name: None, column: 0 }
}
