//! Moving people to another date of their course, with all that they said. One letter tells them of both dates. What
//! it would bring them can be asked before.

use std::collections::BTreeSet;

use super::course::lock_dates;
use super::history::note;
use super::people::{Person, one as person};
use super::seating::{LOCK_PERSON, Reason, class_of, close, held_by, make_link, move_words, place, room, settle};
use super::{Asking, By, Workshop, for_editor, my_place, questions};
use crate::accounts::store::contact_of;
use crate::kit::id::{RegistrationId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::invitation::send_all;
use crate::workshops::letters::dates;
use crate::workshops::model::people::Standing;
use crate::workshops::model::seating::{Waiter, Wish};
use crate::workshops::model::{Editor, Outcome};

/// What became of moving somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shifted {
    /// They are there now.
    Moved,
    /// They are registered there already: nothing was changed.
    There,
    /// They are gone, or one of the dates is no longer open.
    Closed,
}

/// What moving somebody would bring them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// A seat.
    Seat,
    /// None yet: a place in the line, the host's word, or a lot.
    Line,
    /// Nothing changes: they are registered there already, or it is not open.
    Nothing,
}

/// What moving these people would bring each of them now. Looking changes nothing; whoever is gone is left out.
pub async fn forecast(
    conn: &mut Conn,
    editor: &Editor,
    from: &Workshop,
    to: &WorkshopId,
    people: Vec<Person>,
    now: Moment,
) -> Result<Vec<(Person, Ahead)>> {
    let to = for_editor(conn, editor, to).await?;
    if from.series.is_none() || from.series != to.series {
        return Err(Error::NotFound.into());
    }
    let mut left = room(conn, &to).await?;
    let mut seen = Vec::new();
    for one in people.into_iter().filter(|one| one.standing != Standing::Gone) {
        let there = my_place(conn, &to.id, &one.user).await?.is_some() || to.host == one.user;
        let ahead = if there || !to.life.may_register(now) {
            Ahead::Nothing
        } else {
            let class = class_of(conn, &one.user).await?;
            let waiter = Waiter { class, wish: Wish::Auto, approved: false, asks_now: true };
            match left.bar_of(&waiter, to.never_before(now)) {
                None => {
                    left.take(class);
                    Ahead::Seat
                }
                Some(_) => Ahead::Line,
            }
        };
        seen.push((one, ahead));
    }
    Ok(seen)
}

/// From where to where.
pub(super) struct Way {
    from: Workshop,
    to: Workshop,
}

/// The way from one date of a course to another one, if this editor may go it. Everybody who is chosen is locked, and
/// then both dates, each in the order of their ids: whoever moves others the other way does not wait for us for ever.
pub(super) async fn open(
    conn: &mut Conn,
    by: By<'_>,
    from: &WorkshopId,
    to: &WorkshopId,
    chosen: &[RegistrationId],
) -> Result<Way> {
    for id in [from, to] {
        for_editor(conn, by.editor, id).await?;
    }
    let mut people = BTreeSet::new();
    for one in chosen {
        people.insert(person(conn, from, one).await?.user);
    }
    for user in &people {
        lock_row(conn, LOCK_PERSON, user.as_str()).await?;
    }
    lock_dates(conn, vec![from, to]).await?;
    let way = Way { from: for_editor(conn, by.editor, from).await?, to: for_editor(conn, by.editor, to).await? };
    let one_course = way.from.series.is_some() && way.from.series == way.to.series;
    if one_course && from != to { Ok(way) } else { Err(Error::NotFound.into()) }
}

/// Moves somebody: they register there as anybody does, with the same wish, and only then leave here. What they
/// answered goes along where the same is asked, what they need, and what they paid. Whoever is registered there
/// already keeps both places: moving them would only take one of them away.
pub(super) async fn shift(
    conn: &mut Conn,
    config: &Config,
    vault: &Vault,
    by: By<'_>,
    way: &Way,
    one: &RegistrationId,
) -> Result<Shifted> {
    let By { actor, now, .. } = by;
    let Way { from, to } = way;
    let who = person(conn, &from.id, one).await?;
    let held = held_by(conn, &from.id, &who.user).await?.filter(|held| held.id == *one);
    let Some(held) = held.filter(|_| from.life.is_coming(now) && to.life.may_register(now)) else {
        return Ok(Shifted::Closed);
    };
    let user = &held.user;
    if held_by(conn, &to.id, user).await?.is_some() {
        return Ok(Shifted::There);
    }
    let asking = Asking { wish: held.wish, needs: None };
    let (outcome, _) = place(conn, config, &to.id, (user, actor), &asking, now).await?;
    if outcome == Outcome::Closed {
        return Ok(Shifted::Closed);
    }
    let there = held_by(conn, &to.id, user).await?.ok_or(Error::NotFound)?;
    let asked = questions::counterparts(conn, &from.id, &to.id).await?;
    move_words(conn, vault, (&held, user), (&there, user), Some(&asked)).await?;
    note(conn, &from.id, Some(user), Some(actor), "moved", "", now).await?;
    close(conn, &held, Reason::Host, now).await?;
    let contact = contact_of(conn, user).await?;
    let token = make_link(conn, &there.id, now).await?;
    let letter = dates::moved(config, (from, to), user, &contact, (outcome, there.wish), &token);
    send_all(conn, config, &[from.id.clone(), to.id.clone()], letter, now).await?;
    settle(conn, config, &from.id, now).await?;
    Ok(Shifted::Moved)
}
