//! How people filled the worksheets W2 to W10, press by press, to whom they showed them, and what others gave.

use super::content::{Gift, ShareSheet, Sheet};
use super::stage::{Stage, later};
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::kit::{Locale, Moment};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::worksheets::definition::Family;
use crate::worksheets::scoring::coach::Shown;
use crate::worksheets::scoring::w5;
use crate::worksheets::sheets::giving::{self, GiftLinkId};
use crate::worksheets::sheets::store::answers::{self, Kept};
use crate::worksheets::sheets::store::{gifts, shares};
use crate::worksheets::sheets::{GiftId, Play, PlayForm, known};

/// All sheets.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let content = stage.content;
    for sheet in &content.sheets {
        sit(conn, stage, sheet).await?;
    }
    Ok(())
}

async fn sit(conn: &mut Conn, stage: &mut Stage<'_>, sheet: &Sheet) -> Result<()> {
    let begun = stage.calendar.days_ago(sheet.days_ago, &sheet.at)?;
    let owner = stage.person(&sheet.owner)?;
    let strange = || Failure::refused(format!("the demo cannot fill {}", sheet.worksheet));
    let definition = known(&sheet.worksheet).ok_or_else(strange)?;
    let items = match &definition.family {
        Family::Pairs(pairs) => pairs.values.iter().map(|one| one.id.to_string()).collect(),
        _ => Vec::new(),
    };
    let play = Play::new(definition, items, stage.number()).map_err(|_| strange())?;
    let (fresh, of) = (stage.id(begun), (definition.about.id.as_str(), definition.about.version));
    let kept = Kept::new(play, Default::default());
    let id = answers::start(conn, stage.vault, &owner, &fresh, of, &kept, begun).await?;
    let done = begun.plus_minutes(12);
    for press in &sheet.presses {
        press_one(conn, stage, (&owner, &id), press, done).await?;
    }
    if !sheet.order.is_empty() {
        compare(conn, stage, (&owner, &id), &sheet.order, done).await?;
    }
    if let Some(share) = &sheet.share {
        show(conn, stage, share, (&owner, &id), later(done, share.after_hours)).await?;
    }
    if let Some(gift) = &sheet.gift {
        give(conn, stage, gift, &owner, later(done, gift.after_hours)).await?;
    }
    Ok(())
}

async fn press_one(
    conn: &mut Conn,
    stage: &Stage<'_>,
    (owner, id): (&UserId, &AnswerId),
    press: &PlayForm,
    at: Moment,
) -> Result<()> {
    let answer = answers::open(conn, stage.vault, owner, id).await?;
    let (revision, version) = (answer.revision, answer.version);
    let form = PlayForm { id: id.to_string(), revision, version, ..press.clone() };
    answers::play(conn, stage.vault, owner, id, &form, Locale::ja, at).await.map(drop)
}

/// Answers every pair as the order has it.
async fn compare(
    conn: &mut Conn,
    stage: &Stage<'_>,
    (owner, id): (&UserId, &AnswerId),
    order: &[String],
    at: Moment,
) -> Result<()> {
    loop {
        let Play::Pairs(play) = answers::open(conn, stage.vault, owner, id).await?.kept.play else { return Ok(()) };
        let Some(now) = play.question() else { break };
        let place = |item: &String| order.iter().position(|one| one == item);
        let side = if place(&now.a) < place(&now.b) { "a" } else { "b" };
        let f = [("a".to_owned(), now.a), ("b".to_owned(), now.b)].into();
        let press = PlayForm { act: "choose".to_owned(), at: side.to_owned(), f, ..PlayForm::default() };
        press_one(conn, stage, (owner, id), &press, at).await?;
    }
    let finish = PlayForm { act: "finish".to_owned(), ..PlayForm::default() };
    press_one(conn, stage, (owner, id), &finish, at).await
}

async fn show(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    share: &ShareSheet,
    (owner, id): (&UserId, &AnswerId),
    at: Moment,
) -> Result<()> {
    let coach = stage.person(&share.coach)?;
    let copy: WorksheetShareId = stage.id(at);
    shares::send(conn, stage.vault, owner, (id, &copy), (&coach, &Shown::default()), at).await
}

async fn give(conn: &mut Conn, stage: &mut Stage<'_>, gift: &Gift, owner: &UserId, at: Moment) -> Result<()> {
    let giver = stage.person(&gift.giver)?;
    let id: GiftId = stage.id(at);
    let one = w5::Gift { strength: gift.strength.clone(), line: gift.line.clone() };
    gifts::offer(conn, stage.vault, (&giver, owner), (&id, &one), at).await?;
    // By this others may give one too.
    let link: GiftLinkId = stage.id(at);
    giving::make_link(conn, owner, &link, at).await
}
