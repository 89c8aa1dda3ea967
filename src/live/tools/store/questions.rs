//! Questions to the host, and one voice a person for each, by the key of the table.

use sqlx::Row;

use super::{Taken, prompts};
use crate::kit::id::{PromptId, RowId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::tools::model::{AskForm, Naming, PromptKind, ShownQuestion};
use crate::live::tools::room;
use crate::live::tools::rules::{self, Refusal};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// The most questions that one prompt takes.
const MOST: i64 = 300;

/// How many questions screens show.
const SHOWN: i64 = 60;

/// Asks a question, with the name only where the prompt is named or the person says so. `id` must not know the time.
pub async fn ask(
    conn: &mut Conn,
    (room, user): (&WorkshopId, &UserId),
    form: &AskForm,
    id: &RowId,
    now: Moment,
) -> Result<Taken> {
    room::locked(conn, room).await?;
    room::member_of(conn, room, user).await?;
    let prompt: PromptId = form.prompt.parse()?;
    let prompt = prompts::find(conn, room, &prompt).await?;
    if prompt.asked.kind != PromptKind::Questions {
        return Ok(Err(Refusal::Foreign));
    }
    if !prompt.takes(now) {
        return Ok(Err(Refusal::Late));
    }
    let text = match rules::text(&form.text) {
        Ok(text) => text,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let row = sqlx::query("select coalesce(max(nth), 0) from live_questions where prompt_id = $1")
        .bind(prompt.id.as_str())
        .fetch_one(&mut *conn)
        .await?;
    let nth = row.try_get::<i64, _>(0)? + 1;
    if nth > MOST {
        return Ok(Err(Refusal::Full));
    }
    let is_named = prompt.asked.naming == Naming::Named || !form.named.is_empty();
    sqlx::query(
        "insert into live_questions (id, workshop_id, prompt_id, nth, text, author_id) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.as_str())
    .bind(room.as_str())
    .bind(prompt.id.as_str())
    .bind(nth)
    .bind(text)
    .bind(is_named.then(|| user.to_string()))
    .execute(&mut *conn)
    .await?;
    room::touched(conn, room).await?;
    Ok(Ok(()))
}

/// Gives one's voice to a question that is shown, or takes it back.
pub async fn voice(
    conn: &mut Conn,
    (room, user): (&WorkshopId, &UserId),
    question: &RowId,
    on: bool,
    now: Moment,
) -> Result<Taken> {
    room::locked(conn, room).await?;
    room::member_of(conn, room, user).await?;
    let row = sqlx::query(
        "select q.prompt_id from live_questions q join live_prompts t on t.id = q.prompt_id
         where q.id = $1 and q.workshop_id = $2 and q.hidden_at is null and (t.moderated = 0 or q.read_at is not null)",
    )
    .bind(question.as_str())
    .bind(room.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let prompt: PromptId = row.try_get::<String, _>(0)?.parse()?;
    let prompt = prompts::find(conn, room, &prompt).await?;
    let voter = prompt.voter(user)?.filter(|_| prompt.takes(now));
    let Some(voter) = voter else { return Ok(Err(Refusal::Late)) };
    let sql = match on {
        true => {
            "insert into live_voices (question_id, voter) values ($1, $2) on conflict (question_id, voter) do nothing"
        }
        false => "delete from live_voices where question_id = $1 and voter = $2",
    };
    sqlx::query(sql).bind(question.as_str()).bind(voter).execute(&mut *conn).await?;
    // Not by name: a voice is nobody's, and whoever runs the database could listen.
    room::touched(conn, room).await?;
    Ok(Ok(()))
}

/// Marks a question as answered, or as not answered. The room is locked.
pub async fn mark(conn: &mut Conn, room: &WorkshopId, question: &RowId, on: bool, now: Moment) -> Result<()> {
    let marked = sqlx::query("update live_questions set answered_at = $3 where id = $1 and workshop_id = $2")
        .bind(question.as_str())
        .bind(room.as_str())
        .bind(on.then_some(now.0))
        .execute(&mut *conn)
        .await?;
    if marked.rows_affected() == 0 {
        return Err(Error::NotFound.into());
    }
    room::touched(conn, room).await?;
    Ok(())
}

/// The questions that may be read: those that wait for an answer first, the most wished first.
pub async fn shown(conn: &mut Conn, room: &WorkshopId) -> Result<Vec<ShownQuestion>> {
    let rows = sqlx::query(
        "select q.id, q.text, p.name, (select count(*) from live_voices v where v.question_id = q.id) as voices,
                q.answered_at
         from live_questions q
         join live_prompts t on t.id = q.prompt_id
         left join live_people p on p.workshop_id = q.workshop_id and p.user_id = q.author_id
         where q.workshop_id = $1 and q.hidden_at is null and (t.moderated = 0 or q.read_at is not null)
         order by case when q.answered_at is null then 0 else 1 end, voices desc, q.nth, q.id limit $2",
    )
    .bind(room.as_str())
    .bind(SHOWN)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(ShownQuestion {
                id: row.try_get(0)?,
                text: row.try_get(1)?,
                name: row.try_get(2)?,
                voices: row.try_get::<i64, _>(3)?.try_into().unwrap_or_default(),
                answered: row.try_get::<Option<i64>, _>(4)?.is_some(),
            })
        })
        .collect()
}
