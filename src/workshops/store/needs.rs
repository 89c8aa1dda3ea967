//! What hosts learn of those who register: whom they have to answer, and what people told them alone.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row;

use super::seating::needs_cell;
use super::{Workshop, for_editor, questions};
use crate::accounts::model::{Profession, introduced};
use crate::kit::id::{RegistrationId, RowId, UserId, WorkshopId};
use crate::kit::{Locale, Moment};
use crate::server::crypto::{UserKey, Vault};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::new_id;
use crate::workshops::model::Editor;
use crate::workshops::model::place::Asker;
use crate::workshops::model::questions::Question;
use crate::workshops::model::seating::Mode;

/// Those who wait for the host's yes or no, in the order of joining. Call `for_editor` first: names are for hosts.
pub async fn askers(conn: &mut Conn, workshop: &Workshop, locale: Locale) -> Result<Vec<Asker>> {
    if workshop.mode != Mode::Approval {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(
        "select r.id, u.name, u.profession, u.profession_other
         from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null and r.confirmed_at is null and r.offered_at is null
           and r.approved_at is null
         order by r.seq, r.id",
    )
    .bind(workshop.id.as_str())
    .fetch_all(conn)
    .await?;
    let asker = |row: &sqlx::any::AnyRow| -> Result<Asker> {
        let (profession, other): (String, String) = (row.try_get(2)?, row.try_get(3)?);
        Ok(Asker {
            id: row.try_get::<String, _>(0)?.parse()?,
            name: row.try_get(1)?,
            profession: introduced(Profession::parse(&profession), &other, locale).unwrap_or_default(),
        })
    };
    rows.iter().map(asker).collect()
}

/// Whose words are opened, and which.
#[derive(Clone, Debug)]
pub enum Which {
    /// 配慮してほしいこと of everybody who is registered.
    Needs,
    /// What these people answered to questions.
    Answers(Vec<RegistrationId>),
    /// All that one person wrote.
    Person(RegistrationId),
}

/// What somebody wrote for the hosts alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Their registration.
    pub registration: RegistrationId,
    /// Their name.
    pub name: String,
    /// 配慮してほしいこと, where it was asked for and written.
    pub needs: Option<String>,
    /// Answers by question, where they were asked for: those that were given and are not purged.
    pub answers: BTreeMap<String, String>,
}

/// Opens what people wrote for the hosts, and notes each reading for its author: no log, no text. Those who wrote
/// nothing are left out.
pub async fn open(
    conn: &mut Conn,
    vault: &Vault,
    (editor, reader): (&Editor, &UserId),
    id: &WorkshopId,
    which: &Which,
    now: Moment,
) -> Result<Vec<Opened>> {
    for_editor(conn, editor, id).await?;
    let mut sealed = answers(conn, id, which).await?;
    let rows = sqlx::query(
        "select r.id, r.user_id, u.name, r.needs, r.cancelled_at
         from registrations r join users u on u.id = r.user_id where r.workshop_id = $1 order by r.seq, r.id",
    )
    .bind(id.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut all = Vec::new();
    for row in rows {
        let registration: RegistrationId = row.try_get::<String, _>(0)?.parse()?;
        let gone = row.try_get::<Option<i64>, _>(4)?.is_some();
        let needs = row.try_get::<Option<Vec<u8>>, _>(3)?.filter(|_| match which {
            Which::Needs => !gone,
            Which::Answers(_) => false,
            Which::Person(one) => *one == registration,
        });
        let answers = sealed.remove(registration.as_str()).unwrap_or_default();
        if needs.is_none() && answers.is_empty() {
            continue;
        }
        let owner: UserId = row.try_get::<String, _>(1)?.parse()?;
        log(conn, &owner, reader, registration.as_str(), now).await?;
        let key = vault.key_of(conn, &owner).await?;
        let needs = needs.map(|sealed| key.open(needs_cell(registration.as_str()), &sealed)).transpose()?;
        let mut opened = BTreeMap::new();
        for (question, sealed) in answers {
            let text = key.open(questions::cell(&format!("{registration}/{question}")), &sealed)?;
            opened.insert(question, text);
        }
        all.push(Opened { registration, name: row.try_get(2)?, needs, answers: opened });
    }
    Ok(all)
}

/// A question and the sealed answer to it.
type Sealed = (String, Vec<u8>);

/// The sealed answers that are asked for, by registration.
async fn answers(conn: &mut Conn, id: &WorkshopId, which: &Which) -> Result<BTreeMap<String, Vec<Sealed>>> {
    let mut all: BTreeMap<String, Vec<Sealed>> = BTreeMap::new();
    let wanted = match which {
        Which::Needs => return Ok(all),
        Which::Answers(people) => people.as_slice(),
        Which::Person(one) => std::slice::from_ref(one),
    };
    let wanted: BTreeSet<&str> = wanted.iter().map(RegistrationId::as_str).collect();
    let rows = sqlx::query(
        "select a.registration_id, a.question_id, a.body from question_answers a join questions q on q.id = a.question_id
         where q.workshop_id = $1 order by a.registration_id, a.question_id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    for row in rows {
        let registration: String = row.try_get(0)?;
        if wanted.contains(registration.as_str()) {
            all.entry(registration).or_default().push((row.try_get(1)?, row.try_get(2)?));
        }
    }
    Ok(all)
}

/// Takes the answers out of a registration, each with its moment, and as the one to the question that `asked` names
/// for it: those for which it names none stay.
pub(super) async fn take_answers(
    conn: &mut Conn,
    key: &UserKey,
    source: &RegistrationId,
    asked: Option<&BTreeMap<String, String>>,
) -> Result<Vec<(String, String, i64)>> {
    let rows = sqlx::query(
        "select question_id, body, answered_at from question_answers where registration_id = $1 order by question_id",
    )
    .bind(source.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut taken = Vec::new();
    for row in rows {
        let question: String = row.try_get(0)?;
        let there = match asked {
            Some(asked) => asked.get(&question).cloned(),
            None => Some(question.clone()),
        };
        let Some(there) = there else { continue };
        let text = key.open(questions::cell(&format!("{source}/{question}")), &row.try_get::<Vec<u8>, _>(1)?)?;
        sqlx::query("delete from question_answers where registration_id = $1 and question_id = $2")
            .bind(source.as_str())
            .bind(question)
            .execute(&mut *conn)
            .await?;
        taken.push((there, text, row.try_get(2)?));
    }
    Ok(taken)
}

/// Seals an answer for the owner of a registration; one that stands there already stays.
pub(super) async fn put_answer(
    conn: &mut Conn,
    (key, target, owner): (&UserKey, &RegistrationId, &UserId),
    (question, text): (&str, &str),
    answered_at: i64,
) -> Result<()> {
    let body = key.seal(questions::cell(&format!("{target}/{question}")), text)?;
    sqlx::query(
        "insert into question_answers (registration_id, question_id, owner_id, body, answered_at)
         values ($1, $2, $3, $4, $5) on conflict (registration_id, question_id) do nothing",
    )
    .bind(target.as_str())
    .bind(question)
    .bind(owner.as_str())
    .bind(body)
    .bind(answered_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The questions whose answers hosts may read, in their order.
pub async fn questions_of(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<Question>> {
    Ok(questions::readable(conn, id).await?.into_iter().map(|(question, _)| question).collect())
}

async fn log(conn: &mut Conn, owner: &UserId, reader: &UserId, registration: &str, now: Moment) -> Result<()> {
    let id: RowId = new_id(now);
    sqlx::query(
        "insert into access_log
         (id, owner_id, actor_id, actor_role, action, object_kind, object_id, object_version, at)
         values ($1, $2, $3, 'host', 'open', 'needs', $4, 0, $5)",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(reader.as_str())
    .bind(registration)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}
