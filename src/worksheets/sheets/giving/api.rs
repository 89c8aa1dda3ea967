//! Server functions of giving a strength by a link.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::{GiftLinkId, GiveForm, GivePage, LinkForm, path, store};
use crate::coaching::traces;
use crate::kit::{Error, Result};
use crate::tl;
use crate::worksheets::sheets::guard::{self, member};
use crate::worksheets::sheets::model::GiftId;
use crate::worksheets::sheets::store::gifts;

/// Makes one's link, or closes it.
#[server(endpoint = "sheets/gift_link")]
pub async fn change_link(form: LinkForm) -> Result<()> {
    let (state, viewer) = member()?;
    let making = match form.act.as_str() {
        "make" => true,
        "close" => false,
        _ => return Err(Error::BadRequest),
    };
    let input = (viewer.id, state.new_id::<GiftLinkId>(), state.now());
    let changing = state.db.write(input, move |tx, (owner, id, now)| {
        Box::pin(async move {
            match making {
                true => store::make(tx, owner, id, *now).await,
                false => store::close(tx, owner, *now).await,
            }
        })
    });
    changing.await?;
    redirect(if making { "/worksheets/w5?done=gift_link" } else { "/worksheets/w5?done=gift_closed" });
    Ok(())
}

/// The page behind a link.
#[server(endpoint = "sheets/giving")]
pub async fn open_giving(id: GiftLinkId) -> Result<GivePage> {
    let (state, viewer) = member()?;
    let (owner, name) = store::whose(&mut *state.db.read().await?, &id).await?;
    Ok(GivePage { id, name, own: owner == viewer.id })
}

/// Offers a strength by a link.
#[server(endpoint = "sheets/give")]
pub async fn give(form: GiveForm) -> Result<()> {
    let (state, viewer) = member()?;
    let link: GiftLinkId = form.link.parse()?;
    let gift = guard::gift(&form.strength, &form.line, viewer.locale)?;
    let full = Error::field("", tl!(viewer.locale, sheets.gift_full));
    let input = (state.vault.clone(), viewer, link.clone(), state.new_id::<GiftId>(), gift, state.now());
    let giving = state.db.write(input, |tx, (vault, giver, link, id, gift, now)| {
        Box::pin(async move {
            let (owner, name) = store::held(tx, link).await?;
            if owner == giver.id {
                return Err(Error::NotFound.into());
            }
            // It reaches somebody at once.
            traces::refuse(&[("line", &gift.line)], &[&name, &giver.name], giver.locale)?;
            gifts::give(tx, vault, (&giver.id, &owner), (id, gift), *now).await
        })
    });
    giving.await.map_err(|failure| match Error::from(failure) {
        Error::Conflict => full,
        error => error,
    })?;
    redirect(&format!("{}?done=gift", path(&link)));
    Ok(())
}
