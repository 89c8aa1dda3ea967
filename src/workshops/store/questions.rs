//! Questions of hosts, and the answers: sealed with the key of the person who gave them, for the hosts only.

use std::collections::BTreeMap;

use sqlx::Row;

use super::history::note;
use super::plan::rise;
use super::{LOCK, audience, for_editor, needs, published, series};
use crate::kit::id::{QuestionId, RegistrationId, UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment};
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};
use crate::workshops::model::Editor;
use crate::workshops::model::questions::{MAX_QUESTIONS, Question, QuestionForm, QuestionKind, Typed, judge};

/// Where an answer is sealed: the row is the registration and the question.
pub(super) fn cell(row: &str) -> Cell<'_> {
    Cell { table: "question_answers", column: "body", row }
}

/// The questions of a workshop in their order, without those that were removed.
pub async fn list(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<Question>> {
    let mut all = readable(conn, id).await?;
    all.retain(|(_, asked)| *asked);
    Ok(all.into_iter().map(|(question, _)| question).collect())
}

/// The questions whose answers hosts may read, each with whether it is still asked: one that was removed stays as
/// long as somebody's answer to it is kept.
pub(super) async fn readable(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<(Question, bool)>> {
    let rows = sqlx::query(
        "select id, kind, label, help, choices, required, shown_if_question, shown_if_answer, removed_at
         from questions q where workshop_id = $1
           and (removed_at is null or exists (select 1 from question_answers a where a.question_id = q.id))
         order by position, id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let question = |row: &sqlx::any::AnyRow| -> Result<(Question, bool)> {
        let kind: String = row.try_get(1)?;
        let (on, answer): (Option<String>, Option<String>) = (row.try_get(6)?, row.try_get(7)?);
        let read = Question {
            id: row.try_get(0)?,
            kind: QuestionKind::parse(&kind)
                .ok_or_else(|| Failure::refused(format!("there is no kind of question called {kind:?}")))?,
            label: row.try_get(2)?,
            help: row.try_get(3)?,
            choices: row.try_get::<String, _>(4)?.lines().map(str::to_owned).collect(),
            required: row.try_get::<i64, _>(5)? != 0,
            shown_if: on.zip(answer),
        };
        Ok((read, row.try_get::<Option<i64>, _>(8)?.is_none()))
    };
    rows.iter().map(question).collect()
}

/// Keeps a question: a new one at the end, a known one where it stands. The id comes with the form, so that sending
/// it twice makes one.
pub async fn save(
    conn: &mut Conn,
    editor: &Editor,
    actor: &UserId,
    id: &WorkshopId,
    form: &QuestionForm,
    locale: Locale,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    if !for_editor(conn, editor, id).await?.life.may_edit(now) {
        return Err(Error::Conflict.into());
    }
    let question: QuestionId = form.question.parse()?;
    let all = list(conn, id).await?;
    let at = all.iter().position(|one| one.id == form.question);
    let read = form.read(&all[..at.unwrap_or(all.len())], locale)?;
    if at.is_none() && all.len() >= MAX_QUESTIONS {
        let words = crate::tl!(locale, planning.error_many_questions, most = MAX_QUESTIONS);
        return Err(Error::field("", words).into());
    }
    let (on, answer) = read.shown_if.clone().unzip();
    let kept = sqlx::query(
        "insert into questions (id, workshop_id, position, kind, label, help, choices, required, shown_if_question,
                                shown_if_answer, created_at)
         values ($1, $2, (select coalesce(max(position), 0) + 1 from questions where workshop_id = $2),
                 $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (id) do update set kind = excluded.kind, label = excluded.label, help = excluded.help,
             choices = excluded.choices, required = excluded.required,
             shown_if_question = excluded.shown_if_question, shown_if_answer = excluded.shown_if_answer
         where questions.workshop_id = excluded.workshop_id",
    )
    .bind(question.as_str())
    .bind(id.as_str())
    .bind(read.kind.as_str())
    .bind(&read.label)
    .bind(&read.help)
    .bind(read.choices.join("\n"))
    .bind(i64::from(read.required))
    .bind(on)
    .bind(answer)
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    if kept.rows_affected() == 0 {
        return Err(Error::NotFound.into());
    }
    rise(conn, id, now).await?;
    note(conn, id, None, Some(actor), "question_saved", "", now).await
}

/// Moves a question up or down, or removes it. Answers that were given to it stay until they are purged; questions
/// that depended on it are then always shown, and one that moves above what it depends on likewise.
pub async fn act(
    conn: &mut Conn,
    editor: &Editor,
    actor: &UserId,
    id: &WorkshopId,
    question: &QuestionId,
    act: &str,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    if !for_editor(conn, editor, id).await?.life.may_edit(now) {
        return Err(Error::Conflict.into());
    }
    let mut order: Vec<Question> = list(conn, id).await?;
    let Some(at) = order.iter().position(|one| one.id == question.as_str()) else {
        return if act == "remove" { Ok(()) } else { Err(Error::NotFound.into()) };
    };
    let action = match act {
        "up" if at > 0 => {
            order.swap(at, at - 1);
            "question_moved"
        }
        "down" if at + 1 < order.len() => {
            order.swap(at, at + 1);
            "question_moved"
        }
        "remove" => {
            order.remove(at);
            sqlx::query("update questions set removed_at = $2 where id = $1")
                .bind(question.as_str())
                .bind(now.0)
                .execute(&mut *conn)
                .await?;
            "question_removed"
        }
        "up" | "down" => return Ok(()),
        _ => return Err(Error::BadRequest.into()),
    };
    for (position, one) in order.iter().enumerate() {
        let known = |on: &String| order[..position].iter().any(|above| above.id == *on);
        let (on, answer) = one.shown_if.clone().filter(|(on, _)| known(on)).unzip();
        sqlx::query("update questions set position = $2, shown_if_question = $3, shown_if_answer = $4 where id = $1")
            .bind(&one.id)
            .bind(position as i64 + 1)
            .bind(on)
            .bind(answer)
            .execute(&mut *conn)
            .await?;
    }
    rise(conn, id, now).await?;
    note(conn, id, None, Some(actor), action, "", now).await
}

/// Seals the answers that come with a registration, as part of the transaction that registers.
pub async fn record(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    registration: &RegistrationId,
    answers: &[(String, String)],
    now: Moment,
) -> Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    let key = vault.key_of(conn, owner).await?;
    for (question, answer) in answers {
        needs::put_answer(conn, (&key, registration, owner), (question, answer), now.0).await?;
    }
    Ok(())
}

/// Deletes answers and 配慮 of workshops that ended as many days ago as their hosts said; says of how many.
pub async fn purge_due(conn: &mut Conn, now: Moment) -> Result<u64> {
    let day = Moment(0).plus_days(1).0;
    let mut purged = 0;
    for statement in [
        "delete from question_answers where registration_id in (
                select r.id from registrations r join workshops w on w.id = r.workshop_id
                where w.ends_at + w.purge_days * $2 <= $1)",
        "update registrations set needs = null where needs is not null and workshop_id in (
                select w.id from workshops w where w.ends_at + w.purge_days * $2 <= $1)",
    ] {
        let done = sqlx::query(statement).bind(now.0).bind(day).execute(&mut *conn).await?;
        purged += done.rows_affected();
    }
    Ok(purged)
}

/// What has to hold before somebody registers for one date: they may see it, it is not joined only as a whole
/// course, and its questions are answered. The answers are for `enter`, once they are registered.
pub async fn admitted(
    conn: &mut Conn,
    id: &WorkshopId,
    user: &UserId,
    (key, typed): (&str, &Typed),
    locale: Locale,
) -> Result<Vec<(Question, String)>> {
    let workshop = published(conn, id).await?;
    if !audience::admits(conn, &workshop, Some(user), key).await? {
        return Err(Error::NotFound.into());
    }
    if let Some(course) = &workshop.series
        && series::read(conn, course).await?.joining == "whole"
    {
        return Err(Error::field("", crate::tl!(locale, workshops.only_whole)).into());
    }
    judged(conn, id, typed, locale).await
}

/// Judges what was typed against what `id` asks. For the transaction that registers, before it does.
pub async fn judged(
    conn: &mut Conn,
    id: &WorkshopId,
    typed: &Typed,
    locale: Locale,
) -> Result<Vec<(Question, String)>> {
    let asked = list(conn, id).await?;
    let kept = judge(&asked, typed, locale)?;
    let with = |(id, answer): (String, String)| Some((asked.iter().find(|one| one.id == id)?.clone(), answer));
    Ok(kept.into_iter().filter_map(with).collect())
}

/// Keeps judged answers with a person's registration at `id`: the date that asked, or another one of its course,
/// where the question of the same words takes them. Whoever is not registered there leaves nothing.
pub async fn enter(
    conn: &mut Conn,
    vault: &Vault,
    id: &WorkshopId,
    user: &UserId,
    answers: &[(Question, String)],
    now: Moment,
) -> Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    let row =
        sqlx::query("select id from registrations where workshop_id = $1 and user_id = $2 and cancelled_at is null");
    let Some(row) = row.bind(id.as_str()).bind(user.as_str()).fetch_optional(&mut *conn).await? else {
        return Ok(());
    };
    let registration: RegistrationId = row.try_get::<String, _>(0)?.parse()?;
    let here = list(conn, id).await?;
    let same = |(asked, answer): &(Question, String)| {
        let mine = here.iter().find(|one| one.id == asked.id).or_else(|| counterpart(&here, asked));
        mine.map(|one| (one.id.clone(), answer.clone()))
    };
    let kept: Vec<(String, String)> = answers.iter().filter_map(same).collect();
    record(conn, vault, user, &registration, &kept, now).await
}

/// The question of `here` that asks the same.
fn counterpart<'a>(here: &'a [Question], asked: &Question) -> Option<&'a Question> {
    here.iter().find(|one| one.label == asked.label && one.kind == asked.kind)
}

/// For each question of `from`, also one that is asked no more, the one of `to` that asks the same.
pub(super) async fn counterparts(
    conn: &mut Conn,
    from: &WorkshopId,
    to: &WorkshopId,
) -> Result<BTreeMap<String, String>> {
    let there = list(conn, to).await?;
    let mut pairs = BTreeMap::new();
    for (question, _) in readable(conn, from).await? {
        if let Some(same) = counterpart(&there, &question) {
            pairs.insert(question.id, same.id.clone());
        }
    }
    Ok(pairs)
}
