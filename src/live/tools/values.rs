//! The map of what a room values: which cards stand among the first five of those who came in and let their value cards
//! be counted in a room. Sheets are opened to be counted and for nothing else. It is made from five people on, says no
//! exact number of the rare cards, and is made anew only when five or more came or went.

use std::collections::BTreeSet;

use sqlx::Row;

use super::model::{Answer, Asked, CELL, Naming, PromptKind, SHOWN_FROM, Tally};
use super::room;
use super::rules::{self, Given, Refusal};
use super::store::{self, Opening, Taken};
use crate::kit::id::{AnswerId, PromptId, UserId, WorkshopId};
use crate::kit::{Error, Locale};
use crate::live::plan::model::Both;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::AppState;
use crate::tl;
use crate::worksheets::definition::library::definition;
use crate::worksheets::statistics::model::{FIRST, choices};
use crate::worksheets::store as sheets;
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// Who shows it.
#[derive(Clone, Debug)]
pub struct By {
    /// What they may change.
    pub editor: Editor,
    /// The person.
    pub actor: UserId,
    /// The language of the cards.
    pub locale: Locale,
}

/// Shows the map of a room during a block, as a prompt that is over.
pub async fn show(state: &AppState, by: By, room: &WorkshopId, block: &str) -> Result<Taken> {
    let mut conn = state.db.read().await?;
    for_editor(&mut conn, &by.editor, room).await?;
    let shared = shared(&mut conn, room).await?;
    let before = counted(&mut conn, room).await?;
    if (shared.len() as u32) < SHOWN_FROM {
        return Ok(Err(Refusal::Few));
    }
    let ids: BTreeSet<String> = shared.iter().map(|(_, id)| id.to_string()).collect();
    if !before.is_empty() && !is_another(&before, &ids) {
        return Ok(Err(Refusal::Same));
    }
    let mut people = Vec::new();
    for (owner, id) in &shared {
        people.push(sheets::open(&mut conn, &state.vault, owner, id).await?.kept.sitting.top);
    }
    drop(conn);
    let map = map(people, by.locale)?;
    let asked = rules::asked(question()).map_err(|_| Error::BadRequest)?;
    let opening = Opening { id: state.new_id::<PromptId>(), block: block.to_owned(), asked, salt: String::new() };
    let input = (by, room.clone(), opening, (before, ids), map, state.now());
    let keeping = state.db.write(input, |tx, (by, room, opening, (before, ids), (people, tally), now)| {
        Box::pin(async move {
            room::locked_by(tx, &by.editor, room).await?;
            if !opening.block.is_empty() {
                room::block(tx, room, &opening.block).await?;
            }
            // Of two hosts who show it at the same moment the first one does.
            if counted(tx, room).await? != *before {
                return Ok(Err(Refusal::Same));
            }
            keep(tx, room, ids).await?;
            store::open_counted(tx, room, &by.actor, opening, (*people, tally.clone()), *now).await
        })
    });
    keeping.await
}

fn question() -> Asked {
    let label = Both { ja: tl!(Locale::ja, tools.values).to_owned(), en: tl!(Locale::en, tools.values).to_owned() };
    Asked { kind: PromptKind::Words, naming: Naming::Anonymous, label, ..Asked::default() }
}

/// How many people it is, and what they value first. Cards of their own are never among it.
fn map(people: Vec<Vec<String>>, locale: Locale) -> Result<(u32, Tally)> {
    let deck = definition(sheets::WORKSHEET).ok_or(Error::NotFound)?;
    let names = choices(deck, locale);
    let words = |top: Vec<String>| {
        let name = |card: &String| names.iter().find(|(id, _)| id == card).map(|(_, name)| name.clone());
        top.iter().take(FIRST).filter_map(name).collect::<Vec<_>>()
    };
    let given: Vec<Given> = people
        .into_iter()
        .map(|top| Given { id: String::new(), round: 1, answer: Answer::Words(words(top)), name: None, shown: true })
        .collect();
    Ok((rules::answered(&given, 1), rules::tally(&question(), &given, 1)))
}

/// Whether so many came or went that two maps, one beside the other, tell nothing about a few people.
fn is_another(before: &BTreeSet<String>, now: &BTreeSet<String>) -> bool {
    let (came, went) = (now.difference(before).count(), before.difference(now).count());
    came.max(went) as u32 >= CELL
}

/// The newest value cards of each who came in and lets them be counted in a room.
async fn shared(conn: &mut Conn, room: &WorkshopId) -> Result<Vec<(UserId, AnswerId)>> {
    let rows = sqlx::query(
        "select a.owner_id, a.id from live_people p
         join worksheet_answers a on a.owner_id = p.user_id
         join worksheet_consents c on c.answer_id = a.id and c.kind = 'live'
         join users u on u.id = a.owner_id
         where p.workshop_id = $1 and p.left_at is null and a.worksheet = $2
           and a.deleted_at is null and a.finished_at is not null and u.closed_at is null
         order by a.owner_id, a.finished_at desc, a.id desc",
    )
    .bind(room.as_str())
    .bind(sheets::WORKSHEET)
    .fetch_all(conn)
    .await?;
    let mut one_each: Vec<(UserId, AnswerId)> = Vec::new();
    for row in rows {
        let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
        if one_each.last().is_none_or(|(last, _)| *last != owner) {
            one_each.push((owner, row.try_get::<String, _>(1)?.parse()?));
        }
    }
    Ok(one_each)
}

/// Whose cards are in the map that was shown last.
async fn counted(conn: &mut Conn, room: &WorkshopId) -> Result<BTreeSet<String>> {
    let rows = sqlx::query("select answer_id from live_counted where workshop_id = $1 order by answer_id")
        .bind(room.as_str())
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<_>>()?)
}

async fn keep(conn: &mut Conn, room: &WorkshopId, ids: &BTreeSet<String>) -> Result<()> {
    sqlx::query("delete from live_counted where workshop_id = $1").bind(room.as_str()).execute(&mut *conn).await?;
    for id in ids {
        sqlx::query("insert into live_counted (workshop_id, answer_id) values ($1, $2)")
            .bind(room.as_str())
            .bind(id)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_has_names_of_cards_and_no_exact_number_of_rare_ones() {
        let deck = definition(sheets::WORKSHEET).expect("the cards");
        let cards: Vec<String> = choices(deck, Locale::ja).into_iter().map(|(id, _)| id).collect();
        let one = |n: usize| vec![cards[0].clone(), cards[n + 1].clone(), "own-1".to_owned()];
        let (people, tally) = map((0..5).map(one).collect(), Locale::en).expect("a map");
        let Tally::Words(words) = tally else { panic!("no words") };
        let name = |at: usize| choices(deck, Locale::en)[at].1.clone();
        assert_eq!((people, words.len()), (5, 6));
        assert_eq!(words[0], (name(0), 5));
        assert!(words[1..].iter().all(|(_, n)| *n == 1));
        assert_eq!(map((0..4).map(one).collect(), Locale::en).expect("a map"), (4, Tally::Hidden));
    }
}
