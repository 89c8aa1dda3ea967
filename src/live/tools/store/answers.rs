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
/// first, what was hidden stays hidden; where a host has to, what is told goes on being shown only if it was let through.
const ANEW: [&str; 2] = [
    "insert into live_answers (id, prompt_id, round, voter, author_id, answer) values ($1, $2, $3, $4, $5, $6)
     on conflict (prompt_id, round, voter) do update
     set id = excluded.id, answer = excluded.answer
     where live_answers.answer <> excluded.answer",
    "insert into live_answers (id, prompt_id, round, voter, author_id, answer) values ($1, $2, $3, $4, $5, $6)
     on conflict (prompt_id, round, voter) do update
     set id = excluded.id, answer = excluded.answer, read_at = null, hidden_at = null,
         told_id = case when live_answers.told_id = live_answers.id
                             and (live_answers.read_at is null or live_answers.hidden_at is not null) then ''
                        else live_answers.told_id end
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
    if prompt.asked.naming == Naming::Anonymous {
        step(conn, &prompt).await?;
        // Not by name: whoever runs the database could listen to what is said between processes.
        room::touched(conn, room).await?;
    } else {
        room::touched_by(conn, room, user).await?;
    }
    Ok(Ok(()))
}

/// Tells all answers of the round when enough of them came or changed, as `rules::is_step` says. Who passes and was
/// not told of before changes nothing. The room is locked.
async fn step(conn: &mut Conn, prompt: &Prompt) -> Result<()> {
    let row = sqlx::query(
        "select cast(coalesce(sum(case when answer <> $3 then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when coalesce(told, $3) <> answer then 1 else 0 end), 0) as bigint)
         from live_answers where prompt_id = $1 and round = $2",
    )
    .bind(prompt.id.as_str())
    .bind(i64::from(prompt.round))
    .bind(written(&Answer::Pass)?)
    .fetch_one(&mut *conn)
    .await?;
    if rules::is_step(row.try_get(0)?, row.try_get(1)?) {
        // An answer never changes without its id: what was told as it stands is not written again.
        sqlx::query(
            "update live_answers set told_id = id, told = answer
             where prompt_id = $1 and round = $2 and (told_id is null or told_id <> id)",
        )
        .bind(prompt.id.as_str())
        .bind(i64::from(prompt.round))
        .execute(conn)
        .await?;
    }
    Ok(())
}

/// How many answered in the round of a prompt, and the answers that may be told, in an order that says nothing of when
/// they were given: while an anonymous prompt is not `settled`, those of the last step.
pub async fn given(conn: &mut Conn, room: &WorkshopId, prompt: &Prompt, settled: bool) -> Result<(u32, Vec<Given>)> {
    let rows = sqlx::query(
        "select a.id, a.round, a.answer, p.name, a.read_at, a.hidden_at, a.told_id, a.told from live_answers a
         left join live_people p on p.workshop_id = $2 and p.user_id = a.author_id
         where a.prompt_id = $1 order by a.id",
    )
    .bind(prompt.id.as_str())
    .bind(room.as_str())
    .fetch_all(conn)
    .await?;
    let in_steps = prompt.asked.naming == Naming::Anonymous && !settled;
    let (mut answered, mut given) = (0, Vec::with_capacity(rows.len()));
    for row in rows {
        let is_read = row.try_get::<Option<i64>, _>(4)?.is_some();
        let is_hidden = row.try_get::<Option<i64>, _>(5)?.is_some();
        let mut one = Given {
            id: row.try_get(0)?,
            round: row.try_get::<i64, _>(1)?.try_into().unwrap_or(1),
            answer: read(&row.try_get::<String, _>(2)?)?,
            name: row.try_get(3)?,
            shown: !is_hidden && (is_read || !prompt.asked.moderated),
        };
        let is_current = one.round == prompt.round;
        answered += u32::from(is_current && one.answer != Answer::Pass);
        if in_steps && is_current {
            let (Some(id), Some(told)) = (row.try_get::<Option<String>, _>(6)?, row.try_get::<Option<String>, _>(7)?)
            else {
                continue;
            };
            if id != one.id {
                // It was changed since.
                let shown = if prompt.asked.moderated { !id.is_empty() } else { !is_hidden };
                one = Given { id, answer: read(&told)?, shown, ..one };
            }
        }
        given.push(one);
    }
    // Also where what is told has another id by now.
    given.sort_by(|a, b| a.id.cmp(&b.id));
    Ok((answered, given))
}

/// Writes answers anew, in the order of ids that know nothing. The dash keeps the new rows from the old ones until those
/// are gone.
const UNLINK: [&str; 3] = [
    "insert into live_answers (id, prompt_id, round, voter, answer, read_at, hidden_at)
     select '-' || a.id, a.prompt_id, a.round, '-' || a.id, a.answer, a.read_at, a.hidden_at from live_answers a
     where a.prompt_id = $1 order by a.id",
    "delete from live_answers where prompt_id = $1 and id not like '-%'",
    "update live_answers set id = substr(id, 2), voter = substr(id, 2) where prompt_id = $1",
];

/// Leaves nothing of who answered without a name: no voter, whose salt an old copy of the database may hold, and not the
/// order of the rows, which lie as they came. Beside a log of requests that order would tell more than it says.
pub async fn unlink(conn: &mut Conn, id: &PromptId) -> Result<()> {
    for sql in UNLINK {
        sqlx::query(sql).bind(id.as_str()).execute(&mut *conn).await?;
    }
    Ok(())
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
