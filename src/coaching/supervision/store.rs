//! SQL and row mapping: requests, excerpts, and what two coaches say about them.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::model::{Excerpt, Moments};
use crate::coaching::store::must_read;
use crate::journal::store::{held_by, log_access, parse, write};
use crate::kit::id::{RowId, ShareId, SupervisionId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// A request without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub id: SupervisionId,
    /// Of which copy.
    pub share: ShareId,
    /// The author.
    pub owner: UserId,
    /// Who asks.
    pub coach: UserId,
    /// Their name.
    pub coach_name: String,
    /// Who would read.
    pub peer: UserId,
    /// Their name.
    pub peer_name: String,
    /// When it was asked for.
    pub asked_at: Moment,
    /// How it went on.
    pub moments: Moments,
}

/// A request to be made.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// The id that it gets.
    pub id: SupervisionId,
    /// Of which copy.
    pub share: ShareId,
    /// Who would read.
    pub peer: UserId,
    /// What.
    pub excerpt: Excerpt,
    /// Until when.
    pub until: Moment,
}

const SELECT: &str = "select q.id, q.share_id, q.owner_id, q.coach_id, c.name, q.peer_id, p.name, q.asked_at, q.until,
        q.accepted_at, q.declined_at, coalesce(q.revoked_at, s.revoked_at, e.deleted_at), s.expires_at
     from supervisions q
     join journal_shares s on s.id = q.share_id
     join journal_entries e on e.id = s.entry_id
     join users c on c.id = q.coach_id
     join users p on p.id = q.peer_id";

/// The coaches whom `coach` could ask: their ids and names.
pub async fn peers(conn: &mut Conn, coach: &UserId) -> Result<Vec<(UserId, String)>> {
    let rows = sqlx::query(
        "select u.id, u.name from users u join user_roles r on r.user_id = u.id and r.role = 'coach'
         where u.id <> $1 and u.closed_at is null order by u.name, u.id",
    )
    .bind(coach.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get(1)?))).collect()
}

/// Asks the author of a copy that `coach` has; gives the author. The same request again is one: `None`.
pub async fn ask(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    new: &NewRequest,
    now: Moment,
) -> Result<Option<UserId>> {
    let held = held_by(conn, coach, &new.share, now).await?;
    if held.claim.as_ref().is_some_and(|claim| claim.bars(coach, now)) {
        return Err(Error::Conflict.into());
    }
    if !peers(conn, coach).await?.iter().any(|(peer, _)| *peer == new.peer) {
        return Err(Error::NotFound.into());
    }
    let key = vault.key_of(conn, &held.owner).await?;
    for there in list(conn, "q.share_id = $1 and q.coach_id = $2", new.share.as_str(), coach).await? {
        let undecided = there.moments.accepted_at.is_none() && there.moments.declined_at.is_none();
        if undecided && there.peer == new.peer && excerpt(conn, &key, &there.id).await? == new.excerpt {
            return Ok(None);
        }
    }
    let body = key.seal(cell(new.id.as_str()), &write(&new.excerpt)?)?;
    sqlx::query(
        "insert into supervisions (id, share_id, owner_id, coach_id, peer_id, body, asked_at, until)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id.as_str())
    .bind(new.share.as_str())
    .bind(held.owner.as_str())
    .bind(coach.as_str())
    .bind(new.peer.as_str())
    .bind(body)
    .bind(now.0)
    .bind(new.until.0)
    .execute(conn)
    .await?;
    Ok(Some(held.owner))
}

/// A request for its author, with its words.
pub async fn for_author(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &SupervisionId,
) -> Result<(Request, Excerpt)> {
    let request = one(conn, "q.owner_id = $2 and e.deleted_at is null", id, owner).await?;
    let key = vault.key_of(conn, owner).await?;
    let words = excerpt(conn, &key, id).await?;
    Ok((request, words))
}

/// The author says yes or no, once.
pub async fn decide(conn: &mut Conn, owner: &UserId, id: &SupervisionId, accept: bool, now: Moment) -> Result<Request> {
    lock_row(conn, "select id from supervisions where id = $1 for update", id.as_str()).await?;
    let request = one(conn, "q.owner_id = $2 and e.deleted_at is null", id, owner).await?;
    if request.moments.stand(now) != super::model::Stand::Asked {
        return Err(Error::Conflict.into());
    }
    let decided = if accept {
        "update supervisions set accepted_at = $2 where id = $1"
    } else {
        "update supervisions set declined_at = $2 where id = $1"
    };
    sqlx::query(decided).bind(id.as_str()).bind(now.0).execute(conn).await?;
    Ok(request)
}

/// The author, or the coach who asked, takes it back; the other coach's next request finds nothing.
pub async fn revoke(conn: &mut Conn, person: &UserId, id: &SupervisionId, now: Moment) -> Result<()> {
    let done = sqlx::query(
        "update supervisions set revoked_at = $3
         where id = $1 and (owner_id = $2 or coach_id = $2) and revoked_at is null and declined_at is null",
    )
    .bind(id.as_str())
    .bind(person.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// The requests on a coach's desk: those that they made, and those that they may read; the latest first.
pub async fn of_coach(conn: &mut Conn, coach: &UserId) -> Result<Vec<Request>> {
    list(
        conn,
        "$1 <> '' and (q.coach_id = $2 or (q.peer_id = $2 and q.accepted_at is not null)) and e.deleted_at is null",
        "any",
        coach,
    )
    .await
}

/// The requests that wait for a decision of `owner`.
pub async fn undecided(conn: &mut Conn, owner: &UserId) -> Result<Vec<Request>> {
    list(
        conn,
        "$1 <> '' and q.owner_id = $2 and q.accepted_at is null and q.declined_at is null and e.deleted_at is null",
        "any",
        owner,
    )
    .await
}

/// An excerpt that `person` may read now. It stays locked until the transaction ends.
pub async fn open_for_peer(conn: &mut Conn, person: &UserId, id: &SupervisionId, now: Moment) -> Result<Request> {
    lock_row(conn, "select id from supervisions where id = $1 for update", id.as_str()).await?;
    open_now(conn, person, id, now).await
}

/// An excerpt that lies open to `person` at this moment: they asked, or they were named and the author said yes. The
/// one who asked must still coach the author. Nothing is locked for that, and no words are loaded.
pub async fn open_now(conn: &mut Conn, person: &UserId, id: &SupervisionId, now: Moment) -> Result<Request> {
    let request = one(conn, "(q.coach_id = $2 or q.peer_id = $2) and e.deleted_at is null", id, person).await?;
    if request.moments.stand(now) != super::model::Stand::Open {
        return Err(Error::NotFound.into());
    }
    must_read(conn, &request.coach, &request.owner).await?;
    Ok(request)
}

/// Opens an excerpt, and writes that into the author's access log.
pub async fn open(
    conn: &mut Conn,
    vault: &Vault,
    person: &UserId,
    id: &SupervisionId,
    now: Moment,
) -> Result<(Request, Excerpt)> {
    let request = open_for_peer(conn, person, id, now).await?;
    log_access(conn, &request.owner, person, ("supervision", id.as_str(), 0), now).await?;
    let key = vault.key_of(conn, &request.owner).await?;
    let words = excerpt(conn, &key, id).await?;
    Ok((request, words))
}

/// Says something about an excerpt; gives the other coach. The same words twice in a row are said once: `None`.
pub async fn say(
    conn: &mut Conn,
    vault: &Vault,
    person: &UserId,
    id: &SupervisionId,
    (row, text): (&RowId, &str),
    now: Moment,
) -> Result<Option<UserId>> {
    let request = open_for_peer(conn, person, id, now).await?;
    let last = words(conn, vault, &request).await?.pop();
    if last.is_some_and(|(writer, _, said, _)| writer == *person && said == text) {
        return Ok(None);
    }
    let body = vault.key_of(conn, &request.coach).await?.seal(words_cell(row.as_str()), text)?;
    sqlx::query(
        "insert into supervision_words (id, supervision_id, coach_id, writer_id, body, sent_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(row.as_str())
    .bind(id.as_str())
    .bind(request.coach.as_str())
    .bind(person.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(Some(if request.coach == *person { request.peer } else { request.coach }))
}

/// What was said about an excerpt, in order: who, their name, the words, when.
pub async fn words(conn: &mut Conn, vault: &Vault, request: &Request) -> Result<Vec<(UserId, String, String, Moment)>> {
    let rows = sqlx::query(
        "select w.id, w.writer_id, u.name, w.body, w.sent_at
         from supervision_words w join users u on u.id = w.writer_id
         where w.supervision_id = $1 order by w.sent_at, w.id",
    )
    .bind(request.id.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let key = vault.key_of(conn, &request.coach).await?;
    let mut said = Vec::with_capacity(rows.len());
    for row in rows {
        let id: String = row.try_get(0)?;
        let text = key.open(words_cell(&id), &row.try_get::<Vec<u8>, _>(3)?)?;
        said.push((row.try_get::<String, _>(1)?.parse()?, row.try_get(2)?, text, Moment(row.try_get(4)?)));
    }
    Ok(said)
}

/// The words of a request; `key` is their author's.
async fn excerpt(conn: &mut Conn, key: &UserKey, id: &SupervisionId) -> Result<Excerpt> {
    let row = sqlx::query("select body from supervisions where id = $1").bind(id.as_str()).fetch_one(conn).await?;
    parse(&key.open(cell(id.as_str()), &row.try_get::<Vec<u8>, _>(0)?)?)
}

async fn one(conn: &mut Conn, who: &'static str, id: &SupervisionId, person: &UserId) -> Result<Request> {
    let sql = format!("{SELECT} where q.id = $1 and {who}");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id.as_str())
        .bind(person.as_str())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    from_row(&row)
}

async fn list(conn: &mut Conn, which: &'static str, first: &str, person: &UserId) -> Result<Vec<Request>> {
    let sql = format!("{SELECT} where {which} order by q.asked_at desc, q.id desc");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(first).bind(person.as_str()).fetch_all(conn).await?;
    rows.iter().map(from_row).collect()
}

fn from_row(row: &AnyRow) -> Result<Request> {
    let moment = |at: usize| Ok::<_, sqlx::Error>(row.try_get::<Option<i64>, _>(at)?.map(Moment));
    let until = Moment(row.try_get(8)?);
    Ok(Request {
        id: row.try_get::<String, _>(0)?.parse()?,
        share: row.try_get::<String, _>(1)?.parse()?,
        owner: row.try_get::<String, _>(2)?.parse()?,
        coach: row.try_get::<String, _>(3)?.parse()?,
        coach_name: row.try_get(4)?,
        peer: row.try_get::<String, _>(5)?.parse()?,
        peer_name: row.try_get(6)?,
        asked_at: Moment(row.try_get(7)?),
        moments: Moments {
            // An excerpt is not open for longer than the copy that it is of.
            until: moment(12)?.map_or(until, |end| end.min(until)),
            accepted_at: moment(9)?,
            declined_at: moment(10)?,
            revoked_at: moment(11)?,
        },
    })
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "supervisions", column: "body", row }
}

fn words_cell(row: &str) -> Cell<'_> {
    Cell { table: "supervision_words", column: "body", row }
}
