//! Answers: one a person and round, by the key of the table.

use sqlx::Row;

use super::prompts::{self, Prompt};
use super::{Taken, read, written};
use crate::kit::Moment;
use crate::kit::id::{PromptId, RowId, UserId, WorkshopId};
use crate::live::tools::model::{Answer, AnswerForm, Naming, PromptKind};
use crate::live::tools::room;
use crate::live::tools::rules::{self, Given, Refusal};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// Another answer in the place of the one before. What a host read or hid was the other one; where nobody has to read it
/// first, what was hidden stays hidden.
const ANEW: [&str; 2] = [
    "insert into live_answers (id, prompt_id, round, voter, author_id, answer) values ($1, $2, $3, $4, $5, $6)
     on conflict (prompt_id, round, voter) do update
     set id = excluded.id, answer = excluded.answer
     where live_answers.answer <> excluded.answer",
    "insert into live_answers (id, prompt_id, round, voter, author_id, answer) values ($1, $2, $3, $4, $5, $6)
     on conflict (prompt_id, round, voter) do update
     set id = excluded.id, answer = excluded.answer, read_at = null, hidden_at = null
     where live_answers.answer <> excluded.answer",
];

/// Keeps somebody's answer, or the one they changed their mind to. `id` must not know the time.
pub async fn answer(
    conn: &mut Conn,
    (room, user): (&WorkshopId, &UserId),
    form: &AnswerForm,
    id: &RowId,
    now: Moment,
) -> Result<Taken> {
    room::locked(conn, room).await?;
    room::member_of(conn, room, user).await?;
    let prompt: PromptId = form.prompt.parse()?;
    let prompt = prompts::find(conn, room, &prompt).await?;
    if !prompt.takes(now) || form.round.parse::<u8>().ok() != Some(prompt.round) {
        return Ok(Err(Refusal::Late));
    }
    let answer = match rules::read(&prompt.asked, form) {
        Ok(answer) => answer,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(voter) = prompt.voter(user)? else { return Ok(Err(Refusal::Late)) };
    let author = (prompt.asked.naming == Naming::Named).then(|| user.to_string());
    sqlx::query(ANEW[usize::from(prompt.asked.moderated)])
        .bind(id.as_str())
        .bind(prompt.id.as_str())
        .bind(i64::from(prompt.round))
        .bind(voter)
        .bind(author)
        .bind(written(&answer)?)
        .execute(&mut *conn)
        .await?;
    room::touched(conn, room).await?;
    Ok(Ok(()))
}

/// The answers to a prompt, in an order that says nothing of when they were given.
pub async fn given(conn: &mut Conn, room: &WorkshopId, prompt: &Prompt) -> Result<Vec<Given>> {
    let rows = sqlx::query(
        "select a.id, a.round, a.answer, p.name, a.read_at, a.hidden_at from live_answers a
         left join live_people p on p.workshop_id = $2 and p.user_id = a.author_id
         where a.prompt_id = $1 order by a.id",
    )
    .bind(prompt.id.as_str())
    .bind(room.as_str())
    .fetch_all(conn)
    .await?;
    let mut given = Vec::with_capacity(rows.len());
    for row in rows {
        let is_read = row.try_get::<Option<i64>, _>(4)?.is_some();
        let is_hidden = row.try_get::<Option<i64>, _>(5)?.is_some();
        given.push(Given {
            id: row.try_get(0)?,
            round: row.try_get::<i64, _>(1)?.try_into().unwrap_or(1),
            answer: read(&row.try_get::<String, _>(2)?)?,
            name: row.try_get(3)?,
            shown: !is_hidden && (is_read || !prompt.asked.moderated),
        });
    }
    Ok(given)
}

/// What is one's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// One's answers: prompt, round, answer.
    pub answers: Vec<(String, u8, Answer)>,
    /// The questions that have one's voice.
    pub voices: Vec<String>,
}

/// Somebody's answers and voices, as long as the database can tell whose they are.
pub async fn own(conn: &mut Conn, room: &WorkshopId, user: &UserId) -> Result<Own> {
    let mut own = Own::default();
    for prompt in prompts::newest(conn, room).await? {
        let Some(voter) = prompt.voter(user)? else { continue };
        let sql = match prompt.asked.kind {
            PromptKind::Questions => {
                "select v.question_id from live_voices v join live_questions q on q.id = v.question_id
                 where q.prompt_id = $1 and v.voter = $2 and $3 > 0 order by q.nth"
            }
            _ => "select answer from live_answers where prompt_id = $1 and voter = $2 and round = $3",
        };
        let rows = sqlx::query(sql)
            .bind(prompt.id.as_str())
            .bind(voter)
            .bind(i64::from(prompt.round))
            .fetch_all(&mut *conn)
            .await?;
        for row in rows {
            let text: String = row.try_get(0)?;
            match prompt.asked.kind {
                PromptKind::Questions => own.voices.push(text),
                _ => own.answers.push((prompt.id.to_string(), prompt.round, read(&text)?)),
            }
        }
    }
    Ok(own)
}
