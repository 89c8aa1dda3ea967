//! What a host does with several people at once, and letters to them. All of it or none of it is written.

use super::people::{mark_paid, one as person, receivers};
use super::seating::{Verdict, decide};
use super::shift::{self, Shifted};
use super::{By, LOCK, audience, for_editor};
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{RegistrationId, RowId, UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::mail::outbox::enqueue;
use crate::workshops::model::Editor;
use crate::workshops::model::people::Standing;
use crate::workshops::planning::written;

/// What a host does with those that were ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The fee was paid, or it was not.
    Paid(bool),
    /// The host's word about their place.
    Say(Verdict),
    /// They come to another date of the course instead.
    Move(WorkshopId),
}

impl Act {
    /// The act of that name; `to` is the other date that somebody moves to.
    pub fn parse(name: &str, to: &str) -> Option<Act> {
        match name {
            "paid" => Some(Act::Paid(true)),
            "unpaid" => Some(Act::Paid(false)),
            "move" => to.parse().ok().map(Act::Move),
            other => Verdict::parse(other).map(Act::Say),
        }
    }
}

/// What became of those that were ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acted {
    /// For whom it made sense.
    pub done: Vec<RegistrationId>,
    /// How many were not moved, since they are registered at the other date already.
    pub there: usize,
}

/// Does it with each; says for whom it made sense.
pub async fn act(
    conn: &mut Conn,
    config: &Config,
    vault: &Vault,
    by: By<'_>,
    id: &WorkshopId,
    chosen: &[RegistrationId],
    act: &Act,
) -> Result<Acted> {
    for_editor(conn, by.editor, id).await?;
    let way = match act {
        Act::Move(to) => Some(shift::open(conn, by, id, to, chosen).await?),
        Act::Paid(_) | Act::Say(_) => None,
    };
    let mut acted = Acted::default();
    for one in chosen {
        let said = match act {
            Act::Paid(paid) => {
                mark_paid(conn, id, one, *paid, by.actor, by.now).await?;
                true
            }
            Act::Say(verdict) => {
                // Whoever is gone already stays so: nothing to do, and nothing wrong.
                let gone = person(conn, id, one).await?.standing == Standing::Gone;
                !gone && decide(conn, config, by, id, one, *verdict).await?
            }
            Act::Move(_) => match &way {
                Some(way) => {
                    let shifted = shift::shift(conn, config, vault, by, way, one).await?;
                    acted.there += usize::from(shifted == Shifted::There);
                    shifted == Shifted::Moved
                }
                None => false,
            },
        };
        acted.done.extend(said.then(|| one.clone()));
    }
    Ok(acted)
}

/// Gives what a change has freed to those who wait. The workshop must be locked.
pub async fn settle(conn: &mut Conn, config: &Config, id: &WorkshopId, now: Moment) -> Result<()> {
    super::seating::settle(conn, config, id, now).await?;
    Ok(())
}

/// A letter on its way to some or all.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its own id: with the same one it goes once.
    pub letter: RowId,
    /// `seated`, `waiting`, `all`, `unpaid`, `course` or `chosen`.
    pub to: String,
    /// The registrations that were chosen.
    pub chosen: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Who writes.
    pub host: String,
}

/// Puts the letter into the outbox for each receiver, once; says for how many.
pub async fn send(
    conn: &mut Conn,
    config: &Config,
    editor: &Editor,
    actor: &UserId,
    id: &WorkshopId,
    post: &Post,
    now: Moment,
) -> Result<usize> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    let sent = sqlx::query("select 1 from workshop_history where id = $1").bind(post.letter.as_str());
    if sent.fetch_optional(&mut *conn).await?.is_some() {
        return Ok(0);
    }
    let users = receivers(conn, editor, &workshop, &post.to, &post.chosen).await?;
    let published = workshop.life.published_at.is_some();
    for user in &users {
        let contact = contact_of(conn, user).await?;
        // Of a course some come to other dates: the key of this one goes to nobody who does not have it.
        let opens = published && audience::admits(conn, &workshop, Some(user), "").await?;
        let letter = written(config, &workshop, &post.host, (&post.subject, &post.text), (user, &contact), opens);
        enqueue(conn, &letter, now).await?;
    }
    // The letter's id is the id of its row here, so that sending it twice finds it.
    sqlx::query(
        "insert into workshop_history (id, workshop_id, user_id, actor_id, action, detail, at)
         values ($1, $2, null, $3, 'letter', $4, $5)",
    )
    .bind(post.letter.as_str())
    .bind(id.as_str())
    .bind(actor.as_str())
    .bind(users.len().to_string())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(users.len())
}
