//! How people sorted the value cards, card by card, and to whom they showed the top of it.

use super::content::{ShareValues, Sitting};
use super::stage::{Stage, later};
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::kit::{Locale, Moment};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::worksheets::content::values as definition;
use crate::worksheets::model::{Move, ShareDraft, Sitting as Cards};
use crate::worksheets::store::{self as worksheets, SharedCopy};

/// All sittings.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let content = stage.content;
    for sitting in &content.values {
        sit(conn, stage, sitting).await?;
    }
    Ok(())
}

/// One sitting, to its end or as far as it went.
pub async fn sit(conn: &mut Conn, stage: &mut Stage<'_>, sitting: &Sitting) -> Result<AnswerId> {
    let begun = stage.calendar.days_ago(sitting.days_ago, &sitting.at)?;
    let owner = stage.person(&sitting.owner)?;
    let fresh: AnswerId = stage.id(begun);
    let cards = Cards::new(definition().deck(false), stage.number());
    let id = worksheets::start(conn, stage.vault, &owner, &fresh, definition().version, &cards, begun).await?;
    let moves = moves(stage, &cards, sitting);
    let done = begun.plus_minutes(25);
    let played = worksheets::Played { from: 0, moves: &moves };
    worksheets::save(conn, stage.vault, &owner, &id, played, Locale::ja, done).await?;
    if let Some(share) = &sitting.share {
        show(conn, stage, share, &owner, &id, later(done, share.after_hours)).await?;
    }
    Ok(id)
}

/// What the person did: lay each card, then, when they finished, put the top in order and write.
fn moves(stage: &mut Stage<'_>, cards: &Cards, sitting: &Sitting) -> Vec<Move> {
    let dealt: Vec<String> = cards.cards().map(str::to_owned).collect();
    let mut moves: Vec<Move> = dealt
        .into_iter()
        .take(sitting.sorted.unwrap_or(usize::MAX))
        .map(|card| Move::Place { pile: pile(stage, &card, sitting), card })
        .collect();
    if sitting.sorted.is_some() {
        return moves;
    }
    moves.extend([Move::Rank, Move::Order { top: sitting.top.clone() }, Move::Write]);
    for (card, texts) in &sitting.notes {
        for (question, text) in (0_u8..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            moves.push(Move::Note { card: card.clone(), question, text: text.clone() });
        }
    }
    moves.push(Move::Finish);
    moves
}

/// Cards that the content does not name lie in the middle, some a little lower.
fn pile(stage: &mut Stage<'_>, card: &String, sitting: &Sitting) -> u8 {
    let middle = if stage.number().is_multiple_of(3) { 2 } else { 3 };
    match card {
        card if sitting.top.contains(card) => 5,
        card if sitting.high.contains(card) => 4,
        card if sitting.low.contains(card) => 1,
        _ => middle,
    }
}

async fn show(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    share: &ShareValues,
    owner: &UserId,
    answer: &AnswerId,
    at: Moment,
) -> Result<()> {
    let coach = stage.person(&share.coach)?;
    let draft = ShareDraft { coach: coach.clone(), notes: share.notes.clone() };
    worksheets::pick(conn, stage.vault, owner, answer, Some(&draft), at).await?;
    let id: WorksheetShareId = stage.id(at);
    worksheets::send(conn, stage.vault, owner, answer, &id, at).await?;
    if let Some(hours) = share.opened_after_hours {
        worksheets::open_share::<SharedCopy>(conn, stage.vault, &coach, &id, later(at, hours)).await?;
    }
    Ok(())
}
