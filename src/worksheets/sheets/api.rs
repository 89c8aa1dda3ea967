//! Server functions of the sheets. Everything here is the viewer's own, but for what a coach was shown.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::form::{PlayForm, WRITING};
use super::guard::{self, member};
use super::model::{
    BeginForm, Copied, EndForm, GiftAnswer, GiftForm, GiftId, SharePage, SheetHome, SheetKept, SheetPage, SheetResult,
    ShelfRow, ShowForm, SwitchForm, TakeBackForm,
};
use super::play::Play;
use super::refused::Why;
use super::store::answers::{self, Kept};
use super::store::shares::SheetCopy;
use super::store::{consents, gifts, shares, tags};
use super::{known, mail, pages, path};
use crate::accounts;
use crate::coaching::sharing::store::log_decisions;
use crate::coaching::traces;
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::kit::{Error, Result, Role};
use crate::server::mail::outbox;
use crate::tl;
use crate::worksheets::approval::enabled;
use crate::worksheets::definition::Family;
use crate::worksheets::store as cards;

/// The list of worksheets.
#[server(endpoint = "sheets/shelf")]
pub async fn open_shelf() -> Result<Vec<ShelfRow>> {
    let (state, viewer) = member()?;
    Ok(pages::shelf(&mut *state.db.read().await?, &viewer).await?)
}

/// The home of a worksheet.
#[server(endpoint = "sheets/home")]
pub async fn open_home(name: String) -> Result<SheetHome> {
    let (state, viewer) = member()?;
    let home = pages::home(&mut *state.db.read().await?, &state.vault, &viewer, &name).await?;
    let gift_link = home.gift_link.map(|path| state.config.link(&path));
    Ok(SheetHome { gift_link, ..home })
}

/// A sitting.
#[server(endpoint = "sheets/sitting")]
pub async fn open_sheet(id: AnswerId) -> Result<SheetPage> {
    let (state, viewer) = member()?;
    Ok(pages::sitting(&mut *state.db.read().await?, &state.vault, &viewer, &id).await?)
}

/// The result of a finished sheet.
#[server(endpoint = "sheets/result")]
pub async fn open_result(id: AnswerId) -> Result<SheetResult> {
    let (state, viewer) = member()?;
    Ok(pages::result(&mut *state.db.read().await?, &state.vault, &viewer, &id).await?)
}

/// Begins a round, or goes on with the one that is under way.
#[server(endpoint = "sheets/begin")]
pub async fn begin_sheet(form: BeginForm) -> Result<()> {
    let (state, viewer) = member()?;
    let definition = known(&form.worksheet).ok_or(Error::NotFound)?;
    let mut conn = state.db.read().await?;
    if !enabled(&mut conn, &definition.about.id).await? {
        return Err(Error::NotFound);
    }
    let mut items = Vec::new();
    if let Family::Pairs(pairs) = &definition.family {
        items = match form.from.as_str() {
            "cards" => tags::top(&mut conn, &state.vault, &viewer.id, viewer.locale).await?,
            _ => pairs.values.iter().map(|one| (one.id.to_string(), one.name.of(viewer.locale))).collect(),
        };
    }
    drop(conn);
    let names = items.iter().filter(|(id, _)| id.starts_with("own-")).cloned().collect();
    let items = items.into_iter().map(|(id, _)| id).collect();
    let play = Play::new(definition, items, rand::random()).map_err(|why| Why::from(why).error(viewer.locale))?;
    let input = (state.vault.clone(), viewer.id, state.new_id::<AnswerId>(), Kept::new(play, names), state.now());
    let write = state.db.write(input, |tx, (vault, owner, id, kept, now)| {
        let of = (definition.about.id.as_str(), definition.about.version);
        Box::pin(answers::start(tx, vault, owner, id, of, kept, *now))
    });
    redirect(&format!("{}/{}", path(&definition.about.id), write.await?));
    Ok(())
}

/// Follows a press of a sitting, or keeps its form.
#[server(endpoint = "sheets/play")]
pub async fn play_sheet(form: PlayForm) -> Result<()> {
    let (state, viewer) = member()?;
    let worksheet = guard::play(&state, &viewer, &form).await?.worksheet;
    let home = path(&worksheet);
    let id: AnswerId = form.id.parse()?;
    let pressed = form.pressed();
    redirect(&match pressed.act.as_str() {
        "again" => format!("{home}/{id}?choose=1"),
        "change" if worksheet == "W6" => format!("{home}/{id}?point={}#point", pressed.at),
        "change" => format!("{home}/{id}?person={}#person", pressed.at),
        "finish" => format!("{home}/{id}/result?done=finished"),
        "keep" => format!("{home}/{id}?done=kept"),
        _ => format!("{home}/{id}{}", pressed.goes_on(&worksheet)),
    });
    Ok(())
}

/// Keeps the form of a sitting while somebody writes in it.
#[server(endpoint = "sheets/keep")]
pub async fn keep_sheet(form: PlayForm) -> Result<SheetKept> {
    let (state, viewer) = member()?;
    let form = PlayForm { at: WRITING.to_owned(), ..form.acting("keep") };
    let played = guard::play(&state, &viewer, &form).await?;
    Ok(SheetKept { revision: played.revision, undo: played.undo })
}

/// Deletes a sitting and the copies that coaches could see.
#[server(endpoint = "sheets/delete")]
pub async fn delete_sheet(form: EndForm) -> Result<()> {
    let (state, viewer) = member()?;
    let input = (viewer.id, form.id.parse::<AnswerId>()?, state.now());
    let write = state.db.write(input, |tx, (owner, id, now)| Box::pin(answers::delete(tx, owner, id, *now)));
    redirect(&format!("{}?done=deleted", path(&write.await?)));
    Ok(())
}

/// Showing a result: whom to, and exactly what goes.
#[server(endpoint = "sheets/sharing")]
pub async fn open_sharing(id: AnswerId, coach: String, extras: Vec<String>) -> Result<SharePage> {
    let (state, viewer) = member()?;
    let mut conn = state.db.read().await?;
    Ok(pages::sharing(&mut conn, &state.vault, &viewer, &id, (&coach, extras)).await?)
}

/// Shows a result to a coach.
#[server(endpoint = "sheets/share")]
pub async fn share_sheet(form: ShowForm) -> Result<()> {
    let (state, viewer) = member()?;
    let id: AnswerId = form.id.parse()?;
    let coach: UserId = form.coach.parse()?;
    let decisions = pages::looked_over(&mut *state.db.read().await?, &state.vault, &viewer, &id, &form).await?;
    let (ids, to) = ((id.clone(), state.new_id::<WorksheetShareId>()), (coach, pages::shown(&form.extras)));
    let input = (state.clone(), viewer.id, ids, to, decisions, state.now());
    let send = state.db.write(input, |tx, (state, owner, (id, share), (coach, shown), decisions, now)| {
        Box::pin(async move {
            shares::send(tx, &state.vault, owner, (id, share), (coach, shown), *now).await?;
            log_decisions(tx, owner, owner, ("sheet_share", share.as_str()), decisions, *now).await?;
            let contact = accounts::store::contact_of(tx, coach).await?;
            outbox::enqueue(tx, &mail::shown(coach, &contact, id.as_str(), &state.config, *now), *now).await?;
            answers::worksheet_of(tx, owner, id).await
        })
    });
    redirect(&format!("{}/{id}/result?done=shared", path(&send.await?)));
    Ok(())
}

/// Takes a copy back from a coach. The receipts do so for every worksheet, the value cards too.
#[server(endpoint = "sheets/take_back")]
pub async fn take_back_sheet(form: TakeBackForm) -> Result<()> {
    let (state, viewer) = member()?;
    let listed = form.from == "consents";
    let input = (viewer.id, form.id.parse::<WorksheetShareId>()?, state.now());
    let write = state.db.write(input, move |tx, (owner, share, now)| {
        Box::pin(async move {
            let id = cards::withdraw(tx, owner, share, *now).await?;
            if listed {
                return Ok("/me/consents?done=revoked".to_owned());
            }
            let worksheet = answers::worksheet_of(tx, owner, &id).await?;
            Ok(format!("{}/{id}/result?done=withdrawn", path(&worksheet)))
        })
    });
    redirect(&write.await?);
    Ok(())
}

/// Allows a result to be counted, or no more.
#[server(endpoint = "sheets/switch")]
pub async fn switch_sheet(form: SwitchForm) -> Result<()> {
    let (state, viewer) = member()?;
    let id: AnswerId = form.id.parse()?;
    let (on, kind) = (form.to == "on", form.kind);
    if form.from == "consents" {
        // From the receipts nothing is switched on, and of every worksheet alike it is switched off.
        let input = (viewer.id, id, kind, state.now());
        let write = state
            .db
            .write(input, |tx, (owner, id, kind, now)| Box::pin(consents::take_back(tx, owner, id, kind, *now)));
        write.await?;
        redirect("/me/consents?done=revoked");
        return Ok(());
    }
    let input = (state.vault.clone(), viewer.id, id.clone(), kind, state.now());
    let write = state.db.write(input, move |tx, (vault, owner, id, kind, now)| {
        Box::pin(consents::decide(tx, vault, owner, id, (kind, on), *now))
    });
    redirect(&format!("{}/{id}/result?done=switched", path(&write.await?)));
    Ok(())
}

/// Opens a copy for the coach it was shown to; the author can see that it was opened.
#[server(endpoint = "sheets/shared")]
pub async fn open_shared_sheet(id: WorksheetShareId) -> Result<Copied> {
    let (state, viewer) = member()?;
    viewer.must_be(Role::Coach)?;
    let input = (state.vault.clone(), viewer.id.clone(), id, state.now());
    let write = state.db.write(input, |tx, (vault, coach, share, now)| {
        Box::pin(cards::open_share::<SheetCopy>(tx, vault, coach, share, *now))
    });
    let (author, copy) = write.await?;
    Ok(pages::copied(author.name, copy, &viewer))
}

/// Offers a strength to the author of a copy of W5 that lies open.
#[server(endpoint = "sheets/gift")]
pub async fn offer_gift(form: GiftForm) -> Result<()> {
    let (state, viewer) = member()?;
    viewer.must_be(Role::Coach)?;
    let share: WorksheetShareId = form.share.parse()?;
    let gift = guard::gift(&form.strength, &form.line, viewer.locale)?;
    let full = Error::field("", tl!(viewer.locale, sheets.gift_full));
    let input = (state.vault.clone(), viewer, share.clone(), state.new_id::<GiftId>(), gift, state.now());
    let write = state.db.write(input, |tx, (vault, giver, share, id, gift, now)| {
        Box::pin(async move {
            let (author, copy) = cards::open_share::<SheetCopy>(tx, vault, &giver.id, share, *now).await?;
            if copy.worksheet != "W5" {
                return Err(Error::NotFound.into());
            }
            // It reaches somebody at once.
            traces::refuse(&[("line", &gift.line)], &[&author.name, &giver.name], giver.locale)?;
            gifts::offer(tx, vault, (&giver.id, &author.id), (id, gift), *now).await
        })
    });
    write.await.map_err(|failure| match Error::from(failure) {
        Error::Conflict => full,
        error => error,
    })?;
    redirect(&format!("/coach/sheets/{share}?done=gift"));
    Ok(())
}

/// Says yes or no to a strength that somebody has seen.
#[server(endpoint = "sheets/gift_answer")]
pub async fn answer_gift(form: GiftAnswer) -> Result<()> {
    let (state, viewer) = member()?;
    let yes = form.answer == "yes";
    let input = (viewer.id, form.id.parse::<GiftId>()?, state.now());
    let write = state.db.write(input, move |tx, (owner, id, now)| Box::pin(gifts::decide(tx, owner, id, yes, *now)));
    write.await?;
    redirect(if yes { "/worksheets/w5?done=gift_yes" } else { "/worksheets/w5?done=gift_no" });
    Ok(())
}
