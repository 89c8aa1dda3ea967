//! What somebody keeps of a workshop that they took part in.

use sqlx::Row;

use super::wishes::{self, Met};
use super::words;
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment};
use crate::live::room::store::find;
use crate::live::room::store::people::name_before;
use crate::live::tools::model::{Answer, Asked};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};

/// Somebody's own of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recap {
    /// The workshop's title.
    pub title: String,
    /// The blocks and what they took, in minutes; none for those that did not run.
    pub blocks: Vec<(String, Option<u32>)>,
    /// The groups one sat in: of which block, and the names of the others.
    pub groups: Vec<(String, Vec<String>)>,
    /// What one answered under one's name: the question, the answer.
    pub answers: Vec<(String, String)>,
    /// Whom one met.
    pub met: Vec<Met>,
    /// Whether one may wish still.
    pub may_wish: bool,
}

/// For somebody who came in; for everybody else there is nothing: `NotFound`.
pub async fn read(conn: &mut Conn, id: &WorkshopId, user: &UserId, locale: Locale, now: Moment) -> Result<Recap> {
    let room = find(conn, id).await?.ok_or(Error::NotFound)?;
    name_before(conn, id, user).await?.ok_or(Error::NotFound)?;
    let named = |key: &str| {
        let block = room.sheet.blocks.iter().find(|block| block.key == key);
        block.map(|block| block.title.get(locale).to_owned()).unwrap_or_default()
    };
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let mut last = String::new();
    for (block, name) in sat_with(conn, id, user).await? {
        if groups.is_empty() || block != last {
            groups.push((named(&block), Vec::new()));
            last = block;
        }
        if let Some((_, names)) = groups.last_mut() {
            names.push(name);
        }
    }
    let blocks = room.sheet.blocks.iter().enumerate().map(|(at, block)| {
        let took = room.run.took(at).map(words::minutes);
        (block.title.get(locale).to_owned(), took)
    });
    Ok(Recap {
        blocks: blocks.collect(),
        groups,
        answers: answers(conn, id, user, locale).await?,
        met: wishes::met(conn, id, &room, user).await?,
        may_wish: room.closed_at.is_none_or(|at| now <= at.plus_days(wishes::DAYS)),
        title: room.title,
    })
}

/// Whom they sat with in which block, in the order of the rounds.
async fn sat_with(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query(
        "select r.block, p.name from live_rounds r
         join live_sits mine on mine.workshop_id = r.workshop_id and mine.block = r.block and mine.user_id = $2
         join live_sits s on s.workshop_id = r.workshop_id and s.block = r.block and s.number = mine.number
              and s.user_id <> mine.user_id
         join live_people p on p.workshop_id = s.workshop_id and p.user_id = s.user_id
         where r.workshop_id = $1 and r.begun_at is not null and r.made_at is not null and p.name <> ''
         order by r.begun_at, r.block, p.seat, p.user_id",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// What they answered under their name. Of answers without a name nothing tells whose they are.
async fn answers(conn: &mut Conn, id: &WorkshopId, user: &UserId, locale: Locale) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query(
        "select t.asked, a.answer from live_answers a join live_prompts t on t.id = a.prompt_id
         where t.workshop_id = $1 and a.author_id = $2 order by t.id, a.round",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_all(conn)
    .await?;
    let bad = |error: serde_json::Error| Failure::other("reading an answer", error);
    let mut answers = Vec::with_capacity(rows.len());
    for row in rows {
        let asked: Asked = serde_json::from_str(&row.try_get::<String, _>(0)?).map_err(bad)?;
        let given: Answer = serde_json::from_str(&row.try_get::<String, _>(1)?).map_err(bad)?;
        answers.push((asked.label.get(locale).to_owned(), words::answer(&asked, &given, locale)));
    }
    Ok(answers)
}
