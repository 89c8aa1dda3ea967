//! Prompts: opened, closed, asked a second time, and sealed when no answer can come any more.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Taken, answers, read, written};
use crate::kit::id::{PromptId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::tools::model::{Asked, GRACE_MS, Naming, PromptKind, ShownPrompt, Tally};
use crate::live::tools::room;
use crate::live::tools::rules::{self, Refusal};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};

/// The most prompts of a room.
const MOST: i64 = 100;

/// How many prompts screens show: the newest.
const SHOWN: i64 = 8;

/// How many lines of an open prompt screens show, so that no frame grows with the room; ids are chance, and so is which
/// they are. Looking back one sees them all.
const LINES: usize = 100;

/// How long after its close a prompt is sealed, in seconds: what arrived in time may have waited to be written.
const SEALED_AFTER: i64 = 10;

/// A prompt as it stands in the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// Its id.
    pub id: PromptId,
    /// The key of the block that it was asked in.
    block: String,
    /// What is asked.
    pub asked: Asked,
    /// 1 or 2.
    pub round: u8,
    /// Words that a host took from the screens, in small letters.
    pub left_out: Vec<String>,
    salt: Option<String>,
    closes_at: Option<Moment>,
    sealed: Option<Sealed>,
}

/// What was counted when the last answer was in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sealed {
    answered: u32,
    tally: Tally,
}

impl Prompt {
    fn from_row(row: &AnyRow) -> Result<Prompt> {
        Ok(Prompt {
            id: row.try_get::<String, _>("id")?.parse()?,
            block: row.try_get("block")?,
            asked: read(&row.try_get::<String, _>("asked")?)?,
            round: row.try_get::<i64, _>("round")?.try_into().unwrap_or(1),
            left_out: row
                .try_get::<Option<String>, _>("left_out")?
                .as_deref()
                .map(read)
                .transpose()?
                .unwrap_or_default(),
            salt: row.try_get("salt")?,
            closes_at: row.try_get::<Option<i64>, _>("closes_at")?.map(Moment),
            sealed: row.try_get::<Option<String>, _>("tally")?.as_deref().map(read).transpose()?,
        })
    }

    /// Whether it says that it takes answers.
    pub fn is_open(&self, now: Moment) -> bool {
        self.closes_at.is_none_or(|at| now < at)
    }

    /// Whether an answer that arrives now counts: those that were on their way at the close do, unless they had to wait
    /// until it was counted for the last time.
    pub fn takes(&self, now: Moment) -> bool {
        self.sealed.is_none() && self.closes_at.is_none_or(|at| now.0 <= at.0 + GRACE_MS * 1_000)
    }

    /// When the last answer that was on its way is in, while that is still to come.
    fn settles_at(&self, now: Moment) -> Option<Moment> {
        self.closes_at.filter(|_| self.takes(now)).map(|at| Moment(at.0 + GRACE_MS * 1_000 + 1))
    }

    /// By what the database knows this person's answer or voice from another one. None once nobody can say that any
    /// more. Voices for questions are secret, whatever the prompt says of the questions.
    pub fn voter(&self, user: &UserId) -> Result<Option<String>> {
        if !is_secret(&self.asked) {
            return Ok(Some(user.to_string()));
        }
        let Some(salt) = &self.salt else { return Ok(None) };
        let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes())
            .map_err(|error| Failure::other("the salt of a prompt", error))?;
        mac.update(user.as_str().as_bytes());
        Ok(Some(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())))
    }
}

fn is_secret(asked: &Asked) -> bool {
    asked.naming == Naming::Anonymous || asked.kind == PromptKind::Questions
}

/// A prompt of the room.
pub async fn find(conn: &mut Conn, room: &WorkshopId, id: &PromptId) -> Result<Prompt> {
    let row = sqlx::query(
        "select id, block, asked, round, salt, closes_at, tally, left_out from live_prompts where id = $1 and workshop_id = $2",
    )
    .bind(id.as_str())
    .bind(room.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Prompt::from_row(&row)
}

/// The newest prompts of the room, the newest first.
pub async fn newest(conn: &mut Conn, room: &WorkshopId) -> Result<Vec<Prompt>> {
    let rows = sqlx::query(
        "select id, block, asked, round, salt, closes_at, tally, left_out from live_prompts
         where workshop_id = $1 order by opened_at desc, id desc limit $2",
    )
    .bind(room.as_str())
    .bind(SHOWN)
    .fetch_all(conn)
    .await?;
    rows.iter().map(Prompt::from_row).collect()
}

/// A prompt that is about to be opened. `salt` is chance that nobody has seen; it is kept only where it is needed.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its id.
    pub id: PromptId,
    /// The key of the block that runs.
    pub block: String,
    /// What is asked.
    pub asked: Asked,
    /// For the names of voters.
    pub salt: String,
}

/// Whether the very same is open in a block.
pub async fn is_asked(conn: &mut Conn, room: &WorkshopId, block: &str, asked: &Asked, now: Moment) -> Result<bool> {
    let row = sqlx::query(
        "select 1 from live_prompts
         where workshop_id = $1 and block = $2 and asked = $3 and (closes_at is null or closes_at > $4)",
    )
    .bind(room.as_str())
    .bind(block)
    .bind(written(asked)?)
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    Ok(row.is_some())
}

/// Opens it. The room is locked.
pub async fn open(conn: &mut Conn, room: &WorkshopId, by: &UserId, opening: &Opening, now: Moment) -> Result<Taken> {
    let closes = opening.asked.seconds.map(|seconds| now.plus_seconds(seconds.into()));
    let salt = is_secret(&opening.asked).then_some(opening.salt.as_str());
    insert(conn, room, by, opening, (salt, now, closes)).await
}

/// Keeps what was counted elsewhere as a prompt that is over: nobody answers it.
pub async fn open_counted(
    conn: &mut Conn,
    room: &WorkshopId,
    by: &UserId,
    opening: &Opening,
    (answered, tally): (u32, Tally),
    now: Moment,
) -> Result<Taken> {
    let taken = insert(conn, room, by, opening, (None, now, Some(now))).await?;
    if taken.is_ok() {
        keep(conn, &opening.id, Some(&Sealed { answered, tally }), now).await?;
    }
    Ok(taken)
}

async fn insert(
    conn: &mut Conn,
    room: &WorkshopId,
    by: &UserId,
    opening: &Opening,
    (salt, now, closes): (Option<&str>, Moment, Option<Moment>),
) -> Result<Taken> {
    let count = sqlx::query("select count(*) from live_prompts where workshop_id = $1").bind(room.as_str());
    if count.fetch_one(&mut *conn).await?.try_get::<i64, _>(0)? >= MOST {
        return Ok(Err(Refusal::Full));
    }
    let asked = &opening.asked;
    sqlx::query(
        "insert into live_prompts (id, workshop_id, block, kind, asked, moderated, round, salt, opened_by, opened_at,
                                   closes_at)
         values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10)",
    )
    .bind(opening.id.as_str())
    .bind(room.as_str())
    .bind(&opening.block)
    .bind(name(asked.kind))
    .bind(written(asked)?)
    .bind(i64::from(asked.moderated))
    .bind(salt.map(str::to_owned))
    .bind(by.as_str())
    .bind(now.0)
    .bind(closes.map(|at| at.0))
    .execute(&mut *conn)
    .await?;
    room::touched(conn, room).await?;
    Ok(Ok(()))
}

/// The kinds by which the database finds texts that expire.
fn name(kind: PromptKind) -> &'static str {
    match kind {
        PromptKind::Words => "words",
        PromptKind::Open => "open",
        PromptKind::Questions => "questions",
        _ => "counts",
    }
}

/// Closes a prompt. One that is closed stays as it is. The room is locked.
pub async fn close(conn: &mut Conn, room: &WorkshopId, id: &PromptId, now: Moment) -> Result<()> {
    find(conn, room, id).await?;
    let closed =
        sqlx::query("update live_prompts set closes_at = $2 where id = $1 and (closes_at is null or closes_at > $2)")
            .bind(id.as_str())
            .bind(now.0)
            .execute(&mut *conn)
            .await?;
    if closed.rows_affected() > 0 {
        room::touched(conn, room).await?;
    }
    Ok(())
}

/// Asks a two-round vote for the second time, with other names for the voters. The room is locked.
pub async fn second(conn: &mut Conn, room: &WorkshopId, id: &PromptId, salt: &str, now: Moment) -> Result<Taken> {
    let prompt = find(conn, room, id).await?;
    if prompt.asked.kind != PromptKind::TwoRounds || prompt.round != 1 {
        return Ok(Err(Refusal::Foreign));
    }
    if prompt.takes(now) {
        return Ok(Err(Refusal::Early));
    }
    let salt = is_secret(&prompt.asked).then(|| salt.to_owned());
    let closes = prompt.asked.seconds.map(|seconds| now.plus_seconds(seconds.into()).0);
    sqlx::query(
        "update live_prompts
         set round = 2, salt = $2, opened_at = $3, closes_at = $4, sealed_at = null, tally = null where id = $1",
    )
    .bind(id.as_str())
    .bind(salt)
    .bind(now.0)
    .bind(closes)
    .execute(&mut *conn)
    .await?;
    room::touched(conn, room).await?;
    Ok(Ok(()))
}

/// The prompts that no answer can come to any more, also those that nobody closed before their room, and that are not
/// sealed yet.
pub async fn unsealed(conn: &mut Conn, now: Moment) -> Result<Vec<(WorkshopId, PromptId)>> {
    let rows = sqlx::query(
        "select t.workshop_id, t.id from live_prompts t join live_rooms r on r.workshop_id = t.workshop_id
         where t.sealed_at is null and coalesce(t.closes_at, r.closed_at) <= $1 order by t.opened_at, t.id limit 100",
    )
    .bind(now.plus_seconds(-SEALED_AFTER).0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get::<String, _>(1)?.parse()?))).collect()
}

/// Destroys the salt of such a prompt and keeps what was counted. One that takes answers again in between stays. Of texts
/// that a host reads first, those that were too few for a step wait on the desks from then on.
pub async fn seal(conn: &mut Conn, room: &WorkshopId, id: &PromptId, now: Moment) -> Result<()> {
    lock_row(conn, room::LOCK, room.as_str()).await?;
    sqlx::query(
        "update live_prompts
         set closes_at = (select r.closed_at from live_rooms r where r.workshop_id = live_prompts.workshop_id)
         where id = $1 and closes_at is null",
    )
    .bind(id.as_str())
    .execute(&mut *conn)
    .await?;
    let prompt = find(conn, room, id).await?;
    if prompt.takes(now) {
        return Ok(());
    }
    let sealed = match name(prompt.asked.kind) {
        "counts" => {
            let (answered, given) = answers::given(conn, room, &prompt, true).await?;
            Some(Sealed { answered, tally: rules::tally(&prompt.asked, &given, prompt.round) })
        }
        _ => None,
    };
    if is_secret(&prompt.asked) {
        answers::unlink(conn, id).await?;
    }
    keep(conn, id, sealed.as_ref(), now).await?;
    if prompt.asked.moderated {
        room::touched(conn, room).await?;
    }
    Ok(())
}

async fn keep(conn: &mut Conn, id: &PromptId, sealed: Option<&Sealed>, now: Moment) -> Result<()> {
    sqlx::query("update live_prompts set salt = null, sealed_at = $2, tally = $3 where id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .bind(sealed.map(written).transpose()?)
        .execute(conn)
        .await?;
    Ok(())
}

/// The newest prompts with what may be shown of their answers, and when the next of them settles.
pub async fn shown(conn: &mut Conn, room: &WorkshopId, now: Moment) -> Result<(Vec<ShownPrompt>, Option<Moment>)> {
    let prompts = newest(conn, room).await?;
    let settles_at = prompts.iter().filter_map(|prompt| prompt.settles_at(now)).min();
    let mut shown = tallied(conn, room, prompts, (now, false)).await?;
    for prompt in &mut shown {
        if let Tally::Lines(lines) = &mut prompt.tally {
            lines.truncate(LINES);
        }
    }
    Ok((shown, settles_at))
}

/// All prompts of the room with what may be shown of their answers, the first in front: for looking back. Their ids know
/// when they were first asked; a second round does not move them.
pub async fn told(conn: &mut Conn, room: &WorkshopId, now: Moment) -> Result<Vec<ShownPrompt>> {
    let rows = sqlx::query(
        "select id, block, asked, round, salt, closes_at, tally, left_out from live_prompts
         where workshop_id = $1 order by id",
    )
    .bind(room.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let prompts = rows.iter().map(Prompt::from_row).collect::<Result<Vec<Prompt>>>()?;
    let over = sqlx::query("select 1 from live_rooms where workshop_id = $1 and closed_at is not null")
        .bind(room.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    tallied(conn, room, prompts, (now, over.is_some())).await
}

/// In a room that is `over` no prompt takes answers any more.
async fn tallied(
    conn: &mut Conn,
    room: &WorkshopId,
    prompts: Vec<Prompt>,
    (now, over): (Moment, bool),
) -> Result<Vec<ShownPrompt>> {
    let mut shown = Vec::new();
    for mut prompt in prompts {
        let (answered, mut tally) = match prompt.sealed.take() {
            Some(sealed) => (sealed.answered, sealed.tally),
            None => {
                let settled = over || !prompt.takes(now);
                let (answered, given) = answers::given(conn, room, &prompt, settled).await?;
                (answered, rules::tally(&prompt.asked, &given, prompt.round))
            }
        };
        if let Tally::Words(words) = &mut tally {
            words.retain(|(word, _)| !prompt.left_out.contains(&word.to_lowercase()));
        }
        shown.push(ShownPrompt {
            id: prompt.id.to_string(),
            round: prompt.round,
            // Rounded up: when it is over, it is closed.
            left_ms: prompt.closes_at.map(|at| ((at.0 - now.0).max(0) + 999) / 1_000),
            open: prompt.is_open(now),
            answered,
            tally,
            block: prompt.block,
            asked: prompt.asked,
        });
    }
    Ok(shown)
}
