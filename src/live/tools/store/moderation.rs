//! What a host reads before the room does, and what a host takes from the screens.

use sqlx::Row;

use super::{prompts, read, written};
use crate::kit::form::chars;
use crate::kit::id::{PromptId, RowId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::room::model::Deed;
use crate::live::tools::model::{Answer, Line, MOST_CHOICE, PromptKind, SHOWN_FROM};
use crate::live::tools::room;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// How many lines wait on a host's desk at once, and how many of those taken away can be brought back.
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

/// Whether a host took a text from the screens before.
const IS_TAKEN: &str = "select 1 from live_answers where id = $1 and hidden_at is not null
     union all select 1 from live_questions where id = $1 and hidden_at is not null
     union all select 1 from live_lines where id = $1 and hidden_at is not null";

/// Lets a text through, takes it from the screens, or brings it back. Whoever changes theirs has another one under
/// another id: what is let through is what the host read. The room is locked.
pub async fn moderate(
    conn: &mut Conn,
    (room, actor): (&WorkshopId, &UserId),
    id: &RowId,
    show: bool,
    now: Moment,
) -> Result<()> {
    let is_taken = sqlx::query(IS_TAKEN).bind(id.as_str()).fetch_optional(&mut *conn).await?.is_some();
    let mut found = 0;
    let all: &'static [&'static str] = if show { &SHOW } else { &HIDE };
    for sql in all {
        let done = sqlx::query(*sql).bind(id.as_str()).bind(now.0).bind(room.as_str()).execute(&mut *conn).await?;
        found += done.rows_affected();
    }
    if found == 0 {
        return Err(Error::Conflict.into());
    }
    match (show, is_taken) {
        (true, true) => room::noted(conn, (room, actor), Deed::Brought, id.as_str(), now).await,
        (false, false) => room::noted(conn, (room, actor), Deed::Took, id.as_str(), now).await,
        // It was read for the first time, or another host was faster.
        _ => room::touched(conn, room).await.map(drop),
    }
}

/// Takes a word of a cloud from the screens, by whomever and however often it was or will be written, or brings it back.
/// What else they wrote stays. The room is locked.
pub async fn word(
    conn: &mut Conn,
    (room, actor): (&WorkshopId, &UserId),
    id: &PromptId,
    (word, show): (&str, bool),
    now: Moment,
) -> Result<()> {
    let prompt = prompts::find(conn, room, id).await?;
    if prompt.asked.kind != PromptKind::Words || chars(word) > MOST_CHOICE {
        return Err(Error::BadRequest.into());
    }
    let (mut left_out, word) = (prompt.left_out, word.to_lowercase());
    if left_out.contains(&word) != show {
        return Ok(());
    }
    if show {
        left_out.retain(|one| *one != word);
    } else {
        left_out.push(word);
    }
    sqlx::query("update live_prompts set left_out = $2 where id = $1")
        .bind(id.as_str())
        .bind(written(&left_out)?)
        .execute(&mut *conn)
        .await?;
    let deed = if show { Deed::Brought } else { Deed::Took };
    room::noted(conn, (room, actor), deed, id.as_str(), now).await
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
        if let Some(text) = text_of(&row.try_get::<String, _>(2)?)? {
            waiting.push((row.try_get(0)?, line(row.try_get(1)?, text)));
        }
    }
    Ok(waiting)
}

/// What was taken from the screens and can be brought back, what was taken last in front: texts, and words of clouds, of
/// which those have no id, with the prompt that they belong to. Of answers without a name only those that were told:
/// whoever changes theirs has it hidden as well, and it is new to hosts until the next step.
pub async fn taken(conn: &mut Conn, room: &WorkshopId) -> Result<Vec<(String, Line)>> {
    let texts = sqlx::query(
        "select a.prompt_id, a.id, a.answer, a.hidden_at, cast(1 as bigint)
         from live_answers a join live_prompts t on t.id = a.prompt_id
         where t.workshop_id = $1 and a.round = t.round and a.hidden_at is not null and a.answer <> $3
           and (t.salt is null or a.told = a.answer)
         union all select q.prompt_id, q.id, q.text, q.hidden_at, cast(0 as bigint) from live_questions q
         where q.workshop_id = $1 and q.hidden_at is not null
         union all select '', l.id, l.text, l.hidden_at, cast(0 as bigint) from live_lines l
         where l.workshop_id = $1 and l.hidden_at is not null
         order by 4 desc, 2 limit $2",
    )
    .bind(room.as_str())
    .bind(WAITING)
    .bind(written(&Answer::Pass)?)
    .fetch_all(&mut *conn)
    .await?;
    let words = sqlx::query(
        "select id, left_out from live_prompts where workshop_id = $1 and left_out is not null order by id desc",
    )
    .bind(room.as_str())
    .fetch_all(conn)
    .await?;
    let mut taken = Vec::new();
    for row in texts {
        let text: String = row.try_get(2)?;
        let text = if row.try_get::<i64, _>(4)? == 1 { text_of(&text)? } else { Some(text) };
        if let Some(text) = text {
            taken.push((row.try_get(0)?, line(row.try_get(1)?, text)));
        }
    }
    for row in words {
        let prompt: String = row.try_get(0)?;
        let left_out: Vec<String> = read(&row.try_get::<String, _>(1)?)?;
        taken.extend(left_out.into_iter().rev().map(|word| (prompt.clone(), line(String::new(), word))));
    }
    Ok(taken)
}

/// The text of an answer; none of one in numbers.
fn text_of(answer: &str) -> Result<Option<String>> {
    Ok(match read::<Answer>(answer)? {
        Answer::Words(words) => Some(words.join("・")),
        Answer::Text(text) => Some(text),
        _ => None,
    })
}

fn line(id: String, text: String) -> Line {
    Line { id, text, name: None, column: 0 }
}
