//! Two accounts of one person: what they are registered for and is not over becomes one account's.

use std::collections::BTreeMap;

use sqlx::Row;

use super::settle::settle;
use super::{Held, LOCK_PERSON, held_by, links, profession_changed};
use crate::accounts::store::contact_of;
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::mail::outbox::enqueue;
use crate::workshops::letters::places;
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, find, needs};

/// Moves the registrations of `from` to `into`. Where both are registered the better place stays (whoever is here, a
/// seat, an offer, the line; then who came first), the other is given up, and what that frees goes on to the next.
/// Says for how many workshops; a second time there is nothing left to do. Nobody reads what the person wrote for
/// hosts: it is sealed anew with the key of the account that it goes to.
pub async fn merge(
    conn: &mut Conn,
    config: &Config,
    vault: &Vault,
    (from, into): (&UserId, &UserId),
    actor: &UserId,
    now: Moment,
) -> Result<usize> {
    if from == into {
        return Err(Error::Conflict.into());
    }
    for user in [from.min(into), from.max(into)] {
        lock_row(conn, LOCK_PERSON, user.as_str()).await?;
    }
    let rows = sqlx::query(
        "select w.id from registrations r join workshops w on w.id = r.workshop_id
         where r.user_id = $1 and r.cancelled_at is null and w.cancelled_at is null and w.ends_at > $2 order by w.id",
    )
    .bind(from.as_str())
    .bind(now.0)
    .fetch_all(&mut *conn)
    .await?;
    let mut titles = Vec::new();
    for row in rows {
        let id: WorkshopId = row.try_get::<String, _>(0)?.parse()?;
        lock_row(conn, LOCK, id.as_str()).await?;
        let workshop = find(conn, &id).await?;
        let Some(theirs) = held_by(conn, &id, from).await? else { continue };
        match held_by(conn, &id, into).await? {
            // Nobody has a seat at what they host.
            None if workshop.host == *into => give_up(conn, &theirs, actor, now).await?,
            None => hand_over(conn, vault, &theirs, into, actor, now).await?,
            Some(mine) if is_better(conn, &mine, &theirs).await? => {
                move_words(conn, vault, (&theirs, from), (&mine, into), None).await?;
                give_up(conn, &theirs, actor, now).await?;
            }
            Some(mine) => {
                give_up(conn, &mine, actor, now).await?;
                hand_over(conn, vault, &theirs, into, actor, now).await?;
                move_words(conn, vault, (&mine, into), (&theirs, into), None).await?;
            }
        }
        settle(conn, config, &id, now).await?;
        titles.push(workshop.details.title);
    }
    profession_changed(conn, config, into, now).await?;
    if !titles.is_empty() {
        for (user, here) in [(into, true), (from, false)] {
            let contact = contact_of(conn, user).await?;
            enqueue(conn, &places::merged(config, user, &contact, &titles, here), now).await?;
        }
    }
    Ok(titles.len())
}

/// Whether `mine` is the better place of the two.
async fn is_better(conn: &mut Conn, mine: &Held, theirs: &Held) -> Result<bool> {
    let row = sqlx::query(
        "select id from registrations where id in ($1, $2)
         order by case when checked_in_at is not null then 0 when confirmed_at is not null then 1
                       when offered_at is not null then 2 else 3 end,
                  coalesce(draw_order, 1000000000), seq, id limit 1",
    )
    .bind(mine.id.as_str())
    .bind(theirs.id.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<String, _>(0)? == mine.id.as_str())
}

/// Ends a registration without a letter of its own: one about all of it follows.
async fn give_up(conn: &mut Conn, who: &Held, actor: &UserId, now: Moment) -> Result<()> {
    sqlx::query(
        "update registrations set cancelled_at = $2, left_reason = 'merged', sequence = sequence + 1 where id = $1",
    )
    .bind(who.id.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    note(conn, &who.workshop, Some(&who.user), Some(actor), "left", "merged", now).await?;
    links::forget(conn, &who.id).await
}

/// Makes a registration somebody else's, as it stands: its place in the line, its links, what was paid.
async fn hand_over(
    conn: &mut Conn,
    vault: &Vault,
    who: &Held,
    into: &UserId,
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    move_words(conn, vault, (who, &who.user), (who, into), None).await?;
    sqlx::query("update registrations set user_id = $2, sequence = sequence + 1 where id = $1")
        .bind(who.id.as_str())
        .bind(into.as_str())
        .execute(&mut *conn)
        .await?;
    note(conn, &who.workshop, Some(into), Some(actor), "merged", "", now).await
}

/// Seals anew what was written with one registration, for the owner of another one; what stands there already stays.
/// Where that is at another workshop, `asked` names for each question the one that asks the same there; an answer
/// that nobody asks for there stays. A payment goes along.
pub(in crate::workshops::store) async fn move_words(
    conn: &mut Conn,
    vault: &Vault,
    (source, from): (&Held, &UserId),
    (target, into): (&Held, &UserId),
    asked: Option<&BTreeMap<String, String>>,
) -> Result<()> {
    let (old, new) = (vault.key_of(conn, from).await?, vault.key_of(conn, into).await?);
    let row = sqlx::query("select needs, paid_at, paid_by from registrations where id = $1")
        .bind(source.id.as_str())
        .fetch_one(&mut *conn)
        .await?;
    let sealed = match row.try_get::<Option<Vec<u8>>, _>(0)? {
        Some(sealed) => {
            let text = old.open(super::needs_cell(source.id.as_str()), &sealed)?;
            Some(new.seal(super::needs_cell(target.id.as_str()), &text)?)
        }
        None => None,
    };
    if source.id != target.id {
        sqlx::query("update registrations set needs = null where id = $1")
            .bind(source.id.as_str())
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query(
        "update registrations set needs = case when needs is null or $5 = 1 then $2 else needs end,
                                  paid_at = coalesce(paid_at, $3), paid_by = coalesce(paid_by, $4) where id = $1",
    )
    .bind(target.id.as_str())
    .bind(sealed)
    .bind(row.try_get::<Option<i64>, _>(1)?)
    .bind(row.try_get::<Option<String>, _>(2)?)
    .bind(i64::from(source.id == target.id))
    .execute(&mut *conn)
    .await?;
    for (question, text, at) in needs::take_answers(conn, &old, &source.id, asked).await? {
        needs::put_answer(conn, (&new, &target.id, into), (&question, &text), at).await?;
    }
    Ok(())
}
