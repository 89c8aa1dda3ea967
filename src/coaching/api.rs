//! Server functions of the coach's desk. Only coaches, and each only what was sent to them.

use leptos::prelude::*;

use super::model::{AnswerForm, DeskPage, Review};
use crate::kit::Result;
use crate::kit::id::ShareId;

#[cfg(feature = "ssr")]
use {
    super::guard::{coach, desk_of},
    super::{desk, mail, store},
    crate::journal::store::open_share,
    crate::kit::Error,
    crate::server::state,
    crate::tl,
};

/// What lies on the viewer's desk; nothing is opened.
#[server(endpoint = "coaching/queue")]
pub async fn queue() -> Result<DeskPage> {
    let viewer = coach()?;
    let state = state();
    desk_of(&viewer, &state).await
}

/// Opens a copy. Its author sees in their 閲覧履歴 that it was opened.
#[server(endpoint = "coaching/open")]
pub async fn open(id: ShareId) -> Result<Review> {
    let viewer = coach()?;
    let state = state();
    let input = (state.vault.clone(), viewer.id.clone(), id, state.now());
    let shared =
        state.db.write(input, |tx, (vault, coach, id, now)| Box::pin(open_share(tx, vault, coach, id, *now))).await?;
    let queue = desk_of(&viewer, &state).await?;
    Ok(desk::review(&viewer, shared, queue))
}

/// Sends the answer to a copy, once, with a letter that says only that it came.
#[server(endpoint = "coaching/answer")]
pub async fn answer(form: AnswerForm) -> Result<()> {
    let viewer = coach()?;
    let state = state();
    let share: ShareId = form.share.parse()?;
    let text = form.checked(viewer.locale)?;
    let path = format!("/coach/journals/{share}?done=answered");
    let locale = viewer.locale;
    let input = (state.clone(), viewer, share, state.new_id(), text, state.now());
    let answered = state
        .db
        .write(input, |tx, (state, viewer, share, id, text, now)| {
            Box::pin(async move {
                let answered = store::answer(tx, &state.vault, &viewer.id, share, id, text, *now).await?;
                if let store::Answered::Sent(member, entry) = &answered {
                    mail::answer_came(tx, &state.config, member, &viewer.name, entry, *now).await?;
                }
                Ok(answered)
            })
        })
        .await?;
    if answered == store::Answered::Already {
        return Err(Error::field("text", tl!(locale, coaching.answer_already)));
    }
    leptos_axum::redirect(&path);
    Ok(())
}
