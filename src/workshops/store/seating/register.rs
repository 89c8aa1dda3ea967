//! Registering: a seat at once, or a place in the line.

use sqlx::Row;

use super::draw::{draw, is_due};
use super::settle::{is_stale, settle};
use super::{LOCK_PERSON, links, room};
use crate::accounts::model::Profession;
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::crypto::{Cell, Vault, new_token};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::state::new_id;
use crate::workshops::invitation::send;
use crate::workshops::letters;
use crate::workshops::model::Outcome;
use crate::workshops::model::seating::{Bar, Class, Waiter, Wish};
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, Workshop, clashes, published, standing};
use crate::workshops::wording;

/// Where 配慮してほしいこと is sealed.
pub(in crate::workshops::store) fn needs_cell(registration: &str) -> Cell<'_> {
    Cell { table: "registrations", column: "needs", row: registration }
}

/// What somebody says when they register.
#[derive(Clone, Default)]
pub struct Asking {
    /// What they wish when a seat becomes free later.
    pub wish: Wish,
    /// 配慮してほしいこと, with the vault that seals it.
    pub needs: Option<(String, Vault)>,
}

/// Registers a person who says nothing more.
pub async fn register(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    now: Moment,
) -> Result<Outcome> {
    register_with(conn, config, id, user, &Asking::default(), now).await
}

/// Registers a person: a seat when there is one for their profession, else a place at the end of the line.
/// Whoever is registered already keeps what they have, and gets no second letter.
pub async fn register_with(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    asking: &Asking,
    now: Moment,
) -> Result<Outcome> {
    lock_row(conn, LOCK_PERSON, user.as_str()).await?;
    lock_row(conn, LOCK, id.as_str()).await?;
    join(conn, config, id, user, asking, now).await
}

/// What `register_with` does once the workshop is locked. Without the lock two people can count the same free seat:
/// it is public only for the test that shows this.
pub async fn join(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    asking: &Asking,
    now: Moment,
) -> Result<Outcome> {
    let (outcome, made) = place(conn, config, id, (user, user), asking, now).await?;
    if let Some((workshop, registration)) = made {
        let contact = contact_of(conn, user).await?;
        let token = links::make(conn, &registration, now).await?;
        let letter = letters::places::registered(config, &workshop, user, &contact, (outcome, asking.wish), &token);
        let clashes = clashes(conn, &workshop, user).await?;
        let letter = match wording::clash(&clashes, id, &contact.zone, contact.locale) {
            Some(words) => letter.note(words),
            None => letter,
        };
        send(conn, config, &workshop.id, letter, now).await?;
    }
    Ok(outcome)
}

/// What `join` does, without its letter: for those who hear of several places in one. `actor` brings `user` there.
/// A place that is new comes with its workshop.
pub(in crate::workshops::store) async fn place(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    (user, actor): (&UserId, &UserId),
    asking: &Asking,
    now: Moment,
) -> Result<(Outcome, Option<(Workshop, RegistrationId)>)> {
    let mut workshop = published(conn, id).await?;
    if let Some(mine) = standing(conn, id, user).await? {
        return Ok((mine.into(), None));
    }
    if !workshop.life.may_register(now) || workshop.host == *user {
        return Ok((Outcome::Closed, None));
    }
    if is_due(&workshop, now) {
        // Whoever comes after its time is not in the draw, also when no round has made it yet.
        draw(conn, config, id, &new_token(), now).await?;
        workshop = published(conn, id).await?;
    }
    if is_stale(conn, &workshop, now).await? {
        settle(conn, config, id, now).await?;
        workshop = published(conn, id).await?;
    }
    let class = class_of(conn, user).await?;
    // Nobody who waits could sit down, or they would sit already: so the newcomer alone is to be judged.
    let waiter = Waiter { class, wish: asking.wish, approved: false, asks_now: true };
    let outcome = match room(conn, &workshop).await?.bar_of(&waiter, workshop.never_before(now)) {
        None => Outcome::Confirmed,
        Some(Bar::Approval) => Outcome::Applied,
        Some(Bar::Draw(_)) => Outcome::Entered,
        Some(_) => Outcome::Waiting(workshop.seats.waiting + 1),
    };
    let registration = insert(conn, &workshop, user, class, asking, outcome, now).await?;
    let how = if actor == user { word(outcome) } else { "moved" };
    note(conn, id, Some(user), Some(actor), "registered", how, now).await?;
    Ok((outcome, Some((workshop, registration))))
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Confirmed => "confirmed",
        Outcome::Applied => "applied",
        Outcome::Entered => "entered",
        Outcome::Waiting(_) | Outcome::Offered | Outcome::Closed => "waiting",
    }
}

/// What a person's seats count for.
pub async fn class_of(conn: &mut Conn, user: &UserId) -> Result<Class> {
    let row = sqlx::query("select profession from users where id = $1").bind(user.as_str()).fetch_one(conn).await?;
    Ok(Profession::parse(&row.try_get::<String, _>(0)?))
}

pub(super) async fn insert(
    conn: &mut Conn,
    workshop: &Workshop,
    user: &UserId,
    class: Class,
    asking: &Asking,
    outcome: Outcome,
    now: Moment,
) -> Result<RegistrationId> {
    let id: RegistrationId = new_id(now);
    let needs = match &asking.needs {
        Some((needs, vault)) => Some(vault.key_of(conn, user).await?.seal(needs_cell(id.as_str()), needs)?),
        None => None,
    };
    sqlx::query(
        "insert into registrations (id, workshop_id, user_id, seq, joined_at, confirmed_at, profession, wish,
                                    wish_hours, needs)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id.as_str())
    .bind(workshop.id.as_str())
    .bind(user.as_str())
    .bind(workshop.last_seq + 1)
    .bind(now.0)
    .bind((outcome == Outcome::Confirmed).then_some(now.0))
    .bind(class.map_or("", Profession::as_str))
    .bind(asking.wish.as_str())
    .bind(asking.wish.hours())
    .bind(needs)
    .execute(conn)
    .await?;
    Ok(id)
}
